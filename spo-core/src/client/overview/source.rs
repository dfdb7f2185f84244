//! Whom to ask.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::client::{ClientConfig, Endpoints};
use crate::overview::Kind;
use crate::{Error, ErrorKind, Result};

/// The two addresses of a source that is only read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadAddresses {
    /// ITI-18, stored query.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub query: String,
    /// ITI-43, retrieve.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub retrieve: String,
}

/// A further source of an overview, beside the national ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentSource {
    /// What it is called in an overview, such as `region-nord`. Unlike that of every other source.
    pub name: String,
    /// What it is asked for.
    pub kinds: BTreeSet<Kind>,
    /// ITI-18, stored query.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub query: String,
    /// ITI-43, retrieve.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^https?://")))]
    pub retrieve: String,
}

/// The name of the source behind [`ClientConfig::endpoints`].
const NATIONAL: &str = "national";
/// The name under which an overview speaks of [`ClientConfig::blocks`].
pub(super) const BLOCK_SERVICE: &str = "blocks";
/// The name of the source behind [`ClientConfig::master_data`].
const MASTER_DATA: &str = "master_data";

impl DocumentSource {
    /// The sources of a configuration: the national registry and repository for everything, save master data when those
    /// have addresses of their own; then the further ones.
    pub(super) fn all(config: &ClientConfig) -> Vec<Self> {
        let mut national = Self::national(config, Kind::ALL);
        let master_data = config.master_data.is_some().then(|| {
            national.kinds.remove(&Kind::MasterData);
            Self::of_master_data(config)
        });
        let further = config.further_sources.iter().cloned();
        [national].into_iter().chain(master_data).chain(further).collect()
    }

    /// The national source of master data.
    pub(in crate::client) fn of_master_data(config: &ClientConfig) -> Self {
        match &config.master_data {
            Some(ReadAddresses { query, retrieve }) => Self {
                name: MASTER_DATA.to_owned(),
                kinds: BTreeSet::from([Kind::MasterData]),
                query: query.clone(),
                retrieve: retrieve.clone(),
            },
            None => Self::national(config, [Kind::MasterData]),
        }
    }

    fn national(config: &ClientConfig, kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self {
            name: NATIONAL.to_owned(),
            kinds: kinds.into_iter().collect(),
            query: config.endpoints.query.clone(),
            retrieve: config.endpoints.retrieve.clone(),
        }
    }

    /// The configuration's endpoints with this source's addresses in place of those for reading.
    pub(in crate::client) fn endpoints(&self, config: &ClientConfig) -> Endpoints {
        Endpoints {
            query: self.query.clone(),
            retrieve: self.retrieve.clone(),
            ..config.endpoints.clone()
        }
    }

    /// The addresses that only overviews and master data use, with their paths in the configuration.
    pub(in crate::client) fn addresses(
        config: &ClientConfig,
    ) -> impl Iterator<Item = (&'static str, &String)> {
        let master_data = config.master_data.iter().flat_map(|it| {
            [
                ("master_data.query", &it.query),
                ("master_data.retrieve", &it.retrieve),
            ]
        });
        let further = config.further_sources.iter().flat_map(|it| {
            [
                ("further_sources.query", &it.query),
                ("further_sources.retrieve", &it.retrieve),
            ]
        });
        master_data.chain(further)
    }

    /// Checks that every name is there once.
    pub(in crate::client) fn check(config: &ClientConfig) -> Result<()> {
        let mut names = BTreeSet::from([NATIONAL, MASTER_DATA, BLOCK_SERVICE]);
        for (at, source) in config.further_sources.iter().enumerate() {
            let name = source.name.as_str();
            if name.trim().is_empty() || !names.insert(name) {
                let message = "a source needs a name that no other source has";
                return Err(
                    Error::new(ErrorKind::Configuration, "configuration.source_name", message)
                        .with_remedy(format!(
                            "\"{NATIONAL}\", \"{MASTER_DATA}\" and \"{BLOCK_SERVICE}\" are taken."
                        ))
                        .at(format!("further_sources[{at}].name")),
                );
            }
        }
        Ok(())
    }
}
