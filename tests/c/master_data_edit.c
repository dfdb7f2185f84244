/* Changes of what may be typed into master data: filled in by setters, checked all at once, sent to the sandbox. */

#include "check.h"

/* Of the seed: two relatives, phones and a dentist; nothing typed in; the same. */
static const char *const AGNES = "6403440048", *const EMPTY = "7506951530", *const OTHER = "6305840641";

static const char *const NURSE = "250199-9995", *const A_SOR = "325431000016004";

static spo_sandbox *sandbox;
static spo_client *client;
static spo_caller *nurse;
static spo_master_data_editor *editor;

static spo_master_data *master_data_of(const char *cpr)
{
    spo_error *err = NULL;
    spo_master_data *master_data = NULL;
    CHECK_OK(spo_client_master_data(client, cpr, &master_data, &err));
    return master_data;
}

/* A new item that the nurse types in. */
static spo_master_data_change *created(const spo_master_data *present, spo_master_data_item kind)
{
    spo_error *err = NULL;
    spo_master_data_change *change = NULL;
    CHECK_OK(spo_master_data_change_create(present, kind, nurse, &change, &err));
    CHECK_OK(spo_master_data_change_set_entered_by(change, "Rikke", "Sygeplejerske", &err));
    CHECK_OK(spo_master_data_change_set_organisation(change, SPO_ID_KIND_SOR, A_SOR, "Hjemmeplejen", &err));
    return change;
}

/* Sends the change to the sandbox, frees it, and gives the last item of its kind as it is read then. */
static const spo_item *submitted(spo_master_data_change *change, const spo_master_data *present, spo_master_data **after)
{
    spo_error *err = NULL;
    spo_change_receipt *receipt = NULL;
    spo_master_data_item kind = spo_item_kind(spo_master_data_change_item(change));
    int ends = spo_master_data_change_edit(change) == SPO_EDIT_END;
    const spo_item *item;
    CHECK_OK(spo_master_data_editor_submit(editor, change, present, &receipt, &err));
    *after = master_data_of(spo_master_data_change_cpr(change));
    spo_master_data_change_free(change);
    item = spo_master_data_item_at(*after, kind, spo_master_data_item_count(*after, kind) - 1);
    if (!ends) {
        CHECK_TEXT(spo_item_changed(item), spo_item_changed(spo_change_receipt_item(receipt)));
    }
    spo_change_receipt_free(receipt);
    return item;
}

static int broken(const spo_error *err, size_t index, const char *path, const char *rule)
{
    const char *is_path = spo_error_fault_path(err, index), *is_rule = spo_error_fault_rule(err, index);
    int same = is_path && is_rule && strcmp(is_path, path) == 0 && strcmp(is_rule, rule) == 0;
    if (!same) {
        printf("  fault %u is %s %s\n", (unsigned)index, is_path ? is_path : "(NULL)", is_rule ? is_rule : "(NULL)");
    }
    return same;
}

