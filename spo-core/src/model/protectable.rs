//! What a person may have the right to keep to themselves.

use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A person's name or address, or that it may not be told.
///
/// A protected one has no text inside, so nothing that is made of it can show any.
///
/// JSON: the object, or the word `"protected"` or `"unknown"`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Protectable<T> {
    /// Known, and may be shown.
    Known(T),
    /// The person has name and address protection (navne- og adressebeskyttelse): nothing is written or shown.
    Protected,
    /// Not known.
    #[default]
    Unknown,
}

impl<T> Protectable<T> {
    /// The value, when it is known and may be shown.
    pub fn known(&self) -> Option<&T> {
        if let Self::Known(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// Whether it may not be told.
    pub fn is_protected(&self) -> bool {
        matches!(self, Self::Protected)
    }

    /// Whether nothing is known (protection is something).
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl<T> From<T> for Protectable<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T> From<Option<T>> for Protectable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Self::Known)
    }
}

impl<T: Serialize> Serialize for Protectable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(value) => value.serialize(serializer),
            Self::Protected => serializer.serialize_str("protected"),
            Self::Unknown => serializer.serialize_str("unknown"),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Protectable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = Protectable<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object, \"protected\" or \"unknown\"")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Protectable<T>, E> {
                match word {
                    "protected" => Ok(Protectable::Protected),
                    "unknown" => Ok(Protectable::Unknown),
                    other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Protectable<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Protectable::Known)
            }
        }
        deserializer.deserialize_any(Visitor(std::marker::PhantomData))
    }
}
