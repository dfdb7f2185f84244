//! ITI-18 Registry Stored Query.

mod find;
mod parameters;

use spo_core::Cpr;
use spo_core::soap::Fault;
use spo_core::xds::vocabulary::stored_query;
use spo_core::xds::{DocumentEntry, EntryUuid, ObjectType, PatientId, RegistryObjects};
use spo_core::xml::{Element, Namespace};

use self::parameters::{Parameters, Strictness};
use super::{Processed, Registry, broken, malformed};
use crate::message::{Answer, Content};
use crate::rules::{Report, code};
use crate::store;

/// What a search may return.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Returns {
    LeafClass,
    ObjectRef,
}

/// What a search found.
enum Found {
    Entries(Vec<DocumentEntry>),
    Ids(Vec<EntryUuid>),
}

pub(super) fn answer(registry: &Registry<'_>, payload: Element<'_>) -> Result<Processed, Fault> {
    let query = payload
        .child(Namespace::RIM, "AdhocQuery")
        .ok_or_else(|| malformed("AdhocQuery"))?;
    let option = payload
        .child(Namespace::QUERY, "ResponseOption")
        .ok_or_else(|| malformed("ResponseOption"))?;

    let mut report = Report::default();
    let mut strict = Strictness::default();
    let wanted = returns(option, &mut report, &mut strict);
    // Whose an entry is stands in the entry.
    let returns = match registry.is_selective() {
        false => wanted,
        true => Returns::LeafClass,
    };
    let elsewhere = home(payload).filter(|home| !registry.site.is_home(home));
    if let Some(home) = elsewhere.filter(|home| !registry.others.has_home(home)) {
        report.add(code::UNKNOWN_COMMUNITY, home, "home er ikke dette netværk");
    }
    let id = query.attr("id").unwrap_or_default().trim();
    let parameters = Parameters::read(query);
    let found = match id {
        stored_query::FIND_DOCUMENTS => {
            find::filter(&parameters, &mut report, &mut strict).map(|mut filter| {
                if registry.quirks.any_object_type {
                    filter.object_types = vec![ObjectType::Stable, ObjectType::OnDemand];
                }
                registry.store.read(|connection| match returns {
                    Returns::LeafClass => store::find(connection, &filter).map(Found::Entries),
                    Returns::ObjectRef => store::entry_ids(connection, &filter).map(Found::Ids),
                })
            })
        }
        stored_query::GET_DOCUMENTS => {
            get_documents(registry, &parameters, returns, &mut report, &mut strict)
        }
        _ => {
            report.add(code::UNKNOWN_STORED_QUERY, id, "Forespørgslen understøttes ikke");
            None
        }
    };
    let judged = registry.judge(|report| strict.report(report));
    let mut errors = report.into_errors();
    errors.extend(judged.refused);
    match found {
        Some(found) if errors.is_empty() => {
            let mut objects = RegistryObjects::default();
            match found.map_err(|error| broken(&error))? {
                _ if elsewhere.is_some() => {}
                Found::Entries(mut entries) => {
                    entries.retain(|entry| registry.may_show(entry));
                    match wanted {
                        Returns::LeafClass => objects.entries = entries,
                        Returns::ObjectRef => {
                            objects.object_refs = entries.into_iter().map(|entry| entry.entry_uuid).collect();
                        }
                    }
                }
                Found::Ids(ids) => objects.object_refs = ids,
            }
            let mut warnings = judged.warnings;
            warnings.extend(registry.filtered());
            Ok(Processed {
                answer: Answer::success(Content::Objects(objects), warnings),
                unsaid: judged.unsaid,
            })
        }
        _ => Ok(Answer::failure(errors).into()),
    }
}

/// The patient whom the payload of a request asks for by CPR number; `None` when it names nobody.
pub(crate) fn patient_asked_for(payload: Element<'_>) -> Option<Cpr> {
    let query = payload.child(Namespace::RIM, "AdhocQuery")?;
    let parameters = Parameters::read(query);
    let values = parameters.strings(
        find::PATIENT_ID,
        &mut Report::default(),
        &mut Strictness::default(),
    )?;
    PatientId::from_cx(values.first()?).cpr()
}

/// The home community that a search is meant for, when it names one.
pub(super) fn home(payload: Element<'_>) -> Option<&str> {
    payload.child(Namespace::RIM, "AdhocQuery")?.attr("home")
}

/// IHE ITI TF volume 2a, 3.18.4.1.2.2: whole entries or references, composed.
fn returns(option: Element<'_>, report: &mut Report, strict: &mut Strictness) -> Returns {
    if option.attr("returnComposedObjects") != Some("true") {
        strict.note("ResponseOption/@returnComposedObjects skal være true");
    }
    match option.attr("returnType") {
        Some("LeafClass") => Returns::LeafClass,
        Some("ObjectRef") => Returns::ObjectRef,
        other => {
            let context = format!(
                "ResponseOption/@returnType understøttes ikke: {}",
                other.unwrap_or_default()
            );
            report.add(code::REGISTRY, "", context);
            Returns::LeafClass
        }
    }
}

/// GetDocuments: by unique ids or by registry ids, never both. Ids that nothing has are no error.
fn get_documents(
    registry: &Registry<'_>,
    parameters: &Parameters<'_>,
    returns: Returns,
    report: &mut Report,
    strict: &mut Strictness,
) -> Option<rusqlite::Result<Found>> {
    const UNIQUE_ID: &str = "$XDSDocumentEntryUniqueId";
    const ENTRY_UUID: &str = "$XDSDocumentEntryEntryUUID";
    parameters.only(&[UNIQUE_ID, ENTRY_UUID, "$MetadataLevel"], strict);
    let unique_ids = parameters.strings(UNIQUE_ID, report, strict);
    let entry_uuids = parameters.strings(ENTRY_UUID, report, strict);
    let (by_entry_uuid, ids) = match (unique_ids, entry_uuids) {
        (Some(ids), None) => (false, ids),
        (None, Some(ids)) => (true, ids),
        (None, None) => {
            let context = format!("{UNIQUE_ID} eller {ENTRY_UUID} skal angives");
            report.add(code::MISSING_PARAM, "", context);
            return None;
        }
        (Some(_), Some(_)) => {
            let context = format!("Kun en af {UNIQUE_ID} og {ENTRY_UUID} må angives");
            report.add(code::PARAM_NUMBER, "", context);
            return None;
        }
    };
    let found = registry.store.read(|connection| {
        let mut entries: Vec<DocumentEntry> = Vec::new();
        for id in &ids {
            let entry = match by_entry_uuid {
                true => store::by_entry_uuid(connection, &EntryUuid::from_wire(id.as_str()))?,
                false => store::by_unique_id(connection, id)?,
            };
            let is_new =
                |entry: &DocumentEntry| entries.iter().all(|known| known.entry_uuid != entry.entry_uuid);
            entries.extend(entry.filter(is_new));
        }
        Ok(match returns {
            Returns::LeafClass => Found::Entries(entries),
            Returns::ObjectRef => Found::Ids(entries.into_iter().map(|entry| entry.entry_uuid).collect()),
        })
    });
    Some(found)
}
