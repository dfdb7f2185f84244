//! XCN: a person's name, and perhaps an id.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::escape::{MAX_VALUE, component, push_escaped, push_escaped_within, subcomponent, unescape};
use crate::model::PersonName;

/// A person (XCN): `^Jensen^Jens^Bo^^^^^&ISO`.
///
/// JSON: `{"name": {"given": […], "family": "…"}}`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Xcn(String);

impl Xcn {
    /// The person `name` without an id, as the Danish profile writes it (XCN.2 to XCN.4, the given names after the
    /// second joined with `&`). Names too long for the registry lose the later given names.
    pub fn new(name: &PersonName) -> Self {
        const TAIL: &str = "^^^^^&ISO";
        let mut text = String::with_capacity(64);
        text.push('^');
        push_name(&mut text, name, MAX_VALUE - 1 - TAIL.len());
        text.push_str(TAIL);
        Self(text)
    }

    /// Keeps a value as it came.
    pub fn from_xcn(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The value as it stands in the registry.
    pub fn as_xcn(&self) -> &str {
        &self.0
    }

    /// The person's id (XCN.1), empty when there is none. It may be anything, so it is not printed.
    pub fn id(&self) -> Cow<'_, str> {
        if self.is_plain() {
            Cow::Borrowed("")
        } else {
            unescape(component(&self.0, 1))
        }
    }

    /// The name (XCN.2 to XCN.4 and XCN.6). A value without components is taken as the family name.
    pub fn name(&self) -> PersonName {
        if self.is_plain() {
            return PersonName {
                family: unescape(&self.0).into_owned(),
                ..PersonName::default()
            };
        }
        let prefix = unescape(component(&self.0, 6));
        let mut name = read_name(&self.0, 2);
        name.prefix = (!prefix.is_empty()).then(|| prefix.into_owned());
        name
    }

    fn is_plain(&self) -> bool {
        !self.0.contains('^')
    }
}

/// Appends `Family^First^Second&Third`, dropping given names from the end while it is longer than `room`.
pub(super) fn push_name(out: &mut String, name: &PersonName, room: usize) {
    let from = out.len();
    let mut given = name.given.as_slice();
    loop {
        push_escaped_within(out, &name.family, room.saturating_sub(2));
        for (at, given) in given.iter().enumerate() {
            out.push(if at < 2 { '^' } else { '&' });
            push_escaped(out, given);
        }
        for _ in given.len()..2 {
            out.push('^');
        }
        if out[from..].chars().count() <= room || given.is_empty() {
            return;
        }
        given = &given[..given.len() - 1];
        out.truncate(from);
    }
}

/// The name whose family name is component `family` and whose given names follow.
pub(super) fn read_name(value: &str, family: usize) -> PersonName {
    let mut given = Vec::new();
    for number in [family + 1, family + 2] {
        let names = component(value, number).split('&').map(unescape);
        given.extend(names.filter(|name| !name.is_empty()).map(Cow::into_owned));
    }
    let family = unescape(subcomponent(component(value, family), 1)).into_owned();
    PersonName {
        prefix: None,
        given,
        family,
    }
}

impl fmt::Debug for Xcn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Xcn({:?})", crate::redact(&self.name().to_string()))
    }
}

impl Serialize for Xcn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Xcn", 1)?;
        object.serialize_field("name", &self.name())?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(given: &[&str], family: &str) -> PersonName {
        PersonName {
            prefix: None,
            given: given.iter().map(ToString::to_string).collect(),
            family: family.into(),
        }
    }

    #[test]
    fn names_stand_where_the_danish_profile_has_them() {
        for (name, text) in [
            (name(&["Jens", "Bo"], "Jensen"), "^Jensen^Jens^Bo^^^^^&ISO"),
            (name(&["Jens"], "Jensen"), "^Jensen^Jens^^^^^^&ISO"),
            (name(&["A", "B", "C", "D"], "E"), "^E^A^B&C&D^^^^^&ISO"),
            (name(&[], "E"), "^E^^^^^^^&ISO"),
        ] {
            let xcn = Xcn::new(&name);
            assert_eq!(xcn.as_xcn(), text);
            assert_eq!(xcn.name(), name);
        }
    }

    #[test]
    fn delimiters_in_a_name_move_nothing() {
        let odd = name(&["A^B", "C&D", "E~F"], "G|H\\");
        assert_eq!(Xcn::new(&odd).name(), odd);
    }

    #[test]
    fn overlong_names_fit_the_registry() {
        let long = "æ&".repeat(60);
        let person = Xcn::new(&name(&[&long, &long, "C"], "Jensen"));
        assert!(person.as_xcn().chars().count() <= MAX_VALUE);
        assert_eq!(person.name(), name(&[], "Jensen"));
        let family = Xcn::new(&name(&[], &"é^".repeat(200)));
        assert!(family.as_xcn().chars().count() <= MAX_VALUE && family.name().family.starts_with("é^é^"));
    }

    #[test]
    fn other_shapes_are_read() {
        assert_eq!(Xcn::from_xcn("Gerald Smitty").name().to_string(), "Gerald Smitty");
        let full = Xcn::from_xcn("1234^Mustermann^Max^^^PharmDr.^^^&1.2.40.0.34&ISO");
        assert_eq!(
            (full.id().as_ref(), full.name().to_string().as_str()),
            ("1234", "PharmDr. Max Mustermann")
        );
    }
}
