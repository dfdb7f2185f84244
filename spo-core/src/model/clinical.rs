//! Clinical values and times, as exactly as they were told and no more.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Code, DanishTime, InvalidValue};

/// A time with the precision it was told with: clinical facts are often known to the day, the month or the year.
///
/// JSON: `2019`, `2019-05`, `2019-05-03` or `2019-05-03T10:00:00+02:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClinicalTime {
    /// A year.
    Year(i32),
    /// A month, by its first day.
    Month(NaiveDate),
    /// A day.
    Day(NaiveDate),
    /// A moment.
    Moment(DanishTime),
}

impl ClinicalTime {
    /// The day, or the first day of the month or year.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default(),
            Self::Month(day) | Self::Day(day) => day,
            Self::Moment(time) => time.date(),
        }
    }
}

impl fmt::Display for ClinicalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(day) => write!(f, "{:04}-{:02}", day.year(), day.month()),
            Self::Day(day) => write!(f, "{day}"),
            Self::Moment(time) => write!(f, "{time}"),
        }
    }
}

impl FromStr for ClinicalTime {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let year = || day(&format!("{text}-01-01")).map(|day| Self::Year(day.year()));
        let found = match text.len() {
            4 => year(),
            7 => day(&format!("{text}-01")).map(Self::Month),
            10 => day(text).map(Self::Day),
            _ => return text.parse().map(Self::Moment),
        };
        found.ok_or_else(|| {
            InvalidValue::new(
                "time.format",
                "time",
                format!("\"{}\" is no year, month, day or time", crate::redact(text)),
                "Give it as 2019, 2019-05, 2019-05-03 or 2019-05-03T10:00:00+02:00.",
            )
        })
    }
}

impl Serialize for ClinicalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClinicalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::identifiers::deserialize_parsed(deserializer)
    }
}

/// When something was, is or should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Timing {
    /// At a time.
    At(ClinicalTime),
    /// From a time to a time, as far as they are told.
    Span {
        /// Its beginning.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<ClinicalTime>,
        /// Its end; absent when open or not told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<ClinicalTime>,
    },
}

/// A value of a clinical statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClinicalValue {
    /// A concept, such as a diagnosis. Show its text, not only its code.
    Code(Code),
    /// A measured amount.
    Quantity(Quantity),
    /// An amount between two bounds.
    Range(QuantityRange),
    /// Words.
    Text(String),
}

/// An amount and its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The amount as it is written: `22.0` is more exact than `22`.
    pub value: String,
    /// The unit, such as `mmol/L`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)?;
        match &self.unit {
            Some(unit) => write!(f, " {unit}"),
            None => Ok(()),
        }
    }
}

/// An amount between two bounds, either of which may be open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct QuantityRange {
    /// The lower bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<Bound>,
    /// The upper bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Bound>,
}

/// A bound of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// The amount.
    pub quantity: Quantity,
    /// Whether the amount itself is inside: "at most", not "less than".
    pub inclusive: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_keeps_its_precision() {
        for text in ["2019", "2019-05", "2019-05-03", "2019-05-03T10:00:00+02:00"] {
            assert_eq!(text.parse::<ClinicalTime>().unwrap().to_string(), text);
        }
        for text in ["", "19", "2019-13", "2019-02-30", "i maj", "2019-05-03T10:00"] {
            assert_eq!(
                text.parse::<ClinicalTime>().unwrap_err().code(),
                "time.format",
                "{text}"
            );
        }
    }
}
