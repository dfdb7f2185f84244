/* A key that the host keeps: openssl signs here in the place of an HSM. Needs _POSIX_C_SOURCE. */
#ifndef HOST_KEY_H
#define HOST_KEY_H

#include <pthread.h>
#include <spo.h>
#include <stdio.h>
#include <unistd.h>

/* What the host's key does, and what happened to it. */
struct host {
    pthread_mutex_t lock;
    int signed_, released;
    int pretend; /* -1: sign; otherwise the number to return */
    const char *says;
    const char *key; /* the file that openssl signs with */
};

/* Signs with the key in a file; each call has files of its own. */
static inline spo_sign_result with_openssl(void *userdata, const uint8_t *data, size_t len, spo_signature *signature)
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

static inline void release(void *userdata)
{
    struct host *host = userdata;
    pthread_mutex_lock(&host->lock);
    host->released++;
    pthread_mutex_unlock(&host->lock);
}

#endif
