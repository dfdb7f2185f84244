//! Who may look past a patient's blocks (værdispring).

use crate::dgws::Caller;
use crate::dgws::headers::not_permitted;
use crate::{Error, ErrorKind, Result};

/// Refuses an override by whoever may not, before anything is sent.
///
/// # Errors
/// [`ErrorKind::Denied`], `override.not_permitted`
pub(super) fn check(caller: Option<&Caller>) -> Result<()> {
    match caller.is_some_and(Caller::may_override) {
        true => Ok(()),
        false => {
            let refusal = not_permitted();
            Err(Error::new(ErrorKind::Denied, refusal.code(), refusal.problem())
                .with_remedy(refusal.remedy())
                .at(refusal.field()))
        }
    }
}
