/* A client and the sandbox in this process: sharing, moving, cancelling, finding, and what comes back when it fails. */

#include "booking.h"
#include "check.h"

static spo_sandbox *sandbox;
static spo_client *client;

static spo_list *list_all(void)
{
    spo_error *err = NULL;
    spo_search *search = NULL;
    spo_list *list = NULL;
    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_OK(spo_client_list(client, search, &list, &err));
    spo_search_free(search);
    return list;
}

static void an_appointment_is_shared_moved_and_cancelled(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    spo_list *list;
    char *json = NULL;

    CHECK_OK(spo_client_share(client, "booking-1", 1, a, &receipt, &err));
    CHECK(spo_receipt_outcome(receipt) == SPO_OUTCOME_ACCEPTED);
    CHECK_TEXT(spo_receipt_outcome_name(receipt), "accepted");
    CHECK_TEXT(spo_receipt_key(receipt), "booking-1");
    CHECK(spo_receipt_version(receipt) == 1 && spo_receipt_attempts(receipt) == 1);
    CHECK(strncmp(spo_receipt_document_id(receipt), "1.2.208.184^", 12) == 0);
    CHECK(strncmp(spo_receipt_appointment_id(receipt), "1.2.208.184^", 12) == 0);
    CHECK(strncmp(spo_receipt_entry_uuid(receipt), "urn:uuid:", 9) == 0);
    CHECK_TEXT(spo_receipt_replaced(receipt), NULL);
    CHECK(spo_receipt_message_id(receipt) != NULL && spo_receipt_warning_count(receipt) == 0);
    CHECK_OK(spo_receipt_to_json(receipt, &json, &err));
    CHECK(strstr(json, "\"accepted\"") != NULL);
    spo_string_free(json);
    spo_receipt_free(receipt);

    CHECK_OK(spo_client_share(client, "booking-1", 1, a, &receipt, &err));
    CHECK(spo_receipt_outcome(receipt) == SPO_OUTCOME_ALREADY_IN_EFFECT);
    spo_receipt_free(receipt);

    list = list_all();
    CHECK(spo_list_count(list) == 1 && spo_list_gap_count(list) == 0);
    CHECK_TEXT(spo_appointment_reason(spo_list_appointment(list, 0)), "Røntgenundersøgelse af thorax");
    CHECK_TEXT(spo_appointment_cpr(spo_list_appointment(list, 0)), "2512489996");
    CHECK(spo_entry_availability(spo_list_entry(list, 0)) == SPO_AVAILABILITY_APPROVED);
    CHECK_TEXT(spo_entry_start(spo_list_entry(list, 0)), "2027-04-01T10:00:00+02:00");
    CHECK_TEXT(spo_document_profile(spo_list_document(list, 0)), "apd-v2.0.1");
    CHECK(spo_list_appointment(list, 1) == NULL && spo_list_entry(list, 1) == NULL && spo_list_document(list, 1) == NULL);
    CHECK_OK(spo_list_to_table(list, &json, &err));
    CHECK(strstr(json, "Indgang 4") != NULL && strstr(json, "251248") == NULL);
    spo_string_free(json);
    CHECK_OK(spo_list_to_json(list, &json, &err));
    CHECK(strstr(json, "\"appointments\"") != NULL);
    spo_string_free(json);
    spo_list_free(list);

    CHECK_OK(spo_appointment_set_time(a, "2027-04-02T13:00:00+02:00", NULL, &err));
    CHECK_OK(spo_client_replace(client, "booking-1", 1, a, &receipt, &err));
    CHECK(spo_receipt_version(receipt) == 2 && spo_receipt_replaced(receipt) != NULL);
    spo_receipt_free(receipt);
    list = list_all();
    CHECK(spo_list_count(list) == 1);
    CHECK_TEXT(spo_appointment_start(spo_list_appointment(list, 0)), "2027-04-02T13:00:00+02:00");
    spo_list_free(list);

    CHECK_ERROR(spo_client_cancel(client, "booking-1", 1, &receipt, &err), SPO_STATUS_CONFLICT, "version.superseded");
    CHECK(receipt == NULL);
    CHECK_ERROR(spo_client_cancel(client, "booking-2", 1, &receipt, &err), SPO_STATUS_NOT_FOUND, "version.unknown");
    CHECK_OK(spo_client_cancel(client, "booking-1", 2, &receipt, &err));
    CHECK(spo_receipt_version(receipt) == 2);
    spo_receipt_free(receipt);
    list = list_all();
    CHECK(spo_list_count(list) == 0);
    spo_list_free(list);
    spo_appointment_free(a);
}

