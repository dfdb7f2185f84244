/* Log records reach the host, without CPR numbers or the bytes of a message, and stop when they are told to. */

#include "booking.h"
#include "check.h"

static int records;

static void receive(void *userdata, spo_log_level level, const char *target, const char *message)
{
    ++*(int *)userdata;
    CHECK(level >= SPO_LOG_LEVEL_ERROR && level <= SPO_LOG_LEVEL_TRACE);
    CHECK(target != NULL && message != NULL && strstr(message, "251248") == NULL);
    /* What the HTTP library would dump of a message is left out. */
    CHECK(level != SPO_LOG_LEVEL_TRACE || strncmp(target, "ureq", 4) != 0);
}

int main(void)
{
    spo_error *err = NULL;
    spo_sandbox *sandbox = NULL;
    spo_config *config = NULL;
    spo_client *client = NULL;
    spo_receipt *receipt = NULL;
    spo_appointment *a = booking();
    int before;

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_serve(sandbox, 0, &err));
    CHECK_OK(spo_config_sandbox(spo_sandbox_url(sandbox), &config, &err));
    CHECK_OK(spo_client_new(config, &client, &err));

    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_TRACE, receive, &records, &err));
    CHECK_OK(spo_client_share(client, "booking-1", 1, a, &receipt, &err));
    spo_receipt_free(receipt);
    CHECK(records > 0);

    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_OFF, receive, &records, &err));
    before = records;
    CHECK_OK(spo_client_cancel(client, "booking-1", 1, &receipt, &err));
    spo_receipt_free(receipt);
    CHECK(records == before);
    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_TRACE, NULL, NULL, &err));
    CHECK_ERROR(spo_set_log(6, receive, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.enum");

    spo_client_free(client);
    spo_config_free(config);
    spo_sandbox_free(sandbox);
    spo_appointment_free(a);
    return report();
}
