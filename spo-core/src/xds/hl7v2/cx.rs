//! CX: an identifier and who assigned it.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::escape::{component, push_escaped, subcomponent, unescape};
use crate::model::Cpr;
use crate::xds::vocabulary::danish::CPR_ROOT;

/// A patient's id in the registry (CX): `2512489996^^^&1.2.208.176.1.2&ISO`.
///
/// `Debug` masks it. JSON: `{"id": "…", "authority": "1.2.208.176.1.2"}`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PatientId(String);

impl PatientId {
    /// The id `id` that `authority` (an OID) assigned.
    pub fn new(id: &str, authority: &str) -> Self {
        let mut text = String::with_capacity(id.len() + authority.len() + 8);
        push_escaped(&mut text, id);
        text.push_str("^^^&");
        push_escaped(&mut text, authority);
        text.push_str("&ISO");
        Self(text)
    }

    /// Keeps a value as it came.
    pub fn from_cx(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The value as it stands in the registry. It holds the CPR number: for messages only.
    pub fn as_cx(&self) -> &str {
        &self.0
    }

    /// The id itself (CX.1).
    pub fn id(&self) -> Cow<'_, str> {
        unescape(component(&self.0, 1))
    }

    /// The OID of who assigned it (CX.4.2), empty when missing.
    pub fn authority(&self) -> Cow<'_, str> {
        unescape(subcomponent(component(&self.0, 4), 2))
    }

    /// The CPR number, when it is one.
    pub fn cpr(&self) -> Option<Cpr> {
        (self.authority() == CPR_ROOT)
            .then(|| Cpr::parse(&self.id()).ok())
            .flatten()
    }
}

impl From<Cpr> for PatientId {
    fn from(cpr: Cpr) -> Self {
        Self::new(cpr.as_str(), CPR_ROOT)
    }
}

impl fmt::Debug for PatientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cpr() {
            Some(cpr) => write!(f, "PatientId({cpr})"),
            None => f.write_str("PatientId(****)"),
        }
    }
}

impl Serialize for PatientId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("PatientId", 2)?;
        object.serialize_field("id", &self.id())?;
        object.serialize_field("authority", &self.authority())?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpr_number_makes_the_round() {
        let cpr = Cpr::parse("251248-9996").unwrap();
        let id = PatientId::from(cpr);
        assert_eq!(id.as_cx(), "2512489996^^^&1.2.208.176.1.2&ISO");
        assert_eq!(id.cpr(), Some(cpr));
        assert_eq!(format!("{id:?}"), "PatientId(251248-****)");
    }

    #[test]
    fn other_ids_are_kept_and_never_printed() {
        let id = PatientId::from_cx("ST-1000^^^NS&1.3.6.1.4.1.21367.2003.3.9&ISO^PI");
        assert_eq!(
            (id.id().as_ref(), id.authority().as_ref()),
            ("ST-1000", "1.3.6.1.4.1.21367.2003.3.9")
        );
        assert_eq!(id.cpr(), None);
        assert_eq!(format!("{id:?}"), "PatientId(****)");
        assert_eq!(PatientId::from_cx("").authority(), "");
    }
}
