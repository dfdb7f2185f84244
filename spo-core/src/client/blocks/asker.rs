//! One call's questions to the block service, and their answers.

use std::collections::BTreeSet;

use crate::blocks::wire::{Answer, Operation, Request};
use crate::blocks::{DataItem, Relation};
use crate::client::exchange::{Call, Failed};
use crate::client::purpose::Purpose;
use crate::client::{BlockService, Inner};
use crate::dgws::Caller;
use crate::model::Cpr;
use crate::soap::Message;
use crate::transport::Deadline;
use crate::{Error, ErrorKind, Result};

/// The two questions of a check, answered.
pub(super) enum Answered {
    All,
    Some(Vec<String>),
    Nothing,
}

pub(super) fn decide(asker: &Asker<'_>, citizen: Cpr, items: &[DataItem]) -> Result<Answered> {
    match asker.relation(citizen)? {
        Relation::Positive => return Ok(Answered::All),
        Relation::Negative => return Ok(Answered::Nothing),
        Relation::DataSpecific if items.is_empty() => return Ok(Answered::Some(Vec::new())),
        Relation::DataSpecific => {}
    }
    let request = Request::DataCheck {
        citizen,
        items: items.to_vec(),
    };
    let Answer::Permitted(mut permitted) = asker.ask(&request)? else {
        return Err(other_answer());
    };
    // Only what was asked about.
    let asked: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    permitted.retain(|id| asked.contains(id.as_str()));
    Ok(Answered::Some(permitted))
}

/// One call's conversation with the service.
pub(super) struct Asker<'c> {
    service: &'c BlockService,
    call: Call<'c>,
}

impl<'c> Asker<'c> {
    pub(super) fn new(
        inner: &'c Inner,
        service: &'c BlockService,
        caller: Option<&'c Caller>,
        deadline: Deadline,
    ) -> Self {
        Self {
            service,
            call: Call::new(inner, caller, deadline),
        }
    }

    pub(super) fn relation(&self, citizen: Cpr) -> Result<Relation> {
        match self.ask(&Request::UserCheck { citizen })? {
            Answer::Relation(relation) => Ok(relation),
            _ => Err(other_answer()),
        }
    }

    pub(super) fn ask(&self, request: &Request) -> Result<Answer> {
        let answer = self.exchange(self.message(request), request.operation());
        answer.map_err(|failed| failed.error)
    }

    pub(super) fn exchange(
        &self,
        message: Message,
        operation: Operation,
    ) -> std::result::Result<Answer, Failed> {
        self.call.exchange(Purpose::Blocks, message, |envelope, _| {
            Answer::read(envelope.payload()?, operation)
        })
    }

    pub(super) fn message(&self, request: &Request) -> Message {
        self.call.about(Some(request.citizen()));
        let operation = request.operation();
        let id = self.call.inner.context.random_uuid().urn().to_string();
        let mut message = Message::new(operation.action(), id, request.to_xml());
        let config = &self.call.inner.config;
        message.version = config.soap_version;
        message.addressing = config.ws_addressing;
        let url = match operation.is_verification() {
            true => &self.service.verification,
            false => &self.service.administration,
        };
        message.to = Some(url.clone());
        message
    }
}

pub(super) fn other_answer() -> Error {
    let message = "the block service answered another question";
    Error::new(ErrorKind::Protocol, "blocks.answer", message)
}
