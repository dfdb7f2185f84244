/* Master data item by item: values in their parts, each with its source and time, and what may not be told. */

#include "check.h"

/* Of the seed. */
static const char *const AGNES = "6403440048", *const PROTECTED = "6606901308", *const CHILD = "8205195122",
                  *const MOTHER = "6911881160", *const FARIDA = "6101791234", *const GROUP_2 = "9010630345",
                  *const STAYS = "6202470493";

static spo_client *client;

static spo_master_data *master_data_of(const char *cpr)
{
    spo_error *err = NULL;
    spo_master_data *master_data = NULL;
    CHECK_OK(spo_client_master_data(client, cpr, &master_data, &err));
    return master_data;
}

static int begins(const char *text, const char *part)
{
    return text != NULL && strncmp(text, part, strlen(part)) == 0;
}

static void a_citizen_has_name_and_address_in_their_parts(void)
{
    spo_master_data *it = master_data_of(AGNES);
    const spo_item *own = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_NAME_AND_ADDRESS, 0);
    const spo_name *name = spo_item_name(own);
    const spo_address *address = spo_item_address(own);

    CHECK(spo_item_kind(own) == SPO_MASTER_DATA_ITEM_NAME_AND_ADDRESS);
    CHECK(spo_item_name_state(own) == SPO_NAME_STATE_KNOWN && spo_item_address_state(own) == SPO_ADDRESS_STATE_KNOWN);
    CHECK_TEXT(spo_name_text(name), "Agnes Marie Højmark");
    CHECK(spo_name_given_count(name) == 2 && spo_name_title(name) == NULL);
    CHECK_TEXT(spo_name_given(name, 1), "Marie");
    CHECK_TEXT(spo_name_family(name), "Højmark");
    CHECK_TEXT(spo_name_given(name, 2), NULL);
    CHECK_TEXT(spo_address_text(address), "Skovvangen 12, 2. tv., 6095 Prøvekøbing, DK");
    CHECK(spo_address_line_count(address) == 1 && spo_address_line(address, 1) == NULL);
    CHECK_TEXT(spo_address_line(address, 0), "Skovvangen 12, 2. tv.");
    CHECK_TEXT(spo_address_postal_code(address), "6095");
    CHECK_TEXT(spo_address_city(address), "Prøvekøbing");
    CHECK_TEXT(spo_address_country(address), "DK");
    CHECK(spo_address_use(address) == SPO_USE_HOME);
    CHECK(spo_item_origin(own) == SPO_ORIGIN_REGISTER && spo_item_id(own) == NULL);
    CHECK_TEXT(spo_item_source(own), "CPR");
    CHECK(spo_item_changed(own) == NULL && spo_item_changed_ms(own) == SPO_NO_TIME);
    CHECK(spo_master_data_gender(it) == SPO_GENDER_FEMALE);
    CHECK_TEXT(spo_master_data_birth_date(it), "1944-03-04");
    spo_master_data_free(it);
}

static void the_general_practitioner_is_a_practice_none_or_not_told(void)
{
    spo_master_data *it = master_data_of(AGNES);
    const spo_item *item = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_GENERAL_PRACTITIONER, 0);
    const spo_organisation *practice = spo_item_organisation(item);

    CHECK(spo_master_data_general_practitioner(it) == SPO_GENERAL_PRACTITIONER_PRACTICE);
    CHECK_TEXT(spo_organisation_name(practice), "Lægerne Birkeparken");
    CHECK(spo_organisation_id_kind(practice) == SPO_ID_KIND_YDER);
    CHECK_TEXT(spo_organisation_id(practice), "099001");
    CHECK_TEXT(spo_address_line(spo_organisation_address(practice), 0), "Birkeparken 3");
    CHECK(spo_organisation_telecom_count(practice) == 1 && spo_organisation_telecom(practice, 1) == NULL);
    CHECK_TEXT(spo_organisation_telecom(practice, 0), "tel:75970101");
    CHECK(spo_organisation_telecom_use(practice, 0) == SPO_USE_WORK);
    CHECK(spo_item_origin(item) == SPO_ORIGIN_UNKNOWN && spo_item_source(item) == NULL);
    spo_master_data_free(it);

    it = master_data_of(GROUP_2);
    CHECK(spo_master_data_general_practitioner(it) == SPO_GENERAL_PRACTITIONER_NONE);
    CHECK(spo_master_data_item_count(it, SPO_MASTER_DATA_ITEM_GENERAL_PRACTITIONER) == 0);
    CHECK(spo_master_data_coverage_group(it) == SPO_COVERAGE_GROUP_GROUP2);
    CHECK_TEXT(spo_master_data_coverage_group_text(it), "2");
    CHECK_TEXT(spo_master_data_source(it, SPO_MASTER_DATA_ITEM_COVERAGE_GROUP), "Sygesikringen");
    spo_master_data_free(it);
}

