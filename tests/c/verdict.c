/* What may be shown of a host's own: every decision, and that nothing else is a permission. */

#include "blocks.h"

/* What the host has of its own: of the hospital, of its department, and of another place, each in June and in July. */
static spo_data_items *items(void)
{
    spo_data_items *items = spo_data_items_new();
    CHECK_OK(spo_data_items_add(items, "hospital", SPO_ORGANISATION_CODE_SOR, HOSPITAL, "2026-06-15T10:00:00+02:00", NULL, &err));
    CHECK_OK(spo_data_items_add(items, "department", SPO_ORGANISATION_CODE_SHAK, "1301011", "2026-07-15T10:00:00+02:00",
                                "2026-07-15T11:00:00+02:00", &err));
    CHECK_OK(spo_data_items_add_ms(items, "elsewhere", SPO_ORGANISATION_CODE_SOR, ELSEWHERE, 1781510400000, SPO_NO_TIME, &err));
    return items;
}

static spo_verdict *verdict_on(spo_data_items *items)
{
    spo_verdict *verdict = NULL;
    CHECK_OK(spo_client_check_blocks(client, a_doctor, A_CPR, items, &verdict, &err));
    return verdict;
}

static void a_check_permits_filters_denies_and_knows_no_more(void)
{
    spo_data_items *asked = items();
    spo_verdict *verdict = verdict_on(asked);
    spo_block_registration *place = NULL, *june = NULL, *all = NULL, *despite;
    spo_block *consent = NULL;
    char *json = NULL;

    CHECK(spo_verdict_decision(verdict) == SPO_DECISION_PERMIT && spo_verdict_unavailable_code(verdict) == NULL);
    CHECK(spo_verdict_may_show(verdict, "hospital") && spo_verdict_may_show(verdict, "elsewhere"));
    CHECK(!spo_verdict_may_show(verdict, "what nobody asked about") && !spo_verdict_may_show(verdict, NULL));
    CHECK(!spo_verdict_may_show(verdict, "\xc3("));
    spo_verdict_free(verdict);

    /* The hospital's department has another code there, and is a part of it. */
    CHECK_OK(spo_client_block_place(citizen, A_CPR, SPO_ORGANISATION_CODE_SOR, HOSPITAL, &place, &err));
    verdict = verdict_on(asked);
    CHECK(spo_verdict_decision(verdict) == SPO_DECISION_PERMIT_FILTERED);
    CHECK(!spo_verdict_may_show(verdict, "hospital") && !spo_verdict_may_show(verdict, "department"));
    CHECK(spo_verdict_may_show(verdict, "elsewhere"));
    CHECK_OK(spo_verdict_to_json(verdict, &json, &err));
    CHECK(has(json, "\"permit_filtered\"") && has(json, "elsewhere") && !has(json, "hospital"));
    spo_string_free(json);
    spo_verdict_free(verdict);
    lift(place);

    CHECK_OK(spo_client_block_period(citizen, A_CPR, "2026-06-01T00:00:00+02:00", "2026-07-01T00:00:00+02:00", &june, &err));
    verdict = verdict_on(asked);
    CHECK(!spo_verdict_may_show(verdict, "hospital") && !spo_verdict_may_show(verdict, "elsewhere"));
    CHECK(spo_verdict_may_show(verdict, "department"));
    spo_verdict_free(verdict);
    lift(june);

    CHECK_OK(spo_client_block_everything(citizen, A_CPR, &all, &err));
    verdict = verdict_on(asked);
    CHECK(spo_verdict_decision(verdict) == SPO_DECISION_DENY && !spo_verdict_may_show(verdict, "elsewhere"));
    spo_verdict_free(verdict);

    CHECK_OK(spo_block_consent_ms(4070908800000, &consent, &err));
    CHECK_OK(spo_block_set_for_professional(consent, DOCTOR, &err));
    despite = registered(consent);
    CHECK(spo_block_registration_effect(despite) == SPO_BLOCK_EFFECT_CONSENT);
    CHECK(spo_block_registration_end_ms(despite) == 4070908800000);
    verdict = verdict_on(asked);
    CHECK(spo_verdict_decision(verdict) == SPO_DECISION_PERMIT && spo_verdict_may_show(verdict, "department"));
    spo_verdict_free(verdict);
    lift(despite);
    lift(all);

    CHECK_OK(spo_data_items_add(asked, "hospital", SPO_ORGANISATION_CODE_SOR, HOSPITAL, NULL, NULL, &err));
    CHECK_ERROR(spo_client_check_blocks(client, a_doctor, A_CPR, asked, &verdict, &err), SPO_STATUS_INVALID_ARGUMENT, "check.id");
    CHECK(verdict == NULL);
    spo_block_registration_free(place);
    spo_block_registration_free(june);
    spo_block_registration_free(all);
    spo_block_registration_free(despite);
    spo_data_items_free(asked);
}

