/* Care plans and diagnoses of an overview: as authored, and with what nobody tells as unknown. */

#include "check.h"

/* Of the seed: with a care plan and two diagnoses; with diagnoses only; with neither. */
static const char *const AGNES = "6403440048", *const FRACTURED = "6202470493", *const NEITHER = "7506951530";

static spo_client *client;

static spo_overview *overview_of(const char *cpr)
{
    spo_error *err = NULL;
    spo_overview_request *request = NULL;
    spo_overview *overview = NULL;
    CHECK_OK(spo_overview_request_new(cpr, &request, &err));
    CHECK_OK(spo_overview_request_add_kind(request, SPO_DATA_KIND_CARE_PLANS, &err));
    CHECK_OK(spo_overview_request_add_kind(request, SPO_DATA_KIND_DIAGNOSES, &err));
    CHECK_OK(spo_client_overview(client, request, &overview, &err));
    spo_overview_request_free(request);
    return overview;
}

static int has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

static void a_care_plan_tells_what_it_is_who_wrote_it_and_when(void)
{
    spo_error *err = NULL;
    spo_overview *overview = overview_of(AGNES);
    const spo_care_plan *plan = spo_overview_care_plan(overview, 0);
    char *json = NULL;

    CHECK(spo_overview_care_plan_count(overview) == 1 && spo_overview_care_plan(overview, 1) == NULL);
    CHECK_TEXT(spo_care_plan_title(plan), "Forløbsplan for KOL");
    CHECK_TEXT(spo_code_value(spo_care_plan_label(plan)), "ALAL21");
    CHECK_TEXT(spo_code_text(spo_care_plan_label(plan)), "Kronisk obstruktiv lungesygdom (KOL)");
    CHECK_TEXT(spo_care_plan_created(plan), "2026-01-21T10:10:00+01:00");
    CHECK(spo_care_plan_created_ms(plan) == 1768986600000 && has(spo_care_plan_id(plan), "^"));
    CHECK_TEXT(spo_care_plan_valid_from(plan), "2026-01-21T10:10:00+01:00");
    CHECK_TEXT(spo_care_plan_valid_to(plan), NULL);
    CHECK(spo_care_plan_author_count(plan) == 1);
    CHECK_TEXT(spo_organisation_name(spo_care_plan_author(plan, 0)), "Lægerne Birkeparken");
    CHECK(spo_care_plan_author(plan, 1) == NULL && spo_care_plan_author_person(plan, 1) == NULL);
    CHECK(spo_organisation_name(spo_care_plan_custodian(plan)) != NULL);
    CHECK(spo_care_plan_source_count(plan) == 1 && spo_care_plan_source(plan, 1) == NULL);
    CHECK_TEXT(spo_care_plan_source(plan, 0), "national");
    CHECK_OK(spo_care_plan_to_json(plan, &json, &err));
    CHECK(has(json, "\"places\"") && has(json, "\"care_plan\"") && has(json, "\"warnings\""));
    spo_string_free(json);
    spo_overview_free(overview);
}

static void sections_come_as_authored(void)
{
    spo_overview *overview = overview_of(AGNES);
    const spo_care_plan *plan = spo_overview_care_plan(overview, 0);
    const spo_plan_section *concerns = spo_care_plan_section(plan, 0), *goals = spo_care_plan_section(plan, 1);

    CHECK(spo_care_plan_section_count(plan) == 4 && spo_care_plan_section(plan, 4) == NULL);
    CHECK(spo_plan_section_kind(concerns) == SPO_SECTION_KIND_CONCERNS);
    CHECK(spo_plan_section_kind(goals) == SPO_SECTION_KIND_GOALS);
    CHECK_TEXT(spo_plan_section_title(goals), "Individuelle mål");
    CHECK_TEXT(spo_code_value(spo_plan_section_code(goals)), "61146-7");
    CHECK(has(spo_plan_section_narrative(goals), "<text") && has(spo_plan_section_narrative(goals), "</text>"));
    CHECK(has(spo_plan_section_narrative(goals), "<item>Jeg vil holde op med at ryge</item>"));
    CHECK(spo_plan_section_inner_count(concerns) == 1 && spo_plan_section_inner(concerns, 1) == NULL);
    CHECK_TEXT(spo_plan_section_title(spo_plan_section_inner(concerns, 0)), "Tilstande, diagnoser");
    CHECK(spo_plan_section_code(spo_plan_section_inner(concerns, 0)) == NULL);
    CHECK(spo_plan_section_inner_count(spo_plan_section_inner(concerns, 0)) == 0);
    spo_overview_free(overview);
}

