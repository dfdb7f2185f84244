//! Who the sandbox is.

/// The home community of the sandbox: that of the national platform's TEST1 environment (MedCom, XDS metadata for
/// document sharing, HomeCommunityId).
pub const HOME_COMMUNITY_ID: &str = "1.2.208.176.43210.8.10";

/// The repository of the sandbox: the OID that TEST1 reserves for a sandbox, so that no document of the sandbox can be
/// taken for one of the real test environment.
pub const REPOSITORY_ID: &str = "1.2.208.176.43210.8.10.999";

/// The home community as entries and answers carry it.
pub(crate) fn home_urn() -> String {
    format!("urn:oid:{HOME_COMMUNITY_ID}")
}

/// Whether a request means this home community. The prefix is part of the standard, and left out in the field.
pub(crate) fn is_home(id: &str) -> bool {
    let id = id.trim();
    id.strip_prefix("urn:oid:").unwrap_or(id) == HOME_COMMUNITY_ID
}
