//! JSON Web Tokens (RFC 7519), signed with RS256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use spo_core::Error;
use spo_core::dgws::credentials::Credential;

use super::{CITIZEN_AUDIENCE, IDENTITY_PROVIDER};

/// What a token says. The claims `cpr` and `aud` are those seen in a token of the national test environments.
pub(crate) struct JwtClaims {
    pub(crate) cpr: String,
    pub(crate) issued: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
    /// The SHA-256 digest of the certificate whose key it is bound to (RFC 8705, section 3.1).
    pub(crate) holder: [u8; 32],
}

pub(super) fn sign(claims: &JwtClaims, provider: &Credential) -> Result<String, Error> {
    let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let payload = json!({
        "iss": IDENTITY_PROVIDER,
        "aud": CITIZEN_AUDIENCE,
        "iat": claims.issued.timestamp(),
        "exp": claims.until.timestamp(),
        "cpr": claims.cpr,
        "cnf": { "x5t#S256": URL_SAFE_NO_PAD.encode(claims.holder) },
    });
    let signed = format!(
        "{}.{}",
        part(json!({ "alg": "RS256", "typ": "JWT" })),
        part(payload)
    );
    let signature = provider.signer().sign_rsa_sha256(signed.as_bytes())?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// What `token` says, if the sandbox's identity provider signed it.
///
/// Its signatures are the same every time (RSASSA-PKCS1-v1_5), so signing again tells.
pub(crate) fn read(token: &str, provider: &Credential) -> Option<JwtClaims> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, payload) = signed.split_once('.')?;
    let json = |part| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
    let again = provider.signer().sign_rsa_sha256(signed.as_bytes()).ok()?;
    let is_genuine = json(header)?.get("alg")? == "RS256" && URL_SAFE_NO_PAD.decode(signature).ok()? == again;
    let payload = json(payload).filter(|_| is_genuine)?;
    let time = |name: &str| DateTime::from_timestamp(payload.get(name)?.as_i64()?, 0);
    let holder = payload.pointer("/cnf/x5t#S256")?.as_str()?;
    Some(JwtClaims {
        cpr: payload.get("cpr")?.as_str()?.to_owned(),
        issued: time("iat")?,
        until: time("exp")?,
        holder: URL_SAFE_NO_PAD.decode(holder).ok()?.try_into().ok()?,
    })
}
