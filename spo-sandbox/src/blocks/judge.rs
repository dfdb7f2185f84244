//! What somebody may see, by a citizen's registrations.
//!
//! Documented (MinSpærring, interface of the verification service): nothing registered permits; a consent lets through
//! despite blocks; a registration concerns nobody but those it names; when it is in effect is about the look, what it covers
//! about the data; a block of an organisation's data reaches the organisations above it; codes are compared as SOR codes.
//!
//! The documentation is silent about data without a time and a registration about a period. Here a block covers such data, and
//! a consent does not: when in doubt, data is not shown.

use std::collections::HashMap;

use spo_core::blocks::{DataItem, DataPeriod, Effect, Registration, Relation, What, Who};
use spo_core::dgws::AuthorisationCode;
use spo_core::{Cpr, DanishTime, OrganisationCode};

use super::organisations::Organisations;

/// A health professional who looks.
#[derive(Debug, Clone)]
pub(crate) struct Looker {
    pub(crate) acting: Cpr,
    /// On whose responsibility.
    pub(crate) responsible: Option<Cpr>,
    /// The authorisation of whoever is responsible.
    pub(crate) authorisation: Option<AuthorisationCode>,
    /// For whom he or she works.
    pub(crate) organisation: OrganisationCode,
    /// Whether he or she looks past blocks.
    pub(crate) overrides: bool,
}

/// One citizen's registrations as they stand to one professional at one moment.
#[derive(Debug, Default)]
pub(super) struct Judge {
    blocks: Coverage,
    consents: Coverage,
}

/// Which data several registrations cover together.
#[derive(Debug, Default)]
struct Coverage {
    /// All of it.
    all: bool,
    /// From every organisation, about these times.
    everywhere: Times,
    /// From one organisation and, as the flag says, what is a part of it; about these times.
    from: HashMap<OrganisationCode, [Times; 2]>,
}

/// Times in order, none touching the next. Half-open: an end does not belong to it.
#[derive(Debug, Default)]
struct Times(Vec<(DanishTime, DanishTime)>);

impl Judge {
    pub(super) fn new<'r>(
        registrations: impl IntoIterator<Item = &'r Registration>,
        looker: &Looker,
        moment: DanishTime,
        organisations: &Organisations,
    ) -> Self {
        let mut judge = Self::default();
        for registration in registrations {
            if registration.is_in_effect(moment) && concerns(&registration.who, looker, organisations) {
                let coverage = match registration.effect {
                    Effect::Block => &mut judge.blocks,
                    Effect::Consent => &mut judge.consents,
                };
                coverage.add(&registration.what, organisations);
            }
        }
        judge.blocks.settle();
        judge.consents.settle();
        judge
    }

    /// How the professional stands to all of the data.
    pub(super) fn relation(&self) -> Relation {
        if self.blocks.is_empty() || self.consents.all {
            Relation::Positive
        } else if self.blocks.all && self.consents.is_empty() {
            Relation::Negative
        } else {
            Relation::DataSpecific
        }
    }

    /// Whether he or she may see an item.
    pub(super) fn permits(&self, item: &DataItem, organisations: &Organisations) -> bool {
        let time = item.from.map(|from| {
            // An item has at least the second in which it begins.
            let end = item.to.filter(|to| *to > from);
            (from, end.unwrap_or_else(|| later(from)))
        });
        self.consents.holds(&item.organisation, time, organisations)
            || !self.blocks.touches(&item.organisation, time, organisations)
    }
}

fn later(time: DanishTime) -> DanishTime {
    DanishTime::from_utc(time.to_utc() + chrono::TimeDelta::seconds(1))
}

fn concerns(who: &Who, looker: &Looker, organisations: &Organisations) -> bool {
    match who {
        Who::Everybody => true,
        // Whoever is not authorised looks on somebody's responsibility, and with that access.
        Who::Professional { cpr } => looker.acting == *cpr || looker.responsible == Some(*cpr),
        Who::Organisation {
            organisation,
            include_sub_organisations,
        } => {
            let named = organisations.canonical(organisation);
            let mut line = organisations.line(&looker.organisation);
            match include_sub_organisations {
                true => line.any(|unit| unit == named),
                false => line.next() == Some(named),
            }
        }
        // Nobody abroad calls the sandbox.
        _ => false,
    }
}