static void a_relative_is_typed_in_changed_and_ended(void)
{
    spo_error *err = NULL;
    spo_master_data *before = master_data_of(EMPTY), *after = NULL, *changed = NULL, *ended = NULL;
    spo_master_data_change *change = created(before, SPO_MASTER_DATA_ITEM_RELATIVE);
    const spo_item *relative;
    char *id;

    CHECK(spo_master_data_change_edit(change) == SPO_EDIT_CREATE);
    CHECK_TEXT(spo_master_data_change_cpr(change), EMPTY);
    CHECK_OK(spo_master_data_change_set_name(change, "Ida", NULL, &err));
    CHECK_OK(spo_master_data_change_add_given_name(change, "Marie", &err));
    CHECK_OK(spo_master_data_change_set_relation(change, "nabo", "1.2.208.184.100.2", "Nabo", &err));
    CHECK_OK(spo_master_data_change_add_phone(change, "66 11 33 33", SPO_USE_MOBILE, &err));
    CHECK_OK(spo_master_data_change_set_note(change, "\"Ring\" <kun> & dagtid", &err));
    relative = submitted(change, before, &after);
    CHECK_TEXT(spo_name_text(spo_item_name(relative)), "Ida Marie");
    CHECK_TEXT(spo_code_value(spo_item_relation(relative)), "nabo");
    CHECK_TEXT(spo_item_telecom(relative, 0), "tel:66113333");
    CHECK_TEXT(spo_item_note(relative), "\"Ring\" <kun> & dagtid");
    CHECK(spo_item_origin(relative) == SPO_ORIGIN_PROFESSIONAL && spo_item_id(relative) != NULL);
    CHECK_TEXT(spo_item_source(relative), "Hjemmeplejen");

    /* Another one begins as the item is. */
    CHECK_OK(spo_master_data_change_replace(after, relative, nurse, &change, &err));
    CHECK_OK(spo_master_data_change_set_organisation(change, SPO_ID_KIND_NONE, NULL, "Lægehuset", &err));
    CHECK_TEXT(spo_item_id(spo_master_data_change_item(change)), spo_item_id(relative));
    CHECK(spo_master_data_change_edit(change) == SPO_EDIT_REPLACE);
    CHECK_OK(spo_master_data_change_clear_phones(change, &err));
    CHECK_OK(spo_master_data_change_add_phone(change, "66113344", SPO_USE_NONE, &err));
    CHECK_OK(spo_master_data_change_set_relation(change, NULL, NULL, NULL, &err));
    id = malloc(strlen(spo_item_id(relative)) + 1);
    strcpy(id, spo_item_id(relative));
    relative = submitted(change, after, &changed);
    CHECK(spo_master_data_item_count(changed, SPO_MASTER_DATA_ITEM_RELATIVE) == 1);
    CHECK_TEXT(spo_item_id(relative), id);
    CHECK_TEXT(spo_name_text(spo_item_name(relative)), "Ida Marie");
    CHECK_TEXT(spo_item_telecom(relative, 0), "tel:66113344");
    CHECK(spo_item_telecom_count(relative) == 1 && spo_item_relation(relative) == NULL);
    CHECK_TEXT(spo_item_source(relative), "Lægehuset");
    free(id);

    CHECK_OK(spo_master_data_change_end(changed, relative, nurse, &change, &err));
    CHECK_OK(spo_master_data_change_set_organisation(change, SPO_ID_KIND_NONE, NULL, "Lægehuset", &err));
    CHECK(spo_master_data_change_edit(change) == SPO_EDIT_END && spo_item_name(spo_master_data_change_item(change)) == NULL);
    CHECK(submitted(change, changed, &ended) == NULL);
    CHECK(spo_master_data_item_count(ended, SPO_MASTER_DATA_ITEM_RELATIVE) == 0);
    spo_master_data_free(ended);
    spo_master_data_free(changed);
    spo_master_data_free(after);
    spo_master_data_free(before);
}

