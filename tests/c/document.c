/* Documents: written, read back, and everything that is no document. */

#include "booking.h"
#include "check.h"

static const char SOURCE[] = "1.2.3.4";

static void what_is_written_reads_back(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking(), *b;
    spo_document *written = NULL, *read = NULL;
    const uint8_t *bytes;
    size_t len = 0, again = 0;
    char *json = NULL, *other = NULL;

    CHECK_OK(spo_document_write(a, SOURCE, "booking-1", 1, &written, &err));
    bytes = spo_document_bytes(written, &len);
    CHECK(len > 1000 && memcmp(bytes, "<?xml", 5) == 0);
    CHECK_TEXT(spo_document_profile(written), "apd-v2.0.1");
    CHECK(spo_document_warning_count(written) == 0 && spo_document_warning_code(written, 0) == NULL);
    CHECK(spo_document_created(written) != NULL && spo_document_created_ms(written) > 0);

    CHECK_OK(spo_document_read(bytes, len, &read, &err));
    CHECK_TEXT(spo_document_id(read), spo_document_id(written));
    CHECK_TEXT(spo_document_appointment_id(read), spo_document_appointment_id(written));
    CHECK(memcmp(spo_document_bytes(read, &again), bytes, len) == 0 && again == len);
    CHECK_OK(spo_document_to_json(written, &json, &err));
    CHECK_OK(spo_document_to_json(read, &other, &err));
    CHECK_TEXT(json, other);
    spo_string_free(json);
    spo_string_free(other);

    /* The appointment is lent; a copy of it can be changed, and outlives the document. */
    CHECK_TEXT(spo_appointment_full_name(spo_document_appointment(read), SPO_ROLE_PATIENT), "Nancy Berggren");
    b = spo_appointment_clone(spo_document_appointment(read));
    spo_document_free(read);
    CHECK_OK(spo_appointment_set_reason(b, "Kontrol", &err));
    CHECK_OK(spo_appointment_validate(b, &err));
    spo_appointment_free(b);
    spo_document_free(written);

    CHECK_OK(spo_document_write_with_ids(a, "1.2.208.184^0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01",
                                         "1.2.208.184^0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c02", "2027-03-01T08:00:00+01:00",
                                         &written, &err));
    CHECK_TEXT(spo_document_id(written), "1.2.208.184^0f4c1d6e-5d0a-4c8e-9a55-2f6a3f1b7c01");
    CHECK_TEXT(spo_document_created(written), "2027-03-01T08:00:00+01:00");
    spo_document_free(written);

    CHECK_ERROR(spo_document_write(a, "x", "booking-1", 1, &written, &err), SPO_STATUS_INVALID_ARGUMENT, "oid.format");
    CHECK_ERROR(spo_document_write(a, SOURCE, "", 1, &written, &err), SPO_STATUS_INVALID_ARGUMENT, "key.format");
    CHECK_ERROR(spo_document_write_with_ids(a, "1.2.3^4", "1.2.3^5", NULL, &written, &err), SPO_STATUS_INVALID_APPOINTMENT,
                "appointment.invalid");
    CHECK(written == NULL);
    spo_appointment_free(a);
}

static void what_is_no_document_is_refused(void)
{
    static const char *const inputs[] = {
        "", "<", "<a/>", "no XML", "\xff\xfe", "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>", "<ClinicalDocument/>",
        "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;&b;\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\">&d;</ClinicalDocument>",
    };
    spo_error *err = NULL;
    spo_document *document = NULL;
    size_t i;
    for (i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        spo_status status = spo_document_read((const uint8_t *)inputs[i], strlen(inputs[i]), &document, &err);
        CHECK(status == SPO_STATUS_INVALID_DOCUMENT && document == NULL);
        CHECK(spo_error_code(err) != NULL && spo_error_remedy(err) != NULL);
        spo_error_free(err);
    }
    CHECK(spo_document_read(NULL, 0, &document, NULL) == SPO_STATUS_INVALID_DOCUMENT);
    CHECK_ERROR(spo_document_read(NULL, 1, &document, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.null");
    CHECK_ERROR(spo_document_read((const uint8_t *)"", (size_t)-1, &document, &err), SPO_STATUS_INVALID_ARGUMENT, "argument.length");
}

static void every_truncation_is_refused(void)
{
    spo_error *err = NULL;
    spo_appointment *a = booking();
    spo_document *written = NULL, *read = NULL;
    const uint8_t *bytes;
    size_t len = 0, cut, accepted = 0;
    CHECK_OK(spo_document_write(a, SOURCE, "booking-1", 1, &written, &err));
    bytes = spo_document_bytes(written, &len);
    for (cut = 0; cut < len - 20; cut += 61) {
        accepted += spo_document_read(bytes, cut, &read, NULL) == SPO_STATUS_OK;
    }
    CHECK(accepted == 0);
    spo_document_free(written);
    spo_appointment_free(a);
}

int main(void)
{
    what_is_written_reads_back();
    what_is_no_document_is_refused();
    every_truncation_is_refused();
    return report();
}
