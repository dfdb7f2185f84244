//! The two services, verification and administration, behind their provisional messages.

use spo_core::blocks::wire::{Answer, Request};
use spo_core::blocks::{DataItem, Draft, Relation, Stamp, State, TOLERANCE, Who};
use spo_core::dgws::OnBehalfOf;
use spo_core::soap::Fault;
use spo_core::{Cpr, DanishTime};

use super::judge::Looker;
use super::register::Blocks;
use crate::authority::Authority;
use crate::store::Store;

/// Who calls the service.
#[derive(Debug, Clone)]
pub(crate) enum Asker {
    /// A citizen, perhaps for another.
    Citizen {
        acting: Cpr,
        /// Whose data it is.
        about: Cpr,
        /// Whether the relation between them was checked already, by the token service.
        verified: bool,
        system: String,
    },
    /// A health professional.
    Professional { looker: Looker, system: String },
}

impl Asker {
    fn acting(&self) -> Cpr {
        match self {
            Self::Citizen { acting, .. } => *acting,
            Self::Professional { looker, .. } => looker.acting,
        }
    }

    fn system(&self) -> &str {
        match self {
            Self::Citizen { system, .. } | Self::Professional { system, .. } => system,
        }
    }

    /// Whether he or she may decide for `citizen`.
    fn may_decide_for(&self, citizen: Cpr, relations: &[(Cpr, OnBehalfOf)]) -> bool {
        match self {
            Self::Professional { .. } => true,
            Self::Citizen {
                acting,
                about,
                verified,
                ..
            } => {
                let is_related = || {
                    let mut known = relations.iter();
                    known.any(|(holder, other)| holder == acting && other.cpr == *about)
                };
                *about == citizen && (acting == about || *verified || is_related())
            }
        }
    }
}

impl Blocks {
    /// Answers a request.
    ///
    /// # Errors
    /// The fault to answer with. Which codes the service uses is not published: these are the framework's.
    pub(crate) fn answer(
        &self,
        store: &Store,
        request: &Request,
        asker: &Asker,
        relations: &[(Cpr, OnBehalfOf)],
        now: DanishTime,
    ) -> Result<Answer, Fault> {
        let citizen = request.citizen();
        let stamp = || Stamp {
            time: now,
            system: asker.system().to_owned(),
            by: Some(asker.acting()),
        };
        if !request.operation().is_verification() && !asker.may_decide_for(citizen, relations) {
            let text = "The acting user may not decide for this citizen.";
            return Err(Fault::server(text).with_dgws_code("not_authorized"));
        }
        Ok(match request {
            Request::UserCheck { .. } => Answer::Relation(match asker {
                Asker::Professional { looker, .. } => self.relation(citizen, looker, now),
                // Blocks keep health professionals out, and nobody else.
                Asker::Citizen { .. } => Relation::Positive,
            }),
            Request::DataCheck { items, .. } => Answer::Permitted(match asker {
                Asker::Professional { looker, .. } => self.permitted(citizen, looker, now, items),
                Asker::Citizen { .. } => items.iter().map(|DataItem { id, .. }| id.clone()).collect(),
            }),
            Request::Create { draft, .. } => {
                check(draft, now, true)?;
                let created = self.create(store, citizen, draft, stamp());
                Answer::Registered(Box::new(created.map_err(broken)?))
            }
            Request::Modify { id, draft, .. } => {
                check(draft, now, false)?;
                let changed = self.alter(store, citizen, id, |it| {
                    it.effect = draft.effect();
                    it.what = draft.what().clone();
                    it.who = draft.who().clone();
                    it.from = draft.starts().unwrap_or(it.from);
                    it.to = draft.ends();
                    it.changed = Some(stamp());
                });
                Answer::Registered(Box::new(changed.map_err(broken)?.ok_or_else(unknown)?))
            }
            Request::End { id, .. } => {
                let ended = self.alter(store, citizen, id, |it| {
                    it.state = State::Inactive;
                    it.changed = Some(stamp());
                });
                Answer::Registered(Box::new(ended.map_err(broken)?.ok_or_else(unknown)?))
            }
            Request::List { history, .. } => {
                let mut all = self.of(citizen);
                all.retain(|it| *history || it.state == State::Active && it.to.is_none_or(|to| to > now));
                Answer::Registrations(all)
            }
        })
    }
}

/// The documented input checks: a beginning that is not past, and a professional who is in the register of authorisations.
fn check(draft: &Draft, now: DanishTime, is_new: bool) -> Result<(), Fault> {
    let moment = now.to_utc();
    let checked = match is_new {
        true => draft.check(moment),
        false => draft.check_terms(moment),
    };
    checked.map_err(|error| {
        let text = match error.code() {
            "block.from_past" => format!("validFrom is more than {} seconds past.", TOLERANCE.num_seconds()),
            _ => error.problem().to_owned(),
        };
        processing_problem(&text)
    })?;
    match draft.who() {
        Who::Professional { cpr } => {
            let authority = Authority::of_this_process();
            let authority = authority.map_err(|error| Fault::server(error.message()))?;
            match authority.is_authorised(*cpr) {
                true => Ok(()),
                false => Err(processing_problem(
                    "healthProfessionalCPR is not in the register of authorisations.",
                )),
            }
        }
        _ => Ok(()),
    }
}

fn unknown() -> Fault {
    processing_problem("The citizen has no such registration in effect.")
}

fn processing_problem(text: &str) -> Fault {
    Fault::server(text).with_dgws_code("processing_problem")
}

fn broken(error: rusqlite::Error) -> Fault {
    log::error!(target: "spo_sandbox", "the database failed: {error}");
    processing_problem("The register's database failed.")
}
