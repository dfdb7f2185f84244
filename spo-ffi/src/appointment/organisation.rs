//! Organisations by role.

use std::ffi::c_char;
use std::ptr;

use spo_core::{DanishTime, InstanceId, OrganisationId, Result, SorCode, YderNumber};

use super::draft::{Draft, LocationKind};
use super::role::{role as role_of, spo_role, spo_role_number};
use super::spo_appointment;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;

/// What kind of id an organisation has.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_id_kind {
    /// No id. Only documents from elsewhere come without one.
    None = 0,
    /// A code in the organisation register (SOR).
    Sor = 1,
    /// The provider number of a practice (ydernummer).
    Yder = 2,
    /// Any other, as a document told it: "root^extension". It cannot be shared.
    Other = 3,
}

/// The number of a [`spo_id_kind`], as a parameter.
pub type spo_id_kind_number = i32;

enum_argument!(id_kind, spo_id_kind, "id_kind" -> spo_id_kind {
    None => spo_id_kind::None,
    Sor => spo_id_kind::Sor,
    Yder => spo_id_kind::Yder,
    Other => spo_id_kind::Other,
});

/// The id that two parameters name.
pub(crate) fn organisation_id(kind: spo_id_kind, id: &str) -> Result<Option<OrganisationId>> {
    Ok(match kind {
        spo_id_kind::None => None,
        spo_id_kind::Sor => Some(OrganisationId::Sor(SorCode::parse(id)?)),
        spo_id_kind::Yder => Some(OrganisationId::Yder(YderNumber::parse(id)?)),
        spo_id_kind::Other => Some(OrganisationId::Other(InstanceId::from_unique_id(id))),
    })
}

pub(crate) fn id_kind_of(id: Option<&OrganisationId>) -> spo_id_kind {
    match id {
        None => spo_id_kind::None,
        Some(OrganisationId::Sor(_)) => spo_id_kind::Sor,
        Some(OrganisationId::Yder(_)) => spo_id_kind::Yder,
        Some(OrganisationId::Other(_)) => spo_id_kind::Other,
    }
}

pub(crate) fn id_text(id: &OrganisationId) -> String {
    match id {
        OrganisationId::Sor(_) | OrganisationId::Yder(_) => id.extension().to_owned(),
        OrganisationId::Other(id) => id.to_unique_id(),
    }
}

/// The id and name of the organisation in `role`.
fn parts(draft: &Draft, role: spo_role) -> (Option<&OrganisationId>, &str) {
    match role {
        spo_role::Location if draft.location.kind == Some(LocationKind::Facility) => {
            (draft.location.id.as_ref(), &draft.location.name)
        }
        _ => match draft.organisation(role) {
            Some(organisation) => (organisation.id.as_ref(), &organisation.name),
            None => (None, ""),
        },
    }
}

/// Sets the organisation in `role`: its id and its name as people know it. Its address and telecoms are kept.
///
/// For SPO_ROLE_LOCATION it makes the place one that is in SOR; the name may say more than the register, such as the
/// entrance. `id` may be NULL only with SPO_ID_KIND_NONE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_organisation(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    id_kind: spo_id_kind_number,
    id: *const c_char,
    name: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        if role == spo_role::Location {
            appointment.draft.place_is(LocationKind::Facility);
        }
        let path = role.path(&appointment.draft);
        appointment.set(path, |draft| {
            let id = match self::id_kind(id_kind)? {
                spo_id_kind::None => None,
                kind => organisation_id(kind, arg_text!(id))?,
            };
            let name = arg_text!(name).to_owned();
            if role == spo_role::Location {
                (draft.location.id, draft.location.name) = (id, name);
            } else {
                let organisation = draft.organisation_mut(role)?;
                (organisation.id, organisation.name) = (id, name);
            }
            Ok(())
        })
    })
}

/// Sets when the responsible or the requester took part (author time), in RFC 3339; NULL removes it, and the document's
/// creation time stands in.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_set_participation_time(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    time: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        let path = match role {
            spo_role::Responsible => "responsible.time",
            spo_role::Requester => "requester.time",
            spo_role::Performer => "performer.time",
            _ => "role",
        };
        appointment.set(path, |draft| {
            let time = arg_optional!(time).map(str::parse::<DanishTime>).transpose()?;
            if time.is_some() || draft.participant(role).is_some() {
                draft.participant_mut(role, "time of its own")?.time = time;
            }
            Ok(())
        })
    })
}

/// Removes the requester or the general practice with all that was set for it; makes any other role as it was in an
/// empty appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_clear_role(
    appointment: *mut spo_appointment,
    role: spo_role_number,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let appointment = arg_mut!(appointment);
        let role = role_of(role)?;
        appointment.clear(role);
        Ok(())
    })
}

impl spo_appointment {
    fn clear(&mut self, role: spo_role) {
        let draft = &mut self.draft;
        let place = match role {
            spo_role::Patient => {
                draft.patient = Default::default();
                "patient"
            }
            spo_role::Responsible => {
                draft.responsible = Default::default();
                "responsible"
            }
            spo_role::Requester => {
                draft.requester = None;
                "requester"
            }
            spo_role::Performer => {
                draft.performer = Default::default();
                "performer"
            }
            spo_role::Custodian => {
                draft.custodian = Default::default();
                "custodian"
            }
            spo_role::GeneralPractice => {
                draft.patient.general_practice = None;
                "patient.general_practice"
            }
            spo_role::Location => {
                draft.location = Default::default();
                "location"
            }
        };
        draft
            .refused
            .retain(|fault| !crate::refusal::is_within(&fault.path, place));
        self.strings.clear();
    }
}

/// 1 when the role has an organisation with an id or a name, otherwise 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_has_organisation(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> i32 {
    get(0, || {
        let (id, name) = parts(&arg_ref!(appointment).draft, role_of(role)?);
        Ok((id.is_some() || !name.is_empty()).into())
    })
}

/// The kind of the organisation's id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_organisation_id_kind(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> spo_id_kind {
    get(spo_id_kind::None, || {
        let id = parts(&arg_ref!(appointment).draft, role_of(role)?).0;
        Ok(id_kind_of(id))
    })
}

/// The organisation's id; NULL when it has none. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_organisation_id(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let id = parts(&appointment.draft, role_of(role)?).0;
        Ok(appointment.lend_some(id.map(id_text)))
    })
}

/// The organisation's name; NULL when none is set. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_organisation_name(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        Ok(appointment.lend(parts(&appointment.draft, role_of(role)?).1))
    })
}

/// When the role took part, in RFC 3339; NULL when that was not told. Borrowed from the appointment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_appointment_participation_time(
    appointment: *const spo_appointment,
    role: spo_role_number,
) -> *const c_char {
    get(ptr::null(), || {
        let appointment = arg_ref!(appointment);
        let time = appointment
            .draft
            .participant(role_of(role)?)
            .and_then(|party| party.time);
        Ok(appointment.lend_some(time.map(|time| time.to_string())))
    })
}
