//! What is read of a JSON Web Token (RFC 7519). Nothing of it is verified here.
//!
//! The claims `exp`, `aud` and `cpr` are seen in a token of the national test environments. `cnf` is not; it is read because
//! the standard for tokens that are bound to a certificate has it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use serde_json::Value;
use zeroize::Zeroizing;

use super::bootstrap_token::Facts;
use crate::model::Cpr;

/// The facts in a signed token of three parts; `None` when it is not one.
pub(super) fn facts(jwt: &str) -> Option<Facts> {
    let mut parts = jwt.split('.');
    let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || signature.is_empty() {
        return None;
    }
    let json = |part: &str| {
        let decoded = Zeroizing::new(URL_SAFE_NO_PAD.decode(part).ok()?);
        serde_json::from_slice::<Value>(&decoded).ok()
    };
    json(header).filter(Value::is_object)?;
    let payload = json(payload).filter(Value::is_object)?;
    // Fractions of a second are allowed (section 2, NumericDate).
    #[expect(
        clippy::cast_possible_truncation,
        reason = "cast rounds towards zero and saturates"
    )]
    let exp = payload
        .get("exp")
        .and_then(Value::as_f64)
        .map(|seconds| seconds as i64);
    let audiences = match payload.get("aud") {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(several)) => several
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    // RFC 8705, section 3.1: the certificate of the key that the token is bound to.
    let holder = payload.pointer("/cnf/x5t#S256").and_then(Value::as_str);
    Some(Facts {
        not_on_or_after: exp.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        audiences,
        cpr: payload
            .get("cpr")
            .and_then(Value::as_str)
            .and_then(|cpr| Cpr::parse(cpr).ok()),
        holder: holder.and_then(|digest| URL_SAFE_NO_PAD.decode(digest).ok()?.try_into().ok()),
        ..Facts::default()
    })
}
