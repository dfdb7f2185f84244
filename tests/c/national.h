/* Calls as the national platform demands them: an organisation of the sandbox, clients with an identity. */
#ifndef NATIONAL_H
#define NATIONAL_H

#include "booking.h"
#include "check.h"

static const char *const CVR = "91026150", *const CLINIC = "Sandkassens Lægehus";

/* A client of the sandbox with this identity, which it takes. */
static inline spo_client *client_of(const spo_sandbox *sandbox, spo_identity *identity)
{
    spo_error *err = NULL;
    spo_config *config = NULL;
    spo_client *client = NULL;
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_config_set_identity(config, identity, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_identity_free(identity);
    spo_config_free(config);
    return client;
}

/* The identity of a system of the organisation. */
static inline spo_identity *a_system(const char *name, const spo_credential *credential)
{
    spo_error *err = NULL;
    spo_identity *identity = NULL;
    CHECK_OK(spo_identity_system(credential, name, CVR, CLINIC, &identity, &err));
    return identity;
}

/* Shares an appointment. */
static inline spo_status share(const spo_client *client, const char *key, spo_error **err)
{
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    spo_status status = spo_client_share(client, key, 1, a, &receipt, err);
    spo_receipt_free(receipt);
    spo_appointment_free(a);
    return status;
}

/* How many of the patient's appointments a client sees. */
static inline spo_status count(const spo_client *client, size_t *seen, spo_error **err)
{
    spo_search *search = NULL;
    spo_list *list = NULL;
    spo_status status;
    spo_search_new(A_CPR, &search, NULL);
    status = spo_client_list(client, search, &list, err);
    *seen = spo_list_count(list);
    spo_list_free(list);
    spo_search_free(search);
    return status;
}

#endif
