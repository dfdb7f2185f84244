//! What a caller of the national services has seen.

use super::{LogEntry, LogOrganisation, LogOrganisationId, LogPrincipal, LogPrincipalId, LogUserId};
use crate::dgws::{Caller, HealthProfessional, ResponsibleProfessional, Standing};
use crate::model::{Cpr, DanishTime};

/// What stands in place of a role when there is none.
const NO_ROLE: &str = "urn:dk:healthcare:no-role";

impl LogEntry {
    /// What `caller` has seen of `patient` in `system` at a moment.
    ///
    /// A professional is named by the authorisation, or by CPR number without one; so is whoever answers for it. The role
    /// is that of a professional without an authorisation, and the organisation that of the caller, but for a hospital code
    /// (SHAK), which the log does not take. What a caller does not say are fields to fill: names, what an authorised
    /// professional is, and the [`addition`](Self::addition) of a look past a block.
    ///
    /// ```
    /// use spo_core::DanishTime;
    /// use spo_core::audit::{Addition, LogEntry};
    /// use spo_core::dgws::Caller;
    ///
    /// # fn example(caller: &Caller, patient: spo_core::Cpr, now: DanishTime) {
    /// let mut entry = LogEntry::of_caller("EHR X", "Opslag i aftaler", patient, caller, now).in_organisation("Hjemmeplejen");
    /// entry.user.role = Some("Sygeplejerske".into());
    /// entry.addition = Some(Addition::Consent);
    /// # }
    /// ```
    pub fn of_caller(
        system: impl Into<String>,
        activity: impl Into<String>,
        patient: Cpr,
        caller: &Caller,
        at: DanishTime,
    ) -> Self {
        let user = match caller.professional().map(|professional| &professional.standing) {
            Some(Standing::Authorised { code }) => LogUserId::Authorisation(code.clone()),
            _ => LogUserId::Cpr(caller.acting()),
        };
        let mut entry = Self::new(system, activity, patient, user, at);
        if let Some(professional) = caller.professional() {
            entry.user.role = role(professional);
            entry.organisation = Some(LogOrganisation {
                id: LogOrganisationId::of(&professional.organisation),
                name: None,
            });
            entry.on_behalf_of = professional.responsible.as_ref().map(principal);
        }
        entry
    }

    /// Names the organisation it was seen in, as the citizen knows it.
    #[must_use]
    pub fn in_organisation(mut self, name: impl Into<String>) -> Self {
        self.organisation.get_or_insert_default().name = Some(name.into());
        self
    }
}

fn role(professional: &HealthProfessional) -> Option<String> {
    match &professional.standing {
        Standing::NotAuthorised { role } if role != NO_ROLE => Some(role.clone()),
        _ => None,
    }
}

fn principal(responsible: &ResponsibleProfessional) -> LogPrincipal {
    let id = match &responsible.authorisation {
        Some(code) => LogPrincipalId::Authorisation(code.clone()),
        None => LogPrincipalId::Cpr(responsible.cpr),
    };
    LogPrincipal {
        id: Some(id),
        ..LogPrincipal::default()
    }
}
