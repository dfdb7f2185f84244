/* Calls with an identity, against a sandbox that demands one: cards, callers, another certificate. */

#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "national.h"

enum { THREADS = 8 };

static spo_error *err;
static spo_sandbox *sandbox;

/* Checks that a call was refused, and that its error tells no secret. */
static void refused(spo_status status, spo_status expected, const char *code, const char *service_code)
{
    const char *text = spo_error_text(err), *detail = spo_error_detail_json(err);
    const char *const secrets[] = {"9996", "0408801111", "PRIVATE", "SignatureValue", "Assertion", "MII"};
    size_t i;
    CHECK(status == expected);
    CHECK_TEXT(spo_error_code(err), code);
    CHECK_TEXT(spo_error_service_error_code(err, 0), service_code);
    for (i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        CHECK(text != NULL && strstr(text, secrets[i]) == NULL);
        CHECK(detail != NULL && strstr(detail, secrets[i]) == NULL);
    }
    spo_error_free(err);
    err = NULL;
}

static void a_system_shares_and_citizens_read_through_it(void)
{
    spo_identity *identity = NULL;
    spo_client *client, *citizen = NULL, *other = NULL;
    spo_caller *caller = NULL;
    spo_credential *credential = NULL;
    size_t seen = 0;

    CHECK_OK(spo_sandbox_identity(sandbox, &identity, &err));
    client = client_of(sandbox, identity);
    CHECK_OK(share(client, "booking-1", &err));
    CHECK_OK(spo_client_credential(client, &credential, &err));
    CHECK_TEXT(spo_credential_cvr(credential), CVR);
    CHECK(spo_credential_kind(credential) == SPO_CERTIFICATE_KIND_ORGANISATION);
    spo_credential_free(credential);

    refused(count(client, &seen, &err), SPO_STATUS_DENIED, "soap.fault", "missing_required_header");
    CHECK_OK(spo_caller_citizen(A_CPR, &caller, &err));
    CHECK_OK(spo_client_as_caller(client, caller, &citizen, &err));
    spo_caller_free(caller);
    refused(count(citizen, &seen, &err), SPO_STATUS_DENIED, "soap.fault", "not_authorized");
    CHECK_OK(spo_sandbox_trust_level_3(sandbox, CVR, &err));
    CHECK_OK(count(citizen, &seen, &err));
    CHECK(seen == 1);
    CHECK_OK(spo_caller_citizen("0408801111", &caller, &err));
    CHECK_OK(spo_client_as_caller(client, caller, &other, &err));
    spo_caller_free(caller);
    refused(count(other, &seen, &err), SPO_STATUS_INVALID_ARGUMENT, "caller.other_citizen", NULL);

    spo_client_free(other);
    spo_client_free(citizen);
    spo_client_free(client);
}

