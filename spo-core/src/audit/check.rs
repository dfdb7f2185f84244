//! Checking a registration before it is sent.

use chrono::{Datelike, NaiveDate};

use super::table;
use super::{LogEntry, LogOrganisationId, LogPatientId, LogTime, LogUserId};
use crate::model::DanishTime;
use crate::rules::{Fault, Path, Rule};
use crate::xml::illegal_char;
use crate::{Error, ErrorKind, Result};

impl LogEntry {
    /// Every rule of [`RULES`](super::RULES) that the entry breaks.
    pub fn faults(&self) -> Vec<Fault> {
        let mut checker = Checker::default();
        checker.entry(self);
        checker.faults
    }

    /// Checks that the entry can be sent.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAppointment`], `log_entry.invalid`, with every fault in its details.
    pub fn check(&self) -> Result<()> {
        refuse(self.faults())
    }
}

/// Turns the faults of entries into the one error that lists them all.
///
/// # Errors
/// As [`LogEntry::check`], when there are any.
pub(crate) fn refuse(faults: Vec<Fault>) -> Result<()> {
    let message = match faults.len() {
        0 => return Ok(()),
        1 => "the log cannot take this: it breaks a rule".to_owned(),
        count => format!("the log cannot take this: it breaks {count} rules"),
    };
    Err(
        Error::new(ErrorKind::InvalidAppointment, "log_entry.invalid", message)
            .with_details(|details| details.faults = faults),
    )
}

/// How long a text may be, and the rule that says so.
type Limit = (usize, &'static Rule);

const SYSTEM: Limit = (25, &table::SYSTEM);
const ACTIVITY: Limit = (75, &table::ACTIVITY);
const SHORT: Limit = (50, &table::SHORT);
const LONG: Limit = (200, &table::LONG);
const CORRELATION: Limit = (46, &table::CORRELATION);
const SEQUENCE: Limit = (36, &table::SEQUENCE);

/// The faults found so far.
#[derive(Default)]
struct Checker {
    faults: Vec<Fault>,
}

impl Checker {
    fn entry(&mut self, entry: &LogEntry) {
        let top = Path::top;
        self.text(&entry.system, SYSTEM, top("system"));
        self.text(&entry.activity, ACTIVITY, top("activity"));
        self.optional(entry.reason.as_deref(), SHORT, top("reason"));
        let addition = entry.addition.as_ref().map(|it| it.as_str());
        self.optional(addition, SHORT, top("addition"));
        let criticality = entry.criticality.as_ref().map(|it| it.as_str());
        self.optional(criticality, SHORT, top("criticality"));
        self.time(entry.time, top("time"));

        let path = top("organisation");
        if let Some(organisation) = &entry.organisation {
            if let Some(LogOrganisationId::European(id)) = &organisation.id {
                self.id(id, LONG, path.field("id"));
            }
            self.optional(organisation.name.as_deref(), LONG, path.field("name"));
        }
        let path = top("patient");
        if let LogPatientId::ReplacementCpr(id) = &entry.patient.id {
            self.id(id, SHORT, path.field("id"));
        }
        self.optional(entry.patient.name.as_deref(), SHORT, path.field("name"));
        let path = top("user");
        if let LogUserId::EuropeanProfessional(id) = &entry.user.id {
            self.id(id, SHORT, path.field("id"));
        }
        self.optional(entry.user.name.as_deref(), SHORT, path.field("name"));
        self.optional(entry.user.role.as_deref(), LONG, path.field("role"));
        let path = top("on_behalf_of");
        if let Some(principal) = &entry.on_behalf_of {
            self.optional(principal.name.as_deref(), SHORT, path.field("name"));
            self.optional(principal.role.as_deref(), LONG, path.field("role"));
        }

        let path = top("correlation_id");
        self.optional(entry.correlation_id.as_deref(), CORRELATION, path);
        let path = top("sequence_number");
        self.optional(entry.sequence_number.as_deref(), SEQUENCE, path);
        let path = top("hidden_from");
        for (at, audience) in entry.hidden_from.iter().enumerate() {
            self.text(audience.as_str(), SHORT, path.index(at));
        }
        let path = top("sources");
        for (at, source) in entry.sources.iter().enumerate() {
            let path = path.index(at);
            self.optional(source.system.as_deref(), SYSTEM, path.field("system"));
            let correlation = source.correlation_id.as_deref();
            self.optional(correlation, CORRELATION, path.field("correlation_id"));
        }
    }

    fn time(&mut self, time: LogTime, path: Path<'_>) {
        match time {
            LogTime::At(at) => self.moment(at, path.field("at")),
            LogTime::Span { from, to } => {
                let path = path.field("span");
                self.moment(from, path.field("from"));
                self.moment(to, path.field("to"));
                self.demand(from <= to, &table::TIME_ORDER, path.field("to"));
            }
        }
    }

    fn moment(&mut self, time: DanishTime, path: Path<'_>) {
        let date = time.to_utc().date_naive();
        let is_within = NaiveDate::from_ymd_opt(2015, 1, 1) <= Some(date) && date.year() <= 9999;
        self.demand(is_within, &table::TIME_RANGE, path);
    }

    fn optional(&mut self, text: Option<&str>, limit: Limit, path: Path<'_>) {
        if let Some(text) = text {
            self.text(text, limit, path);
        }
    }

    /// A text for people.
    fn text(&mut self, text: &str, limit: Limit, path: Path<'_>) {
        self.id(text, limit, path);
        self.demand(crate::redact(text) == text, &table::CPR, path);
    }

    /// A number, which may be a person's.
    fn id(&mut self, text: &str, (most, too_long): Limit, path: Path<'_>) {
        self.demand(!text.trim().is_empty(), &table::BLANK, path);
        self.demand(illegal_char(text).is_none(), &table::ILLEGAL, path);
        let is_short = text.len() <= most || text.chars().count() <= most;
        self.demand(is_short, too_long, path);
    }

    /// Reports `rule` at `path` unless `kept`.
    fn demand(&mut self, kept: bool, rule: &Rule, path: Path<'_>) {
        if !kept {
            self.faults.push(rule.broken_at(path));
        }
    }
}
