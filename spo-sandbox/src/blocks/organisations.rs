//! Which organisation is a part of which.

use std::collections::HashMap;

use spo_core::{OrganisationCode, SorCode};

/// The organisation register (SOR) as far as it decides: sub-units, and other codes for the same unit.
///
/// An organisation that nobody told of has no parent and no other code.
#[derive(Debug, Default)]
pub(crate) struct Organisations {
    parents: HashMap<OrganisationCode, OrganisationCode>,
    aliases: HashMap<OrganisationCode, OrganisationCode>,
}

impl Organisations {
    /// Adds a unit, with the one that it is a part of and its other codes.
    pub(super) fn add(&mut self, unit: SorCode, parent: Option<SorCode>, other_codes: &[OrganisationCode]) {
        let unit = OrganisationCode::Sor(unit);
        match parent {
            Some(parent) => self.parents.insert(unit.clone(), parent.into()),
            None => self.parents.remove(&unit),
        };
        for code in other_codes {
            self.aliases.insert(code.clone(), unit.clone());
        }
    }

    /// The code in the organisation register, where one is known: comparisons are by it.
    pub(super) fn canonical<'a>(&'a self, code: &'a OrganisationCode) -> &'a OrganisationCode {
        self.aliases.get(code).unwrap_or(code)
    }

    /// The unit that `code` names, the one that it is a part of, and so on.
    pub(super) fn line<'a>(
        &'a self,
        code: &'a OrganisationCode,
    ) -> impl Iterator<Item = &'a OrganisationCode> {
        const DEEPEST: usize = 32;
        let own = self.canonical(code);
        std::iter::successors(Some(own), |unit| self.parents.get(unit)).take(DEEPEST)
    }
}
