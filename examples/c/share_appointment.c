/*
 * A clinic books an appointment, another organisation sees it, the clinic moves it and cancels it.
 *
 * `make run` runs it with a registry and a token service inside the process: no network, no configuration, no certificate
 * of one's own.
 */
#include <spo.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const PATIENT = "251248-9996";

static spo_error *err;

/* Ends the program when a call failed: the error says what is wrong, where, and what to do. */
static void check(spo_status status)
{
    if (status != SPO_STATUS_OK) {
        fprintf(stderr, "%s\n", spo_error_text(err));
        spo_error_free(err);
        exit(EXIT_FAILURE);
    }
}

static void set_organisation(spo_appointment *appointment, spo_role role, const char *sor, const char *name)
{
    spo_appointment_set_organisation(appointment, role, SPO_ID_KIND_SOR, sor, name, NULL);
    spo_appointment_set_address(appointment, role, "Sygehusvej 1", "5230", "Odense M", NULL);
    spo_appointment_add_phone(appointment, role, "66 11 33 33", SPO_USE_WORK, NULL);
}

/* Setters need no check of their own: what they refuse is reported, all at once, when the appointment is shared. */
static spo_appointment *booking(void)
{
    spo_appointment *appointment = spo_appointment_new();
    spo_appointment_set_kind(appointment, SPO_KIND_REGIONAL, NULL);
    spo_appointment_set_time_local(appointment, "2027-04-01 10:00", "2027-04-01 10:30", NULL);
    spo_appointment_set_cpr(appointment, PATIENT, NULL);
    spo_appointment_set_name(appointment, SPO_ROLE_PATIENT, "Nancy", "Berggren", NULL);
    spo_appointment_set_reason(appointment, "Røntgenundersøgelse af thorax", NULL);
    set_organisation(appointment, SPO_ROLE_RESPONSIBLE, "325431000016004", "Røntgenafdelingen");
    set_organisation(appointment, SPO_ROLE_PERFORMER, "345031000016009", "Røntgenambulatoriet");
    set_organisation(appointment, SPO_ROLE_CUSTODIAN, "359011000016003", "Region Syddanmark");
    set_organisation(appointment, SPO_ROLE_LOCATION, "325421000016001", "Røntgenambulatoriet, indgang 4");
    return appointment;
}

static void show(spo_client *client, const char *step)
{
    spo_search *search;
    spo_list *list;
    char *table;

    check(spo_search_new(PATIENT, &search, &err));
    check(spo_client_list(client, search, &list, &err));
    check(spo_list_to_table(list, &table, &err));
    printf("%s\n\n%s\n", step, table);

    spo_string_free(table);
    spo_list_free(list);
    spo_search_free(search);
}

int main(void)
{
    spo_sandbox *sandbox;
    spo_config *config;
    spo_identity *identity;
    spo_client *clinic, *municipality;
    spo_receipt *booked, *moved, *again, *cancelled;
    spo_appointment *appointment = booking();

    /* Against a national environment: spo_config_from_json, with addresses and certificate in the file, spo_client_new, and
     * no sandbox. */
    check(spo_sandbox_new(&sandbox, &err));
    check(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    check(spo_sandbox_config(sandbox, &config, &err));
    check(spo_sandbox_professional_identity(sandbox, &identity, &err));
    check(spo_config_set_identity(config, identity, &err));
    check(spo_client_new_with_sandbox(config, sandbox, &clinic, &err));
    check(spo_client_new_with_sandbox(config, sandbox, &municipality, &err));

    check(spo_client_share(clinic, "booking-4711", 1, appointment, &booked, &err));
    printf("Document %s is %s.\n\n", spo_receipt_document_id(booked), spo_receipt_outcome_name(booked));
    show(municipality, "The municipality sees the appointment:");

    check(spo_appointment_set_time_local(appointment, "2027-04-02 13:00", "2027-04-02 13:30", &err));
    check(spo_client_replace(clinic, "booking-4711", 1, appointment, &moved, &err));
    show(municipality, "The clinic moves it to the next day:");

    check(spo_client_replace(clinic, "booking-4711", 1, appointment, &again, &err));
    printf("The same move once more is harmless: %s.\n\n", spo_receipt_outcome_name(again));

    check(spo_client_cancel(clinic, "booking-4711", spo_receipt_version(moved), &cancelled, &err));
    show(municipality, "The clinic cancels it:");

    spo_receipt_free(booked);
    spo_receipt_free(moved);
    spo_receipt_free(again);
    spo_receipt_free(cancelled);
    spo_appointment_free(appointment);
    spo_client_free(clinic);
    spo_client_free(municipality);
    spo_identity_free(identity);
    spo_config_free(config);
    spo_sandbox_free(sandbox);
    return EXIT_SUCCESS;
}
