//! Where registrations with the national log go, and how many at a time.

use serde::{Deserialize, Serialize};

use crate::audit::ACTION;
use crate::{Error, ErrorKind, Result};

/// The registration service of the national log (MinLog2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MinLogService {
    /// Its address.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub url: String,
    /// What a registration is called in `SOAPAction`: `AddRegistrations` by the service's WSDL, which is the default, and
    /// `AddRegistrations_20250312` for the decoupling component.
    #[serde(default = "action")]
    pub action: String,
    /// How many entries go into one request at most. 500 by default, as the service recommends.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    #[serde(default = "entries_per_request")]
    pub entries_per_request: u32,
    /// How many requests are sent at most in any hour, by all that share the file. 20 by default, as the service recommends.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    #[serde(default = "requests_per_hour")]
    pub requests_per_hour: u32,
}

fn action() -> String {
    ACTION.to_owned()
}

const fn entries_per_request() -> u32 {
    500
}

const fn requests_per_hour() -> u32 {
    20
}

impl MinLogService {
    /// The service at `url`, used as it recommends.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            action: action(),
            entries_per_request: entries_per_request(),
            requests_per_hour: requests_per_hour(),
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        super::endpoints::check_action("min_log.action", &self.action)?;
        for (path, number) in [
            ("min_log.entries_per_request", self.entries_per_request),
            ("min_log.requests_per_hour", self.requests_per_hour),
        ] {
            if number == 0 {
                let message = "nothing would ever be sent";
                return Err(
                    Error::new(ErrorKind::Configuration, "configuration.limit", message)
                        .with_remedy("Give a number above zero, or leave it out for the default.")
                        .at(path),
                );
            }
        }
        Ok(())
    }
}
