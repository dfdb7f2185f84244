//! Registers behind the master data that can be out of order.

use serde::{Deserialize, Serialize};

/// A register that master data is put together from, and that may not answer.
///
/// The field has been seen to do so for [`Resuscitation`](Self::Resuscitation) only; that the others would degrade in the
/// same way is a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// Organ donation (Dansk Center for Organdonation).
    OrganDonor,
    /// Treatment wills (behandlingstestamenter).
    TreatmentWill,
    /// Living wills (livstestamenter).
    LivingWill,
    /// Opt-outs of resuscitation (fravalg af genoplivningsforsøg ved hjertestop).
    Resuscitation,
}

/// How a document says that a register did not answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutageForm {
    /// `NAV` in place of `true` or `false`, as MedCom's examples have it.
    #[default]
    Extension,
    /// No value but `nullFlavor="NAV"`, as the live service has been seen to write it.
    NullFlavor,
}

/// A register that does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Outage {
    /// Which one.
    pub register: Register,
    /// What the document says then.
    #[serde(default)]
    pub form: OutageForm,
}
