/* Log records reach the host, without CPR numbers, keys, cards or the bytes of a message, and stop when they are
 * told to. */

#include "booking.h"
#include "check.h"

static int records, about_cards;

/* What no record may hold: the patient, the employee, parts of cards and signatures, keys in PEM. */
static const char *const SECRETS[] = {
    "251248", "040880", "</", "Signature", "Assertion", "BEGIN", "MII",
};

static void receive(void *userdata, spo_log_level level, const char *target, const char *message)
{
    size_t i;
    ++*(int *)userdata;
    CHECK(level >= SPO_LOG_LEVEL_ERROR && level <= SPO_LOG_LEVEL_TRACE);
    CHECK(target != NULL && message != NULL);
    /* What the HTTP library would dump of a message is left out. */
    CHECK(level != SPO_LOG_LEVEL_TRACE || strncmp(target, "ureq", 4) != 0);
    about_cards += strstr(message, "identity card") != NULL;
    for (i = 0; i < sizeof SECRETS / sizeof *SECRETS; i++) {
        check(strstr(message, SECRETS[i]) == NULL, SECRETS[i], target, (int)level);
    }
}

/* An employee, because his card has a CPR number, who calls for himself. */
static void set_identity(spo_sandbox *sandbox, spo_config *config)
{
    spo_error *err = NULL;
    spo_credential *credential = NULL;
    spo_identity *identity = NULL;
    spo_caller *caller = NULL;
    const char *const cvr = "91026150", *const name = "Sandkassens Lægehus", *const cpr = "0408801111";

    CHECK_OK(spo_sandbox_employee_credential(sandbox, cpr, "Jens", "Jensen", "J0184", cvr, name, SPO_TEST_CERTIFICATE_CURRENT, &credential, &err));
    CHECK_OK(spo_identity_user(credential, "EHR X", cvr, name, "7170", &identity, &err));
    CHECK_OK(spo_identity_set_user_cpr(identity, cpr, &err));
    CHECK_OK(spo_identity_set_user_name(identity, "Jens", "Jensen", &err));
    CHECK_OK(spo_caller_authorised(cpr, "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &caller, &err));
    CHECK_OK(spo_identity_set_caller(identity, caller, &err));
    CHECK_OK(spo_config_set_identity(config, identity, &err));
    spo_caller_free(caller);
    spo_identity_free(identity);
    spo_credential_free(credential);
}

int main(void)
{
    spo_error *err = NULL;
    spo_sandbox *sandbox = NULL;
    spo_config *config = NULL;
    spo_client *client = NULL;
    spo_receipt *receipt = NULL;
    spo_search *search = NULL;
    spo_list *list = NULL;
    spo_appointment *a = booking();
    int before;

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_serve(sandbox, 0, &err));
    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_TRACE, receive, &records, &err));
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    set_identity(sandbox, config);
    CHECK_OK(spo_client_new(config, &client, &err));

    CHECK_OK(spo_client_share(client, "booking-1", 1, a, &receipt, &err));
    spo_receipt_free(receipt);
    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_OK(spo_client_list(client, search, &list, &err));
    CHECK(spo_list_count(list) == 1);
    spo_list_free(list);
    CHECK(records > 0 && about_cards > 0);

    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_OFF, receive, &records, &err));
    before = records;
    CHECK_OK(spo_client_cancel(client, "booking-1", 1, &receipt, &err));
    spo_receipt_free(receipt);
    CHECK(records == before);
    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_TRACE, NULL, NULL, &err));
    CHECK_ERROR(spo_set_log(6, receive, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.enum");

    spo_search_free(search);
    spo_client_free(client);
    spo_config_free(config);
    spo_sandbox_free(sandbox);
    spo_appointment_free(a);
    return report();
}
