//! What the sandbox serves: the four transactions, the log and the token services, with names, actions, bodies and
//! addresses.

use serde::{Deserialize, Serialize};
use spo_core::audit;
use spo_core::blocks::wire;
use spo_core::dgws::token_service;
use spo_core::xds::{query, retrieve, submit, update};
use spo_core::xml::Namespace;

/// What the actions of the block service begin with.
const BLOCKS_ACTION: &str = "http://sundhedsdatastyrelsen.dk/minspaerring/2020/11/04";

/// A transaction that the sandbox serves. In JSON: `"ITI-41"`, or `"iti41"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Transaction {
    /// Registry Stored Query: search.
    #[serde(rename = "ITI-18", alias = "iti18")]
    Iti18,
    /// Provide and Register Document Set-b: share, or replace.
    #[serde(rename = "ITI-41", alias = "iti41")]
    Iti41,
    /// Retrieve Document Set: get documents.
    #[serde(rename = "ITI-43", alias = "iti43")]
    Iti43,
    /// Update Document Set: withdraw.
    #[serde(rename = "ITI-57", alias = "iti57")]
    Iti57,
    /// The national log (MinLog): add registrations of who has seen what.
    #[serde(rename = "MinLog2", alias = "minlog2")]
    AddRegistrations,
    /// The token service: issue an identity card (id-kort) for one that the caller signed.
    #[serde(rename = "STS", alias = "sts")]
    IssueIdCard,
    /// The token service: exchange an employee's login for an identity card.
    #[serde(rename = "BST2SOSI", alias = "bst2sosi")]
    EmployeeExchange,
    /// The token service: exchange a citizen's login for an identity token.
    #[serde(rename = "Bst2Idws", alias = "bst2idws")]
    CitizenExchange,
    /// The token service: exchange a citizen's login by OpenID Connect for an identity token.
    #[serde(rename = "JWT2Idws", alias = "jwt2idws")]
    JwtExchange,
    /// The block service (MinSpærring): may somebody see something?
    #[serde(rename = "ConsentVerification", alias = "consent_verification")]
    ConsentVerification,
    /// The block service (MinSpærring): a citizen's registrations.
    #[serde(rename = "ConsentAdministration", alias = "consent_administration")]
    ConsentAdministration,
}

impl Transaction {
    /// Every transaction.
    pub const ALL: [Self; 11] = [
        Self::Iti18,
        Self::Iti41,
        Self::Iti43,
        Self::Iti57,
        Self::AddRegistrations,
        Self::IssueIdCard,
        Self::EmployeeExchange,
        Self::CitizenExchange,
        Self::JwtExchange,
        Self::ConsentVerification,
        Self::ConsentAdministration,
    ];

    /// Those of the token service.
    pub(crate) const TOKEN_SERVICES: [Self; 4] = [
        Self::IssueIdCard,
        Self::EmployeeExchange,
        Self::CitizenExchange,
        Self::JwtExchange,
    ];

    /// Whether it is the token service's.
    pub(crate) fn is_for_token_service(self) -> bool {
        Self::TOKEN_SERVICES.contains(&self)
    }

    /// Whether it is the block service's.
    pub(crate) fn is_about_blocks(self) -> bool {
        matches!(self, Self::ConsentVerification | Self::ConsentAdministration)
    }

