//! What it is worth that no source has anything of a kind.

use super::source::BLOCK_SERVICE;
use crate::client::ClientConfig;
use crate::client::emptiness::Emptiness;
use crate::overview::{Collected, Kind, Missing, Step, Withheld};

/// Whether it is asked what an empty answer is worth, and what it is.
pub(super) enum Doubt {
    NotYet,
    Asked,
    Known(Emptiness),
}

impl Doubt {
    /// Where no source has anything of a kind, and none says that it withholds something, it is told what that is worth.
    pub(super) fn tell(&self, mut collected: Vec<&mut Collected>, config: &ClientConfig) {
        let Self::Known(emptiness) = self else {
            return;
        };
        for kind in Kind::ALL.into_iter().filter(|kind| kind.can_be_blocked()) {
            let of_kind = |it: &&mut &mut Collected| it.kind == kind && it.answered;
            let mut answers = collected.iter_mut().filter(of_kind);
            let Some(first) = answers.next() else {
                continue;
            };
            let speaks = |it: &Collected| it.found > 0 || !it.withheld.is_empty();
            if speaks(first) || answers.any(|it| speaks(it)) {
                continue;
            }
            match emptiness {
                Emptiness::Genuine => {}
                Emptiness::Withheld => first
                    .withheld
                    .push(Withheld::new(BLOCK_SERVICE, kind, Step::Search)),
                // Most people have no care plan: without a service to ask, only appointments are worth the doubt.
                Emptiness::Unverified(_) if config.blocks.is_none() && kind != Kind::Appointments => {}
                Emptiness::Unverified(error) => {
                    first
                        .missing
                        .push(Missing::new(BLOCK_SERVICE, kind, Step::Search, error));
                }
            }
        }
    }
}
