//! What the registry knows of one document.

use std::ffi::c_char;
use std::ptr;

use spo_core::xds::{Availability, DocumentEntry, Dtm, Xon};

use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::moment::to_ms;
use crate::status::spo_status;
use crate::strings::Strings;

/// The registry's entry for one document. Registries leave much out: every getter can return NULL.
///
/// Lent by a search's answer or a list, and valid as long as that. It never changes: any number of threads may read it.
pub struct spo_entry {
    entry: DocumentEntry,
    strings: Strings,
}
handle!(shared spo_entry);

impl From<DocumentEntry> for spo_entry {
    fn from(entry: DocumentEntry) -> Self {
        Self {
            entry,
            strings: Strings::default(),
        }
    }
}

impl spo_entry {
    pub(crate) fn entry(&self) -> &DocumentEntry {
        &self.entry
    }

    fn lend_time(&self, time: Option<&Dtm>) -> *const c_char {
        let time = time.map(|time| time.to_danish().to_string());
        self.strings.lend_some(time.as_deref())
    }
}

/// Whether a version is in use.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_availability {
    /// The registry does not say, or says something else.
    Unknown = 0,
    /// In use.
    Approved = 1,
    /// Replaced by a later version, or cancelled.
    Deprecated = 2,
}

/// Whether the version is in use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_availability(entry: *const spo_entry) -> spo_availability {
    get(spo_availability::Unknown, || {
        Ok(match arg_ref!(entry).entry.status {
            Some(Availability::Approved) => spo_availability::Approved,
            Some(Availability::Deprecated) => spo_availability::Deprecated,
            _ => spo_availability::Unknown,
        })
    })
}

/// The registry's id of the entry, "urn:uuid:…". Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_uuid(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.strings.lend(entry.entry.entry_uuid.as_str()))
    })
}

/// The document's id, as "root^extension". Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_document_id(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.strings.lend(&entry.entry.unique_id.to_unique_id()))
    })
}

/// The OID of the repository that has the document. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_repository_id(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.strings.lend_some(entry.entry.repository_id.as_deref()))
    })
}

/// The community the repository belongs to, as the registry spells it. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_home_community_id(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.strings.lend_some(entry.entry.home_community_id.as_deref()))
    })
}

/// The title, its CPR number masked. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_title(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.strings.lend_some(entry.entry.display_title().as_deref()))
    })
}

/// When the document was made, in RFC 3339 with Denmark's offset. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_created(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.lend_time(entry.entry.creation_time.as_ref()))
    })
}

/// When the appointment starts, in RFC 3339 with Denmark's offset. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_start(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.lend_time(entry.entry.service_start_time.as_ref()))
    })
}

/// When the appointment ends, in RFC 3339 with Denmark's offset. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_end(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry.lend_time(entry.entry.service_stop_time.as_ref()))
    })
}

/// When the appointment starts, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when the registry does not say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_start_ms(entry: *const spo_entry) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(
            arg_ref!(entry)
                .entry
                .service_start_time
                .as_ref()
                .map(Dtm::to_danish),
        ))
    })
}

/// When the appointment ends, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when the registry does not say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_end_ms(entry: *const spo_entry) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(
            arg_ref!(entry)
                .entry
                .service_stop_time
                .as_ref()
                .map(Dtm::to_danish),
        ))
    })
}

/// The type of document, a LOINC code: "39289-4" for an appointment. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_type_code(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry
            .strings
            .lend_some(entry.entry.type_code.as_ref().map(|code| code.code.as_str())))
    })
}

/// The format of the document, such as the one of APD-DK 2.0.1. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_format_code(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        Ok(entry
            .strings
            .lend_some(entry.entry.format_code.as_ref().map(|code| code.code.as_str())))
    })
}

/// The name of the organisation that made the document. Borrowed from the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_author_organisation(entry: *const spo_entry) -> *const c_char {
    get(ptr::null(), || {
        let entry = arg_ref!(entry);
        let name = entry
            .entry
            .authors
            .iter()
            .flat_map(|author| &author.institutions)
            .map(Xon::name)
            .next();
        Ok(entry.strings.lend_some(name.as_deref()))
    })
}

/// The document's size in bytes; 0 when the registry does not say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_size(entry: *const spo_entry) -> u64 {
    get(0, || Ok(arg_ref!(entry).entry.size.unwrap_or(0)))
}

/// Everything the registry knows, as JSON. It holds the CPR number in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_entry_to_json(
    entry: *const spo_entry,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, crate::strings::json(&arg_ref!(entry).entry)?)
    })
}
