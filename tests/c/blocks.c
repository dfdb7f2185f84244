/* A citizen's blocks and consents: registering, changing and lifting them, and what they do to reading. */

#include "blocks.h"

static const char *const NOBODY = "0101501234";

static void share_on(const char *key, const char *start, const char *end)
{
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    CHECK_OK(spo_appointment_set_time(a, start, end, &err));
    CHECK_OK(spo_client_share(client, key, 1, a, &receipt, &err));
    spo_receipt_free(receipt);
    spo_appointment_free(a);
}

/* The doctor's list, as it is without looking past anything. */
static spo_list *plain_list(void)
{
    spo_search *search = NULL;
    spo_list *list = NULL;
    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_OK(spo_client_list(doctor, search, &list, &err));
    CHECK(spo_list_overridden(list) == 0);
    spo_search_free(search);
    return list;
}

static void the_common_cases_are_one_call_each(void)
{
    spo_block_registration *made[4] = {NULL, NULL, NULL, NULL};
    spo_block_registration_list *list = NULL;
    char *json = NULL;
    size_t at;

    CHECK_OK(spo_client_block_everything(citizen, A_CPR, &made[0], &err));
    CHECK_OK(spo_client_block_place(citizen, A_CPR, SPO_ORGANISATION_CODE_SOR, ELSEWHERE, &made[1], &err));
    CHECK_OK(spo_client_block_person(citizen, A_CPR, DOCTOR, &made[2], &err));
    CHECK_OK(spo_client_block_period_ms(citizen, A_CPR, 1780264800000, SPO_NO_TIME, &made[3], &err));
    CHECK(spo_block_registration_who(made[0]) == SPO_BLOCK_WHO_EVERYBODY && spo_block_registration_origin(made[0]) == NULL);
    CHECK(spo_block_registration_origin_kind(made[0]) == 0 && spo_block_registration_end(made[0]) == NULL);
    CHECK(spo_block_registration_end_ms(made[0]) == SPO_NO_TIME && spo_block_registration_changed(made[0]) == NULL);
    CHECK(spo_block_registration_changed_ms(made[0]) == SPO_NO_TIME);
    CHECK_TEXT(spo_block_registration_origin(made[1]), ELSEWHERE);
    CHECK(spo_block_registration_includes_sub_units(made[1]));
    CHECK(spo_block_registration_who(made[2]) == SPO_BLOCK_WHO_PROFESSIONAL);
    CHECK_TEXT(spo_block_registration_professional(made[2]), DOCTOR);
    CHECK_TEXT(spo_block_registration_data_from(made[3]), "2026-06-01T00:00:00+02:00");
    CHECK(spo_block_registration_data_to(made[3]) == NULL && spo_block_registration_data_to_ms(made[3]) == SPO_NO_TIME);

    CHECK_OK(spo_client_list_blocks(citizen, A_CPR, 0, &list, &err));
    CHECK(spo_block_registration_list_count(list) == 4 && spo_block_registration_list_at(list, 4) == NULL);
    for (at = 0; at < 4; at++) {
        const spo_block_registration *lent = spo_block_registration_list_at(list, at);
        CHECK_TEXT(spo_block_registration_id(lent), spo_block_registration_id(made[at]));
        CHECK(spo_block_registration_effect(lent) == SPO_BLOCK_EFFECT_BLOCK);
        CHECK(spo_block_registration_state(lent) == SPO_BLOCK_STATE_ACTIVE);
        CHECK_TEXT(spo_block_registration_citizen(lent), "2512489996");
        CHECK_TEXT(spo_block_registration_created_by(lent), "2512489996");
        CHECK(spo_block_registration_created(lent) && spo_block_registration_created_ms(lent) > 0);
        CHECK(spo_block_registration_created_system(lent) && spo_block_registration_start(lent));
        lift(lent);
        spo_block_registration_free(made[at]);
    }
    spo_block_registration_list_free(list);

    CHECK_OK(spo_client_list_blocks(citizen, A_CPR, 0, &list, &err));
    CHECK(spo_block_registration_list_count(list) == 0);
    spo_block_registration_list_free(list);
    CHECK_OK(spo_client_list_blocks(citizen, A_CPR, 1, &list, &err));
    CHECK(spo_block_registration_list_count(list) == 4);
    CHECK_OK(spo_block_registration_list_to_json(list, &json, &err));
    CHECK(has(json, "\"inactive\"") && !has(json, "\"active\""));
    spo_string_free(json);
    spo_block_registration_list_free(list);
    CHECK_OK(spo_sandbox_registrations_to_json(sandbox, &json, &err));
    CHECK(has(json, DOCTOR) && has(json, ELSEWHERE));
    spo_string_free(json);
}

