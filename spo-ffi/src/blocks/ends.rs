//! The two ends of a time, either of which may be left open.

use spo_core::{DanishTime, Result};

use crate::moment::{from_optional_ms, from_rfc3339};

type Ends = (Option<DanishTime>, Option<DanishTime>);

/// The ends in the parameters `from` and `to`.
pub(crate) fn ends(from: Option<&str>, to: Option<&str>) -> Result<Ends> {
    let end = |text: Option<&str>, parameter| {
        let time = text.map(from_rfc3339).transpose();
        time.map_err(|error| error.at(parameter))
    };
    Ok((end(from, "from")?, end(to, "to")?))
}

/// The ends in the parameters `from_ms` and `to_ms`.
pub(crate) fn ends_ms(from_ms: i64, to_ms: i64) -> Result<Ends> {
    let end = |ms, parameter| from_optional_ms(ms).map_err(|error| error.at(parameter));
    Ok((end(from_ms, "from_ms")?, end(to_ms, "to_ms")?))
}
