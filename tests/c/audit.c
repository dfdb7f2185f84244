/* The host's own audit: an event for each call, with CPR numbers only where the host wants them. */

#include "blocks.h"

struct events {
    int count;
    char last[4096];
};

static void keep(void *userdata, const char *event_json)
{
    struct events *events = userdata;
    events->count++;
    CHECK(strlen(event_json) < sizeof events->last);
    strncpy(events->last, event_json, sizeof events->last - 1);
}

/* The doctor's client whose calls are told to `events`. */
static spo_client *audited(struct events *events, spo_audit_persons persons)
{
    spo_config *config = NULL;
    spo_identity *identity = NULL;
    spo_client *made = NULL;
    memset(events, 0, sizeof *events);
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_sandbox_identity(sandbox, &identity, &err));
    CHECK_OK(spo_identity_set_caller(identity, a_doctor, &err));
    CHECK_OK(spo_config_set_identity(config, identity, &err));
    CHECK_OK(spo_config_set_audit(config, keep, events, persons, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &made, &err));
    spo_identity_free(identity);
    spo_config_free(config);
    return made;
}

static void each_call_is_told_when_it_has_ended(void)
{
    struct events events;
    spo_client *told = audited(&events, SPO_AUDIT_PERSONS_OMITTED);
    spo_data_items *asked = spo_data_items_new();
    spo_verdict *verdict = NULL;
    spo_search *search = NULL;
    spo_list *list = NULL;
    size_t seen = 0;

    CHECK_OK(count(told, &seen, &err));
    CHECK(events.count == 1 && has(events.last, "\"list\"") && has(events.last, "\"withheld\": true"));
    CHECK(has(events.last, "\"shown\": 0") && has(events.last, "J0184") && !has(events.last, "override_reason"));

    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_OK(spo_client_list_overriding(told, search, SPO_OVERRIDE_REASON_PATIENT_CONSENT, NULL, &list, &err));
    CHECK(events.count == 2 && has(events.last, "\"overridden\": true") && has(events.last, "\"override_reason\""));
    CHECK(has(events.last, "\"shown\": 1"));
    spo_list_free(list);
    spo_search_free(search);

    CHECK_OK(spo_client_check_blocks(told, a_doctor, A_CPR, asked, &verdict, &err));
    CHECK(events.count == 3 && has(events.last, "\"check_blocks\"") && has(events.last, "\"overridden\": false"));
    spo_verdict_free(verdict);
    spo_data_items_free(asked);
    spo_client_free(told);
}

static void a_failure_is_told_and_what_never_began_is_not(void)
{
    struct events events;
    spo_client *told = audited(&events, SPO_AUDIT_PERSONS_OMITTED), *twin = on_behalf_of(told, nancy);
    spo_block_registration *none = NULL;
    size_t seen = 0;

    CHECK(spo_client_lift_block(twin, A_CPR, "99999999", &none, &err) != SPO_STATUS_OK && none == NULL);
    CHECK(events.count == 1 && has(events.last, "\"failure\"") && has(events.last, spo_error_code(err)));
    CHECK(has(events.last, "\"citizen\""));
    spo_error_free(err);
    CHECK(spo_client_lift_block(twin, "nobody", "1", &none, NULL) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK_OK(spo_client_close(told, 1000, &err));
    CHECK_ERROR(count(twin, &seen, &err), SPO_STATUS_INVALID_ARGUMENT, "client.closed");
    CHECK(events.count == 1);
    spo_client_free(twin);
    spo_client_free(told);
}

static void persons_are_named_only_when_the_host_asks(void)
{
    struct events events;
    spo_client *told = audited(&events, SPO_AUDIT_PERSONS_OMITTED);
    size_t seen = 0;

    CHECK_OK(count(told, &seen, &err));
    CHECK(events.count == 1 && !has(events.last, DOCTOR) && !has(events.last, "2512489996"));
    spo_client_free(told);
    told = audited(&events, SPO_AUDIT_PERSONS_NAMED);
    CHECK_OK(count(told, &seen, &err));
    CHECK(events.count == 1 && has(events.last, DOCTOR) && has(events.last, "\"patient\": \"2512489996\""));
    spo_client_free(told);
}

static void the_last_one_set_counts_and_none_ends_it(void)
{
    struct events events;
    spo_config *config = NULL;
    spo_client *quiet = NULL;

    memset(&events, 0, sizeof events);
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_config_set_audit(config, keep, &events, SPO_AUDIT_PERSONS_OMITTED, &err));
    CHECK_ERROR(spo_config_set_audit(config, keep, &events, 2, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.enum");
    CHECK_OK(spo_config_set_audit(config, NULL, NULL, SPO_AUDIT_PERSONS_OMITTED, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &quiet, &err));
    CHECK(share(quiet, "two", NULL) == SPO_STATUS_DENIED);
    CHECK(events.count == 0);
    spo_client_free(quiet);
    spo_config_free(config);
}

int main(void)
{
    spo_block_registration *all;

    begin();
    CHECK_OK(share(client, "one", &err));
    all = registered(spo_block_new());
    each_call_is_told_when_it_has_ended();
    a_failure_is_told_and_what_never_began_is_not();
    persons_are_named_only_when_the_host_asks();
    the_last_one_set_counts_and_none_ends_it();
    lift(all);
    spo_block_registration_free(all);
    return end();
}
