/* Eight threads on one client, eight readers of one list, and closing a client that another thread uses. */

#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <time.h>

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

static void *list_in_vain(void *status)
{
    spo_search *search = NULL;
    spo_list *list = NULL;
    spo_search_new(A_CPR, &search, NULL);
    *(spo_status *)status = spo_client_list(client, search, &list, NULL);
    spo_search_free(search);
    return NULL;
}

/* Waits until the sandbox has seen a call. */
static void await_call(const spo_sandbox *sandbox)
{
    const struct timespec moment = {0, 10 * 1000 * 1000};
    int tries;
    for (tries = 0; tries < 3000; tries++) {
        char *calls = NULL;
        int seen;
        spo_sandbox_calls_to_json(sandbox, &calls, NULL);
        seen = calls != NULL && strstr(calls, "ITI-18") != NULL;
        spo_string_free(calls);
        if (seen) {
            return;
        }
        nanosleep(&moment, NULL);
    }
}

static void closing_ends_calls_that_take_too_long(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL;
    spo_sandbox *sandbox = NULL;
    spo_status status = SPO_STATUS_OK;
    time_t started = time(NULL);
    pthread_t caller;

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_serve(sandbox, 0, &err));
    CHECK_OK(spo_sandbox_script(sandbox, "{\"count\": 0, \"does\": {\"kind\": \"no_answer\"}}", &err));
    CHECK_OK(spo_config_sandbox(spo_sandbox_url(sandbox), &config, &err));
    CHECK_OK(spo_config_set_timeouts_ms(config, 300000, 300000, 300000, &err));
    CHECK_OK(spo_client_new(config, &client, &err));
    CHECK(pthread_create(&caller, NULL, list_in_vain, &status) == 0);
    await_call(sandbox);

    CHECK_ERROR(spo_client_close(client, 10, &err), SPO_STATUS_TIMEOUT, "client.busy");
    CHECK_OK(spo_client_close(client, 60000, &err));
    pthread_join(caller, NULL);
    CHECK(status == SPO_STATUS_UNAVAILABLE);
    CHECK(time(NULL) - started < 60);

    spo_client_free(client);
    spo_config_free(config);
    spo_sandbox_free(sandbox);
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

    closing_ends_calls_that_take_too_long();
    return report();
}
