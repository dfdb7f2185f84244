/* Registrations with the national log: accepted onto disk, delivered later, and nothing lost on the way. */

#include "check.h"

#define QUEUE "min_log.db"

/* 2 March 2026, 10:15 in Denmark. */
static const int64_t LOOK_MS = 1772442900000;

static const char *const A_CPR = "251248-9996", *const A_SOR = "325431000016004";

static spo_error *err;
static spo_sandbox *sandbox;
static spo_caller *nurse;

static int has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

static void remove_queue(void)
{
    remove(QUEUE);
    remove(QUEUE "-wal");
    remove(QUEUE "-shm");
}

/* A client of a process that starts now. */
static spo_client *client_with(const char *queue_file)
{
    spo_config *config = NULL;
    spo_client *client = NULL;
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_config_set_queue_file(config, queue_file, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_config_free(config);
    return client;
}

static spo_log_entry *entry_of(const char *system, const char *activity)
{
    spo_log_entry *entry = NULL;
    CHECK_OK(spo_log_entry_of_caller(system, activity, A_CPR, nurse, LOOK_MS, &entry, &err));
    return entry;
}

/* `count` entries in JSON, with sequence numbers from 0. */
static char *entries(int count)
{
    static const char *const FORM =
        "%s{\"system\": \"EHR X\", \"activity\": \"Opslag\", \"time\": {\"at\": \"2026-03-02T10:15:00+01:00\"}, \"patient\": {\"id\": "
        "{\"cpr\": \"2512489996\"}}, \"user\": {\"id\": {\"authorisation\": \"J0184\"}}, \"sequence_number\": \"%d\"}";
    char *json = malloc((size_t)count * 256 + 3), *end = json;
    int i;
    *end++ = '[';
    for (i = 0; i < count; i++) {
        end += sprintf(end, FORM, i ? "," : "", i);
    }
    strcpy(end, "]");
    return json;
}

static void add(spo_client *client, int count)
{
    char *json = entries(count);
    CHECK_OK(spo_client_min_log_add_json(client, json, &err));
    free(json);
}

static spo_log_delivery *delivered(const spo_client *client)
{
    spo_log_delivery *delivery = NULL;
    CHECK_OK(spo_client_min_log_deliver(client, &delivery, &err));
    return delivery;
}

static void script(const char *does)
{
    char json[256];
    snprintf(json, sizeof json, "{\"on\": \"MinLog2\", \"does\": {%s}}", does);
    CHECK_OK(spo_sandbox_script(sandbox, json, &err));
}

static void what_is_added_is_on_disk_before_delivery_and_survives_the_client(void)
{
    spo_client *client = client_with(QUEUE);
    spo_log_entry *entry = entry_of("EHR X", "Opslag i aftaler");
    spo_log_delivery *delivery;
    char *log = NULL, *json = NULL;

    CHECK_OK(spo_log_entry_set_organisation_name(entry, "Hjemmeplejen", &err));
    CHECK_OK(spo_log_entry_set_user_name(entry, "Karin Prøve", &err));
    CHECK_OK(spo_log_entry_set_user_role(entry, "Sygeplejerske", &err));
    CHECK_OK(spo_log_entry_set_override(entry, SPO_OVERRIDE_REASON_VITAL_INTEREST, &err));
    CHECK_OK(spo_client_min_log_add(client, entry, &err));
    spo_log_entry_free(entry);
    spo_client_free(client);
    CHECK_OK(spo_sandbox_log_to_json(sandbox, &log, &err));
    CHECK_TEXT(log, "[]");
    spo_string_free(log);

    client = client_with(QUEUE);
    delivery = delivered(client);
    CHECK(spo_log_delivery_requests(delivery) == 1 && spo_log_delivery_added(delivery) == 1);
    CHECK(spo_log_delivery_waiting(delivery) == 0 && spo_log_delivery_refused(delivery) == 0);
    CHECK(spo_log_delivery_next_request_ms(delivery) == SPO_NO_TIME);
    CHECK(spo_log_delivery_failure_code(delivery) == NULL && spo_log_delivery_failure_message(delivery) == NULL);
    CHECK_OK(spo_log_delivery_to_json(delivery, &json, &err));
    CHECK(has(json, "\"added\": 1") && !has(json, "failure"));
    spo_string_free(json);
    spo_log_delivery_free(delivery);
    CHECK_OK(spo_sandbox_log_to_json(sandbox, &log, &err));
    CHECK(has(log, "\"Hjemmeplejen\"") && has(log, "\"J0184\"") && has(log, "\"Karin Prøve\"") && has(log, "\"Sygeplejerske\""));
    CHECK(has(log, "\"override\"") && has(log, "2026-03-02T10:15:00+01:00"));
    spo_string_free(log);
    spo_client_free(client);
}

static void twelve_hundred_entries_go_in_three_requests(void)
{
    spo_client *client = client_with(QUEUE);
    spo_log_delivery *delivery;
    add(client, 1200);
    delivery = delivered(client);
    CHECK(spo_log_delivery_requests(delivery) == 3 && spo_log_delivery_added(delivery) == 1200);
    CHECK(spo_log_delivery_waiting(delivery) == 0);
    spo_log_delivery_free(delivery);
    spo_client_free(client);
}

/* The id of the refused entry, which is told with the reason and without CPR number. */
static uint64_t refused(const spo_client *client)
{
    char *json = NULL;
    uint64_t id = 0;
    CHECK_OK(spo_client_min_log_refused_to_json(client, &json, &err));
    CHECK(has(json, "\"ukendt\"") && has(json, "\"******-**** findes ikke\"") && has(json, "\"sequence_number\": \"0\""));
    if (has(json, "\"id\": ")) {
        id = strtoul(strstr(json, "\"id\": ") + 6, NULL, 10);
    }
    spo_string_free(json);
    return id;
}

static void a_refused_entry_is_listed_with_its_reason_until_it_waits_again_or_is_thrown_away(void)
{
    static const char *const REFUSAL =
        "\"kind\": \"log_refusals\", \"entries\": [1], \"code\": \"ukendt\", \"text\": \"2512489996 findes ikke\"";
    spo_client *client = client_with(QUEUE);
    spo_log_delivery *delivery;
    uint64_t id;

    add(client, 2);
    script(REFUSAL);
    delivery = delivered(client);
    CHECK(spo_log_delivery_added(delivery) == 1 && spo_log_delivery_refused(delivery) == 1);
    spo_log_delivery_free(delivery);
    id = refused(client);
    CHECK_OK(spo_client_min_log_requeue(client, id, &err));
    CHECK_ERROR(spo_client_min_log_requeue(client, id, &err), SPO_STATUS_NOT_FOUND, "min_log.not_refused");

    script(REFUSAL);
    spo_log_delivery_free(delivered(client));
    id = refused(client);
    CHECK_OK(spo_client_min_log_discard(client, id, &err));
    CHECK_ERROR(spo_client_min_log_discard(client, id, &err), SPO_STATUS_NOT_FOUND, "min_log.not_refused");
    spo_client_free(client);
}

static void all_faults_come_at_once_and_nothing_is_accepted(void)
{
    spo_client *client = client_with(QUEUE);
    spo_log_entry *entry = entry_of("a system with a name that is too long", "");
    spo_log_delivery *delivery;
    char *json = entries(2), *broken;

    CHECK_OK(spo_log_entry_set_user_name(entry, A_CPR, &err));
    CHECK(spo_client_min_log_add(client, entry, &err) == SPO_STATUS_INVALID_APPOINTMENT);
    CHECK_TEXT(spo_error_code(err), "log_entry.invalid");
    CHECK(spo_error_fault_count(err) == 3);
    CHECK_TEXT(spo_error_fault_path(err, 0), "system");
    CHECK_TEXT(spo_error_fault_rule(err, 2), "log.text.cpr");
    CHECK(!has(spo_error_text(err), "251248"));
    spo_error_free(err);
    spo_log_entry_free(entry);

    broken = strstr(strchr(json, ','), "2512489996");
    memcpy(broken, "2513489996", 10);
    CHECK(spo_client_min_log_add_json(client, json, &err) == SPO_STATUS_INVALID_DOCUMENT);
    CHECK_TEXT(spo_error_path(err), "[0].patient.id.cpr");
    CHECK(!has(spo_error_text(err), "251348"));
    spo_error_free(err);
    free(json);
    CHECK_ERROR(spo_client_min_log_add_json(client, "{}", &err), SPO_STATUS_INVALID_DOCUMENT, "json.value");

    delivery = delivered(client);
    CHECK(spo_log_delivery_requests(delivery) == 0 && spo_log_delivery_waiting(delivery) == 0);
    spo_log_delivery_free(delivery);
    spo_client_free(client);
}

static void a_lost_answer_is_part_of_the_report_and_its_entries_wait(void)
{
    spo_client *client = client_with(QUEUE);
    spo_log_delivery *delivery;
    add(client, 3);
    script("\"kind\": \"no_answer\", \"processed\": true");
    delivery = delivered(client);
    CHECK(spo_log_delivery_added(delivery) == 0 && spo_log_delivery_waiting(delivery) == 3);
    CHECK_TEXT(spo_log_delivery_failure_code(delivery), "transport.timeout");
    CHECK(spo_log_delivery_failure_message(delivery) != NULL);
    CHECK(spo_log_delivery_next_request_ms(delivery) > LOOK_MS);
    spo_log_delivery_free(delivery);
    spo_client_free(client);
}

static void without_a_file_nothing_is_accepted(void)
{
    spo_client *client = client_with(NULL);
    spo_log_entry *entry = entry_of("EHR X", "Opslag");
    CHECK_ERROR(spo_client_min_log_add(client, entry, &err), SPO_STATUS_CONFIGURATION, "min_log.no_file");
    spo_log_entry_free(entry);
    CHECK(spo_log_entry_of_caller("EHR X", "Opslag", A_CPR, nurse, INT64_MAX, &entry, &err) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK_TEXT(spo_error_path(err), "at_ms");
    CHECK(entry == NULL);
    spo_error_free(err);
    spo_client_free(client);
}

int main(void)
{
    remove_queue();
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_caller_authorised("0408801111", "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &nurse, &err));
    what_is_added_is_on_disk_before_delivery_and_survives_the_client();
    twelve_hundred_entries_go_in_three_requests();
    a_refused_entry_is_listed_with_its_reason_until_it_waits_again_or_is_thrown_away();
    all_faults_come_at_once_and_nothing_is_accepted();
    without_a_file_nothing_is_accepted();
    a_lost_answer_is_part_of_the_report_and_its_entries_wait();
    spo_caller_free(nurse);
    spo_sandbox_free(sandbox);
    remove_queue();
    return report();
}
