//! The client: records in and out as JSON, documents as bytes.

use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyDateTime};
use serde::Deserialize;
use spo_core::audit::Persons;
use spo_core::dgws::{Caller, ClockSkew};
use spo_core::xds::{Availability, DocumentEntry, EntryUuid, ObjectType, PatientId};
use spo_core::{
    Appointment, AppointmentList, AppointmentVersion, Appointments, ClientConfig, Cpr, DanishTime, Found,
    InstanceId, Receipt, Search, SharedAppointment,
};

use crate::audit::HostAudit;
use crate::blocks::Blocks;
use crate::call::{Process, Stops, detached, interruptible};
use crate::credential::validity;
use crate::document::{from_json, to_json};
use crate::error::Result;
use crate::identifiers;
use crate::identity::Identity;
use crate::min_log::MinLog;
use crate::overriding::{Choice, choice};
use crate::overview::{Overview, Session};
use crate::sandbox::Sandbox;
use crate::time;
use crate::transport::HostTransport;

/// What `spo.Client` stands on: records go in and come out as JSON, documents as bytes.
#[pyclass(frozen, module = "spo._spo")]
#[derive(Clone)]
pub(crate) struct Client {
    client: spo_core::Client,
    /// On whose behalf it reads, when not for whom its identity usually calls.
    caller: Option<Caller>,
    process: Process,
    way: Way,
    /// Of the transport and the audit in Python.
    stops: Stops,
}

/// How requests leave.
#[derive(Clone, Copy)]
enum Way {
    /// Over HTTP, by this library.
    Http,
    /// To a sandbox in this process.
    Sandbox,
    /// Through code in Python.
    Host,
}

#[pymethods]
impl Client {
    #[new]
    fn new(
        py: Python<'_>,
        config: &str,
        transport: Option<&Bound<'_, PyAny>>,
        identity: Option<&Identity>,
        audit: Option<Py<PyAny>>,
        audit_persons: bool,
    ) -> Result<Self> {
        let mut builder = spo_core::Client::builder(ClientConfig::from_json(config)?);
        if let Some(identity) = identity {
            builder = builder.identity(identity.share());
        }
        let stops = Stops::default();
        if let Some(sink) = audit {
            let persons = match audit_persons {
                true => Persons::Named,
                false => Persons::Omitted,
            };
            builder = builder.audit(HostAudit::new(sink, stops.clone()), persons);
        }
        let (way, builder) = match transport {
            None => (Way::Http, builder),
            Some(transport) => match transport.cast::<Sandbox>() {
                Ok(sandbox) => (Way::Sandbox, builder.transport(sandbox.get().share())),
                Err(_) => {
                    let transport = HostTransport::new(transport.clone().unbind(), stops.clone());
                    (Way::Host, builder.transport(transport))
                }
            },
        };
        Ok(Self {
            client: detached(py, || builder.build())?,
            caller: None,
            process: Process::current(),
            way,
            stops,
        })
    }

    /// The same connections, on behalf of another caller.
    fn as_caller(&self, caller: &str) -> Result<Self> {
        Ok(Self {
            caller: Some(Caller::from_json(caller)?),
            ..self.clone()
        })
    }

    /// Who the client calls as.
    fn identity(&self) -> Option<Identity> {
        self.client.identity().cloned().map(Identity::from)
    }

    /// By how much the services' clock is ahead of this machine's.
    fn clock_skew(&self) -> Option<TimeDelta> {
        self.client.clock_skew().map(ClockSkew::service_ahead)
    }

    /// Reads the files of the identity again.
    fn reload_identity<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyAny>> {
        self.process.check("client")?;
        validity(py, detached(py, || self.client.reload_identity())?)
    }

    fn share(&self, py: Python<'_>, key: String, version: u32, appointment: String) -> Result<String> {
        self.change(py, key, version, move |appointments, version| {
            appointments.share(version, &Appointment::from_json(&appointment)?)
        })
    }

    fn replace(&self, py: Python<'_>, key: String, version: u32, appointment: String) -> Result<String> {
        self.change(py, key, version, move |appointments, seen| {
            appointments.replace(seen, &Appointment::from_json(&appointment)?)
        })
    }