/* The first entry in the first section inside section `index`. */
static const spo_plan_entry *entry_of(const spo_care_plan *plan, size_t index)
{
    return spo_plan_section_entry(spo_plan_section_inner(spo_care_plan_section(plan, index), 0), 0);
}

static void entries_say_the_same_coded(void)
{
    spo_overview *overview = overview_of(AGNES);
    const spo_care_plan *plan = spo_overview_care_plan(overview, 0);
    const spo_plan_entry *concern = entry_of(plan, 0), *goal = entry_of(plan, 1), *planned = entry_of(plan, 2),
                         *result = entry_of(plan, 3);

    CHECK(spo_plan_entry_kind(concern) == SPO_STATEMENT_CONCERN && spo_plan_entry_value_count(concern) == 1);
    CHECK_TEXT(spo_code_value(spo_plan_entry_value_code(concern, 0)), "R95");
    CHECK_TEXT(spo_plan_entry_value(concern, 0), "Kronisk obstruktiv lungesygdom");
    CHECK_TEXT(spo_plan_entry_status(concern), "active");
    CHECK_TEXT(spo_plan_entry_from(concern), "2018-03-24T09:00:00+01:00");
    CHECK_TEXT(spo_plan_entry_to(concern), NULL);

    CHECK(spo_plan_entry_kind(goal) == SPO_STATEMENT_GOAL && spo_plan_entry_value_code(goal, 0) == NULL);
    CHECK_TEXT(spo_plan_entry_value(goal, 0), "Jeg vil kunne gå tur om søen igen");
    CHECK_TEXT(spo_plan_entry_to(goal), "2026-01-21");

    CHECK(spo_plan_entry_kind(planned) == SPO_STATEMENT_PLANNED_INTERVENTION);
    CHECK_TEXT(spo_plan_entry_text(planned), "KOL-rehabilitering i kommunen");
    CHECK(spo_plan_entry_value_count(planned) == 0 && spo_plan_entry_value(planned, 0) == NULL);

    CHECK(spo_plan_entry_kind(result) == SPO_STATEMENT_OUTCOME);
    CHECK_TEXT(spo_code_text(spo_plan_entry_code(result)), "Vægt");
    CHECK_TEXT(spo_plan_entry_value(result, 0), "61 kg");
    CHECK(spo_plan_section_entry_count(spo_care_plan_section(plan, 0)) == 0);
    CHECK(spo_plan_section_entry(spo_care_plan_section(plan, 0), 0) == NULL);
    spo_overview_free(overview);
}

