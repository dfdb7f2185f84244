//! The identifiers that Danish health data uses: OIDs, instance ids, SOR codes and provider numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::InvalidValue;

pub(crate) fn deserialize_parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = InvalidValue>,
{
    struct Parsed<T>(std::marker::PhantomData<T>);

    impl<T: FromStr<Err = InvalidValue>> serde::de::Visitor<'_> for Parsed<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Parsed(std::marker::PhantomData))
}

/// What every identifier that is a checked text has: reading, printing and its JSON form.
macro_rules! text_newtype {
    ($name:ident) => {
        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::model::InvalidValue;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::deserialize_parsed(deserializer)
            }
        }
    };
}
pub(crate) use text_newtype;

/// Letters and digits of this number; letters become capitals.
pub(crate) fn alphanumeric(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<String> {
    let code = text.trim();
    (length.contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .then(|| code.to_ascii_uppercase())
}

/// An object identifier such as `1.2.208.184`, at most 64 characters (the limit of XDS).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid(String);
text_newtype!(Oid);

impl Oid {
    /// Reads dotted decimals; a leading `urn:oid:` is dropped.
    ///
    /// # Errors
    /// `oid.format`
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let dotted = text.trim();
        let dotted = dotted.strip_prefix("urn:oid:").unwrap_or(dotted);
        let arc = |arc: &str| {
            !arc.is_empty()
                && arc.bytes().all(|byte| byte.is_ascii_digit())
                && (arc == "0" || !arc.starts_with('0'))
        };
        if dotted.len() > 64
            || !dotted.contains('.')
            || !matches!(dotted.as_bytes()[0], b'0'..=b'2')
            || !dotted.split('.').all(arc)
        {
            return Err(InvalidValue::new(
                "oid.format",
                "oid",
                "an OID is dotted numbers without leading zeros, at most 64 characters",
                "Give it as 1.2.208.184.",
            ));
        }
        Ok(Self(dotted.to_owned()))
    }

    /// The OID `2.25.<uuid as an integer>`, unique without a registration (ITU-T X.667).
    pub fn from_uuid(uuid: uuid::Uuid) -> Self {
        Self(format!("2.25.{}", uuid.as_u128()))
    }
}

/// An HL7 instance identifier: a root OID and, within it, an extension.
///
/// `Display` and `Debug` mask what looks like a CPR number: some senders put the patient's number into their ids.
/// [`InstanceId::to_unique_id`] gives the id as it is, for messages.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "An HL7 instance identifier: a root OID and, within it, an extension. Some senders put the patient's CPR number into their ids: never log one."
    )
)]
pub struct InstanceId {
    /// The OID of the namespace. Kept as text: documents from the field are not always right.
    pub root: String,
    /// The id within it; empty when the root alone is the id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extension: String,
}

impl InstanceId {
    /// An id `extension` within `root`.
    pub fn new(root: impl Into<String>, extension: impl Into<String>) -> Self {
        Self {
            root: root.into(),
            extension: extension.into(),
        }
    }

    /// The XDS spelling `root^extension` of a document's id.
    pub fn to_unique_id(&self) -> String {
        if self.extension.is_empty() {
            self.root.clone()
        } else {
            format!("{}^{}", self.root, self.extension)
        }
    }

    /// Reads the XDS spelling; everything after the first `^` is the extension.
    pub fn from_unique_id(text: &str) -> Self {
        let (root, extension) = text.trim().split_once('^').unwrap_or((text.trim(), ""));
        Self::new(root, extension)
    }
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::redact(&self.to_unique_id()))
    }
}

impl fmt::Debug for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InstanceId({self})")
    }
}

/// A code from the Danish register of health organisations (Sundhedsvæsenets Organisationsregister).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SorCode(String);
text_newtype!(SorCode);

impl SorCode {
    /// Reads 6 to 18 digits, as SNOMED CT identifiers have.
    ///
    /// # Errors
    /// `sor.format`
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let code = text.trim();
        if !(6..=18).contains(&code.len())
            || !code.bytes().all(|byte| byte.is_ascii_digit())
            || code.starts_with('0')
        {
            return Err(InvalidValue::new(
                "sor.format",
                "sor",
                "a SOR code has 6 to 18 digits and no leading zero",
                "Look the organisation up in SOR and give its code, such as 325431000016004.",
            ));
        }
        Ok(Self(code.to_owned()))
    }
}

