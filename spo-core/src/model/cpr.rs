//! The Danish personal identification number.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Gender, InvalidValue};

/// A CPR number (personnummer): ten digits whose first six are the date of birth.
///
/// `Display` and `Debug` print `010190-****`; only [`Cpr::as_str`] gives the number, for writing into a message.
/// Numbers issued since October 2007 need not satisfy modulus 11, so a failing check digit is a
/// [warning](Cpr::warning), never an error.
///
/// ```
/// let cpr: spo_core::Cpr = "251248-9996".parse()?;
/// assert_eq!(cpr.to_string(), "251248-****");
/// assert_eq!(cpr.as_str(), "2512489996");
/// # Ok::<(), spo_core::InvalidValue>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cpr([u8; 10]);

/// Something about a CPR number that deserves a second look but does not make it unusable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CprWarning {
    /// The modulus 11 check fails: a typing error, or a number issued since October 2007.
    Modulus11,
    /// The day is above 60: a replacement number (erstatnings-CPR) or a test person.
    ReplacementNumber,
}

impl Cpr {
    /// Reads `DDMMYYNNNN` or `DDMMYY-NNNN`.
    ///
    /// # Errors
    /// `cpr.format` when it is not ten digits, `cpr.date` when the first six are no date. The error never repeats the
    /// number.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let mut digits = [0_u8; 10];
        let mut count = 0;
        for (at, byte) in text.trim().bytes().enumerate() {
            match byte {
                b'0'..=b'9' if count < 10 => {
                    digits[count] = byte;
                    count += 1;
                }
                b'-' if at == 6 => {}
                _ => return Err(Self::malformed()),
            }
        }
        if count != 10 {
            return Err(Self::malformed());
        }
        let cpr = Self(digits);
        if cpr.date().is_none() {
            return Err(InvalidValue::new(
                "cpr.date",
                "cpr",
                "the first six digits are not a date",
                "Check the number against the patient's health card.",
            ));
        }
        Ok(cpr)
    }

    fn malformed() -> InvalidValue {
        InvalidValue::new(
            "cpr.format",
            "cpr",
            "a CPR number has ten digits, with or without a hyphen after the sixth",
            "Give it as DDMMYYNNNN or DDMMYY-NNNN.",
        )
    }

    /// The ten digits, without a hyphen. Write them into messages only, never into logs, file names or URLs.
    pub fn as_str(&self) -> &str {
        // Only ASCII digits are ever stored, so this cannot fail.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The date of birth in the number, with the century from the seventh digit.
    pub fn birth_date(&self) -> NaiveDate {
        // `parse` accepts a number only when this date exists.
        self.date().unwrap_or_default()
    }

    /// The gender in the number: even is female, odd is male.
    pub fn gender(&self) -> Gender {
        if self.digit(9).is_multiple_of(2) {
            Gender::Female
        } else {
            Gender::Male
        }
    }

    /// What deserves a second look, if anything.
    pub fn warning(&self) -> Option<CprWarning> {
        const WEIGHTS: [u32; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        if self.pair(0) > 60 {
            return Some(CprWarning::ReplacementNumber);
        }
        let sum: u32 = WEIGHTS
            .iter()
            .enumerate()
            .map(|(at, weight)| weight * self.digit(at))
            .sum();
        (!sum.is_multiple_of(11)).then_some(CprWarning::Modulus11)
    }

    fn digit(&self, at: usize) -> u32 {
        u32::from(self.0[at] - b'0')
    }

    fn pair(&self, at: usize) -> u32 {
        self.digit(at) * 10 + self.digit(at + 1)
    }

    /// The century rule of the CPR office: the seventh digit together with the year.
    fn date(&self) -> Option<NaiveDate> {
        let (day, month, year) = (self.pair(0), self.pair(2), self.pair(4));
        let century = match (self.digit(6), year) {
            (0..=3, _) | (4 | 9, 37..) => 1900,
            (4 | 9, _) | (5..=8, 0..=57) => 2000,
            _ => 1800,
        };
        let day = if day > 60 { day - 60 } else { day };
        NaiveDate::from_ymd_opt(i32::try_from(century + year).ok()?, month, day)
    }
}

impl FromStr for Cpr {
    type Err = InvalidValue;
    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl fmt::Display for Cpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-****", &self.as_str()[..6])
    }
}

impl fmt::Debug for Cpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cpr({self})")
    }
}

impl Serialize for Cpr {
    /// The full number: JSON is the data itself, not a log.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Cpr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::identifiers::deserialize_parsed(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_hyphen_is_optional() {
        assert_eq!(Cpr::parse("251248-9996"), Cpr::parse("2512489996"));
    }

    #[test]
    fn the_seventh_digit_gives_the_century() {
        for (number, born) in [
            ("2512489996", date(1948, 12, 25)),
            ("0101361999", date(1936, 1, 1)),
            ("0101364999", date(2036, 1, 1)),
            ("0101374999", date(1937, 1, 1)),
            ("0101575999", date(2057, 1, 1)),
            ("0101585999", date(1858, 1, 1)),
            ("1710194919", date(2019, 10, 17)),
        ] {
            assert_eq!(Cpr::parse(number).unwrap().birth_date(), born);
        }
    }

    #[test]
    fn an_impossible_date_is_refused_without_repeating_the_number() {
        let error = Cpr::parse("3002901234").unwrap_err();
        assert_eq!(error.code(), "cpr.date");
        assert!(!error.to_string().contains("3002901234"));
        for text in [
            "",
            "25124899",
            "25124899961",
            "2512-489996",
            "abcdefghij",
            "２５１２４８９９９６",
        ] {
            assert_eq!(Cpr::parse(text).unwrap_err().code(), "cpr.format");
        }
    }

    #[test]
    fn a_failing_check_digit_and_a_replacement_number_are_warnings() {
        assert_eq!(Cpr::parse("2512489993").unwrap().warning(), None);
        assert_eq!(
            Cpr::parse("2512489995").unwrap().warning(),
            Some(CprWarning::Modulus11)
        );
        assert_eq!(
            Cpr::parse("8512489996").unwrap().warning(),
            Some(CprWarning::ReplacementNumber)
        );
    }

    #[test]
    fn it_prints_masked() {
        let cpr = Cpr::parse("2512489996").unwrap();
        assert_eq!(format!("{cpr} {cpr:?}"), "251248-**** Cpr(251248-****)");
    }
}