    /// Its number, `ITI-41`, or the service's usual name, `STS`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iti18 => "ITI-18",
            Self::Iti41 => "ITI-41",
            Self::Iti43 => "ITI-43",
            Self::Iti57 => "ITI-57",
            Self::AddRegistrations => "MinLog2",
            Self::IssueIdCard => "STS",
            Self::EmployeeExchange => "BST2SOSI",
            Self::CitizenExchange => "Bst2Idws",
            Self::JwtExchange => "JWT2Idws",
            Self::ConsentVerification => "ConsentVerification",
            Self::ConsentAdministration => "ConsentAdministration",
        }
    }

    /// The action of its request, as in `SOAPAction`. The block service has one for each operation, below this one.
    pub fn action(self) -> &'static str {
        match self {
            Self::Iti18 => query::ACTION,
            Self::Iti41 => submit::ACTION,
            Self::Iti43 => retrieve::ACTION,
            Self::Iti57 => update::ACTION,
            Self::AddRegistrations => audit::ACTION,
            Self::ConsentVerification | Self::ConsentAdministration => BLOCKS_ACTION,
            _ => token_service::ACTION,
        }
    }

    /// The action of its answer (IHE ITI TF volumes 2a and 2b).
    pub(crate) fn response_action(self) -> &'static str {
        match self {
            Self::Iti18 => "urn:ihe:iti:2007:RegistryStoredQueryResponse",
            Self::Iti41 => "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse",
            Self::Iti43 => "urn:ihe:iti:2007:RetrieveDocumentSetResponse",
            Self::Iti57 => "urn:ihe:iti:2010:UpdateDocumentSetResponse",
            Self::AddRegistrations => "AddRegistrationsResponse",
            Self::ConsentVerification | Self::ConsentAdministration => BLOCKS_ACTION,
            _ => token_service::ACTION,
        }
    }

    /// The transaction of registry, repository or log that `action` names. The token services are told apart by their
    /// addresses: all have the same action, and some callers leave it out.
    pub(crate) fn from_action(action: &str) -> Option<Self> {
        if action == audit::GATEWAY_ACTION {
            return Some(Self::AddRegistrations);
        }
        if let Some(operation) = wire::Operation::ALL.into_iter().find(|it| it.action() == action) {
            return Some(match operation.is_verification() {
                true => Self::ConsentVerification,
                false => Self::ConsentAdministration,
            });
        }
        Self::ALL
            .into_iter()
            .find(|transaction| !transaction.is_for_token_service() && transaction.action() == action)
    }

    /// The token service that is at `url`, if one is.
    pub(crate) fn at(url: &str) -> Option<Self> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        Self::TOKEN_SERVICES
            .into_iter()
            .find(|service| path.ends_with(service.path()))
    }

    /// The element that the body of a request with `action` must hold.
    pub(crate) fn payload(self, action: &str) -> (Namespace, &'static str) {
        match self {
            Self::ConsentVerification | Self::ConsentAdministration => {
                let operation = wire::Operation::ALL.into_iter().find(|it| it.action() == action);
                (Namespace::BLOCKS, operation.map_or("", wire::Operation::name))
            }
            Self::Iti18 => (Namespace::QUERY, "AdhocQueryRequest"),
            Self::Iti41 => (Namespace::XDSB, "ProvideAndRegisterDocumentSetRequest"),
            Self::Iti43 => (Namespace::XDSB, "RetrieveDocumentSetRequest"),
            Self::Iti57 => (Namespace::LCM, "SubmitObjectsRequest"),
            Self::AddRegistrations => (Namespace::MINLOG, "RegistrationRequest"),
            Self::IssueIdCard => (Namespace::WST, "RequestSecurityToken"),
            Self::EmployeeExchange | Self::CitizenExchange | Self::JwtExchange => {
                (Namespace::WST13, "RequestSecurityToken")
            }
        }
    }

    /// The path it has over HTTP, as on the national platform but for the log's, which is shorter.
    pub fn path(self) -> &'static str {
        match self {
            Self::Iti18 => "/ddsregistry",
            Self::Iti41 => "/dros/iti41",
            Self::Iti43 => "/ddsrepository",
            Self::Iti57 => "/dros/iti57",
            Self::AddRegistrations => "/minlog",
            Self::IssueIdCard => "/sts/services/NewSecurityTokenService",
            Self::EmployeeExchange => "/sts/services/BST2SOSI",
            Self::CitizenExchange => "/sts/services/Bst2Idws",
            Self::JwtExchange => "/sts/services/JWT2Idws",
            Self::ConsentVerification => "/minspaerring/verification",
            Self::ConsentAdministration => "/minspaerring/administration",
        }
    }
}

impl std::fmt::Display for Transaction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
