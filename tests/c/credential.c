/* Credentials: from PKCS#12 and PEM, what their certificates say, and wrong input of every kind. */

#include "check.h"
#include "files.h"

static spo_error *err;
static spo_credential *credential;

/* Checks that no error was told what it must not tell. */
static void fails(spo_status status, const char *code)
{
    const char *text = spo_error_text(err);
    CHECK(status == SPO_STATUS_CONFIGURATION && spo_error_status(err) == status && credential == NULL);
    CHECK_TEXT(spo_error_code(err), code);
    CHECK(spo_error_remedy(err) != NULL);
    CHECK(text != NULL && strstr(text, "Test1234") == NULL && strstr(text, "Wrong4321") == NULL);
    CHECK(text != NULL && strstr(text, "PRIVATE KEY") == NULL);
    spo_error_free(err);
    err = NULL;
}

/* No record tells a password or a key. */
static void receive(void *userdata, spo_log_level level, const char *target, const char *message)
{
    (void)userdata, (void)level, (void)target;
    CHECK(strstr(message, "Test1234") == NULL && strstr(message, "Wrong4321") == NULL && strstr(message, "MII") == NULL);
}

static void a_pkcs12_file_is_a_credential(void)
{
    const char *subject;
    size_t len = (bytes("booking.p12"), file_length);
    const uint8_t *file = (const uint8_t *)file_content;

    CHECK_OK(spo_credential_from_pkcs12(file, len, "Test1234", NULL, &credential, &err));
    subject = spo_credential_subject(credential);
    CHECK_TEXT(subject, "Røntgenbooking, Sundhedsdatastyrelsen, CVR 33257872");
    CHECK(subject == spo_credential_subject(credential));
    CHECK_TEXT(spo_credential_organisation(credential), "Sundhedsdatastyrelsen");
    CHECK_TEXT(spo_credential_cvr(credential), "33257872");
    CHECK(spo_credential_kind(credential) == SPO_CERTIFICATE_KIND_ORGANISATION);
    CHECK(spo_credential_validity(credential) == SPO_VALIDITY_EXPIRES_SOON);
    CHECK(spo_credential_days_left(credential) == 29);
    CHECK(spo_credential_not_after_ms(credential) - spo_credential_not_before_ms(credential) == 30 * INT64_C(86400000));
    CHECK(strlen(spo_credential_not_before(credential)) == strlen("2026-07-01T10:00:00+02:00"));
    CHECK(strcmp(spo_credential_not_before(credential), spo_credential_not_after(credential)) < 0);
    spo_credential_free(credential);

    CHECK_OK(spo_credential_from_pkcs12(file, len, "Test1234", "booking", &credential, &err));
    spo_credential_free(credential);

    fails(spo_credential_from_pkcs12(file, len, "Wrong4321", NULL, &credential, &err), "credential.wrong_password");
    fails(spo_credential_from_pkcs12(file, len, NULL, NULL, &credential, &err), "credential.wrong_password");
    fails(spo_credential_from_pkcs12(file, len, "Test1234", "another", &credential, &err), "credential.no_such_key");
    fails(spo_credential_from_pkcs12(file, len / 2, "Test1234", NULL, &credential, &err), "credential.damaged");
    CHECK(spo_credential_from_pkcs12(NULL, 0, "Test1234", NULL, &credential, NULL) == SPO_STATUS_CONFIGURATION);
}

/* The fingerprints are those that openssl prints: "sha1 Fingerprint=AB:CD:…". */
static void check_fingerprint(const char *is, const char *file)
{
    const char *printed = strchr(content(file), '=');
    char plain[65] = "";
    size_t i = 0;
    for (printed++; i < sizeof plain - 1 && *printed != '\0' && *printed != '\n'; printed++) {
        if (*printed != ':') {
            plain[i++] = *printed >= 'A' ? (char)(*printed + ('a' - 'A')) : *printed;
        }
    }
    CHECK_TEXT(is, plain);
}

static void a_pem_pair_is_a_credential(void)
{
    char key[8192], encrypted[8192], certificate[8192];
    strcpy(key, content("booking.key"));
    strcpy(encrypted, content("encrypted.key"));
    strcpy(certificate, content("booking.pem"));

    CHECK_OK(spo_credential_from_pem(certificate, key, NULL, &credential, &err));
    check_fingerprint(spo_credential_sha1_fingerprint(credential), "booking.sha1");
    check_fingerprint(spo_credential_sha256_fingerprint(credential), "booking.sha256");
    spo_credential_free(credential);
    CHECK_OK(spo_credential_from_pem(certificate, encrypted, "Test1234", &credential, &err));
    spo_credential_free(credential);

    fails(spo_credential_from_pem(certificate, encrypted, "Wrong4321", &credential, &err), "credential.wrong_password");
    fails(spo_credential_from_pem(certificate, encrypted, NULL, &credential, &err), "credential.password_missing");
    fails(spo_credential_from_pem(content("renewed.pem"), key, NULL, &credential, &err), "credential.key_mismatch");
    fails(spo_credential_from_pem(key, key, NULL, &credential, &err), "credential.no_certificate");
    fails(spo_credential_from_pem(certificate, certificate, NULL, &credential, &err), "credential.no_key");
    fails(spo_credential_from_pem("", "", NULL, &credential, &err), "credential.no_key");
}

static void an_expired_certificate_says_so(void)
{
    char key[8192];
    strcpy(key, content("booking.key"));
    CHECK_OK(spo_credential_from_pem(content("expired.pem"), key, NULL, &credential, &err));
    CHECK(spo_credential_validity(credential) == SPO_VALIDITY_EXPIRED);
    CHECK(spo_credential_days_left(credential) == -1);
    CHECK(spo_credential_kind(credential) == SPO_CERTIFICATE_KIND_OTHER);
    CHECK(spo_credential_cvr(credential) == NULL && spo_credential_organisation(credential) == NULL);
    spo_credential_free(credential);
}

int main(void)
{
    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_TRACE, receive, NULL, &err));
    a_pkcs12_file_is_a_credential();
    a_pem_pair_is_a_credential();
    an_expired_certificate_says_so();
    CHECK(spo_credential_validity(NULL) == SPO_VALIDITY_NONE && spo_credential_not_after_ms(NULL) == SPO_NO_TIME);
    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_OFF, NULL, NULL, &err));
    return report();
}
