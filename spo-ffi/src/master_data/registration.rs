//! What the citizen has registered, and what must not be taken for a no.

use spo_core::{Registration, ResuscitationOptOut, Sourced};

use super::spo_master_data;
use crate::guard::get;

/// Whether the citizen has opted out of resuscitation at cardiac arrest (fravalg af genoplivningsforsøg ved hjertestop,
/// Sundhedsloven § 25 a). Only SPO_RESUSCITATION_NOT_OPTED_OUT means no.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_resuscitation {
    /// The document does not tell; those before version 3.0 cannot. It is no "no".
    NotInDocument = 0,
    /// The citizen has opted out: no resuscitation is to be attempted. It binds whoever knows of it.
    OptedOut = 1,
    /// The citizen has not opted out.
    NotOptedOut = 2,
    /// The register could not be asked: ask again. It is no "no".
    Unavailable = 3,
}

/// Whether the citizen has registered a position: never which. Nothing may be shown as "is a donor" or "refuses
/// treatment".
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_registration {
    /// The document does not tell. It is no "no".
    NotInDocument = 0,
    /// A position is registered, a yes or a no; the register tells which.
    PositionRegistered = 1,
    /// No position is registered.
    NoPositionRegistered = 2,
    /// It could not be found out. It is no "no".
    Unavailable = 3,
}

fn registration(item: Option<&Sourced<Registration>>) -> spo_registration {
    match item.map(|item| item.value) {
        None => spo_registration::NotInDocument,
        Some(Registration::PositionRegistered) => spo_registration::PositionRegistered,
        Some(Registration::NoPositionRegistered) => spo_registration::NoPositionRegistered,
        Some(_) => spo_registration::Unavailable,
    }
}

/// Whether the citizen has opted out of resuscitation. Show the source and the time beside it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_resuscitation(
    master_data: *const spo_master_data,
) -> spo_resuscitation {
    get(spo_resuscitation::NotInDocument, || {
        Ok(match arg_ref!(master_data).data().resuscitation_opt_out.value {
            ResuscitationOptOut::NotInDocument => spo_resuscitation::NotInDocument,
            ResuscitationOptOut::OptedOut => spo_resuscitation::OptedOut,
            ResuscitationOptOut::NotOptedOut => spo_resuscitation::NotOptedOut,
            ResuscitationOptOut::Unavailable => spo_resuscitation::Unavailable,
        })
    })
}

/// Whether a position on organ donation is registered: never which.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_organ_donor_registration(
    master_data: *const spo_master_data,
) -> spo_registration {
    get(spo_registration::NotInDocument, || {
        Ok(registration(
            arg_ref!(master_data).data().organ_donor_registration.as_ref(),
        ))
    })
}

/// Whether a treatment will (behandlingstestamente) is registered: never what it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_treatment_will_registration(
    master_data: *const spo_master_data,
) -> spo_registration {
    get(spo_registration::NotInDocument, || {
        Ok(registration(
            arg_ref!(master_data).data().treatment_will_registration.as_ref(),
        ))
    })
}

/// Whether a living will (livstestamente) is registered: never what it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_living_will_registration(
    master_data: *const spo_master_data,
) -> spo_registration {
    get(spo_registration::NotInDocument, || {
        Ok(registration(
            arg_ref!(master_data).data().living_will_registration.as_ref(),
        ))
    })
}
