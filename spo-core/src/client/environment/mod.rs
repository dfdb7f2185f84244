//! What differs from environment to environment of the national platform, as data: `spo-core/environments/*.toml`.

mod shipped;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::config::layers;
use super::{ClientConfig, Source};
use crate::dgws::credentials::Certificate;
use crate::{Error, ErrorKind, Result};

/// By which way the services of an environment are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Each service at its own address.
    Direct,
    /// Through the decoupling component (afkoblingskomponenten, DCC), which knows by the action where a message goes.
    Decoupling,
}

/// An environment of the national platform: what a client's configuration says there, whoever the client is.
///
/// Those that come with this library are [`Environment::names`]. Their files say of each value how certain it is: nobody
/// publishes all of them. One of your own is written in the same form and read with [`Environment::from_toml`].
///
/// ```
/// use spo_core::{Environment, Oid, Route, Source};
///
/// let source = Source {
///     id: Oid::parse("1.2.208.176.1.2.3")?,
///     facility_type: "22232009".into(),
///     practice_setting: "408443003".into(),
/// };
/// let config = Environment::named("test1")?.client_config(Route::Decoupling, source)?;
/// assert!(!config.production);
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    name: String,
    about: String,
    #[serde(default)]
    production: bool,
    route: Route,
    /// How the names of the authorities begin whose certificates belong here and nowhere else.
    #[serde(default)]
    authorities: Vec<String>,
    /// What the configuration says on every route, in the form of [`ClientConfig`].
    settings: Map<String, Value>,
    #[serde(default)]
    routes: Routes,
    /// What only the host knows.
    #[serde(default)]
    missing: Vec<Missing>,
}

/// What the configuration says on one route.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Routes {
    direct: Map<String, Value>,
    decoupling: Map<String, Value>,
}

/// A setting that the environment leaves open.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Missing {
    /// Its path, `endpoints.submit`.
    setting: String,
    /// Who tells it.
    r#where: String,
}

impl Environment {
    /// The names of the environments that come with this library.
    pub fn names() -> impl Iterator<Item = &'static str> {
        shipped::all().iter().map(|environment| &*environment.name)
    }

    /// The environment of this name among those that come with this library.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`], listing the names there are.
    pub fn named(name: &str) -> Result<Self> {
        Self::find(name).cloned()
    }

    pub(super) fn find(name: &str) -> Result<&'static Self> {
        let found = shipped::all().iter().find(|environment| environment.name == name);
        found.ok_or_else(|| {
            let names: Vec<_> = Self::names().collect();
            let message = format!(
                "there is no environment of this name; there are: {}",
                names.join(", ")
            );
            Error::new(ErrorKind::Configuration, "configuration.environment", message)
                .with_remedy("Give one of the listed names, or leave it out and give every setting.")
                .at("environment")
        })
    }

    /// The environments where only made-up patients are.
    pub(super) fn for_tests() -> impl Iterator<Item = &'static Self> {
        shipped::all()
            .iter()
            .filter(|environment| !environment.production)
    }

    /// Reads an environment in the form of those that come with this library (`spo-core/environments/*.toml`).
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] naming the place.
    pub fn from_toml(toml: &str) -> Result<Self> {
        layers::typed(layers::toml(toml)?, "configuration.toml")
    }

    /// Its name, such as `test1`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is, in a few words.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Whether it handles real patients' data.
    pub fn is_production(&self) -> bool {
        self.production
    }

    /// The usual way to call its services.
    pub fn route(&self) -> Route {
        self.route
    }

    /// The configuration of a client there, which shares documents as `source`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] naming what the environment leaves open, as production does: give that in a file, with
    /// [`ClientConfig::from_toml`] or [`ClientConfig::from_json`].
    pub fn client_config(&self, route: Route, source: Source) -> Result<ClientConfig> {
        let mut own = Map::new();
        own.insert("source".to_owned(), layers::value(&source));
        if shipped::all().contains(self) {
            own.insert("environment".to_owned(), self.name.clone().into());
            own.insert("route".to_owned(), layers::value(&route));
        }
        self.complete(Some(route), Value::Object(own), "configuration.environment")
    }

    /// The configuration that says what `own` says, and what this environment says where `own` does not.
    pub(super) fn complete(
        &self,
        route: Option<Route>,
        own: Value,
        code: &'static str,
    ) -> Result<ClientConfig> {
        let whole = layers::fill(self.layer(route), own);
        let is_open = |missing: &&Missing| layers::is_absent(&whole, &missing.setting);
        let open: Vec<_> = self.missing.iter().filter(is_open).collect();
        if let Some(first) = open.first() {
            let mut message = format!("the environment {} leaves settings open", self.name);
            for Missing { setting, r#where } in &open {
                message += &format!("\n  {setting}: {}", r#where);
            }
            return Err(
                Error::new(ErrorKind::Configuration, "configuration.missing", message)
                    .with_remedy("Give each of them in the configuration, beside the environment's name.")
                    .at(first.setting.as_str()),
            );
        }
        let config: ClientConfig = layers::typed(whole, code)?;
        config.check()?;
        Ok(config)
    }

    /// What it says on a route.
    pub(super) fn layer(&self, route: Option<Route>) -> Value {
        let special = match route.unwrap_or(self.route) {
            Route::Direct => &self.routes.direct,
            Route::Decoupling => &self.routes.decoupling,
        };
        let mut common = self.settings.clone();
        common.insert("production".to_owned(), self.production.into());
        layers::fill(Value::Object(common), Value::Object(special.clone()))
    }

    /// Whether `certificate` was issued by an authority that belongs here, or is that authority's own.
    pub(super) fn has_issued(&self, certificate: &Certificate) -> bool {
        certificate.authority_names().any(|name| {
            let mut authorities = self.authorities.iter();
            authorities.any(|authority| name.starts_with(authority.as_str()))
        })
    }

    /// The text at `path` of its settings, on any route.
    pub(super) fn texts<'e>(&'e self, path: &'e str) -> impl Iterator<Item = &'e str> {
        [&self.settings, &self.routes.direct, &self.routes.decoupling]
            .into_iter()
            .filter_map(move |layer| {
                let (first, rest) = path.split_once('.').unwrap_or((path, ""));
                layers::at(layer.get(first)?, rest)?.as_str()
            })
    }
}