impl Coverage {
    fn is_empty(&self) -> bool {
        !self.all && self.everywhere.0.is_empty() && self.from.is_empty()
    }

    fn add(&mut self, what: &What, organisations: &Organisations) {
        let period = what.period.unwrap_or_default();
        match &what.origin {
            None if what.period.is_none() => self.all = true,
            None => self.everywhere.add(period),
            Some(origin) => {
                let unit = organisations.canonical(&origin.organisation).clone();
                let [alone, with_parts] = self.from.entry(unit).or_default();
                match origin.include_sub_units {
                    true => with_parts.add(period),
                    false => alone.add(period),
                }
            }
        }
    }

    fn settle(&mut self) {
        self.everywhere.settle();
        self.from.values_mut().flatten().for_each(Times::settle);
    }

    /// The times of an organisation's data: what is registered for it, and for what it is a part of.
    fn times<'a>(
        &'a self,
        organisation: &'a OrganisationCode,
        organisations: &'a Organisations,
    ) -> impl Iterator<Item = &'a Times> {
        let own = organisations.canonical(organisation);
        let alone = self.from.get(own).map(|[alone, _]| alone);
        let parts = organisations
            .line(organisation)
            .filter_map(|unit| Some(&self.from.get(unit)?[1]));
        std::iter::once(&self.everywhere).chain(alone).chain(parts)
    }

    /// Whether all of an item is covered.
    fn holds(
        &self,
        organisation: &OrganisationCode,
        time: Option<Span>,
        organisations: &Organisations,
    ) -> bool {
        self.all
            || self
                .times(organisation, organisations)
                .any(|times| times.hold(time))
    }

    /// Whether any of an item is covered, by a block of the organisation or of one that is a part of it.
    fn touches(
        &self,
        organisation: &OrganisationCode,
        time: Option<Span>,
        organisations: &Organisations,
    ) -> bool {
        if self.all
            || self
                .times(organisation, organisations)
                .any(|times| times.touch(time))
        {
            return true;
        }
        let own = organisations.canonical(organisation);
        self.from.iter().any(|(unit, times)| {
            organisations.line(unit).skip(1).any(|above| above == own)
                && times.iter().any(|times| times.touch(time))
        })
    }
}

/// A beginning before all data, and an end after it.
fn ends_of_time() -> [DanishTime; 2] {
    [1, 9999].map(|year| {
        let day = chrono::NaiveDate::from_ymd_opt(year, 1, 2).unwrap_or_default();
        DanishTime::midnight(day)
    })
}

type Span = (DanishTime, DanishTime);

impl Times {
    fn add(&mut self, period: DataPeriod) {
        let [first, last] = ends_of_time();
        self.0
            .push((period.from.unwrap_or(first), period.to.unwrap_or(last)));
    }

    /// Joins what overlaps or touches.
    fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup_by(|next, last| {
            let joins = next.0 <= last.1;
            if joins {
                last.1 = last.1.max(next.1);
            }
            joins
        });
    }

    fn touch(&self, time: Option<Span>) -> bool {
        let Some((from, to)) = time else {
            return !self.0.is_empty();
        };
        let at = self.0.partition_point(|(_, end)| *end <= from);
        self.0.get(at).is_some_and(|(begin, _)| *begin < to)
    }

    fn hold(&self, time: Option<Span>) -> bool {
        let Some((from, to)) = time else {
            return self
                .0
                .first()
                .is_some_and(|(begin, end)| [*begin, *end] == ends_of_time());
        };
        let at = self.0.partition_point(|(_, end)| *end <= from);
        self.0
            .get(at)
            .is_some_and(|(begin, end)| *begin <= from && to <= *end)
    }
}
