//! ITI-43 Retrieve Document Set: handing documents out, whatever the status of their entries.

use spo_core::soap::Fault;
use spo_core::xds::response::ResponseStatus;
use spo_core::xml::{Element, Namespace};

use super::{Processed, Registry, broken, malformed};
use crate::identity::{REPOSITORY_ID, is_home};
use crate::message::Answer;
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
        let Some(unique_id) = address(request, &mut report) else {
            continue;
        };
        let found = registry.store.read(|connection| {
            let entry = store::by_unique_id(connection, unique_id)?;
            match entry.is_none_or(|entry| registry.may_show(&entry)) {
                true => store::document(connection, unique_id),
                false => Ok(None),
            }
        });
        match found.map_err(|error| broken(&error))? {
            Some(document) => documents.push(document),
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
    Ok(Answer {
        status,
        errors: report.into_errors(),
        content: Answer::documents(documents),
    }
    .into())
}

/// The document's id, when it is asked for in the right place. A missing home community is this one: clients can only
/// repeat what a search said, and the field has searches that say nothing.
fn address<'d>(request: Element<'d>, report: &mut Report) -> Option<&'d str> {
    let text = |name: &str| request.child(Namespace::XDSB, name).map_or("", Element::text);
    let (home, repository, unique_id) = (
        text("HomeCommunityId"),
        text("RepositoryUniqueId"),
        text("DocumentUniqueId"),
    );
    if !home.is_empty() && !is_home(home) {
        report.add(code::UNKNOWN_COMMUNITY, unique_id, "HomeCommunityId er ukendt");
        return None;
    }
    if repository != REPOSITORY_ID {
        report.add(
            code::UNKNOWN_REPOSITORY,
            unique_id,
            "RepositoryUniqueId er ukendt",
        );
        return None;
    }
    Some(unique_id)
}
