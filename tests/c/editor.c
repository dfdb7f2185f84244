/* A host that sends changes of master data itself: what its callback is given, and what comes of what it says. */

#include "check.h"
#include "stamkort.h"

static const char *const PATIENT = "2512489996", *const NURSE = "250199-9995", *const A_SOR = "325431000016004";

static spo_master_data *present;
static spo_master_data_change *change;
static spo_master_data_editor *editor;

/* The host's own sender, and what it shall say. */
typedef struct {
    spo_change_result says;
    int asked, released;
} sender;

static sender host;

static spo_change_result send_change(void *userdata, const spo_master_data_change *asked, spo_change_answer *answer)
{
    sender *it = userdata;
    const spo_item *item = spo_master_data_change_item(asked);
    char *caller = NULL;
    it->asked++;
    CHECK(spo_caller_to_json(spo_master_data_change_caller(asked), &caller, NULL) == SPO_STATUS_OK);
    CHECK(strstr(caller, "J0184") != NULL);
    spo_string_free(caller);
    CHECK_TEXT(spo_master_data_change_cpr(asked), PATIENT);
    CHECK(spo_master_data_change_edit(asked) == SPO_EDIT_CREATE && spo_item_origin(item) == SPO_ORIGIN_PROFESSIONAL);
    CHECK_TEXT(spo_name_text(spo_item_name(item)), "Ida Prøve");
    if (it->says == SPO_CHANGE_RESULT_DONE) {
        CHECK(spo_change_answer_set_id(answer, "1.2.208.184.15.3^host-1", NULL) == SPO_STATUS_OK);
        CHECK(spo_change_answer_set_changed(answer, "2026-03-02T12:00:00+01:00", NULL) == SPO_STATUS_OK);
        CHECK(spo_change_answer_set_changed(answer, "noon", NULL) == SPO_STATUS_INVALID_ARGUMENT);
    } else {
        CHECK(spo_change_answer_set_error(answer, "SKR: 251248-9996 er ikke din", NULL) == SPO_STATUS_OK);
    }
    return it->says;
}

static void release_sender(void *userdata)
{
    ((sender *)userdata)->released++;
}

static void what_breaks_a_rule_is_never_sent(void)
{
    spo_error *err = NULL;
    spo_change_receipt *receipt = NULL;
    CHECK_ERROR(spo_master_data_editor_submit(editor, change, present, &receipt, &err), SPO_STATUS_INVALID_APPOINTMENT,
                "master_data.change");
    CHECK(host.asked == 0 && receipt == NULL);
}

static void the_receipt_holds_the_item_as_it_stands_now(void)
{
    spo_error *err = NULL;
    spo_change_receipt *receipt = NULL;
    const spo_item *item;
    char *json = NULL;

    CHECK_OK(spo_master_data_change_set_name(change, "Ida", "Prøve", &err));
    CHECK_OK(spo_master_data_editor_submit(editor, change, present, &receipt, &err));
    item = spo_change_receipt_item(receipt);
    CHECK(host.asked == 1 && spo_item_kind(item) == SPO_MASTER_DATA_ITEM_RELATIVE);
    CHECK_TEXT(spo_item_id(item), "1.2.208.184.15.3^host-1");
    CHECK_TEXT(spo_item_changed(item), "2026-03-02T12:00:00+01:00");
    CHECK_TEXT(spo_item_source(item), "Hjemmeplejen");
    CHECK_TEXT(spo_item_entered_by(item), "Rikke Sygeplejerske");
    CHECK_TEXT(spo_name_text(spo_item_name(item)), "Ida Prøve");
    CHECK_OK(spo_change_receipt_to_json(receipt, &json, &err));
    CHECK(strstr(json, "\"relative\"") && strstr(json, "host-1"));
    spo_string_free(json);
    spo_change_receipt_free(receipt);
}

static void what_the_host_says_is_the_status_of_the_call(void)
{
    static const struct { spo_change_result says; spo_status status; const char *code; } ANSWERS[] = {
        {SPO_CHANGE_RESULT_DENIED, SPO_STATUS_DENIED, "master_data.denied"},
        {SPO_CHANGE_RESULT_NOT_FOUND, SPO_STATUS_NOT_FOUND, "master_data.none"},
        {SPO_CHANGE_RESULT_CONFLICT, SPO_STATUS_CONFLICT, "master_data.changed"},
        {SPO_CHANGE_RESULT_REJECTED, SPO_STATUS_REJECTED, "master_data.rejected"},
        {SPO_CHANGE_RESULT_UNAVAILABLE, SPO_STATUS_UNAVAILABLE, "master_data.unavailable"},
        {SPO_CHANGE_RESULT_UNKNOWN, SPO_STATUS_OUTCOME_UNKNOWN, "master_data.unknown"},
        {(spo_change_result)4711, SPO_STATUS_OUTCOME_UNKNOWN, "master_data.unknown"},
    };
    spo_change_receipt *receipt = NULL;
    size_t at;

    for (at = 0; at < sizeof ANSWERS / sizeof *ANSWERS; at++) {
        spo_error *err = NULL;
        host.says = ANSWERS[at].says;
        CHECK(spo_master_data_editor_submit(editor, change, present, &receipt, &err) == ANSWERS[at].status && receipt == NULL);
        CHECK_TEXT(spo_error_code(err), ANSWERS[at].code);
        CHECK(strstr(spo_error_message(err), "er ikke din") && strstr(spo_error_text(err), "9996") == NULL);
        spo_error_free(err);
    }
}

static void the_host_gets_its_userdata_back_once(void)
{
    spo_error *err = NULL;
    spo_master_data_editor *none = NULL;
    CHECK(host.released == 0);
    spo_master_data_editor_free(editor);
    CHECK(host.released == 1);
    CHECK_ERROR(spo_master_data_editor_new(NULL, &host, release_sender, &none, &err), SPO_STATUS_INVALID_ARGUMENT,
                "argument.null");
    CHECK(none == NULL && host.released == 2);
}

int main(void)
{
    spo_error *err = NULL;
    spo_caller *nurse = NULL;
    CHECK_OK(spo_master_data_read((const uint8_t *)STAMKORT, strlen(STAMKORT), &present, &err));
    CHECK_OK(spo_caller_authorised(NURSE, "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &nurse, &err));
    CHECK_OK(spo_master_data_change_create(present, SPO_MASTER_DATA_ITEM_RELATIVE, nurse, &change, &err));
    CHECK_OK(spo_master_data_change_set_entered_by(change, "Rikke", "Sygeplejerske", &err));
    CHECK_OK(spo_master_data_change_set_organisation(change, SPO_ID_KIND_SOR, A_SOR, "Hjemmeplejen", &err));
    spo_caller_free(nurse);
    CHECK_OK(spo_master_data_editor_new(send_change, &host, release_sender, &editor, &err));

    what_breaks_a_rule_is_never_sent();
    the_receipt_holds_the_item_as_it_stands_now();
    what_the_host_says_is_the_status_of_the_call();
    the_host_gets_its_userdata_back_once();

    spo_master_data_change_free(change);
    spo_master_data_free(present);
    return report();
}