static void a_search_gives_entries_whose_documents_can_be_got(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    spo_search *search = NULL;
    spo_found *found = NULL;
    spo_document *document = NULL;
    spo_list *list = NULL;
    const spo_entry *entry;
    char *json = NULL;
    size_t len = 0;

    CHECK_OK(spo_client_share(client, "booking-3", 1, a, &receipt, &err));
    spo_receipt_free(receipt);
    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_OK(spo_search_set_period(search, "2027-04-01T00:00:00+02:00", "2027-04-02T00:00:00+02:00", &err));
    CHECK_OK(spo_client_find(client, search, &found, &err));
    CHECK(spo_found_entry_count(found) == 1 && spo_found_gap_count(found) == 0);
    entry = spo_found_entry(found, 0);
    CHECK(spo_entry_uuid(entry) && spo_entry_document_id(entry) && spo_entry_repository_id(entry));
    CHECK_TEXT(spo_entry_title(entry), "Aftale for ******-****");
    CHECK_TEXT(spo_entry_end(entry), "2027-04-01T10:30:00+02:00");
    CHECK(spo_entry_start_ms(entry) == spo_appointment_start_ms(a) && spo_entry_end_ms(entry) == spo_appointment_end_ms(a));
    CHECK_TEXT(spo_entry_type_code(entry), "39289-4");
    CHECK(spo_entry_format_code(entry) && spo_entry_created(entry));
    CHECK_TEXT(spo_entry_author_organisation(entry), "Røntgenafdelingen");
    CHECK_OK(spo_entry_to_json(entry, &json, &err));
    CHECK(strstr(json, "unique_id") != NULL);
    spo_string_free(json);
    CHECK_OK(spo_found_to_json(found, &json, &err));
    CHECK(strstr(json, "entries") != NULL);
    spo_string_free(json);

    CHECK_OK(spo_client_get(client, entry, &document, &err));
    CHECK_TEXT(spo_document_id(document), spo_entry_document_id(entry));
    CHECK(spo_document_bytes(document, &len) != NULL && len > 1000);
    CHECK_TEXT(spo_appointment_reason(spo_document_appointment(document)), "Røntgenundersøgelse af thorax");
    spo_document_free(document);
    CHECK_OK(spo_client_get_all(client, found, &list, &err));
    CHECK(spo_list_count(list) == 1);
    spo_list_free(list);
    spo_found_free(found);

    CHECK_OK(spo_search_set_period_ms(search, spo_appointment_end_ms(a), SPO_NO_TIME, &err));
    CHECK_OK(spo_client_find(client, search, &found, &err));
    CHECK(spo_found_entry_count(found) == 0 && spo_found_entry(found, 0) == NULL);
    spo_found_free(found);

    CHECK_OK(spo_search_set_period(search, NULL, NULL, &err));
    CHECK_OK(spo_search_set_include_deprecated(search, 1, &err));
    CHECK_OK(spo_client_find(client, search, &found, &err));
    CHECK(spo_found_entry_count(found) == 3);
    spo_found_free(found);
    spo_search_free(search);
    spo_appointment_free(a);
}

static void a_lost_answer_is_looked_up(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    char *calls = NULL;

    CHECK_OK(spo_sandbox_script(sandbox, "{\"on\": \"ITI-41\", \"does\": {\"kind\": \"disconnect\", \"processed\": true}}", &err));
    CHECK_OK(spo_client_share(client, "booking-4", 1, a, &receipt, &err));
    CHECK(spo_receipt_outcome(receipt) == SPO_OUTCOME_CONFIRMED_BY_LOOKUP);
    spo_receipt_free(receipt);
    CHECK_OK(spo_sandbox_calls_to_json(sandbox, &calls, &err));
    CHECK(strstr(calls, "\"scripted\": true") != NULL);
    spo_string_free(calls);
    CHECK_OK(spo_sandbox_clear_scripts(sandbox, &err));
    CHECK_ERROR(spo_sandbox_script(sandbox, "{", &err), SPO_STATUS_INVALID_ARGUMENT, "sandbox.script");
    spo_appointment_free(a);
}

