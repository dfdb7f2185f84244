/* Employees and citizens who have no certificate here, but logged in: against a sandbox that demands an identity. */

#include "national.h"

static const char *const DOCTOR = "0408801111";

static spo_error *err;
static spo_sandbox *sandbox;
static spo_credential *credential;

/* Whether a client sees the patient's appointment. */
static spo_status look(const spo_client *client)
{
    size_t seen = 0;
    spo_status status = count(client, &seen, &err);
    CHECK(status != SPO_STATUS_OK || seen == 1);
    return status;
}

static void an_employee_calls_with_the_card_of_a_login(void)
{
    spo_bootstrap_token *token = NULL;
    spo_identity *identity = NULL;
    spo_caller *caller = NULL;
    spo_client *client;
    char *json = NULL;

    CHECK_OK(spo_sandbox_employee_login(sandbox, DOCTOR, "Jens", "Jensen", "J0184", CVR, CLINIC, &token, &err));
    CHECK(spo_bootstrap_token_not_on_or_after(token) != NULL);
    CHECK(spo_bootstrap_token_not_on_or_after_ms(token) > spo_credential_not_before_ms(credential));
    CHECK_OK(spo_identity_employee_login(credential, token, "EHR X", NULL, NULL, &identity, &err));
    CHECK_ERROR(spo_identity_card_to_json(identity, &json, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.identity");
    CHECK_ERROR(spo_identity_set_user_cpr(identity, DOCTOR, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.identity");
    CHECK_OK(spo_caller_authorised(DOCTOR, "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &caller, &err));
    CHECK_OK(spo_identity_set_caller(identity, caller, &err));
    spo_caller_free(caller);
    client = client_of(sandbox, identity);
    CHECK_OK(share(client, "booking-1", &err));
    CHECK_OK(look(client));

    /* The card is kept, and after a log out the login would have to be exchanged again. */
    CHECK_OK(spo_sandbox_script(sandbox,
        "{\"on\": \"BST2SOSI\", \"count\": 0, \"does\": {\"kind\": \"http_status\", \"status\": 503}}", &err));
    CHECK_OK(look(client));
    CHECK_OK(spo_bootstrap_token_forget(token, &err));
    CHECK(look(client) == SPO_STATUS_UNAVAILABLE);
    spo_error_free(err);
    CHECK_OK(spo_sandbox_clear_scripts(sandbox, &err));
    spo_bootstrap_token_free(token);
    spo_client_free(client);
}

static void a_citizen_reads_with_a_token_of_the_login(spo_status (*log_in)(const spo_sandbox *, const char *, const char *,
                                                                           const char *, spo_bootstrap_token **, spo_error **))
{
    spo_bootstrap_token *token = NULL;
    spo_identity *identity = NULL;
    spo_client *client;

    CHECK_OK(log_in(sandbox, A_CPR, CVR, CLINIC, &token, &err));
    CHECK_OK(spo_identity_citizen(credential, token, A_CPR, &identity, &err));
    spo_bootstrap_token_free(token);
    client = client_of(sandbox, identity);
    CHECK_OK(look(client));
    CHECK_ERROR(share(client, "booking-2", &err), SPO_STATUS_DENIED, "citizen.reads_only");
    spo_client_free(client);
}

static void a_citizen_acts_for_another_where_there_is_a_relation(void)
{
    spo_bootstrap_token *token = NULL;
    spo_identity *identity = NULL;
    spo_client *client;

    CHECK_OK(spo_sandbox_citizen_login(sandbox, DOCTOR, CVR, CLINIC, &token, &err));
    CHECK_OK(spo_identity_citizen_on_behalf_of(credential, token, DOCTOR, SPO_RELATION_PARENTAL_CUSTODY, A_CPR, &identity, &err));
    client = client_of(sandbox, identity);
    CHECK(look(client) == SPO_STATUS_DENIED);
    CHECK(strstr(spo_error_text(err), "251248") == NULL && strstr(spo_error_text(err), "040880") == NULL);
    spo_error_free(err);
    CHECK_OK(spo_sandbox_set_relation(sandbox, DOCTOR, SPO_RELATION_PARENTAL_CUSTODY, A_CPR, &err));
    CHECK_OK(look(client));
    spo_client_free(client);
    spo_bootstrap_token_free(token);
}

static void what_is_no_token_is_refused(void)
{
    const uint8_t *const xml = (const uint8_t *)"<a>251248-9996</a>";
    spo_bootstrap_token *token = NULL;
    CHECK(spo_bootstrap_token_from_saml(xml, 18, &token, &err) == SPO_STATUS_INVALID_ARGUMENT && token == NULL);
    CHECK_TEXT(spo_error_code(err), "bootstrap_token.assertion");
    CHECK(strstr(spo_error_text(err), "9996") == NULL);
    spo_error_free(err);
    CHECK_ERROR(spo_bootstrap_token_from_jwt("a.b.c", &token, &err), SPO_STATUS_INVALID_ARGUMENT, "bootstrap_token.jwt");
}

int main(void)
{
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    CHECK_OK(spo_sandbox_system_credential(sandbox, CVR, CLINIC, SPO_TEST_CERTIFICATE_CURRENT, &credential, &err));
    an_employee_calls_with_the_card_of_a_login();
    a_citizen_reads_with_a_token_of_the_login(spo_sandbox_citizen_login);
    a_citizen_reads_with_a_token_of_the_login(spo_sandbox_citizen_login_jwt);
    a_citizen_acts_for_another_where_there_is_a_relation();
    what_is_no_token_is_refused();
    spo_credential_free(credential);
    spo_sandbox_free(sandbox);
    return report();
}
