/* A client does not survive fork: the child gets an error at once, and can make its own. */

#define _POSIX_C_SOURCE 200809L
#include <sys/wait.h>
#include <unistd.h>

#include "booking.h"
#include "check.h"

static spo_client *client;

static spo_client *new_client(void)
{
    spo_error *err = NULL;
    spo_config *config = NULL;
    spo_sandbox *sandbox = NULL;
    spo_client *made = NULL;
    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_config_sandbox(NULL, &config, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, sandbox, &made, &err));
    spo_config_free(config);
    spo_sandbox_free(sandbox);
    return made;
}

static void in_the_child(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    spo_client *own;

    CHECK_ERROR(spo_client_share(client, "booking-1", 1, a, &receipt, &err), SPO_STATUS_INVALID_ARGUMENT, "client.forked");
    CHECK_ERROR(spo_client_close(client, 60000, &err), SPO_STATUS_INVALID_ARGUMENT, "client.forked");
    spo_client_free(client);

    own = new_client();
    CHECK_OK(spo_client_share(own, "booking-1", 1, a, &receipt, &err));
    spo_receipt_free(receipt);
    spo_client_free(own);
    spo_appointment_free(a);
}

int main(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_receipt *receipt = NULL;
    pid_t child;
    int how = -1;

    client = new_client();
    CHECK_OK(spo_client_share(client, "booking-1", 1, a, &receipt, &err));
    spo_receipt_free(receipt);

    fflush(stdout);
    child = fork();
    if (child == 0) {
        in_the_child();
        fflush(stdout);
        /* Becomes another program, because what a child leaves alone is not a leak. */
        execl("/bin/sh", "sh", "-c", failed ? "exit 1" : "exit 0", (char *)NULL);
        _exit(EXIT_FAILURE);
    }
    CHECK(child > 0 && waitpid(child, &how, 0) == child);
    CHECK(WIFEXITED(how) && WEXITSTATUS(how) == EXIT_SUCCESS);

    CHECK_OK(spo_client_cancel(client, "booking-1", 1, &receipt, &err));
    spo_receipt_free(receipt);
    spo_client_free(client);
    spo_appointment_free(a);
    return report();
}
