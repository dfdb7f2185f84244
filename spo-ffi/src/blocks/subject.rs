//! Which data a registration is about, and whom.

use std::ffi::c_char;
use std::ptr;

use spo_core::blocks::{DataOrigin, DataPeriod, Who};
use spo_core::{Cpr, DanishTime, OrganisationCode};

use super::spo_block_registration;
use crate::caller::{spo_organisation_code, spo_organisation_code_number};
use crate::guard::get;
use crate::moment::to_ms;

/// Whom a registration keeps out or lets in. It means nothing to anybody else.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_block_who {
    /// Not told, or told in a way that this version does not know.
    Unknown = 0,
    /// Every health professional.
    Everybody = 1,
    /// One health professional: spo_block_registration_professional.
    Professional = 2,
    /// Everybody who works for an organisation while looking: spo_block_registration_organisation.
    Organisation = 3,
    /// Health professionals abroad.
    ForeignProfessionals = 4,
}

impl From<&Who> for spo_block_who {
    fn from(who: &Who) -> Self {
        match who {
            Who::Everybody => Self::Everybody,
            Who::Professional { .. } => Self::Professional,
            Who::Organisation { .. } => Self::Organisation,
            Who::ForeignProfessionals => Self::ForeignProfessionals,
            _ => Self::Unknown,
        }
    }
}

/// The kind of a code; 0 when there is no code.
fn kind(code: Option<&OrganisationCode>) -> spo_organisation_code_number {
    code.map_or(0, |code| match code {
        OrganisationCode::Sor(_) => spo_organisation_code::Sor as i32,
        OrganisationCode::Yder(_) => spo_organisation_code::Yder as i32,
        OrganisationCode::Shak(_) => spo_organisation_code::Shak as i32,
    })
}

impl spo_block_registration {
    fn origin(&self) -> Option<&DataOrigin> {
        self.registration().what.origin.as_ref()
    }

    fn made_by(&self) -> Option<&OrganisationCode> {
        self.origin().map(|origin| &origin.organisation)
    }

    fn data(&self, end: impl FnOnce(DataPeriod) -> Option<DanishTime>) -> Option<DanishTime> {
        self.registration().what.period.and_then(end)
    }

    fn professional(&self) -> Option<&Cpr> {
        match &self.registration().who {
            Who::Professional { cpr } => Some(cpr),
            _ => None,
        }
    }

    /// The organisation whose people are meant, and whether those of its sub-organisations are.
    fn organisation(&self) -> Option<(&OrganisationCode, bool)> {
        match &self.registration().who {
            Who::Organisation {
                organisation,
                include_sub_organisations,
            } => Some((organisation, *include_sub_organisations)),
            _ => None,
        }
    }
}

/// With which code the organisation is named that made the data; 0 when data from anywhere is meant.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_origin_kind(
    registration: *const spo_block_registration,
) -> spo_organisation_code_number {
    get(0, || Ok(kind(arg_ref!(registration).made_by())))
}

/// The code of the organisation that made the data; NULL when data from anywhere is meant. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_origin(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend(registration.made_by().map(OrganisationCode::as_str)))
    })
}

/// 1 when data of that organisation's sub-units is meant, too, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_includes_sub_units(
    registration: *const spo_block_registration,
) -> i32 {
    get(0, || {
        let origin = arg_ref!(registration).origin();
        Ok(origin.is_some_and(|origin| origin.include_sub_units).into())
    })
}

/// The first moment that the data is about, in RFC 3339 with Denmark's offset; NULL when that side is open. Borrowed from
/// the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_data_from(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend_time(registration.data(|period| period.from)))
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when that side is open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_data_from_ms(
    registration: *const spo_block_registration,
) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(arg_ref!(registration).data(|period| period.from)))
    })
}

/// The moment that ends the time the data is about, in RFC 3339 with Denmark's offset; NULL when that side is open.
/// Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_data_to(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend_time(registration.data(|period| period.to)))
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when that side is open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_data_to_ms(
    registration: *const spo_block_registration,
) -> i64 {
    get(to_ms(None), || {
        Ok(to_ms(arg_ref!(registration).data(|period| period.to)))
    })
}

/// Whom it keeps out or lets in.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_who(
    registration: *const spo_block_registration,
) -> spo_block_who {
    get(spo_block_who::Unknown, || {
        Ok((&arg_ref!(registration).registration().who).into())
    })
}

/// The CPR number of the health professional; NULL when it is not about one. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_professional(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        Ok(registration.lend(registration.professional().map(|cpr| cpr.as_str())))
    })
}

/// With which code the organisation is named whose people are meant; 0 when it is not about one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_organisation_kind(
    registration: *const spo_block_registration,
) -> spo_organisation_code_number {
    get(0, || {
        let organisation = arg_ref!(registration).organisation();
        Ok(kind(organisation.map(|(code, _)| code)))
    })
}

/// The code of the organisation whose people are meant; NULL when it is not about one. Borrowed from the registration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_organisation(
    registration: *const spo_block_registration,
) -> *const c_char {
    get(ptr::null(), || {
        let registration = arg_ref!(registration);
        let organisation = registration.organisation();
        Ok(registration.lend(organisation.map(|(code, _)| code.as_str())))
    })
}

/// 1 when the people of that organisation's sub-organisations are meant, too, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_block_registration_includes_sub_organisations(
    registration: *const spo_block_registration,
) -> i32 {
    get(0, || {
        let organisation = arg_ref!(registration).organisation();
        Ok(organisation.is_some_and(|(_, includes)| includes).into())
    })
}
