//! Everything the sandbox can be told to do wrong.

use serde::{Deserialize, Serialize};

use crate::{CardFlaw, OutageForm, Register};

/// One way of going wrong. `processed` says whether the request was carried out all the same; false by default.
///
/// In JSON: `{"kind": "html_page", "status": 504, "processed": true}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Misbehaviour {
    /// The answer comes late; the request is carried out before the wait. A caller whose time is up meanwhile has a
    /// time-out and an effect.
    Latency {
        /// Milliseconds; at most an hour.
        ms: u64,
    },
    /// No answer comes until the caller's time is up. In process the time-out is reported at once, without waiting.
    NoAnswer {
        /// Whether the request was carried out.
        #[serde(default)]
        processed: bool,
    },
    /// The connection is closed instead of an answer.
    Disconnect {
        /// Whether the request was carried out.
        #[serde(default)]
        processed: bool,
    },
    /// A gateway's HTML page instead of an answer.
    HtmlPage {
        /// The HTTP status.
        status: u16,
        /// Whether the request was carried out.
        #[serde(default)]
        processed: bool,
    },
    /// An HTTP status without a body.
    HttpStatus {
        /// The HTTP status.
        status: u16,
        /// Whether the request was carried out.
        #[serde(default)]
        processed: bool,
    },
    /// A SOAP fault.
    Fault {
        /// `faultstring`
        text: String,
        /// `medcom:FaultCode` of Den Gode Webservice, such as `expired_idcard`; an open string.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dgws_code: Option<String>,
        /// A code of WS-Trust for `faultcode`, such as `ExpiredData`: what the token service sends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ws_trust_code: Option<String>,
        /// Whether the fault blames the caller (`Client`, `Sender`) instead of the service.
        #[serde(default)]
        client: bool,
        /// The HTTP status, when not the one that SOAP prescribes: 200 has been seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        http_status: Option<u16>,
        /// Whether the request was carried out.
        #[serde(default)]
        processed: bool,
    },
    /// A refusal by the registry: with the code of a duplicate although it is none, or with an empty list. By the token
    /// service: the status `invalid` in place of a card, without the list.
    Refuse {
        /// The error list.
        #[serde(default)]
        errors: Vec<ScriptedError>,
        /// Whether the request was carried out.
        #[serde(default)]
        processed: bool,
    },
    /// The answer, with warnings in it.
    Warnings {
        /// The warnings.
        errors: Vec<ScriptedError>,
    },
    /// The answer, as a partial success: one of the sources failed. What was found is kept.
    PartialSuccess {
        /// What the failing source says; its code is free text in the field.
        error: ScriptedError,
    },
    /// The answer as `multipart/related`, though nobody asked for it.
    Multipart,
    /// Attachments referred to in percent-encoding (`cid:...@urn%3Aihe%3A...`).
    PercentEncodedCid,
    /// Times cut to so many digits: 4, 6, 8, 10 or 12.
    TrimTimes {
        /// How many digits are left.
        digits: u8,
    },
    /// Every hash is that of nothing.
    HashOfNothing,
    /// No entry has a title.
    MissingTitles,
    /// Home community ids are not as they should be.
    HomeCommunity {
        /// How they are.
        form: HomeCommunity,
    },
    /// The token service issues a card that must not be believed.
    IdCard {
        /// What is wrong with it.
        flaw: CardFlaw,
    },
    /// The clock of the source is wrong: every time of every entry is off, as when local time was taken for UTC. For the
    /// token service: it judges requests, issues cards, and says what time it is (`Date`) by a clock that is off.
    ClockSkew {
        /// By so many seconds.
        seconds: i64,
    },
    /// A search returns entries of every object type, although none or one was asked for.
    IgnoreObjectType,
    /// Registers behind the master data (stamkort) do not answer when a document is composed.
    RegistersDown {
        /// Which ones.
        registers: Vec<Register>,
        /// What the document says then.
        #[serde(default)]
        form: OutageForm,
    },
    /// The log refuses some of the entries of a request.
    LogRefusals(LogRefusals),
    /// The answer's body ends early, and the HTTP headers agree.
    TruncatedBody {
        /// How many bytes are left.
        keep: usize,
    },
    /// The connection breaks after so many bytes of the answer's body.
    BrokenBody {
        /// How many bytes came.
        keep: usize,
    },
    /// The answer says that it is something else.
    ContentType {
        /// The value of `Content-Type`.
        value: String,
    },
    /// The answer is padded with white space to a size.
    Oversized {
        /// The size in bytes; at most 1 GiB.
        bytes: usize,
    },
}

/// One entry of a scripted error list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScriptedError {
    /// `errorCode`: an open string.
    pub code: String,
    /// `codeContext`.
    #[serde(default)]
    pub context: String,
}

impl ScriptedError {
    /// An error with this code and explanation.
    pub fn new(code: impl Into<String>, context: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            context: context.into(),
        }
    }
}

/// Which entries the log refuses, and how it says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LogRefusals {
    /// Which ones, counted from 1 in each request.
    pub entries: Vec<u32>,
    /// `FaultCode`: an open string.
    pub code: String,
    /// `FaultText`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How the answer names them.
    #[serde(default)]
    pub sequence_numbers: SequenceNumbers,
    /// By how many `NumberAdded` is too low.
    #[serde(default)]
    pub uncounted: u32,
}

impl LogRefusals {
    /// Refuses these entries, and names them rightly.
    pub fn new(entries: impl Into<Vec<u32>>, code: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            entries: entries.into(),
            code: code.into(),
            text: Some(text.into()),
            sequence_numbers: SequenceNumbers::Right,
            uncounted: 0,
        }
    }
}

/// How an answer names the entries that were refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SequenceNumbers {
    /// By their sequence numbers.
    #[default]
    Right,
    /// Not at all.
    Absent,
    /// By a number that no entry has.
    Unknown,
}

/// What the field has in place of `urn:oid:1.2…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HomeCommunity {
    /// Nothing.
    Absent,
    /// The OID without its prefix.
    Bare,
}
