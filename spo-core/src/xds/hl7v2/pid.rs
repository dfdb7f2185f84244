//! The PID fields of `sourcePatientInfo`.

use std::fmt;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::escape::MAX_VALUE;
use super::xcn::{push_name, read_name};
use crate::model::{Gender, PersonName};

/// What the source knew of the patient: `PID-5|Berggren^Nancy^Ann^^`, `PID-7|19481225`, `PID-8|F`.
///
/// `Debug` prints nothing of it. JSON: `{"name": …, "birth_date": …, "gender": …}`; ids (PID-3) and addresses stay in
/// the values.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SourcePatientInfo(Vec<String>);

impl SourcePatientInfo {
    /// Name (PID-5), date of birth (PID-7) and gender (PID-8). The Danish profile knows only F and M, so another gender
    /// is left out.
    pub fn new(name: &PersonName, birth_date: NaiveDate, gender: Gender) -> Self {
        let mut full_name = String::with_capacity(48);
        full_name.push_str("PID-5|");
        push_name(&mut full_name, name, MAX_VALUE - "PID-5|^^".len());
        full_name.push_str("^^");
        let mut values = vec![full_name, birth_date.format("PID-7|%Y%m%d").to_string()];
        match gender {
            Gender::Female => values.push("PID-8|F".to_owned()),
            Gender::Male => values.push("PID-8|M".to_owned()),
            Gender::Undifferentiated => {}
        }
        Self(values)
    }

    /// Keeps the values as they came.
    pub fn from_values(values: Vec<String>) -> Self {
        Self(values)
    }

    /// The values as they stand in the registry.
    pub fn values(&self) -> &[String] {
        &self.0
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name (PID-5).
    pub fn name(&self) -> Option<PersonName> {
        self.field("PID-5").map(|value| read_name(value, 1))
    }

    /// The date of birth (PID-7).
    pub fn birth_date(&self) -> Option<NaiveDate> {
        let digits = self.field("PID-7")?.get(..8)?;
        NaiveDate::parse_from_str(digits, "%Y%m%d").ok()
    }

    /// The gender (PID-8).
    pub fn gender(&self) -> Option<Gender> {
        match self.field("PID-8")? {
            "F" | "f" => Some(Gender::Female),
            "M" | "m" => Some(Gender::Male),
            _ => None,
        }
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find_map(|value| value.trim().strip_prefix(name)?.strip_prefix('|'))
            .map(str::trim)
    }
}

impl fmt::Debug for SourcePatientInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() {
            "SourcePatientInfo()"
        } else {
            "SourcePatientInfo(****)"
        })
    }
}

impl Serialize for SourcePatientInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("SourcePatientInfo", 3)?;
        object.serialize_field("name", &self.name())?;
        object.serialize_field("birth_date", &self.birth_date())?;
        object.serialize_field("gender", &self.gender())?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_birth_and_gender_make_the_round() {
        let name = PersonName {
            prefix: None,
            given: vec!["Nancy".into(), "Ann Test".into()],
            family: "Berggren".into(),
        };
        let born = NaiveDate::from_ymd_opt(1948, 12, 25).unwrap();
        let info = SourcePatientInfo::new(&name, born, Gender::Female);
        assert_eq!(
            info.values(),
            ["PID-5|Berggren^Nancy^Ann Test^^", "PID-7|19481225", "PID-8|F"]
        );
        assert_eq!(
            (info.name(), info.birth_date(), info.gender()),
            (Some(name), Some(born), Some(Gender::Female))
        );
        assert_eq!(format!("{info:?}"), "SourcePatientInfo(****)");
    }

    #[test]
    fn what_is_not_there_is_not_guessed() {
        let info =
            SourcePatientInfo::from_values(vec!["PID-3|x".into(), "PID-7|1948æ".into(), "PID-8|".into()]);
        assert_eq!(
            (info.name(), info.birth_date(), info.gender()),
            (None, None, None)
        );
    }
}
