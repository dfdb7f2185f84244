//! XML signatures, as DGWS identity cards (id-kort) and SAML tokens carry them.
//!
//! In: an assertion as XML and a [`Signer`], or an element of a message and a [`Policy`]. Out: the same XML with an
//! enveloped signature, or what was signed and by which certificate. Whether that certificate is to be trusted is the
//! caller's question.
//!
//! Of XML Signature (W3C, 2008) only two shapes are spoken, and everything else refused. An assertion carries one
//! signature with one reference to itself, enveloped, and one X.509 certificate as key information ([`sign_enveloped`],
//! [`verify`]). A message of the identity-based web services (IDWS) carries one signature in its security header, with
//! references to its parts, and names its key by a certificate or by its token ([`sign_message`], [`verify_message`]).
//! Both are RSA (PKCS#1 v1.5) with exclusive canonicalisation.
//!
//! ```no_run
//! use spo_core::dgws::signature::{Policy, Profile, RsaKey, sign_enveloped, verify};
//! use spo_core::xml::{Document, Limits};
//!
//! # fn example(key: &[u8], certificate: &[u8]) -> spo_core::Result<()> {
//! let key = RsaKey::from_der(key)?;
//! let card = r#"<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" id="IDCard"></saml:Assertion>"#;
//! let signed = sign_enveloped(card, Profile::IdCard, &key, certificate)?;
//!
//! let message = Document::parse(signed.as_bytes(), Limits::MESSAGE)?;
//! let card = verify(message.root(), Policy::new(Profile::IdCard))?
//!     .trusted_if(|signer| if signer == certificate { Ok(()) } else { Err("a stranger") });
//! # Ok(())
//! # }
//! ```

mod algorithm;
mod build;
mod certificate;
mod error;
mod ids;
mod message;
mod policy;
mod profile;
mod rsa_key;
mod sign;
mod signed_info;
mod signer;
mod token;
mod verify;

pub use algorithm::{Algorithms, SignatureAlgorithm};
pub use error::SignatureError;
pub use message::{IntactMessage, KeyInfo, Part, SignedMessage, sign_message, verify_message};
pub use policy::Policy;
pub use profile::Profile;
pub use rsa_key::RsaKey;
pub use sign::sign_enveloped;
pub use signer::{HostReason, SignError, Signer};
pub use token::token_reference;
pub use verify::{Intact, Verified, verify};
