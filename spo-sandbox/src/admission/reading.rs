//! Who may read: the rules of the document sharing service (DDS) for card and HSUID together.

use spo_core::dgws::{CardHolder, IdCard, Level};
use spo_core::soap::Fault;

use super::hsuid::{Hsuid, UserType};
use super::{Admission, LEVEL, NOT_AUTHORISED, refused};

impl Admission {
    pub(super) fn check_reader(&self, card: &IdCard, hsuid: &Hsuid) -> Result<(), Fault> {
        match hsuid.user {
            UserType::HealthcareProfessional => self.check_professional(card, hsuid),
            UserType::Citizen => self.check_citizen(card, hsuid),
        }
    }

    /// A professional calls with his or her own card, or from a system that is trusted to know its users.
    fn check_professional(&self, card: &IdCard, hsuid: &Hsuid) -> Result<(), Fault> {
        let Some(holder) = card.user().filter(|_| card.level() >= Level::TrustedUser) else {
            return match self.trusts_at_level_3(card) {
                true => Ok(()),
                false => Err(refused(
                    LEVEL,
                    "A health professional reads with a card of level 4, and this organisation is not exempt.",
                )),
            };
        };
        if holder.cpr != Some(hsuid.acting) {
            return Err(not_authorised(
                "The acting user is not the holder of the identity card.",
            ));
        }
        check_authorisation(holder, hsuid)
    }

    /// Citizens have no cards: they call from the systems of organisations that are trusted to know them.
    fn check_citizen(&self, card: &IdCard, hsuid: &Hsuid) -> Result<(), Fault> {
        if !self.trusts_at_level_3(card) {
            return Err(not_authorised(
                "Citizens do not read from this organisation's systems.",
            ));
        }
        if hsuid.responsible == Some(hsuid.acting) {
            return Err(not_authorised(
                "A citizen who acts on behalf of another is not the same person.",
            ));
        }
        let reads = hsuid.responsible.unwrap_or(hsuid.acting);
        match hsuid.citizen.is_none_or(|citizen| citizen == reads) {
            true => Ok(()),
            false => Err(not_authorised("A citizen reads about another than named.")),
        }
    }
}

/// The code of whoever acts on his or her own responsibility is the card's; whoever has none names none.
fn check_authorisation(holder: &CardHolder, hsuid: &Hsuid) -> Result<(), Fault> {
    if hsuid
        .responsible
        .is_some_and(|responsible| responsible != hsuid.acting)
    {
        return Ok(());
    }
    match hsuid.authorisation == holder.authorisation {
        true => Ok(()),
        false => Err(not_authorised(
            "The authorisation code is not that of the identity card's holder.",
        )),
    }
}

fn not_authorised(text: &str) -> Fault {
    refused(NOT_AUTHORISED, text)
}
