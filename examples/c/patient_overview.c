/* A nurse opens a patient: appointments of every sector, master data, care plans, diagnoses, and what is missing.
 *
 * With a file name behind it, it also writes the page for a browser. Everything is inside this process: test persons, three
 * sources, and one of them that is down. */
#include <stdio.h>
#include <stdlib.h>

#include "spo.h"

#define PATIENT "640344-0048"

static spo_error *err = NULL;

static void check(spo_status status)
{
    if (status != SPO_STATUS_OK) {
        fprintf(stderr, "%s\n", spo_error_text(err));
        exit(EXIT_FAILURE);
    }
}

static spo_client *nurse(spo_sandbox *sandbox)
{
    spo_config *config;
    spo_identity *identity;
    spo_client *client;

    check(spo_sandbox_config(sandbox, &config, &err));
    check(spo_sandbox_professional_identity(sandbox, &identity, &err));
    check(spo_config_set_identity(config, identity, &err));
    check(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_identity_free(identity);
    spo_config_free(config);
    return client;
}

static void write_page(const spo_overview *overview, const char *path)
{
    char *page;
    FILE *file = fopen(path, "wb");

    check(spo_overview_to_html(overview, SPO_LANGUAGE_DANISH, &page, &err));
    if (file == NULL || fputs(page, file) < 0 || fclose(file) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    printf("%s is written.\n", path);
    spo_string_free(page);
}

int main(int argc, char **argv)
{
    spo_sandbox *sandbox;
    spo_client *client;
    spo_overview_request *request;
    spo_overview *overview;
    char *table;

    check(spo_sandbox_new(&sandbox, &err));
    check(spo_sandbox_seed_month(sandbox, "2027-04-07", &err));
    check(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    client = nurse(sandbox);

    /* One of the sources behind the national search does not answer today. */
    check(spo_sandbox_script(sandbox,
                             "{\"on\": \"ITI-18\", \"count\": 0, \"does\": {\"kind\": \"partial_success\", \"error\":"
                             " {\"code\": \"XDSRegistryNotAvailable\", \"context\": \"general_practice\"}}}",
                             &err));

    check(spo_overview_request_new(PATIENT, &request, &err));
    check(spo_overview_request_set_period(request, "2027-04-01", "2027-04-30", &err));
    check(spo_client_overview(client, request, &overview, &err));
    check(spo_overview_to_table(overview, SPO_LANGUAGE_DANISH, &table, &err));
    printf("%s\n", table);
    if (argc > 1)
        write_page(overview, argv[1]);

    spo_string_free(table);
    spo_overview_free(overview);
    spo_overview_request_free(request);
    spo_client_free(client);
    spo_sandbox_free(sandbox);
    return EXIT_SUCCESS;
}