static void language_phones_dentist_and_temporary_address_are_typed_in(void)
{
    spo_error *err = NULL;
    spo_master_data *before = master_data_of(EMPTY), *after = NULL;
    spo_master_data_change *change = created(before, SPO_MASTER_DATA_ITEM_LANGUAGE);
    const spo_item *item;

    CHECK_OK(spo_master_data_change_set_language(change, "kl", "Grønlandsk", &err));
    item = submitted(change, before, &after);
    CHECK_TEXT(spo_code_value(spo_item_language(item)), "kl");
    CHECK_TEXT(spo_code_system(spo_item_language(item)), "1.0.639.1");
    spo_master_data_free(after);

    change = created(before, SPO_MASTER_DATA_ITEM_CONTACT);
    CHECK_OK(spo_master_data_change_add_phone(change, "112233", SPO_USE_HOME, &err));
    CHECK_OK(spo_master_data_change_add_phone(change, "+4566113333", SPO_USE_MOBILE, &err));
    item = submitted(change, before, &after);
    CHECK(spo_item_telecom_count(item) == 2 && spo_item_telecom_use(item, 1) == SPO_USE_MOBILE);
    spo_master_data_free(after);

    change = created(before, SPO_MASTER_DATA_ITEM_DENTIST);
    CHECK_OK(spo_master_data_change_set_clinic(change, "12345", "Tandlægerne Torvet", &err));
    CHECK_OK(spo_master_data_change_set_name(change, "Ib", "Tand", &err));
    CHECK_OK(spo_master_data_change_set_title(change, "Tandlæge", &err));
    CHECK_OK(spo_master_data_change_set_address(change, "Torvet 1", "6095", "Prøvekøbing", &err));
    CHECK_OK(spo_master_data_change_add_phone(change, "75970203", SPO_USE_WORK, &err));
    item = submitted(change, before, &after);
    CHECK_TEXT(spo_organisation_name(spo_item_organisation(item)), "Tandlægerne Torvet");
    CHECK_TEXT(spo_organisation_id(spo_item_organisation(item)), "012345");
    CHECK_TEXT(spo_address_line(spo_organisation_address(spo_item_organisation(item)), 0), "Torvet 1");
    CHECK_TEXT(spo_organisation_telecom(spo_item_organisation(item), 0), "tel:75970203");
    CHECK_TEXT(spo_name_text(spo_item_name(item)), "Tandlæge Ib Tand");
    spo_master_data_free(after);

    change = created(before, SPO_MASTER_DATA_ITEM_TEMPORARY_ADDRESS);
    CHECK_OK(spo_master_data_change_set_address(change, "c/o Holm", "9999", "Malmø", &err));
    CHECK_OK(spo_master_data_change_add_address_line(change, "Storgatan 1", &err));
    CHECK_OK(spo_master_data_change_set_address_country(change, "SE", &err));
    CHECK_OK(spo_master_data_change_set_first_day(change, "2026-03-03", &err));
    CHECK_OK(spo_master_data_change_set_last_day(change, "2026-04-01", &err));
    item = submitted(change, before, &after);
    CHECK_TEXT(spo_address_text(spo_item_address(item)), "c/o Holm, Storgatan 1, 9999 Malmø, SE");
    CHECK_TEXT(spo_item_first_day(item), "2026-03-03");
    CHECK_TEXT(spo_item_last_day(item), "2026-04-01");

    /* It is left open again. */
    CHECK_OK(spo_master_data_change_replace(after, item, nurse, &change, &err));
    CHECK_OK(spo_master_data_change_set_organisation(change, SPO_ID_KIND_NONE, NULL, "Hjemmeplejen", &err));
    CHECK_OK(spo_master_data_change_set_last_day(change, NULL, &err));
    CHECK_OK(spo_master_data_change_check(change, after, &err));
    CHECK(spo_item_last_day(spo_master_data_change_item(change)) == NULL);
    spo_master_data_change_free(change);
    spo_master_data_free(after);
    spo_master_data_free(before);
}