static void what_is_set_is_registered(void)
{
    spo_block *block = spo_block_new(), *twin = NULL;
    spo_block_registration *registration, *changed = NULL;
    char *json = NULL;

    CHECK_OK(spo_block_set_origin(block, SPO_ORGANISATION_CODE_YDER, "012345", 0, &err));
    CHECK_OK(spo_block_set_data_period(block, "2026-06-01T00:00:00+02:00", "2026-07-01T00:00:00+02:00", &err));
    CHECK_OK(spo_block_set_for_organisation(block, SPO_ORGANISATION_CODE_SHAK, "1301011", 1, &err));
    CHECK_OK(spo_block_set_start_ms(block, 4070908800000, &err));
    CHECK_OK(spo_block_set_end(block, "2099-06-01T00:00:00+02:00", &err));
    CHECK_OK(spo_block_to_json(block, &json, &err));
    CHECK_OK(spo_block_from_json(json, &twin, &err));
    spo_string_free(json);
    spo_block_free(block);
    registration = registered(twin);
    CHECK(spo_block_registration_origin_kind(registration) == SPO_ORGANISATION_CODE_YDER);
    CHECK_TEXT(spo_block_registration_origin(registration), "012345");
    CHECK(!spo_block_registration_includes_sub_units(registration));
    CHECK_TEXT(spo_block_registration_data_to(registration), "2026-07-01T00:00:00+02:00");
    CHECK(spo_block_registration_data_to_ms(registration) - spo_block_registration_data_from_ms(registration) == 30LL * 86400000);
    CHECK(spo_block_registration_who(registration) == SPO_BLOCK_WHO_ORGANISATION);
    CHECK(spo_block_registration_organisation_kind(registration) == SPO_ORGANISATION_CODE_SHAK);
    CHECK_TEXT(spo_block_registration_organisation(registration), "1301011");
    CHECK(spo_block_registration_includes_sub_organisations(registration));
    CHECK(spo_block_registration_professional(registration) == NULL);
    CHECK(spo_block_registration_start_ms(registration) == 4070908800000);
    CHECK_TEXT(spo_block_registration_end(registration), "2099-06-01T00:00:00+02:00");
    CHECK_OK(spo_block_registration_to_json(registration, &json, &err));
    CHECK(has(json, "\"include_sub_organisations\": true"));
    spo_string_free(json);

    /* Put another in its place, from everybody abroad and at once; then from everybody. */
    CHECK_OK(spo_block_from_json("{\"block\": {}}", &block, &err));
    CHECK_OK(spo_block_set_for_foreign_professionals(block, &err));
    CHECK_OK(spo_client_change_block(citizen, A_CPR, spo_block_registration_id(registration), block, &changed, &err));
    CHECK_TEXT(spo_block_registration_id(changed), spo_block_registration_id(registration));
    CHECK(spo_block_registration_who(changed) == SPO_BLOCK_WHO_FOREIGN_PROFESSIONALS);
    CHECK(spo_block_registration_organisation_kind(changed) == 0 && spo_block_registration_organisation(changed) == NULL);
    spo_block_registration_free(changed);
    CHECK_OK(spo_block_set_for_everybody(block, &err));
    CHECK_OK(spo_client_change_block(citizen, A_CPR, spo_block_registration_id(registration), block, &changed, &err));
    CHECK(spo_block_registration_who(changed) == SPO_BLOCK_WHO_EVERYBODY);
    spo_block_registration_free(changed);
    lift(registration);
    CHECK(spo_client_change_block(citizen, A_CPR, spo_block_registration_id(registration), block, &changed, &err) != SPO_STATUS_OK);
    CHECK(changed == NULL && has(spo_error_text(err), "no such registration"));
    spo_error_free(err);
    spo_block_registration_free(registration);
    spo_block_free(block);
}