static void a_diagnosis_has_its_words_its_codes_and_a_status(void)
{
    spo_error *err = NULL;
    spo_overview *overview = overview_of(AGNES);
    const spo_diagnosis_list *list = spo_overview_diagnosis_list(overview, 0);
    const spo_diagnosis *current = spo_diagnosis_list_diagnosis(list, 0), *past = spo_diagnosis_list_diagnosis(list, 1);
    char *json = NULL;

    CHECK(spo_overview_diagnosis_list_count(overview) == 1 && spo_overview_diagnosis_list(overview, 1) == NULL);
    CHECK_TEXT(spo_organisation_name(spo_diagnosis_list_organisation(list)), "Lægerne Birkeparken");
    CHECK(spo_diagnosis_list_author(list) == NULL);
    CHECK_TEXT(spo_diagnosis_list_updated(list), "2026-02-27T12:00:00+01:00");
    CHECK(spo_diagnosis_list_updated_ms(list) == 1772190000000 && spo_diagnosis_list_generated(list) != NULL);
    CHECK_TEXT(spo_diagnosis_list_source(list, 0), "national");
    CHECK(spo_diagnosis_list_source(list, spo_diagnosis_list_source_count(list)) == NULL);
    CHECK(spo_diagnosis_list_count(list) == 2 && spo_diagnosis_list_diagnosis(list, 2) == NULL);

    CHECK_TEXT(spo_diagnosis_text(current), "KOL");
    CHECK(spo_diagnosis_code_count(current) == 2 && spo_diagnosis_code(current, 2) == NULL);
    CHECK_TEXT(spo_code_value(spo_diagnosis_code(current, 0)), "R95");
    CHECK_TEXT(spo_code_text(spo_diagnosis_code(current, 1)), "Kronisk obstruktiv lungesygdom UNS");
    CHECK(spo_diagnosis_note_count(current) == 1 && spo_diagnosis_note(current, 1) == NULL);
    CHECK_TEXT(spo_diagnosis_note(current, 0), "Åndenød ved trapper");
    CHECK(spo_diagnosis_status(current) == SPO_CLINICAL_STATUS_CURRENT && spo_diagnosis_abatement(current) == NULL);
    CHECK_TEXT(spo_diagnosis_onset(current), "2018-02-22");
    CHECK_TEXT(spo_diagnosis_recorded(current), "2018-03-24");
    CHECK(spo_diagnosis_status(past) == SPO_CLINICAL_STATUS_RESOLVED);
    CHECK_TEXT(spo_diagnosis_abatement(past), "2025-05-26");
    CHECK(spo_diagnosis_kind(past) == SPO_DIAGNOSIS_SCOPE_COURSE);
    CHECK(spo_diagnosis_status(NULL) == SPO_CLINICAL_STATUS_UNKNOWN);
    CHECK_OK(spo_diagnosis_list_to_json(list, &json, &err));
    CHECK(has(json, "\"places\"") && has(json, "\"diagnosis_list\""));
    spo_string_free(json);
    spo_overview_free(overview);
}

static void who_has_none_has_no_plan_and_no_list(void)
{
    spo_error *err = NULL;
    spo_overview *overview = overview_of(FRACTURED);
    char *json = NULL;

    CHECK(spo_overview_care_plan_count(overview) == 0 && spo_overview_care_plan(overview, 0) == NULL);
    CHECK(spo_overview_diagnosis_list_count(overview) == 1);
    CHECK_ERROR(spo_care_plan_to_json(spo_overview_care_plan(overview, 0), &json, &err), SPO_STATUS_INVALID_ARGUMENT,
                "argument.null");
    CHECK(json == NULL);
    spo_overview_free(overview);

    overview = overview_of(NEITHER);
    CHECK(spo_overview_diagnosis_list_count(overview) == 0 && spo_overview_diagnosis_list(overview, 0) == NULL);
    CHECK(spo_diagnosis_list_count(spo_overview_diagnosis_list(overview, 0)) == 0);
    spo_overview_free(overview);
}

int main(void)
{
    spo_error *err = NULL;
    spo_sandbox *sandbox = NULL;
    spo_config *config = NULL;
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_seed_month(sandbox, "2026-03-02", &err));
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_config_free(config);

    a_care_plan_tells_what_it_is_who_wrote_it_and_when();
    sections_come_as_authored();
    entries_say_the_same_coded();
    a_diagnosis_has_its_words_its_codes_and_a_status();
    who_has_none_has_no_plan_and_no_list();

    spo_client_free(client);
    spo_sandbox_free(sandbox);
    return report();
}
