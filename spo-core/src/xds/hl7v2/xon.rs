//! XON: an organisation's name and id.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::escape::{MAX_VALUE, component, push_escaped, push_escaped_within, subcomponent, unescape};
use crate::model::OrganisationId;

/// An organisation (XON): `Testafdelingen^^^^^&1.2.208.176.1.1&ISO^^^^325431000016004`.
///
/// JSON: `{"name": "…", "id": {"root": "…", "extension": "…"}}`, without `id` when it has none.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Xon(String);

impl Xon {
    /// The organisation `name` with its national id, as the Danish profile writes it (XON.1, XON.6.2, XON.10). A name
    /// too long for the registry is cut, never the id.
    pub fn new(name: &str, id: Option<&OrganisationId>) -> Self {
        let mut tail = String::with_capacity(48);
        if let Some(id) = id {
            tail.push_str("^^^^^&");
            push_escaped(&mut tail, id.root());
            tail.push_str("&ISO^^^^");
            push_escaped(&mut tail, id.extension());
        }
        let mut text = String::with_capacity(name.len() + tail.len() + 16);
        push_escaped_within(&mut text, name, MAX_VALUE.saturating_sub(tail.chars().count()));
        text.push_str(&tail);
        Self(text)
    }

    /// Keeps a value as it came.
    pub fn from_xon(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The value as it stands in the registry.
    pub fn as_xon(&self) -> &str {
        &self.0
    }

    /// The name (XON.1).
    pub fn name(&self) -> Cow<'_, str> {
        unescape(component(&self.0, 1))
    }

    /// The id (XON.10 with the authority of XON.6.2), when it has one. IHE also allows the id in XON.10 to be an OID of
    /// its own: that is the root then, without extension.
    pub fn id(&self) -> Option<OrganisationId> {
        let extension = unescape(component(&self.0, 10));
        let root = unescape(subcomponent(component(&self.0, 6), 2));
        match (root.is_empty(), extension.is_empty()) {
            (_, true) => None,
            (true, false) => Some(OrganisationId::from_parts(&extension, "")),
            (false, false) => Some(OrganisationId::from_parts(&root, &extension)),
        }
    }
}

impl fmt::Debug for Xon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Xon({:?})", crate::redact(&self.0))
    }
}

impl Serialize for Xon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Id<'a> {
            root: &'a str,
            extension: &'a str,
        }
        let id = self.id();
        let mut object = serializer.serialize_struct("Xon", 1 + usize::from(id.is_some()))?;
        object.serialize_field("name", &self.name())?;
        match &id {
            Some(id) => object.serialize_field(
                "id",
                &Id {
                    root: id.root(),
                    extension: id.extension(),
                },
            )?,
            None => object.skip_field("id")?,
        }
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SorCode;

    fn sor() -> OrganisationId {
        OrganisationId::Sor(SorCode::parse("325431000016004").unwrap())
    }

    #[test]
    fn name_and_sor_code_stand_where_the_danish_profile_has_them() {
        let xon = Xon::new("Testafdelingen", Some(&sor()));
        assert_eq!(
            xon.as_xon(),
            "Testafdelingen^^^^^&1.2.208.176.1.1&ISO^^^^325431000016004"
        );
        assert_eq!((xon.name().as_ref(), xon.id()), ("Testafdelingen", Some(sor())));
    }

    #[test]
    fn delimiters_in_a_name_move_nothing() {
        let xon = Xon::new("Øre^Næse & Hals|1~2\\", Some(&sor()));
        assert_eq!(
            (xon.name().as_ref(), xon.id()),
            ("Øre^Næse & Hals|1~2\\", Some(sor()))
        );
    }

    #[test]
    fn an_overlong_name_is_cut_and_the_id_kept() {
        let xon = Xon::new(&"æ^".repeat(200), Some(&sor()));
        assert!(xon.as_xon().chars().count() <= MAX_VALUE);
        assert_eq!(xon.id(), Some(sor()));
    }

    #[test]
    fn other_shapes_are_read() {
        assert_eq!(Xon::from_xon("Cleveland Clinic").id(), None);
        let bare = Xon::from_xon("KASanktMargarethen_Arzt^^^^^^^^^1.2.40.0.34.99.10.2");
        assert_eq!(bare.id().unwrap().root(), "1.2.40.0.34.99.10.2");
    }
}
