//! What differs between services and installations, but not between calls.

use serde::{Deserialize, Serialize};

use super::{MedcomNamespace, Priority, TimeOut};
use crate::xml::illegal_char;
use crate::{Error, ErrorKind, Result};

/// How the header blocks of calls are written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct HeaderOptions {
    /// The namespace of `medcom:Header`.
    pub medcom_namespace: MedcomNamespace,
    /// The greatest age of identity cards that the services accept: such a card is renewed in time, and the header tells
    /// them. A day when absent, which no service exceeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_out: Option<TimeOut>,
    /// The urgency of calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Whether ITI-57 (update) names the caller (HSUID), too. ITI-18 and ITI-43 always do, ITI-41 never.
    pub hsuid_on_update: bool,
    /// The system that calls.
    pub system: CallingSystem,
}

/// The calling system, as HSUID names it. What is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct CallingSystem {
    /// `Issuer`: a name without spaces and colons that begins with a letter. `spo` when empty.
    pub issuer: String,
    /// `nsi:SystemOwnerName`: whose product it is.
    pub owner: String,
    /// `nsi:SystemName`: patients see it in their log.
    pub name: String,
    /// `nsi:SystemVersion`
    pub version: String,
    /// `nsi:OrgResponsibleName`: the organisation that operates it.
    pub operator: String,
}

impl CallingSystem {
    /// The issuer to write.
    pub(super) fn issuer(&self) -> &str {
        match self.issuer.as_str() {
            "" => "spo",
            issuer => issuer,
        }
    }
}

impl HeaderOptions {
    /// Checks what types alone do not.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] naming the setting.
    pub fn check(&self) -> Result<()> {
        let system = &self.system;
        if !is_ncname(system.issuer()) {
            let message = "the issuer is a name: letters, digits, '.', '-' and '_', beginning with a letter";
            return Err(
                Error::new(ErrorKind::Configuration, "configuration.issuer", message)
                    .at("headers.system.issuer"),
            );
        }
        for (path, text) in [
            ("headers.system.owner", &system.owner),
            ("headers.system.name", &system.name),
            ("headers.system.version", &system.version),
            ("headers.system.operator", &system.operator),
        ] {
            if illegal_char(text).is_some() {
                let message = "the text holds a control character, which XML cannot carry";
                return Err(Error::new(ErrorKind::Configuration, "configuration.text", message).at(path));
            }
        }
        Ok(())
    }
}

/// Whether `text` is a name without a colon, as far as ASCII goes and letters beyond it.
pub(in crate::dgws) fn is_ncname(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    first && chars.all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