static void what_is_wrong_is_said_before_or_by_the_service(void)
{
    spo_block *block = spo_block_new(), *consent = NULL;
    spo_block_registration *none = NULL;

    CHECK_ERROR(spo_block_consent("tomorrow", &consent, &err), SPO_STATUS_INVALID_ARGUMENT, "time.format");
    CHECK_ERROR(spo_block_consent_ms(SPO_NO_TIME, &consent, &err), SPO_STATUS_INVALID_ARGUMENT, "time.range");
    CHECK(consent == NULL);
    CHECK_ERROR(spo_block_from_json("{\"consent\": {}}", &consent, &err), SPO_STATUS_INVALID_DOCUMENT, "json.value");
    CHECK_OK(spo_block_consent("2099-01-01T00:00:00+01:00", &consent, &err));
    CHECK_ERROR(spo_block_set_end(consent, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "block.consent_end");
    spo_block_free(consent);

    CHECK_OK(spo_block_set_start(block, "2026-01-01T00:00:00+01:00", &err));
    CHECK_ERROR(spo_client_register_block(citizen, A_CPR, block, &none, &err), SPO_STATUS_INVALID_ARGUMENT, "block.from_past");
    CHECK_OK(spo_block_set_start(block, NULL, &err));
    CHECK_OK(spo_block_set_end_ms(block, 0, &err));
    CHECK_ERROR(spo_client_register_block(citizen, A_CPR, block, &none, &err), SPO_STATUS_INVALID_ARGUMENT, "block.validity");
    CHECK_OK(spo_block_set_end_ms(block, SPO_NO_TIME, &err));
    CHECK_OK(spo_block_set_data_period_ms(block, SPO_NO_TIME, SPO_NO_TIME, &err));
    CHECK_ERROR(spo_client_register_block(citizen, A_CPR, block, &none, &err), SPO_STATUS_INVALID_ARGUMENT, "block.data_period");
    CHECK_ERROR(spo_client_block_period(citizen, A_CPR, NULL, "", &none, &err), SPO_STATUS_INVALID_ARGUMENT, "block.data_period");
    CHECK_ERROR(spo_client_lift_block(citizen, A_CPR, "the first", &none, &err), SPO_STATUS_INVALID_ARGUMENT, "registration.format");
    CHECK_ERROR(spo_client_block_everything(citizen, DOCTOR, &none, &err), SPO_STATUS_INVALID_ARGUMENT, "caller.other_citizen");

    CHECK(spo_client_block_person(citizen, A_CPR, NOBODY, &none, &err) != SPO_STATUS_OK && none == NULL);
    CHECK(has(spo_error_text(err), "register of authorisations") && !has(spo_error_text(err), NOBODY));
    spo_error_free(err);
    CHECK(spo_client_block_person(citizen, A_CPR, "010150", &none, &err) == SPO_STATUS_INVALID_ARGUMENT);
    CHECK_TEXT(spo_error_path(err), "professional");
    spo_error_free(err);
    spo_block_free(block);
}

static void the_very_next_list_is_filtered_and_says_so(void)
{
    spo_block_registration *may = NULL, *all = NULL;
    spo_list *list = plain_list();
    char *calls = NULL;
    size_t seen = 0;

    CHECK(spo_list_count(list) == 2 && spo_list_gap_count(list) == 0);
    spo_list_free(list);

    CHECK_OK(spo_client_block_period(citizen, A_CPR, "2027-05-01T00:00:00+02:00", "2027-06-01T00:00:00+02:00", &may, &err));
    list = plain_list();
    CHECK(spo_list_count(list) == 1 && spo_list_gap_count(list) == 1);
    CHECK_TEXT(spo_gap_code(spo_list_gap(list, 0)), "search.withheld");
    CHECK(spo_gap_service_error_count(spo_list_gap(list, 0)) == 0);
    CHECK(!has(spo_gap_message(spo_list_gap(list, 0)), "2027"));
    spo_list_free(list);
    CHECK_OK(spo_sandbox_calls_to_json(sandbox, &calls, &err));
    CHECK(has(calls, "\"withheld\": 1"));
    spo_string_free(calls);

    /* An answer that a block has emptied is not "no appointments". */
    CHECK_OK(spo_client_block_everything(citizen, A_CPR, &all, &err));
    list = plain_list();
    CHECK(spo_list_count(list) == 0);
    CHECK_TEXT(spo_gap_code(spo_list_gap(list, 0)), "search.withheld");
    spo_list_free(list);
    CHECK_OK(count(citizen, &seen, &err));
    CHECK(seen == 2);
    lift(may);
    lift(all);
    list = plain_list();
    CHECK(spo_list_count(list) == 2 && spo_list_gap_count(list) == 0);
    spo_list_free(list);
    spo_block_registration_free(may);
    spo_block_registration_free(all);
}

static void a_look_past_a_block_is_for_one_call(void)
{
    static const spo_override_reason reasons[] = {SPO_OVERRIDE_REASON_PATIENT_CONSENT, SPO_OVERRIDE_REASON_VITAL_INTEREST};
    static const char *const explanations[] = {NULL, "The patient is unconscious."};
    spo_block_registration *all = registered(spo_block_new());
    spo_search *search = NULL;
    spo_list *list = NULL;
    size_t at;

    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    for (at = 0; at < 2; at++) {
        CHECK_OK(spo_client_list_overriding(doctor, search, reasons[at], explanations[at], &list, &err));
        CHECK(spo_list_count(list) == 2 && spo_list_overridden(list) && spo_list_gap_count(list) == 0);
        spo_list_free(list);
        list = plain_list();
        CHECK(spo_list_count(list) == 0 && spo_list_gap_count(list) == 1);
        spo_list_free(list);
    }
    CHECK_ERROR(spo_client_list_overriding(citizen, search, SPO_OVERRIDE_REASON_PATIENT_CONSENT, NULL, &list, &err),
                SPO_STATUS_DENIED, "override.not_permitted");
    lift(all);
    spo_block_registration_free(all);
    spo_search_free(search);
}

int main(void)
{
    begin();
    share_on("one", "2027-04-01T10:00:00+02:00", "2027-04-01T10:30:00+02:00");
    share_on("two", "2027-05-01T10:00:00+02:00", "2027-05-01T10:30:00+02:00");
    the_common_cases_are_one_call_each();
    what_is_set_is_registered();
    what_is_wrong_is_said_before_or_by_the_service();
    the_very_next_list_is_filtered_and_says_so();
    a_look_past_a_block_is_for_one_call();
    return end();
}
