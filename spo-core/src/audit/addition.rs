//! What stands beside a look: words that the log knows, or one's own.

use serde::{Deserialize, Serialize};

use crate::dgws::OverrideReason;

/// Words of the log in English, each with the one on the wire.
macro_rules! words {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $word:ident = $wire:literal;)* })*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $word,)*
            /// In other words, at most 50 characters.
            Other(String),
        }

        impl $name {
            /// The word on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => $wire,)*
                    Self::Other(text) => text,
                }
            }

            /// Recognises the word on the wire.
            pub fn from_wire(text: &str) -> Self {
                match text {
                    $($wire => Self::$word,)*
                    _ => Self::Other(text.to_owned()),
                }
            }
        }
    )*};
}

words! {
    /// On what grounds somebody looked past a block of the patient's.
    Addition {
        /// The patient consented (`Samtykke`).
        Consent = "Samtykke";
        /// Without consent, for a reason that the law accepts (`Værdispring`).
        Override = "Værdispring";
        /// Nobody looked past a block (`Ingen`).
        Nothing = "Ingen";
    }

    /// How sensitive the data is that was seen.
    Criticality {
        /// As any other (`Ingen`).
        Nothing = "Ingen";
        /// Marked as private (`Privatmarkeret`).
        Private = "Privatmarkeret";
    }

    /// From whom the log hides an entry.
    Audience {
        /// The citizen (`Ikke borger`).
        Citizen = "Ikke borger";
        /// Whoever has custody of the citizen (`Ikke forældremyndigheds-indehaver`).
        CustodyHolder = "Ikke forældremyndigheds-indehaver";
    }
}

impl From<&OverrideReason> for Addition {
    fn from(reason: &OverrideReason) -> Self {
        match reason {
            OverrideReason::PatientConsent => Self::Consent,
            OverrideReason::VitalInterest { .. } => Self::Override,
        }
    }
}
