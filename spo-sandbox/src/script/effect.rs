//! From misbehaviour to bytes.

use std::time::Duration;

use chrono::TimeDelta;
use spo_core::ServiceError;
use spo_core::soap::Fault;
use spo_core::transport::Response;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::vocabulary::danish;
use spo_core::xds::{DocumentEntry, Dtm};

use super::{HomeCommunity, LogRefusals, Misbehaviour, ScriptedError};
use crate::message::{Answer, Content, Encoding, Refusal};
use crate::registry::Quirks;
use crate::token_service::TrustFault;
use crate::{CardFlaw, Outage};

/// A script may come from anybody who reaches the server, so what it costs is bounded.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
const LARGEST_BODY: usize = 1 << 30;
/// Seconds: ten years.
const LARGEST_SKEW: i64 = 10 * 365 * 24 * 3600;

/// How an answer reaches the caller.
#[derive(Debug)]
pub(crate) enum Delivery {
    /// Whole, after a wait.
    Answer(Response, Duration),
    /// Never.
    Silence,
    /// Not at all: the connection is closed.
    Disconnect,
    /// In part: the connection is closed after so many bytes of the body.
    Broken(Response, usize),
}

/// What takes the place of the registry's answer.
#[derive(Debug)]
pub(crate) enum Instead {
    Silence,
    Disconnect,
    Page(u16),
    Status(u16),
    Fault(Refusal, Option<u16>),
    Refusal(Vec<ServiceError>),
}

/// The misbehaviour that is due for one call.
#[derive(Debug)]
pub(crate) struct Effect {
    does: Vec<Misbehaviour>,
}

impl Effect {
    pub(crate) fn new(does: Vec<Misbehaviour>) -> Self {
        Self { does }
    }

    /// Whether anything is due.
    pub(crate) fn is_some(&self) -> bool {
        !self.does.is_empty()
    }

    /// What takes the place of the answer, and whether the request is carried out all the same.
    pub(crate) fn instead(&self) -> Option<(Instead, bool)> {
        self.does.iter().find_map(|misbehaviour| {
            Some(match misbehaviour {
                Misbehaviour::NoAnswer { processed } => (Instead::Silence, *processed),
                Misbehaviour::Disconnect { processed } => (Instead::Disconnect, *processed),
                Misbehaviour::HtmlPage { status, processed } => (Instead::Page(*status), *processed),
                Misbehaviour::HttpStatus { status, processed } => (Instead::Status(*status), *processed),
                Misbehaviour::Fault {
                    text,
                    dgws_code,
                    ws_trust_code,
                    client,
                    http_status,
                    processed,
                } => {
                    let fault = match client {
                        true => Fault::client(text),
                        false => Fault::server(text),
                    };
                    let fault = match (ws_trust_code, dgws_code) {
                        (Some(code), _) => TrustFault::new(code, text).into(),
                        (None, Some(code)) => fault.with_dgws_code(code).into(),
                        (None, None) => fault.into(),
                    };
                    (Instead::Fault(fault, *http_status), *processed)
                }
                Misbehaviour::Refuse { errors, processed } => {
                    (Instead::Refusal(service_errors(errors, false)), *processed)
                }
                _ => return None,
            })
        })
    }

    /// By how much the service's clock is ahead.
    pub(crate) fn clock_skew(&self) -> TimeDelta {
        let skew = self.does.iter().find_map(|misbehaviour| match misbehaviour {
            Misbehaviour::ClockSkew { seconds } => Some(*seconds),
            _ => None,
        });
        TimeDelta::seconds(skew.unwrap_or_default().clamp(-LARGEST_SKEW, LARGEST_SKEW))
    }

    /// What is wrong with the card that is issued.
    pub(crate) fn card_flaw(&self) -> Option<CardFlaw> {
        self.does.iter().find_map(|misbehaviour| match misbehaviour {
            Misbehaviour::IdCard { flaw } => Some(*flaw),
            _ => None,
        })
    }

    /// Which entries the log refuses.
    pub(crate) fn log_refusals(&self) -> Option<&LogRefusals> {
        self.does.iter().find_map(|misbehaviour| match misbehaviour {
            Misbehaviour::LogRefusals(refusals) => Some(refusals),
            _ => None,
        })
    }

    /// How the request is carried out.
    pub(crate) fn quirks(&self) -> Quirks {
        let mut quirks = Quirks::default();
        for misbehaviour in &self.does {
            match misbehaviour {
                Misbehaviour::IgnoreObjectType => quirks.any_object_type = true,
                Misbehaviour::RegistersDown { registers, form } => {
                    let form = *form;
                    let outages = registers.iter().map(|&register| Outage { register, form });
                    quirks.outages.extend(outages);
                }
                _ => {}
            }
        }
        quirks
    }

