//! Who the sandbox is.

/// The home community of the sandbox: that of the national platform's TEST1 environment (MedCom, XDS metadata for
/// document sharing, HomeCommunityId).
pub const HOME_COMMUNITY_ID: &str = "1.2.208.176.43210.8.10";

/// The repository of the sandbox: the OID that TEST1 reserves for a sandbox, so that no document of the sandbox can be
/// taken for one of the real test environment.
pub const REPOSITORY_ID: &str = "1.2.208.176.43210.8.10.999";

/// The repository of master data (stamkort), below the sandbox's own as the real one is below the environment's.
pub const MASTER_DATA_REPOSITORY_ID: &str = "1.2.208.176.43210.8.10.999.12";

/// A registry's home community and its repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Site {
    home: String,
    pub(crate) repository: String,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            home: HOME_COMMUNITY_ID.to_owned(),
            repository: REPOSITORY_ID.to_owned(),
        }
    }
}

impl Site {
    pub(crate) fn new(home: impl Into<String>, repository: impl Into<String>) -> Self {
        Self {
            home: home.into(),
            repository: repository.into(),
        }
    }

    /// The OID of the home community.
    pub(crate) fn home(&self) -> &str {
        &self.home
    }

    /// The home community as entries and answers carry it.
    pub(crate) fn home_urn(&self) -> String {
        format!("urn:oid:{}", self.home)
    }

    /// Whether a request means this home community. The prefix is part of the standard, and left out in the field.
    pub(crate) fn is_home(&self, id: &str) -> bool {
        let id = id.trim();
        id.strip_prefix("urn:oid:").unwrap_or(id) == self.home
    }
}
