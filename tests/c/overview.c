/* Overviews and master data: the timeline of a patient, what is withheld and missing, what must not be misread. */

#include "check.h"
#include "stamkort.h"

/* Of the seed: opted out of resuscitation; protected; registers that are down; nothing special. */
static const char *const OPTED_OUT = "6403440048", *const PROTECTED = "6606901308", *const REGISTER_DOWN = "7307380307",
                  *const ORDINARY = "7709511085";

static spo_sandbox *sandbox;
static spo_client *client;

static spo_overview_request *request_for(const char *cpr)
{
    spo_error *err = NULL;
    spo_overview_request *request = NULL;
    CHECK_OK(spo_overview_request_new(cpr, &request, &err));
    return request;
}

static spo_overview *overview_of(const char *cpr)
{
    spo_error *err = NULL;
    spo_overview_request *request = request_for(cpr);
    spo_overview *overview = NULL;
    CHECK_OK(spo_client_overview(client, request, &overview, &err));
    spo_overview_request_free(request);
    return overview;
}

static int has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

/* How many retrievals the sandbox has answered. */
static size_t retrievals(void)
{
    spo_error *err = NULL;
    char *calls = NULL;
    const char *at;
    size_t count = 0;
    CHECK_OK(spo_sandbox_calls_to_json(sandbox, &calls, &err));
    for (at = calls; (at = strstr(at, "\"ITI-43\"")) != NULL; at++) {
        count++;
    }
    spo_string_free(calls);
    return count;
}