    fn cancel(&self, py: Python<'_>, key: String, version: u32) -> Result<String> {
        self.change(py, key, version, |appointments, seen| appointments.cancel(seen))
    }

    /// The entries and gaps of a search.
    fn find(
        &self,
        py: Python<'_>,
        cpr: &identifiers::Cpr,
        start_from: Option<&Bound<'_, PyDateTime>>,
        start_before: Option<&Bound<'_, PyDateTime>>,
        include_deprecated: bool,
    ) -> Result<String> {
        let search = search(cpr, start_from, start_before, include_deprecated)?;
        self.call(py, move |appointments| to_json(&appointments.find(&search)?))
    }

    /// The document of an entry: its JSON form and its bytes.
    fn get<'py>(&self, py: Python<'py>, entry: &str) -> Result<(String, Bound<'py, PyBytes>)> {
        let entry = DocumentEntry::from(from_json::<Place>(entry)?);
        let shared = self.call(py, move |appointments| appointments.get(&entry))?;
        let json = detached(py, || Ok(shared.read.to_json()))?;
        Ok((json, PyBytes::new(py, shared.raw())))
    }

    /// The documents of all entries of a search.
    fn get_all<'py>(&self, py: Python<'py>, entries: &str, gaps: &str) -> Result<Listed<'py>> {
        let places: Vec<Place> = from_json(entries)?;
        let found = Found {
            entries: places.into_iter().map(DocumentEntry::from).collect(),
            gaps: from_json(gaps)?,
        };
        let list = self.call(py, move |appointments| appointments.get_all(&found))?;
        listed(py, &list)
    }

    /// A patient's appointments.
    fn list<'py>(
        &self,
        py: Python<'py>,
        cpr: &identifiers::Cpr,
        start_from: Option<&Bound<'_, PyDateTime>>,
        start_before: Option<&Bound<'_, PyDateTime>>,
        include_deprecated: bool,
        overriding: Option<Choice>,
    ) -> Result<Listed<'py>> {
        let search = search(cpr, start_from, start_before, include_deprecated)?;
        let overriding = overriding.map(choice).transpose()?;
        let list = self.call(py, move |appointments| match overriding {
            Some(choice) => appointments.list_overriding(&search, choice),
            None => appointments.list(&search),
        })?;
        listed(py, &list)
    }

    /// A patient's master data: its JSON form and the document's bytes.
    fn master_data<'py>(
        &self,
        py: Python<'py>,
        cpr: &identifiers::Cpr,
    ) -> Result<(String, Bound<'py, PyBytes>)> {
        let cpr = cpr.core();
        let (json, shared) = self.run(py, move |client, caller| {
            let master_data = client.master_data();
            let shared = match caller {
                Some(caller) => master_data.as_caller(caller),
                None => master_data,
            }
            .get(cpr)?;
            Ok((to_json(&shared)?, shared))
        })?;
        Ok((json, PyBytes::new(py, shared.read.raw())))
    }

    fn overview(
        &self,
        py: Python<'_>,
        cpr: &identifiers::Cpr,
        days: (Option<NaiveDate>, Option<NaiveDate>),
        kinds: Option<&str>,
        within: Option<Duration>,
        overriding: Option<Choice>,
    ) -> Result<Overview> {
        self.session().overview(py, cpr, days, kinds, within, overriding)
    }

    fn session(&self) -> Session {
        let session = self.client.session();
        let session = match &self.caller {
            Some(caller) => session.as_caller(caller.clone()),
            None => session,
        };
        Session::new(session, self.process, self.stops.clone())
    }

    /// The block service, for the same caller.
    fn blocks(&self) -> Blocks {
        Blocks::new(self.clone())
    }

    /// Registering with the national log.
    fn min_log(&self) -> MinLog {
        MinLog::new(self.clone())
    }
}

/// The JSON form of a list, and the bytes of its documents.
type Listed<'py> = (String, Vec<Bound<'py, PyBytes>>);

fn listed<'py>(py: Python<'py>, list: &AppointmentList) -> Result<Listed<'py>> {
    let json = detached(py, || to_json(list))?;
    let documents = list.appointments.iter().map(SharedAppointment::raw);
    Ok((json, documents.map(|raw| PyBytes::new(py, raw)).collect()))
}