static void items_can_be_read_from_json(void)
{
    spo_data_items *asked = NULL;
    spo_verdict *verdict;

    CHECK_OK(spo_data_items_from_json("[{\"id\": \"a\", \"organisation\": {\"sor\": \"440081000016006\"}}]", &asked, &err));
    verdict = verdict_on(asked);
    CHECK(spo_verdict_may_show(verdict, "a") && !spo_verdict_may_show(verdict, "b"));
    spo_verdict_free(verdict);
    spo_data_items_free(asked);
    CHECK(spo_data_items_from_json("[{\"id\": \"a\"}]", &asked, &err) == SPO_STATUS_INVALID_DOCUMENT && asked == NULL);
    CHECK_TEXT(spo_error_path(err), "[0]");
    spo_error_free(err);
}

static void while_nobody_can_be_asked_everything_is_hidden(void)
{
    spo_data_items *asked = items();
    spo_verdict *verdict;

    CHECK_OK(spo_sandbox_script(sandbox, "{\"on\": \"ConsentVerification\", \"count\": 0, \"does\": {\"kind\": \"http_status\", \"status\": 503}}", &err));
    verdict = verdict_on(asked);
    CHECK(spo_verdict_decision(verdict) == SPO_DECISION_UNAVAILABLE && spo_verdict_retryable(verdict));
    CHECK(!spo_verdict_may_show(verdict, "hospital") && !spo_verdict_may_show(verdict, "elsewhere"));
    CHECK(spo_verdict_unavailable_code(verdict) && spo_verdict_unavailable_message(verdict));
    CHECK(spo_verdict_unavailable_remedy(verdict) != NULL);
    CHECK_OK(spo_sandbox_clear_scripts(sandbox, &err));
    spo_verdict_free(verdict);
    spo_data_items_free(asked);
}

static void null_is_no_permission(void)
{
    spo_verdict *verdict = NULL;
    spo_data_items *asked = items();

    CHECK(spo_verdict_decision(NULL) == SPO_DECISION_UNKNOWN && spo_verdict_may_show(NULL, "hospital") == 0);
    CHECK(spo_verdict_retryable(NULL) == 0 && spo_verdict_unavailable_code(NULL) == NULL);
    CHECK(spo_block_registration_state(NULL) == SPO_BLOCK_STATE_UNKNOWN && spo_block_registration_start_ms(NULL) == SPO_NO_TIME);
    CHECK_ERROR(spo_client_check_blocks(client, NULL, A_CPR, asked, &verdict, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.null");
    CHECK_ERROR(spo_client_check_blocks(client, a_doctor, A_CPR, NULL, &verdict, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.null");
    CHECK_ERROR(spo_client_check_blocks(client, a_doctor, A_CPR, asked, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.null");
    spo_data_items_free(asked);
}

int main(void)
{
    begin();
    a_check_permits_filters_denies_and_knows_no_more();
    items_can_be_read_from_json();
    while_nobody_can_be_asked_everything_is_hidden();
    null_is_no_permission();
    return end();
}
