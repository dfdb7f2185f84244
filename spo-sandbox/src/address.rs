//! Whom an address means: a sandbox, or one of the sources attached to it.

use crate::Sandbox;

/// What every source's addresses begin with.
const SOURCES: &str = "/sources/";

pub(crate) enum Address {
    /// The sandbox itself.
    Here,
    /// A source, and the path there.
    Source(Sandbox, String),
    /// A source that there is not.
    Nowhere,
}

impl Address {
    /// `url` is whole, or a path as a server has it.
    pub(crate) fn of(url: &str, sandbox: &Sandbox) -> Self {
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| rest.get(at..).unwrap_or_default()),
            None => url,
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if let Some((source, rest)) = Self::source(path, sandbox) {
            return Self::Source(source, rest);
        }
        if path.starts_with(SOURCES) {
            return Self::Nowhere;
        }
        match Sandbox::is_master_data_path(path).then(|| sandbox.master_data()) {
            // Within the source its registry and repository are told apart by the action.
            Some(Ok(source)) => Self::Source(source, "/".to_owned()),
            Some(Err(_)) => Self::Nowhere,
            None => Self::Here,
        }
    }

    /// The source that `path` names, and the path there.
    pub(crate) fn source(path: &str, sandbox: &Sandbox) -> Option<(Sandbox, String)> {
        let rest = path.strip_prefix(SOURCES)?;
        let (name, rest) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, "/"),
        };
        Some((sandbox.source(name)?, rest.to_owned()))
    }
}