static void the_timeline_tells_day_time_place_and_what_is_not_exact(void)
{
    spo_error *err = NULL;
    spo_overview *overview = overview_of(OPTED_OUT);
    size_t at, count = spo_overview_appointment_count(overview), days = 0, windows = 0, overlaps = 0;
    const char *before = "";
    char *table = NULL, *html = NULL, *json = NULL;

    CHECK(spo_overview_is_complete(overview) && !spo_overview_is_retryable(overview));
    CHECK(spo_overview_withheld_count(overview) == 0 && spo_overview_missing_count(overview) == 0);
    CHECK(spo_overview_made(overview) != NULL && spo_overview_made_ms(overview) > 0);
    CHECK(count > 20 && spo_overview_appointment(overview, count) == NULL);
    for (at = 0; at < count; at++) {
        const spo_timeline_appointment *it = spo_overview_appointment(overview, at);
        const char *day = spo_timeline_appointment_day(it), *start = spo_timeline_appointment_start(it);
        CHECK(strcmp(before, day) <= 0);
        before = day;
        CHECK(spo_timeline_appointment_what(it) && spo_timeline_appointment_where(it));
        CHECK(spo_timeline_appointment_organisation(it) && spo_timeline_appointment_source(it, 0));
        CHECK(spo_timeline_appointment_source(it, spo_timeline_appointment_source_count(it)) == NULL);
        CHECK_TEXT(spo_appointment_reason(spo_timeline_appointment_appointment(it)), spo_timeline_appointment_what(it));
        CHECK(spo_document_created(spo_timeline_appointment_document(it)) != NULL);
        CHECK((start == NULL) == (spo_timeline_appointment_start_ms(it) == SPO_NO_TIME));
        CHECK((spo_timeline_appointment_end(it) == NULL) == (spo_timeline_appointment_end_ms(it) == SPO_NO_TIME));
        if (start == NULL) {
            CHECK(spo_timeline_appointment_guided(it) && spo_timeline_appointment_note(it));
            days++;
        } else {
            CHECK(strncmp(start, day, strlen(day)) == 0);
            windows += spo_timeline_appointment_guided(it) == 1;
        }
        if (spo_timeline_appointment_overlap(it) != SPO_OVERLAP_NONE) {
            const spo_timeline_appointment *other = spo_overview_overlap(overview, at, 0);
            CHECK(other != NULL && other != it && spo_timeline_appointment_overlap(other) != SPO_OVERLAP_NONE);
            overlaps++;
        } else {
            CHECK(spo_overview_overlap(overview, at, 0) == NULL);
        }
    }
    CHECK(days > 0 && windows > 0 && overlaps > 0);

    CHECK_OK(spo_overview_to_table(overview, SPO_LANGUAGE_DANISH, &table, &err));
    CHECK(has(table, "uden klokkeslæt") && has(table, "Genoplivning") && !has(table, OPTED_OUT));
    spo_string_free(table);
    CHECK_OK(spo_overview_to_table(overview, SPO_LANGUAGE_ENGLISH, &table, &err));
    CHECK(has(table, "no time set"));
    spo_string_free(table);
    CHECK_OK(spo_overview_to_html(overview, SPO_LANGUAGE_DANISH, &html, &err));
    CHECK(has(html, "</html>") && has(html, "Højmark") && !has(html, "<script"));
    spo_string_free(html);
    CHECK_ERROR(spo_overview_to_table(overview, 2, &table, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.enum");
    CHECK(table == NULL);
    CHECK_OK(spo_overview_to_json(overview, &json, &err));
    CHECK(has(json, OPTED_OUT) && has(json, "\"appointments\""));
    spo_string_free(json);
    spo_overview_free(overview);
}

static void a_request_narrows_days_and_kinds(void)
{
    spo_error *err = NULL;
    spo_overview_request *request = request_for(OPTED_OUT);
    spo_overview *overview = NULL;
    size_t at;

    CHECK_OK(spo_overview_request_set_period(request, "2026-03-02", "2026-03-04", &err));
    CHECK_OK(spo_overview_request_set_within_ms(request, 10000, &err));
    CHECK_OK(spo_overview_request_add_kind(request, SPO_DATA_KIND_APPOINTMENTS, &err));
    CHECK_OK(spo_client_overview(client, request, &overview, &err));
    CHECK(spo_overview_appointment_count(overview) > 0 && spo_overview_master_data_count(overview) == 0);
    for (at = 0; at < spo_overview_appointment_count(overview); at++) {
        const spo_timeline_appointment *it = spo_overview_appointment(overview, at);
        CHECK(strcmp(spo_timeline_appointment_day(it), "2026-03-04") <= 0);
    }
    spo_overview_free(overview);

    CHECK_ERROR(spo_overview_request_set_period(request, "2026-03-04", "2026-03-02", &err), SPO_STATUS_INVALID_ARGUMENT,
                "overview.period");
    CHECK_ERROR(spo_overview_request_set_period(request, "4/3", NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "date.format");
    CHECK_ERROR(spo_overview_request_add_kind(request, 0, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.enum");
    CHECK_OK(spo_overview_request_add_kind(request, SPO_DATA_KIND_DIAGNOSES, &err));
    spo_overview_request_free(request);
}

static void what_is_missing_or_withheld_is_said(void)
{
    spo_error *err = NULL;
    spo_overview_request *request = request_for(OPTED_OUT);
    spo_overview *overview;
    const spo_missing *missing;
    const spo_withheld *withheld;

    CHECK_OK(spo_sandbox_script(sandbox, "[{\"on\": \"ITI-18\", \"count\": 0, \"does\": {\"kind\": \"warnings\","
                                         " \"errors\": [{\"code\": \"FilteredByConsent\", \"context\": \"secret\"}]}},"
                                         " {\"on\": \"ITI-43\", \"count\": 0, \"does\": {\"kind\": \"disconnect\"}}]", &err));
    overview = overview_of(OPTED_OUT);
    CHECK(!spo_overview_is_complete(overview) && spo_overview_is_retryable(overview));
    CHECK(spo_overview_appointment_count(overview) == 0 && spo_overview_missing_count(overview) > 0);

    missing = spo_overview_missing(overview, 0);
    CHECK(spo_missing_source(missing) && spo_missing_message(missing) && spo_missing_remedy(missing));
    CHECK(spo_missing_step(missing) == SPO_STEP_RETRIEVE && spo_missing_cause(missing) == SPO_CAUSE_UNAVAILABLE);
    CHECK(has(spo_missing_code(missing), "transport.") && spo_missing_retryable(missing));
    CHECK(spo_missing_concerns(missing, SPO_DATA_KIND_APPOINTMENTS) && !spo_missing_concerns(missing, SPO_DATA_KIND_MASTER_DATA));
    CHECK(spo_missing_document_count(missing) > 0 && spo_missing_document_id(missing, 0));
    CHECK(spo_missing_document_line(missing, 0, SPO_LANGUAGE_DANISH) != NULL);
    CHECK(spo_missing_document_line(missing, spo_missing_document_count(missing), SPO_LANGUAGE_DANISH) == NULL);
    CHECK(has(spo_missing_sentence(missing, SPO_LANGUAGE_DANISH), "Prøv igen."));
    CHECK(has(spo_missing_sentence(missing, SPO_LANGUAGE_ENGLISH), "Try again."));
    CHECK(spo_overview_missing(overview, spo_overview_missing_count(overview)) == NULL);

    CHECK(spo_overview_withheld_count(overview) > 0);
    withheld = spo_overview_withheld(overview, 0);
    CHECK(spo_withheld_concerns(withheld, SPO_DATA_KIND_APPOINTMENTS) && !spo_withheld_concerns(withheld, 0));
    CHECK(spo_withheld_source(withheld) && spo_withheld_step(withheld) == SPO_STEP_SEARCH);
    CHECK(has(spo_withheld_sentence(withheld, SPO_LANGUAGE_DANISH), "spærret"));
    CHECK(!has(spo_withheld_sentence(withheld, SPO_LANGUAGE_ENGLISH), "secret"));
    spo_overview_free(overview);

    /* When nobody answers there is no overview. Master data has a door of its own, which does. */
    CHECK_OK(spo_overview_request_add_kind(request, SPO_DATA_KIND_APPOINTMENTS, &err));
    CHECK_OK(spo_sandbox_clear_scripts(sandbox, &err));
    CHECK_OK(spo_sandbox_script(sandbox, "{\"on\": \"ITI-18\", \"count\": 0, \"does\": {\"kind\": \"disconnect\"}}", &err));
    err = NULL;
    CHECK(spo_client_overview(client, request, &overview, &err) == SPO_STATUS_UNAVAILABLE && overview == NULL);
    CHECK(spo_error_retryable(err));
    spo_error_free(err);
    CHECK_OK(spo_sandbox_clear_scripts(sandbox, &err));
    spo_overview_request_free(request);
}

static void a_session_fetches_each_document_once_until_it_forgets(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL;
    spo_client *shortlived = NULL;
    spo_session *session = NULL;
    spo_overview_request *request = request_for(ORDINARY);
    spo_overview *first = NULL, *second = NULL;
    size_t before;

    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &shortlived, &err));
    spo_config_free(config);
    CHECK_OK(spo_session_new(shortlived, &session, &err));
    CHECK_OK(spo_session_overview(session, request, &first, &err));
    before = retrievals();
    CHECK_OK(spo_session_overview(session, request, &second, &err));
    CHECK(retrievals() == before);
    CHECK(spo_overview_appointment_count(second) == spo_overview_appointment_count(first));
    CHECK_TEXT(spo_master_data_fetched(spo_overview_master_data(second, 0)),
               spo_master_data_fetched(spo_overview_master_data(first, 0)));
    spo_overview_free(second);

    CHECK_OK(spo_session_forget(session, &err));
    CHECK_OK(spo_session_overview(session, request, &second, &err));
    CHECK(retrievals() > before);
    spo_overview_free(second);
    spo_overview_free(first);

    CHECK_OK(spo_client_close(shortlived, 1000, &err));
    spo_client_free(shortlived);
    CHECK_ERROR(spo_session_overview(session, request, &second, &err), SPO_STATUS_INVALID_ARGUMENT, "client.closed");
    spo_session_free(session);
    spo_overview_request_free(request);
}

/* The master data of a patient of the seed. */
static spo_master_data *master_data_of(const char *cpr)
{
    spo_error *err = NULL;
    spo_master_data *master_data = NULL;
    CHECK_OK(spo_client_master_data(client, cpr, &master_data, &err));
    CHECK_TEXT(spo_master_data_cpr(master_data), cpr);
    return master_data;
}

static void what_is_not_told_is_never_a_no(void)
{
    spo_error *err = NULL;
    spo_master_data *it = master_data_of(OPTED_OUT), *other;
    char *json = NULL;

    CHECK(spo_master_data_resuscitation(it) == SPO_RESUSCITATION_OPTED_OUT);
    CHECK(has(spo_master_data_changed(it, SPO_MASTER_DATA_ITEM_RESUSCITATION), "2025-08-14"));
    CHECK(spo_master_data_organ_donor_registration(it) == SPO_REGISTRATION_POSITION_REGISTERED);
    CHECK(spo_master_data_treatment_will_registration(it) == SPO_REGISTRATION_POSITION_REGISTERED);
    CHECK(spo_master_data_living_will_registration(it) == SPO_REGISTRATION_NO_POSITION_REGISTERED);
    CHECK(spo_master_data_source(it, SPO_MASTER_DATA_ITEM_ORGAN_DONOR) != NULL);
    CHECK(spo_master_data_source(it, 0) == NULL && spo_master_data_changed(it, 15) == NULL);
    CHECK(has(spo_master_data_full_name(it), "Højmark") && has(spo_master_data_address(it), "Skovvangen 12"));
    CHECK(!spo_master_data_address_protected(it));
    CHECK(spo_master_data_generated(it) && spo_master_data_fetched(it) && spo_master_data_fetched_ms(it) > 0);
    CHECK(spo_master_data_withheld(it) == NULL && spo_master_data_missing_count(it) == 0);
    CHECK_OK(spo_master_data_to_json(it, &json, &err));
    CHECK(has(json, "\"opted_out\"") && has(json, "\"place\""));
    spo_string_free(json);
    spo_master_data_free(it);

    it = master_data_of(REGISTER_DOWN);
    CHECK(spo_master_data_resuscitation(it) == SPO_RESUSCITATION_UNAVAILABLE);
    spo_master_data_free(it);

    it = master_data_of(ORDINARY);
    CHECK(spo_master_data_resuscitation(it) == SPO_RESUSCITATION_NOT_OPTED_OUT);
    spo_master_data_free(it);

    /* A document of version 2.0 cannot tell. */
    CHECK_OK(spo_master_data_read((const uint8_t *)STAMKORT, strlen(STAMKORT), &other, &err));
    CHECK(spo_master_data_resuscitation(other) == SPO_RESUSCITATION_NOT_IN_DOCUMENT);
    CHECK(spo_master_data_organ_donor_registration(other) == SPO_REGISTRATION_NOT_IN_DOCUMENT);
    CHECK_TEXT(spo_master_data_generated(other), "2026-03-02T10:15:00+01:00");
    CHECK(spo_master_data_fetched(other) == NULL && spo_master_data_fetched_ms(other) == SPO_NO_TIME);
    CHECK(spo_master_data_warning_count(other) > 0 && spo_master_data_warning_code(other, 0));
    CHECK(spo_master_data_warning_path(other, 0) && spo_master_data_warning_message(other, 0));
    CHECK(spo_master_data_warning_code(other, spo_master_data_warning_count(other)) == NULL);
    spo_master_data_free(other);
    CHECK_ERROR(spo_master_data_read((const uint8_t *)"<a/>", 4, &other, &err), SPO_STATUS_INVALID_DOCUMENT, "cda.root");
    CHECK_ERROR(spo_client_master_data(client, "2512489996", &other, &err), SPO_STATUS_NOT_FOUND, "master_data.none");
    CHECK(other == NULL);
}

static void a_protected_address_is_said_to_be_one_and_never_told(void)
{
    spo_error *err = NULL;
    spo_overview *overview = overview_of(PROTECTED);
    const spo_master_data *lent = spo_overview_master_data(overview, 0);
    spo_master_data *read = NULL;
    char *text = NULL;

    CHECK(spo_overview_address_protected(overview) && spo_master_data_address_protected(lent));
    CHECK(spo_master_data_address(lent) == NULL && spo_master_data_full_name(lent) == NULL);
    CHECK_OK(spo_master_data_to_json(lent, &text, &err));
    CHECK(has(text, "\"places\"") && !has(text, "Hemmelig"));
    spo_string_free(text);
    CHECK_OK(spo_overview_to_json(overview, &text, &err));
    CHECK(!has(text, "Hemmelig"));
    spo_string_free(text);
    CHECK_OK(spo_overview_to_html(overview, SPO_LANGUAGE_ENGLISH, &text, &err));
    CHECK(!has(text, "Hemmelig"));
    spo_string_free(text);
    spo_overview_free(overview);

    CHECK_OK(spo_master_data_read((const uint8_t *)STAMKORT, strlen(STAMKORT), &read, &err));
    CHECK(spo_master_data_address_protected(read));
    CHECK(spo_master_data_address(read) == NULL && spo_master_data_full_name(read) == NULL);
    CHECK_OK(spo_master_data_to_json(read, &text, &err));
    CHECK(!has(text, "Hemmelig") && !has(text, "Berggren"));
    spo_string_free(text);
    spo_master_data_free(read);
}

int main(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL;
    spo_sandbox *source = NULL;
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_ERROR(spo_sandbox_seed_month(sandbox, "today", &err), SPO_STATUS_INVALID_ARGUMENT, "date.format");
    CHECK_ERROR(spo_sandbox_source(sandbox, "hospital", &source, &err), SPO_STATUS_NOT_FOUND, "sandbox.source");
    CHECK(source == NULL);
    CHECK_OK(spo_sandbox_seed_month(sandbox, "2026-03-02", &err));
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_config_free(config);

    the_timeline_tells_day_time_place_and_what_is_not_exact();
    a_request_narrows_days_and_kinds();
    what_is_missing_or_withheld_is_said();
    a_session_fetches_each_document_once_until_it_forgets();
    what_is_not_told_is_never_a_no();
    a_protected_address_is_said_to_be_one_and_never_told();

    spo_client_free(client);
    spo_sandbox_free(sandbox);
    return report();
}
