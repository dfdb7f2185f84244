//! ITI-43 Retrieve Document Set: handing documents out, whatever the status of their entries.

use spo_core::soap::Fault;
use spo_core::xds::response::ResponseStatus;
use spo_core::xml::{Element, Namespace};

use super::{Processed, Registry, broken, malformed};
use crate::message::{Answer, Content, HandedOut};
use crate::rules::{Report, code};
use crate::store;

pub(super) fn retrieve(registry: &Registry<'_>, payload: Element<'_>) -> Result<Processed, Fault> {
    let mut report = Report::default();
    let mut documents = Vec::new();
    let mut requests = payload
        .children_named(Namespace::XDSB, "DocumentRequest")
        .peekable();
    if requests.peek().is_none() {
        return Err(malformed("DocumentRequest"));
    }
    for request in requests {
        let Some(unique_id) = address(registry, request, &mut report) else {
            continue;
        };
        let stored = registry.store.read(|connection| {
            let entry = store::by_unique_id(connection, unique_id)?;
            match entry.is_none_or(|entry| registry.may_show(&entry)) {
                true => store::document(connection, unique_id).map(Some),
                false => Ok(None),
            }
        });
        let found = match stored.map_err(|error| broken(&error))? {
            Some(stored) => stored.or_else(|| registry.composed(unique_id)),
            None if registry.filtered().is_some() => continue,
            None => None,
        };
        match found {
            Some(document) => documents.push(HandedOut {
                document,
                home: Some(registry.site.home_urn()),
                repository: registry.site.repository.clone(),
            }),
            None => report.add(
                code::DOCUMENT_UNIQUE_ID,
                unique_id,
                "Dokumentet findes ikke i dette repository",
            ),
        }
    }
    let status = match (report.is_empty(), documents.is_empty()) {
        (true, _) => ResponseStatus::Success,
        (false, false) => ResponseStatus::PartialSuccess,
        (false, true) => ResponseStatus::Failure,
    };
    let mut errors = report.into_errors();
    errors.extend(registry.filtered());
    Ok(Answer {
        status,
        errors,
        content: Content::Documents(documents),
    }
    .into())
}

/// The document's id, when it is asked for in the right place and not at another's. A missing home community is this
/// one: clients can only repeat what a search said, and the field has searches that say nothing.
fn address<'d>(registry: &Registry<'_>, request: Element<'d>, report: &mut Report) -> Option<&'d str> {
    let text = |name: &str| request.child(Namespace::XDSB, name).map_or("", Element::text);
    let (home, repository, unique_id) = (
        text("HomeCommunityId"),
        text("RepositoryUniqueId"),
        text("DocumentUniqueId"),
    );
    let is_mine = repository == registry.site.repository;
    if !is_mine && registry.others.has_repository(repository) {
        return None;
    }
    if !home.is_empty() && !registry.site.is_home(home) {
        report.add(code::UNKNOWN_COMMUNITY, unique_id, "HomeCommunityId er ukendt");
        return None;
    }
    if !is_mine {
        report.add(
            code::UNKNOWN_REPOSITORY,
            unique_id,
            "RepositoryUniqueId er ukendt",
        );
        return None;
    }
    Some(unique_id)
}

/// Whether a request asks for a document of `repository`.
pub(super) fn asks_for(payload: Element<'_>, repository: &str) -> bool {
    payload
        .children_named(Namespace::XDSB, "DocumentRequest")
        .filter_map(|request| request.child(Namespace::XDSB, "RepositoryUniqueId"))
        .any(|id| id.text() == repository)
}