static void a_relative_has_a_name_a_relation_phones_and_a_note(void)
{
    spo_master_data *it = master_data_of(AGNES);
    const spo_item *daughter = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_RELATIVE, 0);
    const spo_item *neighbour = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_RELATIVE, 1);
    const spo_code *relation = spo_item_relation(neighbour);

    CHECK(spo_master_data_item_count(it, SPO_MASTER_DATA_ITEM_RELATIVE) == 2);
    CHECK(spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_RELATIVE, 2) == NULL);
    CHECK_TEXT(spo_name_text(spo_item_name(daughter)), "Birgit Højmark");
    CHECK(spo_item_telecom_count(daughter) == 2);
    CHECK_TEXT(spo_item_telecom(daughter, 1), "tel:75551202");
    CHECK(spo_item_telecom_use(daughter, 0) == SPO_USE_MOBILE && spo_item_telecom_use(daughter, 1) == SPO_USE_WORK);
    CHECK(spo_item_telecom(daughter, 2) == NULL && spo_item_telecom_use(daughter, 2) == SPO_USE_NONE);
    CHECK_TEXT(spo_item_note(daughter), "Datter. Har nøgle.");
    CHECK(spo_item_origin(daughter) == SPO_ORIGIN_CITIZEN && begins(spo_item_id(daughter), "1.2.208.184.15.3^"));
    CHECK_TEXT(spo_item_changed(daughter), "2025-12-02T14:05:00+01:00");

    CHECK_TEXT(spo_code_text(relation), "Nabo");
    CHECK_TEXT(spo_code_value(relation), "nabo");
    CHECK_TEXT(spo_code_system(relation), "1.2.208.184.100.2");
    CHECK(spo_item_origin(neighbour) == SPO_ORIGIN_PROFESSIONAL && spo_item_changed_ms(neighbour) > 0);
    CHECK_TEXT(spo_item_source(neighbour), "Hjemmesygeplejen Øst");
    CHECK(spo_item_language(neighbour) == NULL && spo_item_cpr(neighbour) == NULL && spo_item_organisation(neighbour) == NULL);
    CHECK(spo_item_address(neighbour) == NULL && spo_item_first_day(neighbour) == NULL);

    /* There may be several: one source would be a guess. */
    CHECK(spo_master_data_source(it, SPO_MASTER_DATA_ITEM_RELATIVE) == NULL);
    CHECK(spo_master_data_changed(it, SPO_MASTER_DATA_ITEM_RELATIVE) == NULL);
    spo_master_data_free(it);
}

static void phones_language_and_dentist_are_there_once_or_not_at_all(void)
{
    spo_master_data *it = master_data_of(AGNES), *other = master_data_of(FARIDA);
    const spo_item *contact = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_CONTACT, 0);
    const spo_item *dentist = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_DENTIST, 0);
    const spo_item *language = spo_master_data_item_at(other, SPO_MASTER_DATA_ITEM_LANGUAGE, 0);
    const spo_item *by_son = spo_master_data_item_at(other, SPO_MASTER_DATA_ITEM_RELATIVE, 0);

    CHECK(spo_item_telecom_count(contact) == 2 && spo_item_note(contact) == NULL && spo_item_name(contact) == NULL);
    CHECK_TEXT(spo_item_telecom(contact, 1), "tel:+4521001201");
    CHECK_TEXT(spo_master_data_changed(it, SPO_MASTER_DATA_ITEM_CONTACT), spo_item_changed(contact));
    CHECK_TEXT(spo_organisation_name(spo_item_organisation(dentist)), "Tandlægerne Algade");
    CHECK_TEXT(spo_name_text(spo_item_name(dentist)), "Tandlæge Ida Dam");
    CHECK_TEXT(spo_name_title(spo_item_name(dentist)), "Tandlæge");
    CHECK(spo_master_data_item_count(it, SPO_MASTER_DATA_ITEM_LANGUAGE) == 0);

    CHECK_TEXT(spo_code_value(spo_item_language(language)), "fa");
    CHECK_TEXT(spo_code_text(spo_item_language(language)), "Persisk");
    CHECK(spo_item_relation(language) == NULL && spo_item_telecom_count(language) == 0);
    CHECK(spo_master_data_item_at(other, SPO_MASTER_DATA_ITEM_DENTIST, 0) == NULL);
    CHECK(spo_item_origin(by_son) == SPO_ORIGIN_RELATIVE && spo_item_entered_by_state(by_son) == SPO_NAME_STATE_KNOWN);
    CHECK_TEXT(spo_item_entered_by(by_son), "Samir Nazari");
    spo_master_data_free(other);
    spo_master_data_free(it);
}

