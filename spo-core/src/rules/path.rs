//! Where in a value a fault is: the path in its JSON form, written out only when there is a fault.

use std::fmt;

/// A place in the JSON form, linked to the place around it.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    around: Option<&'p Path<'p>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Field(&'static str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// A field of the outermost object.
    pub(crate) const fn top(field: &'static str) -> Self {
        Self {
            around: None,
            step: Step::Field(field),
        }
    }

    /// A field of the object at `self`.
    pub(crate) fn field(&'p self, field: &'static str) -> Self {
        Self {
            around: Some(self),
            step: Step::Field(field),
        }
    }

    /// An element of the array at `self`.
    pub(crate) fn index(&'p self, index: usize) -> Self {
        Self {
            around: Some(self),
            step: Step::Index(index),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(around) = self.around {
            around.fmt(f)?;
            if let Step::Field(_) = self.step {
                f.write_str(".")?;
            }
        }
        match self.step {
            Step::Field(field) => f.write_str(field),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn it_reads_like_json() {
        let performer = Path::top("performer");
        let organisation = performer.field("organisation");
        let telecoms = organisation.field("telecoms");
        assert_eq!(
            telecoms.index(1).field("value").to_string(),
            "performer.organisation.telecoms[1].value"
        );
    }
}
