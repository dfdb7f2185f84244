//! ITI-41 Provide and Register Document Set-b: storing documents, new or in place of others.

mod accepted;
mod shape;

use std::borrow::Cow;

use spo_core::soap::{Attachments, Fault, SoapProblem, content};
use spo_core::xds::RegistryObjects;
use spo_core::xml::{Element, Namespace};

use self::accepted::Accepted;
use super::{Processed, Refusal, Registry, broken, malformed};
use crate::message::{Answer, Content};
use crate::rules::{self, Report};

/// A document as it came: the entry it belongs to, and its bytes, unless the attachment did not come.
struct Provided<'a> {
    id: &'a str,
    bytes: Option<Cow<'a, [u8]>>,
}

pub(super) fn submit(
    registry: &Registry<'_>,
    payload: Element<'_>,
    attachments: Attachments<'_>,
) -> Result<Processed, Fault> {
    let request = payload
        .child(Namespace::LCM, "SubmitObjectsRequest")
        .ok_or_else(|| malformed("SubmitObjectsRequest"))?;
    let list = request
        .child(Namespace::RIM, "RegistryObjectList")
        .ok_or_else(|| malformed("RegistryObjectList"))?;
    let objects = RegistryObjects::read(list);
    let provided = provided(payload, attachments)?;

    let mut report = Report::default();
    shape::check(&objects, &mut report);
    shape::check_documents(&objects, &provided, &mut report);
    let judged = registry.judge(|report| {
        let attached = provided
            .iter()
            .filter_map(|document| Some((document.id, document.bytes.as_deref()?)));
        rules::check_submission(list, &objects, &attached.collect::<Vec<_>>(), report);
    });
    let mut errors = report.into_errors();
    errors.extend(judged.refused);
    if !errors.is_empty() {
        return Ok(Answer::failure(errors).into());
    }

    let accepted = Accepted::new(registry, objects, &provided);
    match registry.store.change(|connection| accepted.store(connection)) {
        Ok(()) => Ok(Processed {
            answer: Answer::success(Content::None, judged.warnings),
            unsaid: judged.unsaid,
        }),
        Err(Refusal::Errors(report)) => Ok(Answer::failure(report.into_errors()).into()),
        Err(Refusal::Database(error)) => Err(broken(&error)),
    }
}

fn provided<'a>(payload: Element<'a>, attachments: Attachments<'a>) -> Result<Vec<Provided<'a>>, Fault> {
    let documents = payload.children_named(Namespace::XDSB, "Document");
    let read = documents.map(|document| {
        let bytes = match content(document, attachments) {
            Ok(bytes) => Some(bytes),
            Err(error) => match error.problem() {
                SoapProblem::MissingAttachment(_) => None,
                _ => return Err(Fault::client(&error.to_string())),
            },
        };
        let id = document.attr("id").unwrap_or_default().trim();
        Ok(Provided { id, bytes })
    });
    read.collect()
}
