/* Identities and callers: setters, their JSON, and what they refuse. */

#include "check.h"

static const char *const A_CPR = "251248-9996";

static spo_error *err;
static spo_sandbox *sandbox;
static spo_credential *credential;

/* The JSON of a handle with "…_to_json", to be looked into. */
#define WITH_JSON(function, handle) \
    char *json = NULL; \
    CHECK_OK(function(handle, &json, &err))

static void a_system_has_a_name_and_an_organisation(void)
{
    spo_identity *identity = NULL, *twin = NULL;
    CHECK_OK(spo_identity_system(credential, "EHR X", "33257872", "Sundhedsdatastyrelsen", &identity, &err));
    CHECK_OK(spo_identity_set_renewal_ahead_ms(identity, 60000, &err));
    CHECK_ERROR(spo_identity_set_user_email(identity, "a@b.dk", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.identity");
    {
        WITH_JSON(spo_identity_card_to_json, identity);
        CHECK(strstr(json, "\"EHR X\"") && strstr(json, "\"33257872\"") && !strstr(json, "\"user\""));
        CHECK_OK(spo_identity_from_card_json(credential, json, &twin, &err));
        spo_string_free(json);
    }
    {
        WITH_JSON(spo_identity_card_to_json, twin);
        CHECK(strstr(json, "\"EHR X\"") != NULL);
        spo_string_free(json);
    }
    spo_identity_free(twin);
    spo_identity_free(identity);

    CHECK(spo_identity_system(credential, "EHR X", "1234", "X", &identity, &err) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK_TEXT(spo_error_path(err), "cvr");
    CHECK(identity == NULL);
    spo_error_free(err);
    CHECK_ERROR(spo_identity_from_card_json(credential, "{\"system_name\": \"EHR X\"}", &identity, &err),
                SPO_STATUS_INVALID_DOCUMENT, "json.value");
}

static void an_employee_has_a_name_and_an_id(void)
{
    spo_identity *identity = NULL;
    char *none = NULL;
    CHECK_OK(spo_identity_user(credential, "EHR X", "33257872", "Sundhedsdatastyrelsen", "7170", &identity, &err));
    CHECK(spo_identity_card_to_json(identity, &none, &err) == SPO_STATUS_INVALID_ARGUMENT && none == NULL);
    CHECK_TEXT(spo_error_path(err), "user.id.other");
    spo_error_free(err);

    CHECK(spo_identity_set_user_cpr(identity, "251348-9996", &err) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK(strstr(spo_error_text(err), "251348") == NULL);
    spo_error_free(err);
    CHECK_OK(spo_identity_set_user_cpr(identity, A_CPR, &err));
    CHECK(spo_identity_card_to_json(identity, &none, &err) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK_TEXT(spo_error_path(err), "user.given_name");
    spo_error_free(err);
    CHECK_OK(spo_identity_set_user_name(identity, "Søren", "Ærø", &err));
    CHECK_OK(spo_identity_set_user_occupation(identity, "Overlæge", &err));
    CHECK_OK(spo_identity_set_user_email(identity, "soren@example.dk", &err));
    CHECK(spo_identity_set_user_authorisation(identity, "J01", &err) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK_TEXT(spo_error_code(err), "authorisation.format");
    spo_error_free(err);
    CHECK_OK(spo_identity_set_user_authorisation(identity, "j0184", &err));
    {
        WITH_JSON(spo_identity_card_to_json, identity);
        CHECK(strstr(json, "\"2512489996\"") && strstr(json, "\"7170\"") && strstr(json, "\"J0184\""));
        CHECK(strstr(json, "\"Overlæge\"") && strstr(json, "\"soren@example.dk\"") && strstr(json, "\"Ærø\""));
        spo_string_free(json);
    }
    CHECK_OK(spo_identity_set_user_id(identity, "4711", &err));
    CHECK_OK(spo_identity_set_user_occupation(identity, NULL, &err));
    CHECK_OK(spo_identity_set_user_email(identity, "", &err));
    CHECK_OK(spo_identity_set_user_authorisation(identity, NULL, &err));
    {
        WITH_JSON(spo_identity_card_to_json, identity);
        CHECK(strstr(json, "\"4711\"") && !strstr(json, "2512489996") && !strstr(json, "Overlæge"));
        CHECK(!strstr(json, "example.dk") && !strstr(json, "J0184"));
        spo_string_free(json);
    }
    spo_identity_free(identity);
}

static void only_accepted_callers_can_be_made(void)
{
    spo_caller *caller = NULL, *twin = NULL;

    CHECK_OK(spo_caller_citizen(A_CPR, &caller, &err));
    CHECK_ERROR(spo_caller_set_responsible(caller, A_CPR, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.caller");
    spo_caller_free(caller);

    CHECK_ERROR(spo_caller_citizen_on_behalf_of(A_CPR, "2512489996", &caller, &err), SPO_STATUS_INVALID_ARGUMENT,
                "caller.same_citizen");
    CHECK(spo_caller_citizen_on_behalf_of(A_CPR, "nobody", &caller, &err) == SPO_STATUS_INVALID_ARGUMENT && caller == NULL);
    CHECK_TEXT(spo_error_path(err), "other");
    spo_error_free(err);
    CHECK_OK(spo_caller_citizen_on_behalf_of(A_CPR, "0101501234", &caller, &err));
    spo_caller_free(caller);

    CHECK_OK(spo_caller_not_authorised(A_CPR, "urn:dk:healthcare:no-role", SPO_ORGANISATION_CODE_SHAK, "1301011", &caller, &err));
    spo_caller_free(caller);
    CHECK_OK(spo_caller_authorised(A_CPR, "J0184", SPO_ORGANISATION_CODE_YDER, "012345", &caller, &err));
    {
        WITH_JSON(spo_caller_to_json, caller);
        CHECK(strstr(json, "yder") && !strstr(json, "consent_override") && !strstr(json, "responsible"));
        spo_string_free(json);
    }
    CHECK_OK(spo_caller_set_responsible(caller, "0101501234", "J0185", &err));
    {
        WITH_JSON(spo_caller_to_json, caller);
        CHECK(strstr(json, "J0184") && strstr(json, "J0185"));
        CHECK_OK(spo_caller_from_json(json, &twin, &err));
        spo_string_free(json);
    }
    {
        WITH_JSON(spo_caller_to_json, twin);
        CHECK(strstr(json, "J0185") != NULL);
        spo_string_free(json);
    }
    spo_caller_free(twin);
    spo_caller_free(caller);
}

static void a_client_without_an_identity_says_so(void)
{
    spo_config *config = NULL;
    spo_client *client = NULL, *named = NULL;
    spo_caller *caller = NULL;
    spo_credential *used = NULL;
    spo_search *search = NULL;
    spo_list *list = NULL;

    CHECK_OK(spo_config_sandbox(NULL, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    CHECK_ERROR(spo_client_replace_credential(client, credential, &err), SPO_STATUS_INVALID_ARGUMENT, "client.no_identity");
    CHECK_ERROR(spo_client_credential(client, &used, &err), SPO_STATUS_INVALID_ARGUMENT, "client.no_identity");
    CHECK(used == NULL && spo_client_clock_skew_ms(client) == SPO_NO_TIME);

    CHECK_OK(spo_caller_citizen(A_CPR, &caller, &err));
    CHECK_OK(spo_client_as_caller(client, caller, &named, &err));
    spo_caller_free(caller);
    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_ERROR(spo_client_list(named, search, &list, &err), SPO_STATUS_CONFIGURATION, "caller.no_identity");
    CHECK_OK(spo_client_list(client, search, &list, &err));
    spo_list_free(list);

    /* One gate for both. */
    CHECK_OK(spo_client_close(named, 1000, &err));
    CHECK_ERROR(spo_client_list(client, search, &list, &err), SPO_STATUS_INVALID_ARGUMENT, "client.closed");
    spo_client_free(client);
    spo_client_free(named);
    spo_search_free(search);
    spo_config_free(config);
}

int main(void)
{
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_system_credential(sandbox, "91026150", "Sandkassens Lægehus", SPO_TEST_CERTIFICATE_CURRENT,
                                           &credential, &err));
    a_system_has_a_name_and_an_organisation();
    an_employee_has_a_name_and_an_id();
    only_accepted_callers_can_be_made();
    a_client_without_an_identity_says_so();
    spo_credential_free(credential);
    spo_sandbox_free(sandbox);
    return report();
}
