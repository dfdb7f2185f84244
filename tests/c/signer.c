/* A key that the host keeps, and what its callback says. */

#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "check.h"
#include "files.h"
#include "host_key.h"

enum { THREADS = 8 };

static spo_error *err;
static spo_credential *credential;

static spo_status make(struct host *host, const char *certificate, spo_credential **out, spo_error **error)
{
    return spo_credential_from_signer((const uint8_t *)certificate, strlen(certificate), with_openssl, host, release, out,
                                      error);
}

static void the_key_proves_that_it_belongs_to_the_certificate(const char *certificate)
{
    struct host host = {PTHREAD_MUTEX_INITIALIZER, 0, 0, -1, NULL, "booking.key"};

    CHECK_OK(make(&host, certificate, &credential, &err));
    CHECK(host.signed_ == 1 && host.released == 0);
    CHECK_TEXT(spo_credential_cvr(credential), "33257872");
    spo_credential_free(credential);
    CHECK(host.released == 1);

    CHECK_ERROR(make(&host, content("renewed.pem"), &credential, &err), SPO_STATUS_CONFIGURATION, "credential.key_mismatch");
    CHECK(credential == NULL && host.released == 2);
}

static void the_certificate_may_be_der(void)
{
    struct host host = {PTHREAD_MUTEX_INITIALIZER, 0, 0, -1, NULL, "booking.key"};
    const uint8_t *certificate = bytes("booking.der");
    CHECK_OK(spo_credential_from_signer(certificate, file_length, with_openssl, &host, NULL, &credential, &err));
    spo_credential_free(credential);
    CHECK(host.signed_ == 1 && host.released == 0);
}

static void what_the_host_says_decides_the_error(const char *certificate)
{
    struct host host = {PTHREAD_MUTEX_INITIALIZER, 0, 0, SPO_SIGN_RESULT_REFUSED, "wrong PIN on the card of 251248-9996",
                        "booking.key"};

    CHECK(make(&host, certificate, &credential, &err) == SPO_STATUS_DENIED && credential == NULL);
    CHECK_TEXT(spo_error_code(err), "signer.refused");
    CHECK(strstr(spo_error_text(err), "wrong PIN on the card") != NULL && strstr(spo_error_text(err), "9996") == NULL);
    CHECK(!spo_error_retryable(err));
    spo_error_free(err);

    host.pretend = SPO_SIGN_RESULT_UNAVAILABLE;
    host.says = NULL;
    CHECK(make(&host, certificate, &credential, &err) == SPO_STATUS_UNAVAILABLE && spo_error_retryable(err));
    CHECK_TEXT(spo_error_code(err), "signer.unavailable");
    spo_error_free(err);

    host.pretend = SPO_SIGN_RESULT_SIGNED; /* without a signature */
    CHECK_ERROR(make(&host, certificate, &credential, &err), SPO_STATUS_DENIED, "signer.refused");
    host.pretend = 4711;
    CHECK_ERROR(make(&host, certificate, &credential, &err), SPO_STATUS_DENIED, "signer.refused");
    CHECK(host.released == 4);

    /* The host gets its userdata back on every path. */
    CHECK_ERROR(spo_credential_from_signer(NULL, 0, NULL, &host, release, &credential, &err), SPO_STATUS_INVALID_ARGUMENT,
                "argument.null");
    CHECK_ERROR(spo_credential_from_signer(NULL, 0, with_openssl, &host, release, NULL, &err), SPO_STATUS_INVALID_ARGUMENT,
                "argument.null");
    CHECK_ERROR(spo_credential_from_signer(NULL, 1, with_openssl, &host, release, &credential, &err),
                SPO_STATUS_INVALID_ARGUMENT, "argument.null");
    CHECK(host.released == 7);
}

struct job {
    struct host *host;
    const char *certificate;
    int worked;
};

static void *make_and_free(void *argument)
{
    struct job *job = argument;
    spo_credential *own = NULL;
    job->worked = make(job->host, job->certificate, &own, NULL) == SPO_STATUS_OK;
    spo_credential_free(own);
    return NULL;
}

static void several_threads_sign_at_once(const char *certificate)
{
    struct host host = {PTHREAD_MUTEX_INITIALIZER, 0, 0, -1, NULL, "booking.key"};
    pthread_t threads[THREADS];
    struct job jobs[THREADS];
    int i;
    for (i = 0; i < THREADS; i++) {
        jobs[i].host = &host;
        jobs[i].certificate = certificate;
        CHECK(pthread_create(&threads[i], NULL, make_and_free, &jobs[i]) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(jobs[i].worked);
    }
    CHECK(host.signed_ == THREADS && host.released == THREADS);
}

int main(void)
{
    char certificate[8192];
    strcpy(certificate, content("booking.pem"));
    the_key_proves_that_it_belongs_to_the_certificate(certificate);
    the_certificate_may_be_der();
    what_the_host_says_decides_the_error(certificate);
    several_threads_sign_at_once(certificate);
    return report();
}