static void every_fault_comes_in_one_error_with_what_setters_refused(void)
{
    spo_error *err = NULL;
    spo_master_data *present = master_data_of(AGNES), *other = master_data_of(OTHER);
    spo_master_data_change *change = NULL;
    spo_change_receipt *receipt = NULL;
    char *json = NULL;

    CHECK_OK(spo_master_data_change_create(present, SPO_MASTER_DATA_ITEM_RELATIVE, nurse, &change, &err));
    spo_master_data_change_set_note(change, "Mor til 251248-9996", NULL);
    spo_master_data_change_add_phone(change, "null", SPO_USE_HOME, NULL);
    err = NULL;
    CHECK(spo_master_data_change_check(change, present, &err) == SPO_STATUS_INVALID_APPOINTMENT);
    CHECK_TEXT(spo_error_code(err), "master_data.change");
    CHECK(spo_error_fault_count(err) == 4);
    CHECK(broken(err, 0, "entered_by.organisation", "edit.entered_by.organisation"));
    CHECK(broken(err, 1, "edit.create.relative.name.given", "edit.relative.name"));
    CHECK(broken(err, 2, "edit.create.relative.telecoms[0].value", "edit.telecom.phone"));
    CHECK(broken(err, 3, "edit.create.relative.note", "edit.relative.cpr"));
    CHECK(spo_error_fault_danish(err, 3) && spo_error_fault_remedy(err, 3));
    CHECK(strstr(spo_error_text(err), "9996") == NULL);
    spo_error_free(err);
    CHECK_ERROR(spo_master_data_editor_submit(editor, change, present, &receipt, &err), SPO_STATUS_INVALID_APPOINTMENT,
                "master_data.change");
    CHECK(receipt == NULL);
    spo_master_data_change_free(change);

    change = created(other, SPO_MASTER_DATA_ITEM_TEMPORARY_ADDRESS);
    CHECK_OK(spo_master_data_change_set_address(change, "Torvet 1", "6095", "Prøvekøbing", &err));
    CHECK_ERROR(spo_master_data_change_set_first_day(change, "3/3", &err), SPO_STATUS_INVALID_ARGUMENT, "date.format");
    err = NULL;
    CHECK(spo_master_data_change_check(change, present, &err) == SPO_STATUS_INVALID_APPOINTMENT);
    CHECK(spo_error_fault_count(err) == 2);
    CHECK(broken(err, 0, "edit.create.temporary_address.from", "date.format"));
    CHECK(broken(err, 1, "patient", "edit.patient.other"));
    spo_error_free(err);
    CHECK_ERROR(spo_master_data_change_to_json(change, &json, &err), SPO_STATUS_INVALID_APPOINTMENT, "master_data.change");
    CHECK(json == NULL);

    /* Setting the field again settles it. */
    CHECK_OK(spo_master_data_change_set_first_day(change, "2026-03-03", &err));
    CHECK_OK(spo_master_data_change_check(change, other, &err));
    spo_master_data_change_free(change);
    spo_master_data_free(other);
    spo_master_data_free(present);
}

