//! The other citizen for whom one acts.

use serde::{Deserialize, Serialize};

use crate::model::Cpr;

/// The citizen on whose behalf another calls. The token service checks that the relation exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnBehalfOf {
    /// What gives the right.
    pub relation: Relation,
    /// Whose data is read.
    pub cpr: Cpr,
}

/// What gives a citizen the right to act for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// A proxy that the other has given (fuldmagt).
    Procuration,
    /// Guardianship (værgemål).
    WardCustody,
    /// Partial guardianship (delvist værgemål).
    PartlyWardCustody,
    /// Custody of a child (forældremyndighed).
    ParentalCustody,
}

impl Relation {
    const ALL: [Self; 4] = [
        Self::Procuration,
        Self::WardCustody,
        Self::PartlyWardCustody,
        Self::ParentalCustody,
    ];

    /// What stands before the CPR number in the claim, as the authority's and other clients write it.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Procuration => "urn:dk:healthcare:saml:actThroughProcurationBy:cprNumberIdentifier:",
            Self::WardCustody => "urn:dk:healthcare:saml:actThrough:WardCustody:cprNumberIdentifier:",
            Self::PartlyWardCustody => {
                "urn:dk:healthcare:saml:actThrough:PartlyWardCustody:cprNumberIdentifier:"
            }
            Self::ParentalCustody => "urn:dk:healthcare:saml:actThrough:ParentalCustody:cprNumberIdentifier:",
        }
    }
}

impl OnBehalfOf {
    /// The citizen `cpr`, by `relation`.
    pub const fn new(relation: Relation, cpr: Cpr) -> Self {
        Self { relation, cpr }
    }

    /// The value of the claim `dk:healthcare:saml:attribute:OnBehalfOf`.
    pub fn to_claim(self) -> String {
        [self.relation.prefix(), self.cpr.as_str()].concat()
    }

    /// Reads the value of the claim.
    pub fn from_claim(claim: &str) -> Option<Self> {
        Relation::ALL.into_iter().find_map(|relation| {
            let cpr = Cpr::parse(claim.strip_prefix(relation.prefix())?).ok()?;
            Some(Self { relation, cpr })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_has_a_claim_of_its_own_that_can_be_read_again() {
        let cpr = "2512489996".parse().unwrap();
        for relation in Relation::ALL {
            let other = OnBehalfOf::new(relation, cpr);
            assert_eq!(OnBehalfOf::from_claim(&other.to_claim()), Some(other));
            assert!(!format!("{other:?}").contains("2512489996"));
        }
        assert_eq!(OnBehalfOf::from_claim("2512489996"), None);
    }
}