    /// Changes the result.
    pub(crate) fn alter(&self, answer: &mut Answer) {
        for misbehaviour in &self.does {
            match misbehaviour {
                Misbehaviour::Warnings { errors } => answer.errors.extend(service_errors(errors, true)),
                Misbehaviour::PartialSuccess { error } => {
                    answer.status = ResponseStatus::PartialSuccess;
                    answer
                        .errors
                        .extend(service_errors(std::slice::from_ref(error), false));
                }
                other => alter_content(&mut answer.content, other),
            }
        }
    }

    /// How the answer is written.
    pub(crate) fn encoding(&self) -> Encoding {
        Encoding {
            multipart: self.does.contains(&Misbehaviour::Multipart),
            percent_encoded_cid: self.does.contains(&Misbehaviour::PercentEncodedCid),
        }
    }

    /// Whether a service that passes the answer on cannot read it.
    pub(crate) fn spoils(&self) -> bool {
        self.does.iter().any(|misbehaviour| {
            matches!(
                misbehaviour,
                Misbehaviour::TruncatedBody { .. }
                    | Misbehaviour::BrokenBody { .. }
                    | Misbehaviour::ContentType { .. }
            )
        })
    }

    /// How late the answer comes.
    pub(crate) fn wait(&self) -> Duration {
        let wait = self.does.iter().map(|misbehaviour| match misbehaviour {
            Misbehaviour::Latency { ms } => Duration::from_millis(*ms),
            _ => Duration::ZERO,
        });
        wait.fold(Duration::ZERO, Duration::saturating_add)
            .min(LONGEST_WAIT)
    }

    /// Changes the bytes, and says how they reach the caller.
    pub(crate) fn deliver(&self, mut response: Response) -> Delivery {
        let mut broken = None;
        for misbehaviour in &self.does {
            match misbehaviour {
                Misbehaviour::TruncatedBody { keep } => response.body.truncate(*keep),
                Misbehaviour::BrokenBody { keep } => broken = Some(*keep),
                Misbehaviour::ContentType { value } => {
                    response
                        .headers
                        .retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"));
                    response.headers.push(("Content-Type".to_owned(), value.clone()));
                }
                Misbehaviour::Oversized { bytes } => {
                    let size = response.body.len().max((*bytes).min(LARGEST_BODY));
                    response.body.resize(size, b'\n');
                }
                _ => {}
            }
        }
        match broken {
            Some(keep) => Delivery::Broken(response, keep),
            None => Delivery::Answer(response, self.wait()),
        }
    }
}

fn service_errors(errors: &[ScriptedError], warning: bool) -> Vec<ServiceError> {
    let errors = errors.iter().map(|error| ServiceError {
        code: error.code.clone(),
        context: error.context.clone(),
        location: None,
        warning,
    });
    errors.collect()
}

fn alter_content(content: &mut Content, misbehaviour: &Misbehaviour) {
    match content {
        Content::None => {}
        Content::Objects(objects) => {
            for entry in &mut objects.entries {
                alter_entry(entry, misbehaviour);
            }
        }
        Content::Documents(documents) => {
            if let Misbehaviour::HomeCommunity { form } = misbehaviour {
                for document in documents {
                    document.home = form.of(document.home.take());
                }
            }
        }
    }
}

fn alter_entry(entry: &mut DocumentEntry, misbehaviour: &Misbehaviour) {
    let mut times = [
        &mut entry.creation_time,
        &mut entry.service_start_time,
        &mut entry.service_stop_time,
    ];
    match misbehaviour {
        Misbehaviour::TrimTimes { digits } => {
            for time in times.iter_mut().filter_map(|time| time.as_mut()) {
                let text = time.to_string();
                let cut = text
                    .get(..usize::from(*digits))
                    .and_then(|cut| Dtm::parse(cut).ok());
                *time = cut.unwrap_or(*time);
            }
        }
        Misbehaviour::ClockSkew { seconds } => {
            let skew = TimeDelta::try_seconds(*seconds).unwrap_or_default();
            for time in times.iter_mut().filter_map(|time| time.as_mut()) {
                let skewed = time.start().checked_add_signed(skew);
                *time = skewed.map_or(*time, Dtm::from_utc);
            }
        }
        Misbehaviour::HashOfNothing => entry.hash = Some(danish::HASH_OF_NOTHING.to_owned()),
        Misbehaviour::MissingTitles => entry.title = None,
        Misbehaviour::HomeCommunity { form } => {
            entry.home_community_id = form.of(entry.home_community_id.take());
        }
        _ => {}
    }
}

impl HomeCommunity {
    /// What becomes of the right one.
    fn of(self, home: Option<String>) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Bare => home.map(|home| home.trim_start_matches("urn:oid:").to_owned()),
        }
    }
}
