/* Eight threads on one client, and eight readers of one list. */

#include <pthread.h>

#include "booking.h"
#include "check.h"

enum { THREADS = 8, BOOKINGS = 2 };

static spo_client *client;
static spo_list *shared_list;

/* Counts what went wrong: check.h counts for one thread only. */
static void *share_and_list(void *number)
{
    size_t *problems = number, thread = *problems;
    spo_search *search = NULL;
    int i;
    *problems = 0;
    *problems += spo_search_new(A_CPR, &search, NULL) != SPO_STATUS_OK;
    for (i = 0; i < BOOKINGS; i++) {
        spo_appointment *a = booking();
        spo_receipt *receipt = NULL, *none = NULL;
        spo_list *list = NULL;
        char key[32];
        sprintf(key, "thread-%u-%d", (unsigned)thread, i);
        *problems += spo_client_share(client, key, 1, a, &receipt, NULL) != SPO_STATUS_OK;
        *problems += spo_client_replace(client, key, 2, a, &none, NULL) != SPO_STATUS_NOT_FOUND;
        *problems += spo_client_list(client, search, &list, NULL) != SPO_STATUS_OK;
        *problems += spo_list_count(list) == 0;
        spo_receipt_free(receipt);
        spo_list_free(list);
        spo_appointment_free(a);
    }
    spo_search_free(search);
    return NULL;
}

static void *read_list(void *number)
{
    size_t *problems = number, i;
    *problems = 0;
    for (i = 0; i < spo_list_count(shared_list); i++) {
        const spo_appointment *a = spo_list_appointment(shared_list, i);
        *problems += strcmp(spo_appointment_cpr(a), "2512489996") != 0;
        *problems += strcmp(spo_appointment_location_name(a), "Indgang 4") != 0;
        *problems += spo_entry_document_id(spo_list_entry(shared_list, i)) == NULL;
    }
    return NULL;
}

static size_t in_threads(void *(*work)(void *))
{
    pthread_t threads[THREADS];
    size_t problems[THREADS], sum = 0, i;
    for (i = 0; i < THREADS; i++) {
        problems[i] = i;
        if (pthread_create(&threads[i], NULL, work, &problems[i]) != 0) {
            abort();
        }
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        sum += problems[i];
    }
    return sum;
}

int main(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL;
    spo_sandbox *sandbox = NULL;
    spo_search *search = NULL;

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_config_sandbox(NULL, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &client, &err));
    spo_sandbox_free(sandbox);
    spo_config_free(config);

    CHECK(in_threads(share_and_list) == 0);

    CHECK_OK(spo_search_new(A_CPR, &search, &err));
    CHECK_OK(spo_client_list(client, search, &shared_list, &err));
    CHECK(spo_list_count(shared_list) == THREADS * BOOKINGS);
    CHECK(in_threads(read_list) == 0);

    CHECK_OK(spo_client_close(client, 10000, &err));
    spo_list_free(shared_list);
    spo_search_free(search);
    spo_client_free(client);
    return report();
}
