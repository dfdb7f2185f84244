/* Filling in an appointment, reading it back, and what happens to what is refused. */

#include "booking.h"
#include "check.h"

static void every_field_reads_back(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_role role;

    CHECK(spo_appointment_kind(a) == SPO_KIND_REGIONAL);
    CHECK(spo_appointment_state(a) == SPO_STATE_ACTIVE);
    CHECK_TEXT(spo_appointment_cpr(a), "2512489996");
    CHECK_TEXT(spo_appointment_birth_date(a), "1948-12-25");
    CHECK(spo_appointment_gender(a) == SPO_GENDER_FEMALE);

    CHECK_OK(spo_appointment_set_gender(a, SPO_GENDER_MALE, &err));
    CHECK_OK(spo_appointment_set_birth_date(a, "1948-12-24", &err));
    CHECK(spo_appointment_gender(a) == SPO_GENDER_MALE);
    CHECK_TEXT(spo_appointment_birth_date(a), "1948-12-24");
    CHECK_OK(spo_appointment_set_gender(a, SPO_GENDER_NONE, &err));
    CHECK_OK(spo_appointment_set_birth_date(a, NULL, &err));
    CHECK_TEXT(spo_appointment_birth_date(a), "1948-12-25");

    CHECK_OK(spo_appointment_add_given_name(a, SPO_ROLE_PATIENT, "Ann", &err));
    CHECK_OK(spo_appointment_set_title(a, SPO_ROLE_PERFORMER, "Læge", &err));
    CHECK_OK(spo_appointment_set_name(a, SPO_ROLE_PERFORMER, "Lars", "Ægidius", &err));
    CHECK(spo_appointment_given_name_count(a, SPO_ROLE_PATIENT) == 2);
    CHECK_TEXT(spo_appointment_given_name(a, SPO_ROLE_PATIENT, 1), "Ann");
    CHECK_TEXT(spo_appointment_given_name(a, SPO_ROLE_PATIENT, 2), NULL);
    CHECK_TEXT(spo_appointment_family_name(a, SPO_ROLE_PATIENT), "Berggren");
    CHECK_TEXT(spo_appointment_title(a, SPO_ROLE_PATIENT), NULL);
    CHECK_TEXT(spo_appointment_full_name(a, SPO_ROLE_PERFORMER), "Læge Lars Ægidius");

    for (role = SPO_ROLE_PATIENT; role <= SPO_ROLE_LOCATION; role++) {
        CHECK_OK(spo_appointment_set_address(a, role, "Sygehusvej 1", "5230", "Odense M", &err));
        CHECK_OK(spo_appointment_add_address_line(a, role, "3. sal", &err));
        CHECK_OK(spo_appointment_set_address_country(a, role, "Danmark", &err));
        CHECK_OK(spo_appointment_set_address_use(a, role, SPO_USE_WORK, &err));
        CHECK(spo_appointment_address_state(a, role) == SPO_ADDRESS_STATE_KNOWN);
        CHECK(spo_appointment_address_line_count(a, role) == 2);
        CHECK_TEXT(spo_appointment_address_line(a, role, 0), "Sygehusvej 1");
        CHECK_TEXT(spo_appointment_address_line(a, role, 1), "3. sal");
        CHECK_TEXT(spo_appointment_address_postal_code(a, role), "5230");
        CHECK_TEXT(spo_appointment_address_city(a, role), "Odense M");
        CHECK_TEXT(spo_appointment_address_country(a, role), "Danmark");
        CHECK(spo_appointment_address_use(a, role) == SPO_USE_WORK);

        CHECK_OK(spo_appointment_add_phone(a, role, "66 11 33 33", SPO_USE_WORK, &err));
        CHECK_OK(spo_appointment_add_mail(a, role, "data@example.dk", SPO_USE_NONE, &err));
        CHECK_OK(spo_appointment_add_telecom(a, role, "https://example.dk", SPO_USE_HOME, &err));
        CHECK(spo_appointment_telecom_count(a, role) == 3);
        CHECK_TEXT(spo_appointment_telecom(a, role, 0), "tel:66113333");
        CHECK_TEXT(spo_appointment_telecom(a, role, 1), "mailto:data@example.dk");
        CHECK(spo_appointment_telecom_use(a, role, 2) == SPO_USE_HOME);
        CHECK_TEXT(spo_appointment_telecom(a, role, 3), NULL);
        CHECK_OK(spo_appointment_clear_telecoms(a, role, &err));
        CHECK(spo_appointment_telecom_count(a, role) == 0);
        CHECK_OK(spo_appointment_clear_address(a, role, &err));
        CHECK(spo_appointment_address_state(a, role) == SPO_ADDRESS_STATE_UNKNOWN);
    }
    CHECK_OK(spo_appointment_clear_role(a, SPO_ROLE_REQUESTER, &err));
    CHECK_OK(spo_appointment_clear_role(a, SPO_ROLE_GENERAL_PRACTICE, &err));

    CHECK_OK(spo_appointment_set_address_protected(a, SPO_ROLE_PATIENT, &err));
    CHECK(spo_appointment_address_state(a, SPO_ROLE_PATIENT) == SPO_ADDRESS_STATE_PROTECTED);

    CHECK(spo_appointment_has_organisation(a, SPO_ROLE_REQUESTER) == 0);
    CHECK_OK(spo_appointment_set_organisation(a, SPO_ROLE_GENERAL_PRACTICE, SPO_ID_KIND_YDER, "12345", "Lægehuset", &err));
    CHECK_TEXT(spo_appointment_organisation_id(a, SPO_ROLE_GENERAL_PRACTICE), "012345");
    CHECK(spo_appointment_organisation_id_kind(a, SPO_ROLE_GENERAL_PRACTICE) == SPO_ID_KIND_YDER);
    CHECK_TEXT(spo_appointment_organisation_name(a, SPO_ROLE_RESPONSIBLE), "Røntgenafdelingen");
    CHECK_OK(spo_appointment_set_participation_time(a, SPO_ROLE_RESPONSIBLE, "2027-03-01T08:00:00+01:00", &err));
    CHECK_TEXT(spo_appointment_participation_time(a, SPO_ROLE_RESPONSIBLE), "2027-03-01T08:00:00+01:00");

    CHECK_TEXT(spo_appointment_reason(a), "Røntgenundersøgelse af thorax");
    CHECK_OK(spo_appointment_set_reason_code(a, "168731009", "2.16.840.1.113883.6.96", "SNOMED CT", &err));
    CHECK_TEXT(spo_appointment_reason_code(a), "168731009");
    CHECK_TEXT(spo_appointment_reason_code_system(a), "2.16.840.1.113883.6.96");
    CHECK_TEXT(spo_appointment_reason_code_system_name(a), "SNOMED CT");

    CHECK(!spo_appointment_has_episode(a) && !spo_appointment_has_series(a));
    CHECK_OK(spo_appointment_add_episode_id(a, "1.2.208.184", "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01", &err));
    CHECK_OK(spo_appointment_set_episode_label(a, "ALAL21", NULL, &err));
    CHECK_OK(spo_appointment_set_series(a, "1.2.208.184", "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c02", &err));
    CHECK(spo_appointment_episode_id_count(a) == 1);
    CHECK_TEXT(spo_appointment_episode_id_root(a, 0), "1.2.208.184");
    CHECK_TEXT(spo_appointment_episode_id_extension(a, 0), "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01");
    CHECK_TEXT(spo_appointment_episode_label(a), "ALAL21");
    CHECK_TEXT(spo_appointment_episode_label_text(a), NULL);
    CHECK_TEXT(spo_appointment_series_id_root(a), "1.2.208.184");
    CHECK_TEXT(spo_appointment_series_id_extension(a), "0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c02");
    CHECK_OK(spo_appointment_validate(a, &err));
    CHECK_OK(spo_appointment_clear_episode(a, &err));
    CHECK_OK(spo_appointment_clear_series(a, &err));
    CHECK(!spo_appointment_has_episode(a) && !spo_appointment_has_series(a));

    CHECK(spo_appointment_location_kind(a) == SPO_LOCATION_KIND_FACILITY);
    CHECK_TEXT(spo_appointment_location_name(a), "Indgang 4");
    CHECK_OK(spo_appointment_set_location_home(a, NULL, &err));
    CHECK_OK(spo_appointment_set_address_protected(a, SPO_ROLE_LOCATION, &err));
    CHECK_TEXT(spo_appointment_location_name(a), "Borgerens hjem");
    CHECK_TEXT(spo_appointment_organisation_id(a, SPO_ROLE_LOCATION), NULL);
    CHECK_OK(spo_appointment_validate(a, &err));
    CHECK_OK(spo_appointment_set_location_other(a, "Multihuset", &err));
    CHECK(spo_appointment_location_kind(a) == SPO_LOCATION_KIND_OTHER);
    CHECK_OK(spo_appointment_validate(a, &err));
    spo_appointment_free(a);
}

