//! What an empty answer is worth.
//!
//! A citizen who has blocked everything for somebody looks to that health professional as one of whom nothing is shared: the
//! services answer with nothing, and with no warning (DDS, negative consent). So before an empty answer is shown as one, the
//! block service is asked how the caller stands to the citizen's data.

use super::{Inner, blocks};
use crate::blocks::Relation;
use crate::dgws::Caller;
use crate::model::Cpr;
use crate::transport::Deadline;
use crate::{Error, ErrorKind};

/// What an empty answer is worth.
pub(super) enum Emptiness {
    /// There is nothing.
    Genuine,
    /// Something is withheld, or may be.
    Withheld,
    /// Nobody can tell.
    Unverified(Error),
}

impl Emptiness {
    /// Nobody can tell, because of `error`.
    pub(super) fn unverified(error: Error) -> Self {
        let message = "nothing was found, and the block service could not tell whether something is withheld";
        let kind = match error.is_retryable() {
            true => error.kind(),
            false => ErrorKind::Rejected,
        };
        let remedy = error.remedy().to_owned();
        Self::Unverified(
            Error::new(kind, UNVERIFIED, message)
                .with_remedy(remedy)
                .with_source(error),
        )
    }
}

/// Asks what it is worth that a search for `citizen`'s documents on behalf of `caller` found nothing.
///
/// Only health professionals are kept out by blocks: to everybody else an empty answer is what it seems.
pub(super) fn ask(inner: &Inner, caller: Option<&Caller>, citizen: Cpr, deadline: Deadline) -> Emptiness {
    let Some(caller) = caller.filter(|caller| caller.professional().is_some()) else {
        return Emptiness::Genuine;
    };
    let Some(service) = &inner.config.blocks else {
        return Emptiness::Unverified(unverified(
            "nothing was found, and no block service is configured that could tell whether something is withheld",
        ));
    };
    match blocks::relation(inner, service, caller, citizen, deadline) {
        Ok(Relation::Positive) => Emptiness::Genuine,
        Ok(Relation::DataSpecific | Relation::Negative) => Emptiness::Withheld,
        Err(error) => Emptiness::unverified(error),
    }
}

const UNVERIFIED: &str = "search.unverified";

fn unverified(message: &str) -> Error {
    Error::new(ErrorKind::Configuration, UNVERIFIED, message)
        .with_remedy("Do not take it for \"none\": ask the patient, or configure `blocks`.")
}
