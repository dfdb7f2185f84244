/* Blocks: a sandbox that demands identities, and a client for those who register and those who look. */
#ifndef BLOCKS_H
#define BLOCKS_H

#include "national.h"

static const char *const DOCTOR = "0408801111";
static const char *const HOSPITAL = "265951000016004", *const ELSEWHERE = "440081000016006";

static spo_error *err;
static spo_sandbox *sandbox;
/* One client for three callers: a system, the citizen, and a doctor in another place than the appointments'. */
static spo_client *client, *citizen, *doctor;
static spo_caller *nancy, *a_doctor;

static inline int has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

static inline spo_client *on_behalf_of(const spo_client *whose, spo_caller *caller)
{
    spo_client *made = NULL;
    CHECK_OK(spo_client_as_caller(whose, caller, &made, &err));
    return made;
}

static inline void lift(const spo_block_registration *registration)
{
    spo_block_registration *lifted = NULL;
    CHECK_OK(spo_client_lift_block(citizen, A_CPR, spo_block_registration_id(registration), &lifted, &err));
    CHECK(spo_block_registration_state(lifted) == SPO_BLOCK_STATE_INACTIVE);
    CHECK(spo_block_registration_changed(lifted) && spo_block_registration_changed_ms(lifted) > 0);
    CHECK(spo_block_registration_changed_system(lifted) != NULL);
    CHECK_TEXT(spo_block_registration_changed_by(lifted), "2512489996");
    spo_block_registration_free(lifted);
}

/* Registers for the citizen, and frees the block. */
static inline spo_block_registration *registered(spo_block *block)
{
    spo_block_registration *registration = NULL;
    CHECK_OK(spo_client_register_block(citizen, A_CPR, block, &registration, &err));
    spo_block_free(block);
    return registration;
}

static inline void begin(void)
{
    spo_identity *identity = NULL;

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    CHECK_OK(spo_sandbox_trust_level_3(sandbox, CVR, &err));
    CHECK_OK(spo_sandbox_add_organisation(sandbox, A_SOR, HOSPITAL, NULL, "1301011", &err));
    CHECK_ERROR(spo_sandbox_add_organisation(sandbox, A_SOR, "1", NULL, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "sor.format");
    /* Now the register of authorisations has the doctor. */
    CHECK_OK(spo_sandbox_professional_identity(sandbox, &identity, &err));
    spo_identity_free(identity);
    CHECK_OK(spo_sandbox_identity(sandbox, &identity, &err));
    client = client_of(sandbox, identity);
    CHECK_OK(spo_caller_citizen(A_CPR, &nancy, &err));
    CHECK_OK(spo_caller_authorised(DOCTOR, "J0184", SPO_ORGANISATION_CODE_SOR, ELSEWHERE, &a_doctor, &err));
    citizen = on_behalf_of(client, nancy);
    doctor = on_behalf_of(client, a_doctor);
}

static inline int end(void)
{
    spo_client_free(doctor);
    spo_client_free(citizen);
    spo_client_free(client);
    spo_caller_free(a_doctor);
    spo_caller_free(nancy);
    spo_sandbox_free(sandbox);
    return report();
}

#endif
