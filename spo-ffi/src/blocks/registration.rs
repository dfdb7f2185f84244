//! What the block service has registered.

use std::ffi::c_char;
use std::ptr;

use spo_core::DanishTime;
use spo_core::blocks::{Effect, Registration, Stamp, State};

use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::moment::to_ms;
use crate::status::spo_status;
use crate::strings::{self, Strings};

/// A block or a consent as the block service (MinSpærring) has it, with what became of it.
///
/// It never changes: any number of threads may read it.
pub struct spo_block_registration {
    registration: Registration,
    strings: Strings,
}
handle!(shared spo_block_registration);

impl From<Registration> for spo_block_registration {
    fn from(registration: Registration) -> Self {
        Self {
            registration,
            strings: Strings::default(),
        }
    }
}

impl From<&Registration> for spo_block_registration {
    fn from(registration: &Registration) -> Self {
        registration.clone().into()
    }
}

impl spo_block_registration {
    pub(super) fn registration(&self) -> &Registration {
        &self.registration
    }

    pub(super) fn lend(&self, text: Option<&str>) -> *const c_char {
        self.strings.lend_some(text)
    }

    pub(super) fn lend_time(&self, time: Option<DanishTime>) -> *const c_char {
        let time = time.map(|time| time.to_string());
        self.strings.lend_some(time.as_deref())
    }

    fn changed(&self) -> Option<&Stamp> {
        self.registration.changed.as_ref()
    }
}

/// What a registration does.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_block_effect {
    /// Not told.
    Unknown = 0,
    /// It keeps out (spærring).
    Block = 1,
    /// It lets in (samtykke).
    Consent = 2,
}

impl From<Effect> for spo_block_effect {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Block => Self::Block,
            Effect::Consent => Self::Consent,
        }
    }
}

/// Whether a registration counts.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_block_state {
    /// Not told.
    Unknown = 0,
    /// It counts, within its times.
    Active = 1,
    /// It was ended or changed into another one, and is kept as history.
    Inactive = 2,
}

impl From<State> for spo_block_state {
    fn from(state: State) -> Self {
        match state {
            State::Active => Self::Active,
            State::Inactive => Self::Inactive,
        }
    }
}

/// What the service calls it: digits, to change or lift it by. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_id(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend(Some(registration.registration.id.as_str())))
    })
}

/// The CPR number of the citizen whose data it is about: ten digits. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_citizen(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend(Some(registration.registration.citizen.as_str())))
    })
}

/// Whether it keeps out or lets in.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_effect(
    registration: *const spo_block_registration,
) -> spo_block_effect {
    get(spo_block_effect::Unknown, || {
        Ok(arg_ref!(registration).registration.effect.into())
    })
}

/// Whether it counts, or is kept as history.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_state(
    registration: *const spo_block_registration,
) -> spo_block_state {
    get(spo_block_state::Unknown, || {
        Ok(arg_ref!(registration).registration.state.into())
    })
}

/// From when on it is in effect, in RFC 3339 with Denmark's offset. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_start(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend_time(Some(registration.registration.from)))
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_start_ms(registration: *const spo_block_registration) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(Some(arg_ref!(registration).registration.from)))
    })
}

/// Until when it is in effect, in RFC 3339 with Denmark's offset; NULL until it is lifted. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_end(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend_time(registration.registration.to))
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME until it is lifted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_end_ms(registration: *const spo_block_registration) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(registration).registration.to)))
}

/// When it was made, in RFC 3339 with Denmark's offset. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_created(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend_time(Some(registration.registration.created.time)))
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_created_ms(
    registration: *const spo_block_registration,
) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(Some(arg_ref!(registration).registration.created.time)))
    })
}

/// With which system it was made. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_created_system(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend(Some(&registration.registration.created.system)))
    })
}

/// The CPR number of whoever made it; NULL when the service does not tell. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_created_by(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        let by = registration.registration.created.by.as_ref();
        Ok(registration.lend(by.map(|cpr| cpr.as_str())))
    })
}

/// When it was changed or ended last, in RFC 3339 with Denmark's offset; NULL when it never was. Borrowed from the
/// registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_changed(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend_time(registration.changed().map(|stamp| stamp.time)))
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it never was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_changed_ms(
    registration: *const spo_block_registration,
) -> i64 {
    get(to_ms(None), || {
        let changed = arg_ref!(registration).changed();
        Ok(to_ms(changed.map(|stamp| stamp.time)))
    })
}

/// With which system it was changed or ended last; NULL when it never was. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_changed_system(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend(registration.changed().map(|stamp| &*stamp.system)))
    })
}

/// The CPR number of whoever changed or ended it last; NULL when the service does not tell, and when nobody did. Borrowed
/// from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_changed_by(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        let by = registration.changed().and_then(|stamp| stamp.by.as_ref());
        Ok(registration.lend(by.map(|cpr| cpr.as_str())))
    })
}

/// The registration as JSON. It holds CPR numbers in full.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_to_json(
    registration: *const spo_block_registration,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        give_text!(out, strings::json(&arg_ref!(registration).registration)?)
    })
}

/// Frees the registration with everything borrowed from it; what is registered is not affected. NULL is allowed. What a
/// list lends is freed with that, never here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_free(registration: *mut spo_block_registration) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(registration) }
}