/// The provider number (ydernummer) of a practice: six digits, short ones filled with leading zeros.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YderNumber(String);
text_newtype!(YderNumber);

impl YderNumber {
    /// Reads 1 to 6 digits.
    ///
    /// # Errors
    /// `yder.format`
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let number = text.trim();
        if !(1..=6).contains(&number.len()) || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidValue::new(
                "yder.format",
                "yder",
                "a provider number (ydernummer) has up to six digits",
                "Give it as 012345.",
            ));
        }
        Ok(Self(format!("{number:0>6}")))
    }
}

/// The number of a company or authority in the Central Business Register (CVR-nummer): eight digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cvr(String);
text_newtype!(Cvr);

impl Cvr {
    /// Reads eight digits, the first of them not zero.
    ///
    /// The check digit is not demanded: the test organisations of the national test systems have numbers that fail it
    /// (`91026150`). See [`has_check_digit`](Self::has_check_digit).
    ///
    /// # Errors
    /// `cvr.format`
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let number = text.trim();
        if number.len() != 8 || !number.bytes().all(|byte| byte.is_ascii_digit()) || number.starts_with('0') {
            return Err(InvalidValue::new(
                "cvr.format",
                "cvr",
                "a CVR number has eight digits, the first not zero",
                "Give it as 33257872, without DK and spaces.",
            ));
        }
        Ok(Self(number.to_owned()))
    }

    /// Whether the last digit checks the others (modulus 11), as it does for every real company and authority.
    pub fn has_check_digit(&self) -> bool {
        const WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];
        let digits = self.0.bytes().map(|byte| u32::from(byte - b'0'));
        digits
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum::<u32>()
            .is_multiple_of(11)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oids_lose_their_urn_prefix_and_refuse_everything_else() {
        assert_eq!(Oid::parse("urn:oid:1.2.208.184").unwrap().as_str(), "1.2.208.184");
        for text in [
            "",
            "1",
            "1.",
            "3.1",
            "1.02",
            "1.2.x",
            &format!("1.{}", "2".repeat(64)),
        ] {
            assert!(Oid::parse(text).is_err(), "{text}");
        }
        assert_eq!(Oid::from_uuid(uuid::Uuid::from_u128(255)).as_str(), "2.25.255");
    }

    #[test]
    fn a_unique_id_is_root_caret_extension() {
        let id = InstanceId::from_unique_id(" 1.2.208.184^abc ");
        assert_eq!((id.root.as_str(), id.extension.as_str()), ("1.2.208.184", "abc"));
        assert_eq!(id.to_unique_id(), "1.2.208.184^abc");
        assert_eq!(InstanceId::from_unique_id("2.25.1").to_unique_id(), "2.25.1");
    }

    #[test]
    fn an_id_with_a_cpr_number_in_it_prints_masked() {
        let id = InstanceId::new("1.2.208.184", "test0202-0001-cp-2202789083");
        assert!(!format!("{id} {id:?}").contains("2202789083"));
        assert!(id.to_unique_id().ends_with("2202789083"));
    }

    #[test]
    fn sor_and_yder_check_their_digits() {
        assert!(SorCode::parse("325431000016004").is_ok());
        assert!(SorCode::parse("12345").is_err() && SorCode::parse("32543100001600x").is_err());
        assert_eq!(YderNumber::parse("12345").unwrap().as_str(), "012345");
        assert!(YderNumber::parse("1234567").is_err());
    }

    #[test]
    fn cvr_has_eight_digits_and_usually_a_check_digit() {
        assert!(Cvr::parse("33257872").unwrap().has_check_digit());
        assert!(!Cvr::parse(" 91026150 ").unwrap().has_check_digit());
        for text in ["", "3325787", "332578720", "03257872", "DK33257872", "3325787x"] {
            assert_eq!(Cvr::parse(text).unwrap_err().code(), "cvr.format", "{text}");
        }
    }
}