static void an_item_has_only_the_fields_of_its_kind(void)
{
    spo_error *err = NULL;
    spo_master_data *present = master_data_of(AGNES);
    const spo_item *own = spo_master_data_item_at(present, SPO_MASTER_DATA_ITEM_NAME_AND_ADDRESS, 0);
    const spo_item *contact = spo_master_data_item_at(present, SPO_MASTER_DATA_ITEM_CONTACT, 0);
    spo_master_data_change *change = NULL;

    CHECK_ERROR(spo_master_data_change_create(present, SPO_MASTER_DATA_ITEM_CUSTODY_HOLDER, nurse, &change, &err),
                SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_replace(present, own, nurse, &change, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_end(present, own, nurse, &change, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_end(present, NULL, nurse, &change, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.null");
    CHECK(change == NULL && spo_master_data_change_edit(NULL) == SPO_EDIT_NONE);

    CHECK_OK(spo_master_data_change_replace(present, contact, nurse, &change, &err));
    CHECK_OK(spo_master_data_change_set_organisation(change, SPO_ID_KIND_NONE, NULL, "Hjemmeplejen", &err));
    CHECK_ERROR(spo_master_data_change_set_note(change, "x", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_set_name(change, "x", "y", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_set_language(change, "da", NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_set_last_day(change, NULL, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_set_clinic(change, NULL, "x", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    CHECK_ERROR(spo_master_data_change_set_address(change, "x", "1", "y", &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    /* A slip in the program is no fault of the change. */
    CHECK_OK(spo_master_data_change_check(change, present, &err));
    spo_master_data_change_free(change);

    CHECK_OK(spo_master_data_change_end(present, contact, nurse, &change, &err));
    CHECK_ERROR(spo_master_data_change_clear_phones(change, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.item");
    spo_master_data_change_free(change);
    spo_master_data_free(present);
}

static void a_change_travels_as_json(void)
{
    spo_error *err = NULL;
    spo_master_data *present = master_data_of(AGNES);
    const spo_item *dentist = spo_master_data_item_at(present, SPO_MASTER_DATA_ITEM_DENTIST, 0);
    spo_master_data_change *change = NULL, *again = NULL;
    char *json = NULL, *twin = NULL;

    CHECK_OK(spo_master_data_change_replace(present, dentist, nurse, &change, &err));
    CHECK_OK(spo_master_data_change_to_json(change, &json, &err));
    CHECK_OK(spo_master_data_change_from_json(json, &again, &err));
    CHECK_OK(spo_master_data_change_to_json(again, &twin, &err));
    CHECK_TEXT(twin, json);
    CHECK_TEXT(spo_organisation_name(spo_item_organisation(spo_master_data_change_item(again))), "Tandlægerne Algade");
    spo_string_free(twin);
    spo_string_free(json);
    spo_master_data_change_free(again);
    spo_master_data_change_free(change);

    err = NULL;
    CHECK(spo_master_data_change_from_json("{\"patient\": \"6403440048\", \"edit\": {\"move\": {}}}", &again, &err)
          == SPO_STATUS_INVALID_DOCUMENT);
    CHECK(again == NULL && spo_error_path(err) != NULL);
    spo_error_free(err);
    spo_master_data_free(present);
}

static void a_change_of_what_has_changed_meanwhile_is_a_conflict(void)
{
    spo_error *err = NULL;
    spo_master_data *present = master_data_of(AGNES), *after = NULL;
    const spo_item *neighbour = spo_master_data_item_at(present, SPO_MASTER_DATA_ITEM_RELATIVE, 1);
    spo_master_data_change *first = NULL, *second = NULL, *citizens = NULL;
    spo_caller *stranger = NULL;
    spo_change_receipt *receipt = NULL;

    CHECK_OK(spo_master_data_change_end(present, neighbour, nurse, &first, &err));
    CHECK_OK(spo_master_data_change_set_organisation(first, SPO_ID_KIND_NONE, NULL, "Hjemmeplejen", &err));
    CHECK_OK(spo_master_data_change_end(present, neighbour, nurse, &second, &err));
    CHECK_OK(spo_master_data_change_set_organisation(second, SPO_ID_KIND_NONE, NULL, "Lægehuset", &err));
    submitted(first, present, &after);
    CHECK(spo_master_data_item_count(after, SPO_MASTER_DATA_ITEM_RELATIVE) == 1);
    CHECK_ERROR(spo_master_data_editor_submit(editor, second, present, &receipt, &err), SPO_STATUS_CONFLICT, "master_data.changed");
    CHECK_ERROR(spo_master_data_editor_submit(editor, second, after, &receipt, &err), SPO_STATUS_INVALID_APPOINTMENT,
                "master_data.change");
    spo_master_data_change_free(second);

    /* Nobody has let this citizen act for the other. */
    CHECK_OK(spo_caller_citizen_on_behalf_of(EMPTY, AGNES, &stranger, &err));
    CHECK_OK(spo_master_data_change_create(after, SPO_MASTER_DATA_ITEM_LANGUAGE, stranger, &citizens, &err));
    CHECK_OK(spo_master_data_change_set_language(citizens, "da", NULL, &err));
    CHECK_ERROR(spo_master_data_editor_submit(editor, citizens, after, &receipt, &err), SPO_STATUS_DENIED, "master_data.denied");
    CHECK(receipt == NULL);
    spo_master_data_change_free(citizens);
    spo_caller_free(stranger);
    spo_master_data_free(after);
    spo_master_data_free(present);
}

int main(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL;
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_seed_month(sandbox, "2026-03-02", &err));
    CHECK_OK(spo_sandbox_config(sandbox, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    CHECK_OK(spo_sandbox_master_data_editor(sandbox, &editor, &err));
    CHECK_OK(spo_caller_authorised(NURSE, "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &nurse, &err));
    spo_config_free(config);

    a_relative_is_typed_in_changed_and_ended();
    language_phones_dentist_and_temporary_address_are_typed_in();
    every_fault_comes_in_one_error_with_what_setters_refused();
    an_item_has_only_the_fields_of_its_kind();
    a_change_travels_as_json();
    a_change_of_what_has_changed_meanwhile_is_a_conflict();

    spo_caller_free(nurse);
    spo_master_data_editor_free(editor);
    spo_client_free(client);
    spo_sandbox_free(sandbox);
    return report();
}