static void a_missing_source_is_a_gap(void)
{
    spo_error *err = NULL;
    spo_list *list;
    const spo_gap *gap;

    CHECK_OK(spo_sandbox_script(sandbox, "{\"on\": \"ITI-18\", \"does\": {\"kind\": \"partial_success\", \"error\": {\"code\": \"XDSRepositoryError\", \"context\": \"for 2512489996\"}}}", &err));
    list = list_all();
    CHECK(spo_list_count(list) > 0 && spo_list_gap_count(list) == 1);
    gap = spo_list_gap(list, 0);
    CHECK_TEXT(spo_gap_code(gap), "search.partial");
    CHECK(spo_gap_message(gap) != NULL && spo_gap_retryable(gap) == 1 && spo_gap_document_id(gap) == NULL);
    CHECK(spo_gap_service_error_count(gap) > 0);
    CHECK_TEXT(spo_gap_service_error_code(gap, 0), "XDSRepositoryError");
    CHECK_TEXT(spo_gap_service_error_context(gap, 0), "for ******-****");
    CHECK(spo_list_gap(list, 1) == NULL);
    spo_list_free(list);
}

static void an_incomplete_appointment_is_refused_before_anything_is_sent(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    CHECK(spo_appointment_set_cpr(a, "nobody", NULL) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK(spo_client_share(client, "booking-5", 1, a, &receipt, &err) == SPO_STATUS_INVALID_APPOINTMENT);
    CHECK(receipt == NULL && spo_error_fault_count(err) == 1);
    CHECK_TEXT(spo_error_fault_path(err, 0), "patient.cpr");
    spo_error_free(err);
    spo_appointment_free(a);

    a = booking();
    CHECK_ERROR(spo_client_share(client, "251248-9996", 1, a, &receipt, &err), SPO_STATUS_INVALID_ARGUMENT, "key.format");
    CHECK_ERROR(spo_client_share(client, "booking-5", 0, a, &receipt, &err), SPO_STATUS_INVALID_ARGUMENT, "key.version");
    spo_appointment_free(a);
}

static void a_closed_client_refuses_calls(void)
{
    spo_error *err = NULL;
    spo_receipt *receipt = NULL;
    CHECK_OK(spo_client_close(client, 1000, &err));
    CHECK_OK(spo_client_close(client, 0, &err));
    CHECK_ERROR(spo_client_cancel(client, "booking-1", 1, &receipt, &err), SPO_STATUS_INVALID_ARGUMENT, "client.closed");
}

static void configuration_is_checked(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL, *copy = NULL;
    spo_client *none = NULL;
    char *json = NULL;

    CHECK_OK(spo_config_sandbox("http://127.0.0.1:8080/", &config, &err));
    CHECK_OK(spo_config_set_timeouts_ms(config, 1000, 2000, 3000, &err));
    CHECK_OK(spo_config_set_source(config, "1.2.3.4", "22232009", NULL, &err));
    CHECK_OK(spo_config_to_json(config, &json, &err));
    CHECK(strstr(json, "http://127.0.0.1:8080/") != NULL && strstr(json, "1.2.3.4") != NULL);
    CHECK_OK(spo_config_from_json(json, &copy, &err));
    spo_string_free(json);
    CHECK_OK(spo_config_set_endpoints(config, NULL, NULL, "nowhere", NULL, &err));
    CHECK(spo_client_new(config, &none, &err) == SPO_STATUS_CONFIGURATION);
    CHECK_TEXT(spo_error_path(err), "endpoints.query");
    CHECK(none == NULL);
    spo_error_free(err);
    CHECK_OK(spo_config_add_trusted_root(copy, "no certificate", &err));
    CHECK(spo_client_new(copy, &none, &err) == SPO_STATUS_CONFIGURATION);
    spo_error_free(err);
    spo_config_free(copy);
    CHECK_ERROR(spo_config_from_json("{}", &copy, &err), SPO_STATUS_CONFIGURATION, "configuration.json");
    CHECK_ERROR(spo_config_set_source(config, "x", NULL, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "oid.format");
    spo_config_free(config);
}

int main(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL;

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_config_sandbox(NULL, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_config_free(config);

    an_appointment_is_shared_moved_and_cancelled();
    a_search_gives_entries_whose_documents_can_be_got();
    a_lost_answer_is_looked_up();
    a_missing_source_is_a_gap();
    an_incomplete_appointment_is_refused_before_anything_is_sent();
    a_closed_client_refuses_calls();
    configuration_is_checked();

    spo_client_free(client);
    spo_sandbox_free(sandbox);
    return report();
}
