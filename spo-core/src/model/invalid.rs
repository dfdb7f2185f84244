//! The error of every constructor in this room.

/// A value that cannot be what its type promises: the field, the problem, the remedy. Never the value itself when it
/// could be a CPR number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}. {remedy}")]
pub struct InvalidValue {
    code: &'static str,
    field: &'static str,
    problem: String,
    remedy: &'static str,
}

impl InvalidValue {
    pub(crate) fn new(
        code: &'static str,
        field: &'static str,
        problem: impl Into<String>,
        remedy: &'static str,
    ) -> Self {
        Self {
            code,
            field,
            problem: problem.into(),
            remedy,
        }
    }

    /// The cause as a stable name, such as `cpr.date`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The kind of value it should have been, such as `cpr`.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What is wrong with it.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}
