//! The appointment as a document: what is stored, and what stands in it.

use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;

use chrono::Utc;
use spo_core::cda::{AppointmentDocument, ReadAppointment, Warning, read_appointment};
use spo_core::{AppointmentVersion, DanishTime, InstanceId, Oid};

use crate::appointment::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::moment::{from_rfc3339, to_ms};
use crate::status::spo_status;
use crate::strings::Strings;

/// One version of an appointment as a document (HL7 CDA in the profile APD-DK): its bytes, its ids, the appointment, and
/// warnings about what had to be guessed.
///
/// It never changes: any number of threads may read it, with the appointment it lends.
pub struct spo_document {
    read: ReadAppointment,
    appointment: OnceLock<spo_appointment>,
    strings: Strings,
}
handle!(shared spo_document);

impl From<ReadAppointment> for spo_document {
    fn from(read: ReadAppointment) -> Self {
        Self {
            read,
            appointment: OnceLock::new(),
            strings: Strings::default(),
        }
    }
}

impl spo_document {
    fn warning(&self, index: usize, field: impl FnOnce(&Warning) -> &str) -> *const c_char {
        self.strings.lend_some(self.read.warnings.get(index).map(field))
    }

    /// The appointment as a handle, made when it is first asked for.
    pub(crate) fn appointment(&self) -> &spo_appointment {
        self.appointment
            .get_or_init(|| self.read.document.appointment.clone().into())
    }

    /// Writes the document and reads it back, so that both kinds of document answer the same questions.
    fn written(document: &AppointmentDocument) -> spo_core::Result<Self> {
        Ok(read_appointment(document.to_xml()?.as_bytes())?.into())
    }
}

/// Reads a document of any version of the profile (APD-DK 1.0 to 2.0.1), as the field sends them. What had to be
/// guessed is in its warnings.
///
/// `*out` is to be freed with spo_document_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_read(
    data: *const u8,
    len: usize,
    out: *mut *mut spo_document,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(read_appointment(arg_bytes!(data, len))?.into())
    })
}

/// Writes the document that a client would share: APD-DK 2.0.1, made now, with the ids that follow from the source's OID,
/// the host's key and the version (from 1).
///
/// `*out` is to be freed with spo_document_free, or NULL on failure; SPO_STATUS_INVALID_APPOINTMENT lists every fault.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_write(
    appointment: *const spo_appointment,
    source_oid: *const c_char,
    key: *const c_char,
    version: u32,
    out: *mut *mut spo_document,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let appointment = arg_ref!(appointment);
        let source = Oid::parse(arg_text!(source_oid))?;
        let version = AppointmentVersion::new(arg_text!(key), version)?;
        out.give(spo_document::written(&AppointmentDocument {
            id: version.document_id(&source),
            appointment_id: version.appointment_id(&source),
            created: DanishTime::from_utc(Utc::now()),
            appointment: appointment.appointment()?,
        })?)
    })
}

/// Writes the document with ids and a time of the caller's own: the id of the document and of the appointment as
/// "root^extension", and the time of creation in RFC 3339, NULL for now.
///
/// `*out` is to be freed with spo_document_free, or NULL on failure; SPO_STATUS_INVALID_APPOINTMENT lists every fault.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_write_with_ids(
    appointment: *const spo_appointment,
    document_id: *const c_char,
    appointment_id: *const c_char,
    created: *const c_char,
    out: *mut *mut spo_document,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let appointment = arg_ref!(appointment);
        let created = arg_optional!(created).map(from_rfc3339).transpose()?;
        out.give(spo_document::written(&AppointmentDocument {
            id: InstanceId::from_unique_id(arg_text!(document_id)),
            appointment_id: InstanceId::from_unique_id(arg_text!(appointment_id)),
            created: created.unwrap_or_else(|| DanishTime::from_utc(Utc::now())),
            appointment: appointment.appointment()?,
        })?)
    })
}

/// The document, byte for byte as it was read or written; `*len` is its length. Not NUL-terminated. Borrowed from the
/// document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_bytes(document: *const spo_document, len: *mut usize) -> *const u8 {
    get(ptr::null(), || {
        let length = arg_len!(len);
        let raw = arg_ref!(document).read.raw();
        length.put(raw.len());
        Ok(raw.as_ptr())
    })
}

/// The appointment. Borrowed from the document: to be read, not changed, and not freed. spo_appointment_clone makes one
/// that can be changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_appointment(document: *const spo_document) -> *const spo_appointment {
    get(ptr::null(), || {
        Ok(ptr::from_ref(arg_ref!(document).appointment()))
    })
}

/// The id of this version's document, as "root^extension". Borrowed from the document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_id(document: *const spo_document) -> *const c_char {
    get(ptr::null(), || {
        let document = arg_ref!(document);
        Ok(document.strings.lend(&document.read.document.id.to_unique_id()))
    })
}

/// The id of the appointment, the same in every version, as "root^extension". Borrowed from the document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_appointment_id(document: *const spo_document) -> *const c_char {
    get(ptr::null(), || {
        let document = arg_ref!(document);
        Ok(document
            .strings
            .lend(&document.read.document.appointment_id.to_unique_id()))
    })
}

/// When this version was made, in RFC 3339 with Denmark's offset. Borrowed from the document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_created(document: *const spo_document) -> *const c_char {
    get(ptr::null(), || {
        let document = arg_ref!(document);
        Ok(document.strings.lend(&document.read.document.created.to_string()))
    })
}

/// When this version was made, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_created_ms(document: *const spo_document) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(Some(arg_ref!(document).read.document.created)))
    })
}

/// The version of the profile that it follows: "apd-v1", "apd-v2.0" or "apd-v2.0.1". Borrowed from the document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_profile(document: *const spo_document) -> *const c_char {
    get(ptr::null(), || {
        let document = arg_ref!(document);
        Ok(document.strings.lend(document.read.profile.as_str()))
    })
}

/// How many warnings there are about what had to be guessed, or what the appointment cannot hold.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_warning_count(document: *const spo_document) -> usize {
    get(0, || Ok(arg_ref!(document).read.warnings.len()))
}

/// The cause of warning `index` as a stable name, such as "time.offset"; NULL beyond the last. Borrowed from the
/// document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_warning_code(
    document: *const spo_document,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(document).warning(index, |warning| warning.code))
    })
}

/// The place in the document of warning `index`, as a path of elements; NULL beyond the last. Borrowed from the
/// document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_warning_path(
    document: *const spo_document,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(document).warning(index, |warning| &warning.path))
    })
}

/// What was found and what was made of it in warning `index`; NULL beyond the last. Borrowed from the document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_warning_message(
    document: *const spo_document,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(document).warning(index, |warning| &warning.message))
    })
}

/// The document as JSON: profile, ids, creation time, appointment, warnings. It holds the CPR number in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_to_json(
    document: *const spo_document,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || give_text!(out, arg_ref!(document).read.to_json()))
}

/// Frees the document with the appointment and the text borrowed from it. NULL is allowed. A document that was lent by
/// a list is freed with the list, never here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_document_free(document: *mut spo_document) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(document) }
}