impl Client {
    fn change(
        &self,
        py: Python<'_>,
        key: String,
        version: u32,
        change: impl FnOnce(&Appointments<'_>, &AppointmentVersion) -> spo_core::Result<Receipt> + Send + 'static,
    ) -> Result<String> {
        self.call(py, move |appointments| {
            to_json(&change(appointments, &AppointmentVersion::new(key, version)?)?)
        })
    }

    fn call<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&Appointments<'_>) -> spo_core::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(py, move |client, caller| {
            let appointments = client.appointments();
            work(&match caller {
                Some(caller) => appointments.as_caller(caller),
                None => appointments,
            })
        })
    }

    pub(crate) fn run<T: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&spo_core::Client, Option<Caller>) -> spo_core::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.process.check("client")?;
        let (client, caller) = (self.client.clone(), self.caller.clone());
        let work = move || work(&client, caller);
        match self.way {
            Way::Http => interruptible(py, work),
            // The host's own code hears Ctrl-C by itself, on the thread it was called from.
            Way::Sandbox | Way::Host => detached(py, work),
        }
    }
}

fn search(
    cpr: &identifiers::Cpr,
    from: Option<&Bound<'_, PyDateTime>>,
    to: Option<&Bound<'_, PyDateTime>>,
    include_deprecated: bool,
) -> Result<Search> {
    let moment = |value: Option<&Bound<'_, PyDateTime>>, field| -> Result<Option<DanishTime>> {
        value.map(|value| time::exact(value, field)).transpose()
    };
    let mut search = Search::new(cpr.core());
    search.from = moment(from, "start_from")?;
    search.to = moment(to, "start_before")?;
    search.include_deprecated = include_deprecated;
    Ok(search)
}

/// What of an entry is needed to get its document and to check that it is the right one.
#[derive(Deserialize)]
struct Place {
    entry_uuid: String,
    unique_id: InstanceId,
    repository_id: Option<String>,
    home_community_id: Option<String>,
    cpr: Option<Cpr>,
}

impl From<Place> for DocumentEntry {
    fn from(place: Place) -> Self {
        let uuid = EntryUuid::from_wire(place.entry_uuid);
        let mut entry = Self::new(uuid, place.unique_id, ObjectType::Stable);
        entry.repository_id = place.repository_id;
        entry.home_community_id = place.home_community_id;
        entry.patient_id = place.cpr.map(PatientId::from);
        entry
    }
}

/// Checks the name of a version.
#[pyfunction]
pub(crate) fn check_version(key: &str, version: u32) -> Result<()> {
    AppointmentVersion::new(key, version)?;
    Ok(())
}

/// The configuration of the sandbox at an address.
#[pyfunction]
pub(crate) fn sandbox_config(base: &str) -> String {
    ClientConfig::sandbox(base).to_json()
}

/// Reads a configuration's JSON and writes it again in its one form.
#[pyfunction]
pub(crate) fn config_json(json: &str) -> Result<String> {
    Ok(ClientConfig::from_json(json)?.to_json())
}

/// Reads a configuration's TOML: its JSON form.
#[pyfunction]
pub(crate) fn config_from_toml(text: &str) -> Result<String> {
    Ok(ClientConfig::from_toml(text)?.to_json())
}

/// A list as a table: documents with the status of their entries, and gaps.
#[pyfunction]
pub(crate) fn table(
    py: Python<'_>,
    documents: Vec<(PyBackedBytes, Option<String>)>,
    gaps: &str,
    overridden: bool,
) -> Result<String> {
    detached(py, || {
        let appointments = documents.iter().map(|(bytes, status)| {
            let read = spo_core::cda::read_appointment(bytes)?;
            let unique_id = read.document.id.clone();
            let mut entry = DocumentEntry::new(EntryUuid::default(), unique_id, ObjectType::Stable);
            if status.as_deref() == Some("deprecated") {
                entry.status = Some(Availability::Deprecated);
            }
            Ok(SharedAppointment { entry, read })
        });
        let appointments = appointments.collect::<spo_core::Result<_>>()?;
        Ok(AppointmentList {
            appointments,
            gaps: from_json(gaps)?,
            overridden,
        }
        .to_table())
    })
}
