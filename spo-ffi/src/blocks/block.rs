//! What a citizen wants registered.

use std::ffi::c_char;
use std::ptr;

use spo_core::blocks::{Block, Consent, DataOrigin, DataPeriod, Draft, What, Who};
use spo_core::{DanishTime, Error, ErrorKind, Result};

use super::{ends, ends_ms};
use crate::caller::{organisation, person, spo_organisation_code_number};
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::moment::{from_ms, from_optional_ms, from_rfc3339};
use crate::status::spo_status;

/// A block (spærring), or a consent (samtykke), that is to be registered: which data, from whom, and when it is in effect.
/// Nothing is checked but its parts until it is registered.
///
/// One thread at a time.
pub struct spo_block {
    draft: Draft,
}
handle!(exclusive spo_block);

impl From<Draft> for spo_block {
    fn from(draft: Draft) -> Self {
        Self { draft }
    }
}

impl spo_block {
    pub(crate) fn draft(&self) -> &Draft {
        &self.draft
    }

    fn what(&mut self) -> &mut What {
        match &mut self.draft {
            Draft::Block(block) => &mut block.what,
            Draft::Consent(consent) => &mut consent.what,
        }
    }

    fn who(&mut self) -> &mut Who {
        match &mut self.draft {
            Draft::Block(block) => &mut block.who,
            Draft::Consent(consent) => &mut consent.who,
        }
    }

    fn set_start(&mut self, start: Option<DanishTime>) {
        match &mut self.draft {
            Draft::Block(block) => block.from = start,
            Draft::Consent(consent) => consent.from = start,
        }
    }

    fn set_end(&mut self, end: Option<DanishTime>) -> Result<()> {
        match (&mut self.draft, end) {
            (Draft::Block(block), end) => block.to = end,
            (Draft::Consent(consent), Some(end)) => consent.to = end,
            (Draft::Consent(_), None) => {
                return Err(Error::new(
                    ErrorKind::InvalidArgument,
                    "block.consent_end",
                    "a consent always ends",
                )
                .with_remedy("Give the moment when it ends.")
                .at("end"));
            }
        }
        Ok(())
    }
}

fn consent(end: DanishTime) -> spo_block {
    let consent = Consent {
        what: What::ALL,
        who: Who::Everybody,
        from: None,
        to: end,
    };
    Draft::from(consent).into()
}

/// A block of everything that can be blocked, for everybody, at once and until it is lifted: setters narrow it. Never NULL;
/// free it with spo_block_free.
#[unsafe(no_mangle)]
pub extern "C" fn spo_block_new() -> *mut spo_block {
    get(ptr::null_mut(), || {
        Ok(handle::into_raw(Draft::from(Block::of_everything()).into()))
    })
}

/// A consent, which lets in whatever is blocked: to everything, for everybody, from now until `end`, in RFC 3339 with
/// Denmark's offset. Setters narrow it. A consent always ends.
///
/// `*out` is to be freed with spo_block_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_consent(
    end: *const c_char,
    out: *mut *mut spo_block,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let end = from_rfc3339(arg_text!(end)).map_err(|error| error.at("end"))?;
        out.give(consent(end))
    })
}

/// The same until `end_ms`, in milliseconds since 1970-01-01 00:00 UTC.
///
/// `*out` is to be freed with spo_block_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_consent_ms(
    end_ms: i64,
    out: *mut *mut spo_block,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let end = from_ms(end_ms).map_err(|error| error.at("end_ms"))?;
        out.give(consent(end))
    })
}

/// Only data that this organisation has made; `include_sub_units` says whether that of its sub-units is meant, too: 1 or 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_origin(
    block: *mut spo_block,
    code_kind: spo_organisation_code_number,
    code: *const c_char,
    include_sub_units: i32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        block.what().origin = Some(DataOrigin {
            organisation: organisation(code_kind, arg_text!(code))?,
            include_sub_units: include_sub_units != 0,
        });
        Ok(())
    })
}

/// Only data about the time from `from` until `to`, which does not belong to it, such as appointments that take place then:
/// in RFC 3339 with Denmark's offset. NULL leaves a side open; not both.
///
/// It may be past, and is another time than that in which the block is in effect (spo_block_set_start, spo_block_set_end).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_data_period(
    block: *mut spo_block,
    from: *const c_char,
    to: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        let (from, to) = ends(arg_optional!(from), arg_optional!(to))?;
        block.what().period = Some(DataPeriod { from, to });
        Ok(())
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME leaves a side open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_data_period_ms(
    block: *mut spo_block,
    from_ms: i64,
    to_ms: i64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        let (from, to) = ends_ms(from_ms, to_ms)?;
        block.what().period = Some(DataPeriod { from, to });
        Ok(())
    })
}

/// For every health professional: so it begins.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_for_everybody(
    block: *mut spo_block,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        *arg_mut!(block).who() = Who::Everybody;
        Ok(())
    })
}

/// Only for one health professional. Whoever is not in the register of authorisations cannot be named, and the service
/// refuses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_for_professional(
    block: *mut spo_block,
    cpr: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        let cpr = person(arg_text!(cpr), "cpr")?;
        *block.who() = Who::Professional { cpr };
        Ok(())
    })
}

/// Only for those who work for this organisation while looking; `include_sub_organisations` says whether its
/// sub-organisations are meant, too: 1 or 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_for_organisation(
    block: *mut spo_block,
    code_kind: spo_organisation_code_number,
    code: *const c_char,
    include_sub_organisations: i32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        let organisation = organisation(code_kind, arg_text!(code))?;
        *block.who() = Who::Organisation {
            organisation,
            include_sub_organisations: include_sub_organisations != 0,
        };
        Ok(())
    })
}

/// Only for health professionals abroad.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_for_foreign_professionals(
    block: *mut spo_block,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        *arg_mut!(block).who() = Who::ForeignProfessionals;
        Ok(())
    })
}

/// From when on it is in effect, in RFC 3339 with Denmark's offset; NULL for at once. Not in the past.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_start(
    block: *mut spo_block,
    start: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        let start = arg_optional!(start).map(from_rfc3339).transpose();
        block.set_start(start.map_err(|error| error.at("start"))?);
        Ok(())
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for at once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_start_ms(
    block: *mut spo_block,
    start_ms: i64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        let start = from_optional_ms(start_ms).map_err(|error| error.at("start_ms"))?;
        block.set_start(start);
        Ok(())
    })
}

/// Until when it is in effect, in RFC 3339 with Denmark's offset; NULL until it is lifted, which a consent cannot be
/// without ("block.consent_end").
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_end(
    block: *mut spo_block,
    end: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        let end = arg_optional!(end).map(from_rfc3339).transpose();
        block.set_end(end.map_err(|error| error.at("end"))?)
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME until it is lifted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_set_end_ms(
    block: *mut spo_block,
    end_ms: i64,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let block = arg_mut!(block);
        block.set_end(from_optional_ms(end_ms).map_err(|error| error.at("end_ms"))?)
    })
}

/// Reads the JSON form, such as {"block": {}} for everything. The error's path names the field that is wrong or missing.
///
/// `*out` is to be freed with spo_block_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_from_json(
    json: *const c_char,
    out: *mut *mut spo_block,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        out.give(Draft::from_json(arg_text!(json))?.into())
    })
}

/// Writes the JSON form. It may hold a professional's CPR number. `*out` is to be freed with spo_string_free, or NULL on
/// failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_to_json(
    block: *const spo_block,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || give_text!(out, arg_ref!(block).draft.to_json()))
}

/// Frees the block. NULL is allowed; what was registered is not affected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_free(block: *mut spo_block) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(block) }
}
