/* Configurations that say everything: environments by name, and the identity from files, read again when they change. */

#include "national.h"

static spo_error *err;

static void an_environment_fills_the_configuration(void)
{
    const char *const oid = "1.2.208.176.1.2.3", *const hospital = "22232009", *const medicine = "408443003";
    spo_config *config = NULL, *twin = NULL;
    char *json = NULL;

    CHECK_OK(spo_config_for_environment("test1", SPO_ROUTE_USUAL, oid, hospital, medicine, &config, &err));
    CHECK_OK(spo_config_to_json(config, &json, &err));
    CHECK(strstr(json, "\"test1\"") && strstr(json, oid) && strstr(json, "token_service"));
    CHECK_OK(spo_config_from_json(json, &twin, &err));
    spo_string_free(json);
    spo_config_free(twin);
    spo_config_free(config);
    CHECK_OK(spo_config_for_environment("test2", SPO_ROUTE_DIRECT, oid, hospital, medicine, &config, &err));
    spo_config_free(config);

    CHECK_ERROR(spo_config_for_environment("test9", SPO_ROUTE_USUAL, oid, hospital, medicine, &config, &err),
                SPO_STATUS_CONFIGURATION, "configuration.environment");
    CHECK(config == NULL);
    CHECK_ERROR(spo_config_for_environment("test1", SPO_ROUTE_USUAL, oid, "42", medicine, &config, &err),
                SPO_STATUS_CONFIGURATION, "configuration.value_set");
    CHECK_ERROR(spo_config_for_environment("production", SPO_ROUTE_USUAL, oid, hospital, medicine, &config, &err),
                SPO_STATUS_CONFIGURATION, "configuration.missing");

    CHECK_OK(spo_config_from_toml("environment = \"test1\"\n[source]\nid = \"1.2.208.176.1.2.3\"\n"
                                  "facility_type = \"22232009\"\npractice_setting = \"408443003\"\n", &config, &err));
    spo_config_free(config);
    CHECK_ERROR(spo_config_from_toml("environment = ", &config, &err), SPO_STATUS_CONFIGURATION, "configuration.toml");
}

/* Puts a new certificate of the clinic into the file. */
static void renew(const spo_sandbox *sandbox, const char *name)
{
    char *pem = NULL;
    FILE *file = fopen(name, "w");
    CHECK_OK(spo_sandbox_system_pem(sandbox, CVR, CLINIC, SPO_TEST_CERTIFICATE_RENEWED, &pem, &err));
    CHECK(file != NULL && fputs(pem, file) >= 0 && fclose(file) == 0);
    spo_string_free(pem);
}

static void fingerprint(const spo_client *client, char *of)
{
    spo_credential *credential = NULL;
    CHECK_OK(spo_client_credential(client, &credential, &err));
    strcpy(of, spo_credential_sha256_fingerprint(credential));
    spo_credential_free(credential);
}

static void the_identity_comes_from_files_and_again_when_they_change(void)
{
    const char *const identity =
        "{\"identity\": {\"credential\": {\"pem\": {\"certificates\": \"clinic.pem\", \"key\": \"clinic.pem\"}},"
        " \"card\": {\"system_name\": \"EHR X\", \"care_provider\": {\"cvr\": \"91026150\", \"name\": \"Sandkassens Lægehus\"}}},";
    spo_sandbox *sandbox = NULL;
    spo_config *config = NULL;
    spo_client *client = NULL;
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    char *addresses = NULL, json[16384], first[65], second[65];

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_config_to_json(config, &addresses, &err));
    spo_config_free(config);
    CHECK(strlen(identity) + strlen(addresses) < sizeof json);
    strcpy(json, identity);
    strcat(json, addresses + 1); /* without its first brace */
    spo_string_free(addresses);
    CHECK_OK(spo_config_from_json(json, &config, &err));

    remove("clinic.pem");
    CHECK(spo_client_new_with_sandbox(config, sandbox, &client, &err) == SPO_STATUS_CONFIGURATION);
    CHECK_TEXT(spo_error_path(err), "identity.credential.pem.certificates");
    spo_error_free(err);
    renew(sandbox, "clinic.pem");
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    CHECK_OK(spo_client_share(client, "booking-1", 1, a, &receipt, &err));
    spo_receipt_free(receipt);
    fingerprint(client, first);

    renew(sandbox, "clinic.pem");
    CHECK_OK(spo_client_reload_identity(client, &err));
    fingerprint(client, second);
    CHECK(strcmp(first, second) != 0);
    CHECK_OK(spo_client_share(client, "booking-2", 1, a, &receipt, &err));
    spo_receipt_free(receipt);

    remove("clinic.pem");
    CHECK_ERROR(spo_client_reload_identity(client, &err), SPO_STATUS_CONFIGURATION, "identity.file");
    fingerprint(client, first);
    CHECK_TEXT(first, second);
    CHECK_OK(spo_client_close(client, 0, &err));
    CHECK_ERROR(spo_client_reload_identity(client, &err), SPO_STATUS_INVALID_ARGUMENT, "client.closed");

    spo_client_free(client);
    spo_config_free(config);
    spo_appointment_free(a);
    spo_sandbox_free(sandbox);
}

static void a_password_stands_in_no_configuration(void)
{
    const char *const json =
        "{\"identity\": {\"credential\": {\"pkcs12\": {\"file\": \"booking.p12\", \"password\": \"Test1234\"}}}}";
    spo_config *config = NULL;
    CHECK(spo_config_from_json(json, &config, &err) == SPO_STATUS_CONFIGURATION && config == NULL);
    CHECK(strstr(spo_error_text(err), "Test1234") == NULL && strstr(spo_error_detail_json(err), "Test1234") == NULL);
    spo_error_free(err);
}

int main(void)
{
    an_environment_fills_the_configuration();
    the_identity_comes_from_files_and_again_when_they_change();
    a_password_stands_in_no_configuration();
    return report();
}
