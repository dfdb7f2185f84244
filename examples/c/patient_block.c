/* A patient blocks the sharing of a time, a colleague sees the rest and is told that something may be withheld, looks past
 * the block for a reason, and the patient finds that in the log.
 *
 * Everything is inside this process: how the national block service is spoken to is not published, and it is the sandbox's
 * that answers. The file of the appointment is ../data/full-hospital.json, or the one named behind the program. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spo.h"

#define PATIENT "251248-9996"

static spo_error *err = NULL;

static void check(spo_status status)
{
    if (status != SPO_STATUS_OK) {
        fprintf(stderr, "%s\n", spo_error_text(err));
        exit(EXIT_FAILURE);
    }
}

/* A client of the sandbox, which uses the identity up. */
static spo_client *client_of(spo_sandbox *sandbox, spo_identity *identity)
{
    spo_config *config;
    spo_client *client;

    check(spo_sandbox_config(sandbox, &config, &err));
    check(spo_config_set_identity(config, identity, &err));
    check(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_identity_free(identity);
    spo_config_free(config);
    return client;
}

/* Whom a block keeps out. */
static spo_client *colleague_of(spo_sandbox *sandbox)
{
    spo_identity *identity;

    check(spo_sandbox_professional_identity(sandbox, &identity, &err));
    return client_of(sandbox, identity);
}

/* An app or a portal, which knows its users: here the patient. */
static spo_client *portal_of(spo_sandbox *sandbox)
{
    spo_identity *identity;
    spo_caller *patient;

    check(spo_sandbox_identity(sandbox, &identity, &err));
    check(spo_caller_citizen(PATIENT, &patient, &err));
    check(spo_identity_set_caller(identity, patient, &err));
    spo_caller_free(patient);
    return client_of(sandbox, identity);
}

static char *text_of(const char *path)
{
    static char text[1 << 16];
    FILE *file = fopen(path, "rb");
    size_t length = 0;

    if (file != NULL)
        length = fread(text, 1, sizeof text - 1, file);
    if (file == NULL || length == 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
    text[length] = '\0';
    return text;
}

static void share(spo_client *client, const char *json, const char *key, const char *start, const char *end)
{
    spo_appointment *appointment;
    spo_receipt *receipt;

    check(spo_appointment_from_json(json, &appointment, &err));
    check(spo_appointment_set_time_local(appointment, start, end, &err));
    check(spo_client_share(client, key, 1, appointment, &receipt, &err));
    spo_receipt_free(receipt);
    spo_appointment_free(appointment);
}

/* What the colleague sees; with an explanation in spite of blocks. */
static spo_list *list_of(spo_client *colleague, const char *explanation)
{
    spo_search *search;
    spo_list *list;

    check(spo_search_new(PATIENT, &search, &err));
    if (explanation == NULL)
        check(spo_client_list(colleague, search, &list, &err));
    else
        check(spo_client_list_overriding(colleague, search, SPO_OVERRIDE_REASON_VITAL_INTEREST, explanation, &list, &err));
    spo_search_free(search);
    return list;
}

static void show(spo_client *colleague, const char *step, const char *explanation)
{
    spo_list *list = list_of(colleague, explanation);
    char *table;

    check(spo_list_to_table(list, &table, &err));
    printf("%s\n\n%s\n", step, table);
    spo_string_free(table);
    spo_list_free(list);
}

/* The text of the next field of this name in `json`, and its length; NULL when there is none. */
static const char *next_text(const char *json, const char *field, int *length)
{
    const char *text = strstr(json, field);

    if (text == NULL)
        return NULL;
    text = strchr(text + strlen(field), '"') + 1;
    *length = (int)(strchr(text, '"') - text);
    return text;
}

static void show_log(spo_sandbox *sandbox)
{
    char *log;
    const char *at, *activity;
    int length;

    check(spo_sandbox_log_to_json(sandbox, &log, &err));
    printf("What the patient finds in the log:\n\n");
    for (at = log; (activity = next_text(at, "\"activity\"", &length)) != NULL;) {
        printf("%.*s", length, activity);
        at = next_text(activity, "\"addition\"", &length);
        printf("%s\n", strncmp(at, "override", 8) == 0 ? ", past a block" : "");
    }
    spo_string_free(log);
}

int main(int argc, char **argv)
{
    const char *json = text_of(argc > 1 ? argv[1] : "../data/full-hospital.json");
    spo_sandbox *sandbox;
    spo_client *colleague, *portal;
    spo_block_registration *block, *lifted;
    spo_list *list;

    check(spo_sandbox_new(&sandbox, &err));
    check(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    check(spo_sandbox_trust_level_3(sandbox, "91026150", &err));
    colleague = colleague_of(sandbox);
    portal = portal_of(sandbox);

    share(colleague, json, "booking-1", "2027-04-01 10:00", "2027-04-01 10:30");
    share(colleague, json, "booking-2", "2027-05-03 10:00", "2027-05-03 10:30");
    show(colleague, "A colleague sees two appointments:", NULL);

    check(spo_client_block_period(portal, PATIENT, "2027-05-01T00:00:00+02:00", "2027-06-01T00:00:00+02:00", &block, &err));
    show(colleague, "The patient blocks what is about May. From the very next call on:", NULL);
    show(colleague, "The patient is brought in unconscious, and the colleague looks past the block:", "The patient is unconscious.");
    show_log(sandbox);

    check(spo_client_lift_block(portal, PATIENT, spo_block_registration_id(block), &lifted, &err));
    list = list_of(colleague, NULL);
    printf("\nThe patient lifts the block: %u appointments, %u gaps.\n", (unsigned)spo_list_count(list),
           (unsigned)spo_list_gap_count(list));

    spo_list_free(list);
    spo_block_registration_free(lifted);
    spo_block_registration_free(block);
    spo_client_free(portal);
    spo_client_free(colleague);
    spo_sandbox_free(sandbox);
    return 0;
}
