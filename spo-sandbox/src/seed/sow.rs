//! From the plan to what is shared.

use spo_core::{AppointmentVersion, Client, ClientConfig, Context, DanishTime, Error, Source};

use super::plan::{Planned, Service};
use super::{Seed, plan};
use crate::Sandbox;

impl Sandbox {
    /// Attaches the sources of `seed` that are not there, makes its persons known, and shares their appointments, each as
    /// its source would: moved ones twice, cancelled ones withdrawn again.
    ///
    /// Seed before setting scripts and before demanding identity cards of the sources. The sources are kept in memory,
    /// also by a sandbox in a file.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAppointment`](spo_core::ErrorKind::InvalidAppointment) and others, as for sharing; what was
    /// shared before stays.
    pub fn seed(&self, seed: &Seed) -> Result<(), Error> {
        for source in &seed.sources {
            if self.source(&source.name).is_none() {
                let made = Self::new()?.with_ids(&source.home_community, &source.repository);
                self.attach(&source.name, &made.with_clock(self.clock()))?;
            }
        }
        for person in &seed.persons {
            self.add_person(person.clone())?;
        }
        for planned in &seed.appointments {
            self.sow(planned, seed)?;
        }
        let context = self.clock();
        for filed in &seed.filed {
            let name = &filed.about.service.source;
            let source = self.source(name).ok_or_else(|| plan::no_source(name))?;
            filed.store(&source, &context)?;
        }
        for source in seed.sources.iter().filter_map(|source| self.source(&source.name)) {
            source.clear_calls();
        }
        Ok(())
    }

    fn sow(&self, planned: &Planned, seed: &Seed) -> Result<(), Error> {
        let Planned {
            key,
            service,
            appointment,
            moved,
            cancelled,
        } = planned;
        let source = self
            .source(&service.source)
            .ok_or_else(|| plan::no_source(&service.source))?;
        let client = Client::builder(config(service))
            .transport(source)
            .context(morning(seed, self.clock()))
            .build()?;
        let appointments = client.appointments();
        let mut version = AppointmentVersion::first(key)?;
        appointments.share(&version, appointment)?;
        if let Some(moved) = moved {
            appointments.replace(&version, moved)?;
            version = version.next();
        }
        if *cancelled {
            appointments.cancel(&version)?;
        }
        Ok(())
    }
}

/// The configuration of the system that shares a service's appointments.
fn config(service: &Service) -> ClientConfig {
    let config = ClientConfig::sandbox("http://seed.invalid");
    ClientConfig {
        source: Source {
            facility_type: service.facility_type.clone(),
            practice_setting: service.practice_setting.clone(),
            ..config.source
        },
        ..config
    }
}

/// Everything is shared early in the morning of the seed's day.
fn morning(seed: &Seed, ids: Context) -> Context {
    let midnight = DanishTime::midnight(seed.today).to_utc();
    let now = midnight + chrono::TimeDelta::hours(5);
    Context::new(move || now, move || ids.random_uuid())
}
