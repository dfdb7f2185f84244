//! Why something was not signed, or a signature vouches for nothing.

use super::profile::Profile;
use super::signer::SignError;
use crate::error::{Error, ErrorKind};
use crate::xml::XmlError;

/// The reason for refusing to sign, or to believe a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The input is not XML that this library reads, or has no canonical form.
    #[error("the signed XML cannot be read: {0}")]
    Xml(#[from] XmlError),
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignError),
    /// What should be signed or carry a signature has no id, or one that cannot be referred to.
    #[error("the element has no usable id: {0}")]
    Id(&'static str),
    /// No element has the id that is referred to.
    #[error("no element has the id that is referred to")]
    Absent,
    /// Another element has the same id, whatever the attribute is called there: the reference could mean either.
    #[error("two elements have the id that the signature refers to")]
    DuplicateId,
    /// What should be signed carries a signature already.
    #[error("the element is signed already")]
    AlreadySigned,
    /// What should be signed contains a carriage return, which does not survive every way XML is passed on.
    #[error("a carriage return cannot be signed safely")]
    CarriageReturn,
    /// The certificate does not belong to the key that signed.
    #[error("the certificate is not made out to the key that signed")]
    WrongCertificate,
    /// The element carries no signature.
    #[error("the element carries no signature")]
    Missing,
    /// The element carries more than one signature.
    #[error("the element carries more than one signature")]
    Several,
    /// The signature is not where it belongs.
    #[error("the signature is not {}", .0.place())]
    Misplaced(Profile),
    /// The signature is not built as XML Signature says, or holds more than it may.
    #[error("the signature is not built as it should be: {0}")]
    Malformed(&'static str),
    /// An algorithm that is not accepted.
    #[error("the {0} of the signature is not an accepted one")]
    Algorithm(&'static str),
    /// SHA-1, where the policy does not accept it.
    #[error("the signature rests on SHA-1, which is accepted from the token service only")]
    Sha1,
    /// The reference means something else than the element it stands in: another element, a file, an address.
    #[error("the signature refers to something else than the element that carries it")]
    ForeignReference,
    /// The transforms are not the enveloped signature and exclusive canonicalisation, in this order.
    #[error("the signature's transforms are not the two accepted ones in their order")]
    Transforms,
    /// `KeyInfo` is not one certificate.
    #[error("the signature does not name its key by exactly one certificate")]
    KeyInfo,
    /// The certificate cannot be read, or its key is not RSA of 2048 to 8192 bits.
    #[error("the certificate in the signature cannot be used")]
    Certificate,
    /// The element was changed after it was signed.
    #[error("the element is not the one that was signed")]
    Digest,
    /// The signature was not made with the certificate's key, or was changed.
    #[error("the signature was not made with the key of its certificate")]
    Value,
}

impl SignatureError {
    /// The stable code, as in [`Error::code`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Xml(_) => "signature.xml",
            Self::Signer(error) => error.code(),
            Self::Id(_) => "signature.id",
            Self::Absent => "signature.absent",
            Self::DuplicateId => "signature.duplicate_id",
            Self::AlreadySigned => "signature.already_signed",
            Self::CarriageReturn => "signature.carriage_return",
            Self::WrongCertificate => "signature.wrong_certificate",
            Self::Missing => "signature.missing",
            Self::Several => "signature.several",
            Self::Misplaced(_) => "signature.misplaced",
            Self::Malformed(_) => "signature.malformed",
            Self::Algorithm(_) => "signature.algorithm",
            Self::Sha1 => "signature.sha1",
            Self::ForeignReference => "signature.foreign_reference",
            Self::Transforms => "signature.transforms",
            Self::KeyInfo => "signature.key_info",
            Self::Certificate => "signature.certificate",
            Self::Digest => "signature.digest",
            Self::Value => "signature.value",
        }
    }

    const fn kind(&self) -> ErrorKind {
        match self {
            Self::Xml(_)
            | Self::Id(_)
            | Self::Absent
            | Self::AlreadySigned
            | Self::CarriageReturn
            | Self::Malformed(_) => ErrorKind::InvalidDocument,
            Self::WrongCertificate => ErrorKind::Configuration,
            _ => ErrorKind::Denied,
        }
    }

    const fn remedy(&self) -> &'static str {
        match self {
            Self::Xml(_) | Self::Malformed(_) => {
                "Check that the input is complete and was not altered on its way."
            }
            Self::Signer(_) => "Check the signer.",
            Self::Absent => "Check that the message is complete.",
            Self::Id(_) => "Give the element one id, a name without spaces and colons.",
            Self::AlreadySigned => "Sign the element without its signature.",
            Self::CarriageReturn => "Write line ends as line feeds.",
            Self::WrongCertificate => "Give the certificate and the private key that belong together.",
            Self::Sha1 => "Ask the sender to sign with rsa-sha256.",
            Self::Digest | Self::Value => {
                "Do not use it. If it should be genuine, check that it was passed on byte by byte: formatting XML breaks \
                 its signature."
            }
            _ => "Do not use it: a genuine card or token is not built like this.",
        }
    }
}

impl From<SignatureError> for Error {
    fn from(error: SignatureError) -> Self {
        match error {
            SignatureError::Signer(error) => error.into(),
            error => Error::new(error.kind(), error.code(), error.to_string())
                .with_remedy(error.remedy())
                .with_source(error),
        }
    }
}