static void a_temporary_address_has_a_first_day_and_perhaps_an_end(void)
{
    spo_master_data *open = master_data_of(STAYS), *ending = master_data_of(PROTECTED);
    const spo_item *stay = spo_master_data_item_at(open, SPO_MASTER_DATA_ITEM_TEMPORARY_ADDRESS, 0);

    CHECK(spo_item_address_state(stay) == SPO_ADDRESS_STATE_KNOWN);
    CHECK_TEXT(spo_address_line(spo_item_address(stay), 1), "Åvej 6");
    CHECK_TEXT(spo_item_first_day(stay), "2026-02-18");
    CHECK_TEXT(spo_item_last_day(stay), NULL);

    /* It may be told although the own address is protected. */
    stay = spo_master_data_item_at(ending, SPO_MASTER_DATA_ITEM_TEMPORARY_ADDRESS, 0);
    CHECK_TEXT(spo_address_text(spo_item_address(stay)), "Krisecenteret, Postboks 9, 6095 Prøvekøbing");
    CHECK_TEXT(spo_item_first_day(stay), "2026-02-10");
    CHECK_TEXT(spo_item_last_day(stay), "2026-04-11");
    spo_master_data_free(ending);
    spo_master_data_free(open);
}

static void what_is_protected_is_a_state_and_no_text(void)
{
    spo_master_data *it = master_data_of(PROTECTED);
    const spo_item *own = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_NAME_AND_ADDRESS, 0);
    const spo_item *child = spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_CHILD_IN_CUSTODY, 0);

    CHECK(spo_item_name_state(own) == SPO_NAME_STATE_PROTECTED && spo_item_name(own) == NULL);
    CHECK(spo_item_address_state(own) == SPO_ADDRESS_STATE_PROTECTED && spo_item_address(own) == NULL);
    CHECK(spo_name_text(spo_item_name(own)) == NULL && spo_address_line_count(spo_item_address(own)) == 0);
    CHECK(spo_item_name_state(child) == SPO_NAME_STATE_PROTECTED && spo_item_name(child) == NULL);
    CHECK_TEXT(spo_item_cpr(child), "7908105419");
    spo_master_data_free(it);
}

static void who_has_custody_of_whom_is_told_by_the_kind(void)
{
    spo_master_data *child = master_data_of(CHILD), *mother = master_data_of(MOTHER);
    const spo_item *holder = spo_master_data_item_at(child, SPO_MASTER_DATA_ITEM_CUSTODY_HOLDER, 0);

    CHECK(spo_master_data_item_count(child, SPO_MASTER_DATA_ITEM_CUSTODY_HOLDER) == 2);
    CHECK(spo_master_data_item_count(child, SPO_MASTER_DATA_ITEM_CHILD_IN_CUSTODY) == 0);
    CHECK(spo_master_data_item_count(mother, SPO_MASTER_DATA_ITEM_CHILD_IN_CUSTODY) == 1);
    CHECK_TEXT(spo_item_cpr(holder), MOTHER);
    CHECK_TEXT(spo_name_text(spo_item_name(holder)), "Dorte Vinther");
    CHECK_TEXT(spo_code_text(spo_item_relation(holder)), "Mor");
    CHECK(spo_item_origin(holder) == SPO_ORIGIN_REGISTER);
    spo_master_data_free(mother);
    spo_master_data_free(child);
}

static void every_item_of_a_document_is_found_by_its_kind(void)
{
    spo_master_data *it = master_data_of(AGNES);
    spo_master_data_item kind;
    size_t at, found = 0;

    for (kind = SPO_MASTER_DATA_ITEM_NAME_AND_ADDRESS; kind <= SPO_MASTER_DATA_ITEM_RELATIVE; kind++) {
        for (at = 0; at < spo_master_data_item_count(it, kind); at++) {
            const spo_item *item = spo_master_data_item_at(it, kind, at);
            CHECK(spo_item_kind(item) == kind && item == spo_master_data_item_at(it, kind, at));
            CHECK(kind == SPO_MASTER_DATA_ITEM_GENERAL_PRACTITIONER || spo_item_origin(item) != SPO_ORIGIN_UNKNOWN);
            found++;
        }
    }
    CHECK(found == 11);
    CHECK(spo_master_data_item_count(it, SPO_MASTER_DATA_ITEM_NONE) == 0);
    CHECK(spo_master_data_item_at(it, SPO_MASTER_DATA_ITEM_NONE, 0) == NULL);
    CHECK(spo_item_kind(NULL) == SPO_MASTER_DATA_ITEM_NONE && spo_name_text(spo_item_name(NULL)) == NULL);
    spo_master_data_free(it);
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

    a_citizen_has_name_and_address_in_their_parts();
    the_general_practitioner_is_a_practice_none_or_not_told();
    a_relative_has_a_name_a_relation_phones_and_a_note();
    phones_language_and_dentist_are_there_once_or_not_at_all();
    a_temporary_address_has_a_first_day_and_perhaps_an_end();
    what_is_protected_is_a_state_and_no_text();
    who_has_custody_of_whom_is_told_by_the_kind();
    every_item_of_a_document_is_found_by_its_kind();

    spo_client_free(client);
    spo_sandbox_free(sandbox);
    return report();
}