static void a_doctor_reads_with_a_card_of_her_own(void)
{
    spo_credential *credential = NULL;
    spo_identity *identity = NULL;
    spo_caller *caller = NULL;
    spo_client *client, *other = NULL;
    spo_search *search = NULL;
    spo_list *list = NULL;
    size_t seen = 0;

    CHECK_OK(spo_sandbox_employee_credential(sandbox, "0408801111", "Jens", "Jensen", "J0184", CVR, CLINIC, SPO_TEST_CERTIFICATE_CURRENT, &credential, &err));
    CHECK(spo_credential_kind(credential) == SPO_CERTIFICATE_KIND_EMPLOYEE);
    CHECK_OK(spo_identity_user(credential, "EHR X", CVR, CLINIC, "7170", &identity, &err));
    CHECK_OK(spo_identity_set_user_cpr(identity, "0408801111", &err));
    CHECK_OK(spo_identity_set_user_name(identity, "Jens", "Jensen", &err));
    CHECK_OK(spo_caller_authorised("0408801111", "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &caller, &err));
    CHECK_OK(spo_identity_set_caller(identity, caller, &err));
    client = client_of(sandbox, identity);
    CHECK_OK(count(client, &seen, &err));
    CHECK(seen == 1);

    /* No look past blocks without a reason, and none that nothing calls for. */
    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_ERROR(spo_client_list_overriding(client, search, (spo_override_reason)0, NULL, &list, &err), SPO_STATUS_INVALID_ARGUMENT,
                "argument.enum");
    CHECK_ERROR(spo_client_list_overriding(client, search, SPO_OVERRIDE_REASON_VITAL_INTEREST, NULL, &list, &err),
                SPO_STATUS_INVALID_ARGUMENT, "override.explanation");
    CHECK_ERROR(spo_client_list_overriding(client, search, SPO_OVERRIDE_REASON_PATIENT_CONSENT, "She said so.", &list, &err),
                SPO_STATUS_INVALID_ARGUMENT, "override.explanation");
    CHECK_OK(spo_client_list_overriding(client, search, SPO_OVERRIDE_REASON_PATIENT_CONSENT, NULL, &list, &err));
    CHECK(spo_list_count(list) == 1 && spo_list_overridden(list) == 0);
    spo_list_free(list);
    spo_search_free(search);

    /* A card vouches for its holder only. */
    spo_caller_free(caller);
    CHECK_OK(spo_caller_authorised(A_CPR, "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &caller, &err));
    CHECK_OK(spo_client_as_caller(client, caller, &other, &err));
    refused(count(other, &seen, &err), SPO_STATUS_INVALID_ARGUMENT, "caller.not_card_holder", NULL);

    spo_client_free(other);
    spo_client_free(client);
    spo_caller_free(caller);
    spo_credential_free(credential);
}

static void nobody_calls_without_a_card_that_is_believed(void)
{
    spo_config *config = NULL;
    spo_client *client = NULL;
    spo_credential *credential = NULL;
    spo_identity *identity = NULL;

    /* Without an identity. */
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    refused(share(client, "booking-2", &err), SPO_STATUS_DENIED, "soap.fault", "missing_required_header");
    spo_client_free(client);
    spo_config_free(config);

    /* With a certificate that the token service does not know. */
    CHECK_OK(spo_sandbox_system_credential(sandbox, CVR, CLINIC, SPO_TEST_CERTIFICATE_BY_A_STRANGER, &credential, &err));
    client = client_of(sandbox, a_system("EHR Z", credential));
    refused(share(client, "booking-2", &err), SPO_STATUS_DENIED, "token_service.failed_authentication", NULL);
    spo_client_free(client);
    spo_credential_free(credential);

    /* With a card that the services refuse, each time anew. */
    CHECK_OK(spo_sandbox_identity(sandbox, &identity, &err));
    client = client_of(sandbox, identity);
    CHECK_OK(spo_sandbox_script(sandbox,
        "{\"on\": \"ITI-41\", \"count\": 0, \"does\": {\"kind\": \"fault\", \"text\": \"nej\", \"dgws_code\": \"invalid_idcard\"}}",
        &err));
    refused(share(client, "booking-2", &err), SPO_STATUS_DENIED, "soap.fault", "invalid_idcard");
    CHECK_OK(spo_sandbox_clear_scripts(sandbox, &err));

    spo_client_free(client);

    /* Without a token service, and with something missing. */
    CHECK_OK(spo_config_sandbox(NULL, &config, &err));
    CHECK_OK(spo_sandbox_identity(sandbox, &identity, &err));
    CHECK_OK(spo_config_set_identity(config, identity, &err));
    CHECK_ERROR(spo_client_new_with_sandbox(config, sandbox, &client, &err), SPO_STATUS_CONFIGURATION, "configuration.token_service");
    spo_identity_free(identity);
    spo_config_free(config);
}

struct job {
    const spo_client *client;
    int number;
    int problems;
};

static int still_sharing = 1;
static pthread_mutex_t still_sharing_lock = PTHREAD_MUTEX_INITIALIZER;

static int is_still_sharing(void)
{
    int still;
    pthread_mutex_lock(&still_sharing_lock);
    still = still_sharing;
    pthread_mutex_unlock(&still_sharing_lock);
    return still;
}

static void *share_on(void *argument)
{
    struct job *job = argument;
    int i;
    job->problems = 0;
    for (i = 0; i == 0 || is_still_sharing(); i++) {
        char key[64];
        sprintf(key, "swap-%d-%d", job->number, i);
        job->problems += share(job->client, key, NULL) != SPO_STATUS_OK;
    }
    return NULL;
}

static void a_credential_is_replaced_while_calls_are_under_way(void)
{
    spo_credential *credential = NULL, *used = NULL;
    spo_client *client;
    pthread_t threads[THREADS];
    struct job jobs[THREADS];
    char fingerprint[65] = "";
    int i;

    CHECK_OK(spo_sandbox_system_credential(sandbox, CVR, CLINIC, SPO_TEST_CERTIFICATE_CURRENT, &credential, &err));
    client = client_of(sandbox, a_system("EHR Y", credential));
    spo_credential_free(credential);
    for (i = 0; i < THREADS; i++) {
        jobs[i].client = client;
        jobs[i].number = i;
        CHECK(pthread_create(&threads[i], NULL, share_on, &jobs[i]) == 0);
    }
    for (i = 0; i < 3; i++) {
        CHECK_OK(spo_sandbox_system_credential(sandbox, CVR, CLINIC, SPO_TEST_CERTIFICATE_RENEWED, &credential, &err));
        CHECK_OK(spo_client_replace_credential(client, credential, &err));
        strcpy(fingerprint, spo_credential_sha256_fingerprint(credential));
        spo_credential_free(credential);
    }
    pthread_mutex_lock(&still_sharing_lock);
    still_sharing = 0;
    pthread_mutex_unlock(&still_sharing_lock);
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(jobs[i].problems == 0);
    }

    /* One that has expired is refused, and the one in use stays. */
    CHECK_OK(spo_sandbox_system_credential(sandbox, CVR, CLINIC, SPO_TEST_CERTIFICATE_EXPIRED, &credential, &err));
    refused(spo_client_replace_credential(client, credential, &err), SPO_STATUS_CONFIGURATION, "credential.expired", NULL);
    spo_credential_free(credential);
    CHECK_OK(spo_client_credential(client, &used, &err));
    CHECK_TEXT(spo_credential_sha256_fingerprint(used), fingerprint);
    spo_credential_free(used);
    CHECK_OK(share(client, "after-all", &err));
    spo_client_free(client);
}

static void over_http_the_clock_is_compared(void)
{
    spo_identity *identity = NULL;
    spo_config *config = NULL;
    spo_client *client = NULL;
    CHECK_OK(spo_sandbox_serve(sandbox, 0, &err));
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_sandbox_identity(sandbox, &identity, &err));
    CHECK_OK(spo_config_set_identity(config, identity, &err));
    CHECK_OK(spo_client_new(config, &client, &err));
    CHECK(spo_client_clock_skew_ms(client) == SPO_NO_TIME);
    CHECK_OK(share(client, "over-http", &err));
    CHECK(spo_client_clock_skew_ms(client) > -60000 && spo_client_clock_skew_ms(client) < 60000);
    spo_client_free(client);
    spo_identity_free(identity);
    spo_config_free(config);
    CHECK_OK(spo_sandbox_stop(sandbox, &err));
}

int main(void)
{
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    a_system_shares_and_citizens_read_through_it();
    a_doctor_reads_with_a_card_of_her_own();
    nobody_calls_without_a_card_that_is_believed();
    a_credential_is_replaced_while_calls_are_under_way();
    over_http_the_clock_is_compared();
    spo_sandbox_free(sandbox);
    return report();
}
