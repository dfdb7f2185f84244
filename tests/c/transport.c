/* The host's own HTTP: a callback over plain sockets, against the sandbox's server. */

#define _POSIX_C_SOURCE 200809L
#include <netinet/in.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "booking.h"
#include "check.h"

/* What the callback is told to do instead of sending. */
struct host {
    int calls;
    int pretend; /* -1: send; otherwise the number to return */
};

static int send_all(int socket, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t sent = write(socket, data, len);
        if (sent <= 0) {
            return 0;
        }
        data += sent;
        len -= (size_t)sent;
    }
    return 1;
}

/* One request on one connection; the sandbox is at http://127.0.0.1:PORT. */
static spo_transport_result over_a_socket(void *userdata, const spo_request *request, spo_response *response)
{
    struct host *host = userdata;
    const char *url = spo_request_url(request);
    struct sockaddr_in address;
    char head[4096], answer[65536], *body;
    size_t i, body_len = 0, used, filled = 0;
    const uint8_t *sent_body = spo_request_body(request, &body_len);
    int connection, status = 0;
    unsigned port = 0;
    char path[256] = "";

    host->calls++;
    if (host->pretend >= 0) {
        spo_response_set_error(response, "pretended, about 251248-9996", NULL);
        return (spo_transport_result)host->pretend;
    }
    if (sscanf(url, "http://127.0.0.1:%u%255s", &port, path) != 2 || spo_request_timeout_ms(request) == 0
        || spo_request_connect_timeout_ms(request) == 0) {
        return SPO_TRANSPORT_RESULT_NOT_SENT;
    }
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((unsigned short)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) {
        close(connection);
        return SPO_TRANSPORT_RESULT_NOT_SENT;
    }
    used = (size_t)sprintf(head, "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %lu\r\n", path,
                           (unsigned long)body_len);
    for (i = 0; i < spo_request_header_count(request); i++) {
        const char *value = spo_request_header_value(request, i);
        used += (size_t)sprintf(head + used, "%s: %s\r\n", spo_request_header_name(request, i), value ? value : "");
    }
    used += (size_t)sprintf(head + used, "\r\n");
    if (!send_all(connection, head, used) || !send_all(connection, (const char *)sent_body, body_len)) {
        close(connection);
        return SPO_TRANSPORT_RESULT_NOT_ANSWERED;
    }
    for (;;) {
        ssize_t got = read(connection, answer + filled, sizeof answer - 1 - filled);
        if (got <= 0) {
            break;
        }
        filled += (size_t)got;
    }
    close(connection);
    answer[filled] = '\0';
    body = strstr(answer, "\r\n\r\n");
    if (body == NULL || sscanf(answer, "HTTP/1.1 %d", &status) != 1) {
        return SPO_TRANSPORT_RESULT_NOT_ANSWERED;
    }
    spo_response_set_status(response, status, NULL);
    *body = '\0';
    {
        char *line = strstr(answer, "\r\n");
        while (line != NULL) {
            char *next, *colon;
            line += 2;
            next = strstr(line, "\r\n");
            if (next != NULL) {
                *next = '\0';
            }
            colon = strchr(line, ':');
            if (colon != NULL) {
                *colon = '\0';
                spo_response_add_header(response, line, colon + 1 + strspn(colon + 1, " "), NULL);
            }
            line = next;
        }
    }
    body += 4;
    spo_response_add_body(response, (const uint8_t *)body, filled - (size_t)(body - answer), NULL);
    return SPO_TRANSPORT_RESULT_ANSWERED;
}

int main(void)
{
    spo_error *err = NULL;
    spo_sandbox *sandbox = NULL;
    spo_config *config = NULL;
    spo_client *own = NULL, *host_client = NULL;
    spo_search *search = NULL;
    spo_list *list = NULL;
    spo_receipt *receipt = NULL;
    spo_appointment *a = booking();
    struct host host = {0, -1};

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK(spo_sandbox_url(sandbox) == NULL);
    CHECK_OK(spo_sandbox_serve(sandbox, 0, &err));
    CHECK_ERROR(spo_sandbox_serve(sandbox, 0, &err), SPO_STATUS_INVALID_ARGUMENT, "sandbox.serving");
    CHECK_OK(spo_config_sandbox(spo_sandbox_url(sandbox), &config, &err));
    CHECK_OK(spo_search_new(A_CPR, &search, &err));

    /* What one client shares over its own HTTP, another sees over the host's. */
    CHECK_OK(spo_client_new(config, &own, &err));
    CHECK_OK(spo_client_share(own, "booking-1", 1, a, &receipt, &err));
    spo_receipt_free(receipt);
    CHECK_OK(spo_client_new_with_transport(config, over_a_socket, &host, &host_client, &err));
    CHECK_OK(spo_client_list(host_client, search, &list, &err));
    CHECK(spo_list_count(list) == 1 && host.calls == 2);
    CHECK_TEXT(spo_appointment_reason(spo_list_appointment(list, 0)), "Røntgenundersøgelse af thorax");
    spo_list_free(list);
    CHECK_OK(spo_client_share(host_client, "booking-2", 1, a, &receipt, &err));
    spo_receipt_free(receipt);

    /* What the callback says decides what the client says. */
    host.pretend = SPO_TRANSPORT_RESULT_NOT_SENT;
    CHECK(spo_client_list(host_client, search, &list, &err) == SPO_STATUS_UNAVAILABLE && list == NULL);
    CHECK(spo_error_retryable(err) && strstr(spo_error_text(err), "251248-9996") == NULL);
    spo_error_free(err);
    host.pretend = SPO_TRANSPORT_RESULT_TIMEOUT;
    CHECK_ERROR(spo_client_list(host_client, search, &list, &err), SPO_STATUS_TIMEOUT, "transport.timeout");
    CHECK(spo_client_share(host_client, "booking-3", 1, a, &receipt, &err) == SPO_STATUS_OUTCOME_UNKNOWN && receipt == NULL);
    CHECK(spo_error_retryable(err));
    spo_error_free(err);
    host.pretend = 4711;
    CHECK(spo_client_list(host_client, search, &list, NULL) == SPO_STATUS_UNAVAILABLE);
    host.pretend = SPO_TRANSPORT_RESULT_ANSWERED; /* without a status */
    CHECK(spo_client_list(host_client, search, &list, NULL) == SPO_STATUS_UNAVAILABLE);

    /* The same version again settles what is unknown. */
    host.pretend = -1;
    CHECK_OK(spo_client_share(host_client, "booking-3", 1, a, &receipt, &err));
    CHECK(spo_receipt_outcome(receipt) == SPO_OUTCOME_ACCEPTED);
    spo_receipt_free(receipt);

    CHECK_OK(spo_sandbox_stop(sandbox, &err));
    CHECK_OK(spo_sandbox_stop(sandbox, &err));
    CHECK(spo_sandbox_url(sandbox) == NULL);
    CHECK(spo_client_list(host_client, search, &list, NULL) == SPO_STATUS_UNAVAILABLE);
    CHECK(spo_client_list(own, search, &list, NULL) == SPO_STATUS_UNAVAILABLE);
    spo_client_free(own);
    CHECK_ERROR(spo_client_new_with_transport(config, NULL, NULL, &own, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.null");

    spo_client_free(host_client);
    spo_search_free(search);
    spo_config_free(config);
    spo_sandbox_free(sandbox);
    spo_appointment_free(a);
    return report();
}
