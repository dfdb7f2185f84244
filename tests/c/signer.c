/* A key that the host keeps, and what its callback says: openssl signs here in the place of an HSM. */

#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <unistd.h>

#include "check.h"
#include "files.h"
#include "national.h"

enum { THREADS = 8 };

/* What the host's key does, and what happened to it. */
struct host {
    pthread_mutex_t lock;
    int signed_, released;
    int pretend; /* -1: sign; otherwise the number to return */
    const char *says;
    const char *key; /* the file that openssl signs with */
};

static spo_error *err;
static spo_credential *credential;

/* Signs with the key in a file; each call has files of its own. */
static spo_sign_result with_openssl(void *userdata, const uint8_t *data, size_t len, spo_signature *signature)
{
    struct host *host = userdata;
    char name[64], command[256];
    uint8_t signed_[512];
    FILE *pipe;
    size_t got;

    pthread_mutex_lock(&host->lock);
    sprintf(name, "to-sign-%ld-%d", (long)getpid(), host->signed_++);
    pthread_mutex_unlock(&host->lock);
    if (host->pretend >= 0) {
        if (host->says != NULL) {
            spo_signature_set_error(signature, host->says, NULL);
        }
        return (spo_sign_result)host->pretend;
    }
    {
        FILE *file = fopen(name, "wb");
        if (file == NULL || fwrite(data, 1, len, file) != len || fclose(file) != 0) {
            return SPO_SIGN_RESULT_UNAVAILABLE;
        }
    }
    sprintf(command, "openssl dgst -sha256 -sign %s %s", host->key, name);
    pipe = popen(command, "r");
    got = fread(signed_, 1, sizeof signed_, pipe);
    remove(name);
    if (pclose(pipe) != 0 || spo_signature_set(signature, signed_, got, NULL) != SPO_STATUS_OK) {
        return SPO_SIGN_RESULT_UNAVAILABLE;
    }
    return SPO_SIGN_RESULT_SIGNED;
}

static void release(void *userdata)
{
    struct host *host = userdata;
    pthread_mutex_lock(&host->lock);
    host->released++;
    pthread_mutex_unlock(&host->lock);
}

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
    const spo_client *client;
    int number;
    spo_status status;
};

static void *share_one(void *argument)
{
    struct job *job = argument;
    char key[32];
    sprintf(key, "thread-%d", job->number);
    job->status = share(job->client, key, NULL);
    return NULL;
}

/* Each thread has a client with a card of its own, so that all of them sign. */
static void several_threads_sign_at_once(void)
{
    struct host host = {PTHREAD_MUTEX_INITIALIZER, 0, 0, -1, NULL, "host.key"};
    spo_sandbox *sandbox = NULL;
    spo_client *clients[THREADS];
    pthread_t threads[THREADS];
    struct job jobs[THREADS];
    char *pem = NULL;
    FILE *file = fopen(host.key, "w");
    int i;

    CHECK_OK(spo_sandbox_new(&sandbox, &err));
    CHECK_OK(spo_sandbox_set_identity_check(sandbox, SPO_IDENTITY_CHECK_REQUIRED, &err));
    CHECK_OK(spo_sandbox_system_pem(sandbox, CVR, CLINIC, SPO_TEST_CERTIFICATE_CURRENT, &pem, &err));
    CHECK(file != NULL && fputs(pem, file) >= 0 && fclose(file) == 0);
    CHECK_OK(make(&host, pem, &credential, &err));
    spo_string_free(pem);
    for (i = 0; i < THREADS; i++) {
        char name[32];
        sprintf(name, "System %d", i);
        clients[i] = client_of(sandbox, a_system(name, credential));
        jobs[i].client = clients[i];
        jobs[i].number = i;
    }
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, share_one, &jobs[i]) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(jobs[i].status == SPO_STATUS_OK);
    }
    CHECK(host.signed_ == 1 + THREADS && host.released == 0);

    /* What the key's owner says is what a call says. */
    host.pretend = SPO_SIGN_RESULT_REFUSED;
    host.says = "the card of 251248-9996 is locked";
    {
        spo_client *late = client_of(sandbox, a_system("Late system", credential));
        CHECK(share(late, "late", &err) == SPO_STATUS_DENIED);
        CHECK_TEXT(spo_error_code(err), "signer.refused");
        CHECK(strstr(spo_error_text(err), "is locked") != NULL && strstr(spo_error_text(err), "9996") == NULL);
        spo_error_free(err);
        spo_client_free(late);
    }

    /* The host gets its userdata back when the last client is freed. */
    spo_credential_free(credential);
    for (i = 0; i < THREADS; i++) {
        CHECK(host.released == 0);
        spo_client_free(clients[i]);
    }
    CHECK(host.released == 1);
    spo_sandbox_free(sandbox);
    remove(host.key);
}

int main(void)
{
    char certificate[8192];
    strcpy(certificate, content("booking.pem"));
    the_key_proves_that_it_belongs_to_the_certificate(certificate);
    the_certificate_may_be_der();
    what_the_host_says_decides_the_error(certificate);
    several_threads_sign_at_once();
    return report();
}