static void times_come_in_three_ways(void)
{
    const int64_t ten = INT64_C(1806566400000); /* 2027-04-01T08:00:00Z */
    spo_error *err = NULL;
    spo_appointment *a = booking();

    CHECK(spo_appointment_start_ms(a) == ten);
    CHECK(spo_appointment_end_ms(a) == ten + 30 * 60 * 1000);
    CHECK_TEXT(spo_appointment_day(a), "2027-04-01");
    CHECK_TEXT(spo_appointment_time_note(a), NULL);

    CHECK_OK(spo_appointment_set_time_ms(a, ten, SPO_NO_TIME, &err));
    CHECK(spo_appointment_time_kind(a) == SPO_TIME_KIND_AT);
    CHECK_TEXT(spo_appointment_start(a), "2027-04-01T10:00:00+02:00");
    CHECK_TEXT(spo_appointment_end(a), NULL);
    CHECK(spo_appointment_end_ms(a) == SPO_NO_TIME);

    CHECK_OK(spo_appointment_set_window_local(a, "2027-01-04T07:00", "2027-01-04 09:00:00", NULL, &err));
    CHECK(spo_appointment_time_kind(a) == SPO_TIME_KIND_WINDOW);
    CHECK_TEXT(spo_appointment_start(a), "2027-01-04T07:00:00+01:00");
    CHECK_TEXT(spo_appointment_time_note(a), "Tidspunktet er vejledende");
    CHECK_OK(spo_appointment_set_window(a, "2027-01-04T07:00:00+01:00", NULL, "Om morgenen", &err));
    CHECK_TEXT(spo_appointment_time_note(a), "Om morgenen");
    CHECK_OK(spo_appointment_set_window_ms(a, ten, ten + 1000, NULL, &err));
    CHECK_TEXT(spo_appointment_end(a), "2027-04-01T10:00:01+02:00");

    CHECK_OK(spo_appointment_set_day(a, "2027-04-02", NULL, &err));
    CHECK(spo_appointment_time_kind(a) == SPO_TIME_KIND_DAY);
    CHECK_TEXT(spo_appointment_day(a), "2027-04-02");
    CHECK_TEXT(spo_appointment_start(a), "2027-04-02T00:00:00+02:00");
    CHECK_OK(spo_appointment_validate(a, &err));

    CHECK_ERROR(spo_appointment_set_time(a, "2027-04-01T10:00:00Z", NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "time.offset");
    CHECK_ERROR(spo_appointment_set_time(a, "i morgen", NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "time.format");
    CHECK_ERROR(spo_appointment_set_time_ms(a, INT64_MAX, SPO_NO_TIME, &err), SPO_STATUS_INVALID_ARGUMENT, "time.range");
    CHECK_ERROR(spo_appointment_set_time_ms(a, SPO_NO_TIME, SPO_NO_TIME, &err), SPO_STATUS_INVALID_ARGUMENT, "time.range");
    CHECK_ERROR(spo_appointment_set_day(a, "1. april", NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "date.format");
    spo_appointment_free(a);
}

static void an_hour_that_exists_twice_offers_both_instants(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_status status = spo_appointment_set_time_local(a, "2027-10-31T02:30", NULL, &err);

    CHECK(status == SPO_STATUS_UNRESOLVED_LOCAL_TIME);
    CHECK_TEXT(spo_error_code(err), "time.ambiguous");
    CHECK(spo_error_instant_count(err) == 2);
    CHECK_TEXT(spo_error_instant(err, 0), "2027-10-31T02:30:00+02:00");
    CHECK_TEXT(spo_error_instant(err, 1), "2027-10-31T02:30:00+01:00");
    CHECK_TEXT(spo_error_instant(err, 2), NULL);

    /* The refusal stands until the caller has chosen. */
    CHECK(spo_appointment_validate(a, NULL) == SPO_STATUS_INVALID_APPOINTMENT);
    CHECK(spo_appointment_set_time(a, spo_error_instant(err, 1), NULL, NULL) == SPO_STATUS_OK);
    CHECK(spo_appointment_validate(a, NULL) == SPO_STATUS_OK);
    spo_error_free(err);

    CHECK_ERROR(spo_appointment_set_time_local(a, "2027-03-28T02:30", NULL, &err), SPO_STATUS_UNRESOLVED_LOCAL_TIME,
                "time.nonexistent");
    spo_appointment_free(a);
}

/* The index of the fault at a path, or -1. */
static int fault_at(const spo_error *err, const char *path)
{
    size_t i;
    for (i = 0; i < spo_error_fault_count(err); i++) {
        if (strcmp(spo_error_fault_path(err, i), path) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static void what_is_missing_or_was_refused_is_one_error(void)
{
    spo_error *err = NULL;
    spo_appointment *a = spo_appointment_new();
    char *json = NULL;
    int cpr;

    CHECK(spo_appointment_validate(a, &err) == SPO_STATUS_INVALID_APPOINTMENT);
    CHECK_TEXT(spo_error_code(err), "appointment.invalid");
    CHECK(fault_at(err, "time") >= 0 && fault_at(err, "patient.cpr") >= 0 && fault_at(err, "location") >= 0);
    CHECK(fault_at(err, "kind") >= 0 && fault_at(err, "reason.text") >= 0 && fault_at(err, "custodian.id") >= 0);
    cpr = fault_at(err, "patient.cpr");
    CHECK_TEXT(spo_error_fault_rule(err, (size_t)cpr), "apd.part.missing");
    CHECK_TEXT(spo_error_fault_danish(err, (size_t)cpr), "Patientens CPR-nummer mangler");
    CHECK_TEXT(spo_error_fault_english(err, (size_t)cpr), "the patient's CPR number is missing");
    CHECK_TEXT(spo_error_fault_remedy(err, (size_t)cpr), "Set it.");
    CHECK_TEXT(spo_error_fault_path(err, 1000), NULL);
    spo_error_free(err);
    CHECK_ERROR(spo_appointment_to_json(a, &json, &err), SPO_STATUS_INVALID_APPOINTMENT, "appointment.invalid");
    CHECK(json == NULL);
    spo_appointment_free(a);

    /* Refusals are remembered, wherever they came from, and forgotten when the field is set. */
    a = booking();
    CHECK_ERROR(spo_appointment_set_cpr(a, "320190-1234", &err), SPO_STATUS_INVALID_ARGUMENT, "cpr.date");
    CHECK_ERROR(spo_appointment_set_organisation(a, SPO_ROLE_LOCATION, SPO_ID_KIND_SOR, "12", "Hjemme", &err),
                SPO_STATUS_INVALID_ARGUMENT, "sor.format");
    CHECK_ERROR(spo_appointment_set_reason(a, "\xe6", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.utf8");
    CHECK_ERROR(spo_appointment_set_kind(a, 77, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.enum");
    CHECK(spo_appointment_validate(a, &err) == SPO_STATUS_INVALID_APPOINTMENT);
    CHECK(spo_error_fault_count(err) == 4);
    CHECK_TEXT(spo_error_fault_rule(err, (size_t)fault_at(err, "patient.cpr")), "cpr.date");
    CHECK(strstr(spo_error_text(err), "3201901234") == NULL && strstr(spo_error_detail_json(err), "3201901234") == NULL);
    spo_error_free(err);

    CHECK_OK(spo_appointment_set_cpr(a, A_CPR, &err));
    CHECK_OK(spo_appointment_set_location_home(a, NULL, &err));
    CHECK_OK(spo_appointment_set_reason(a, "Kontrol", &err));
    CHECK_OK(spo_appointment_set_kind(a, SPO_KIND_MUNICIPALITY, &err));
    CHECK_OK(spo_appointment_validate(a, &err));

    /* A role that cannot have the field is a slip in the program, not in the appointment. */
    CHECK_ERROR(spo_appointment_set_name(a, SPO_ROLE_CUSTODIAN, "A", "B", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.role");
    CHECK_ERROR(spo_appointment_set_name(a, 99, "A", "B", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.enum");
    CHECK_OK(spo_appointment_validate(a, &err));
    spo_appointment_free(a);
}

static void json_is_the_same_appointment(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking(), *b = NULL, *c = NULL;
    char *json = NULL, *again = NULL;

    CHECK_OK(spo_appointment_to_json(a, &json, &err));
    CHECK_OK(spo_appointment_from_json(json, &b, &err));
    CHECK_OK(spo_appointment_to_json(b, &again, &err));
    CHECK_TEXT(again, json);

    /* A copy changes on its own. */
    c = spo_appointment_clone(b);
    CHECK_OK(spo_appointment_set_reason(c, "Andet", &err));
    CHECK_TEXT(spo_appointment_reason(b), "Røntgenundersøgelse af thorax");
    CHECK_TEXT(spo_appointment_reason(c), "Andet");
    spo_appointment_free(a);
    spo_appointment_free(b);
    spo_appointment_free(c);

    CHECK(spo_appointment_from_json("{\"kind\": \"regional\", \"patient\": {\"cpr\": \"1\"}}", &a, &err)
          == SPO_STATUS_INVALID_DOCUMENT);
    CHECK(a == NULL);
    CHECK_TEXT(spo_error_path(err), "patient.cpr");
    CHECK_TEXT(spo_error_class(err), "invalid_input");
    CHECK(!spo_error_retryable(err) && spo_error_http_status(err) == 0);
    spo_error_free(err);
    spo_string_free(json);
    spo_string_free(again);
}

static void statuses_and_versions_have_names(void)
{
    CHECK_TEXT(spo_status_name(SPO_STATUS_OK), "ok");
    CHECK_TEXT(spo_status_name(SPO_STATUS_CONFLICT), "conflict");
    CHECK_TEXT(spo_status_name(SPO_STATUS_PANIC), "panic");
    CHECK_TEXT(spo_status_name(12345), NULL);
    CHECK_TEXT(spo_version(), SPO_VERSION);
    CHECK(spo_abi_version() >= SPO_ABI_VERSION);
    CHECK(SPO_VERSION_NUMBER == SPO_VERSION_MAJOR * 10000 + SPO_VERSION_MINOR * 100 + SPO_VERSION_PATCH);
    CHECK(sizeof(spo_status) == 4 && sizeof(spo_role) == 4 && sizeof(spo_outcome) == 4);
}

int main(void)
{
    every_field_reads_back();
    times_come_in_three_ways();
    an_hour_that_exists_twice_offers_both_instants();
    what_is_missing_or_was_refused_is_one_error();
    json_is_the_same_appointment();
    statuses_and_versions_have_names();
    return report();
}
