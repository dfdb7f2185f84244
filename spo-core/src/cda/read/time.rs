//! When the appointment is: header, body and the mark of a guided time together.

use crate::cda::reader::Moment;
use crate::cda::reader::{Reader, is_null};
use crate::xml::{Element, Namespace};
use crate::{AppointmentTime, DanishTime, Error, ErrorKind, Result};

/// An `effectiveTime` as it stands.
#[derive(Clone, Copy)]
pub(super) struct Interval {
    low: Option<Moment>,
    high: Option<Moment>,
}

impl Interval {
    fn start(self) -> Option<DanishTime> {
        self.low.map(|moment| moment.time)
    }

    fn end(self) -> Option<DanishTime> {
        self.high.map(|moment| moment.time)
    }
}

impl Reader {
    /// `low` and `high`. Two `low` and no `high` are taken as both.
    pub(super) fn interval(&mut self, element: Element<'_>) -> Interval {
        self.rest(element, &["low", "high"]);
        let of = |name| element.children_named(Namespace::HL7, name);
        let mut lows = of("low");
        let mut highs = of("high");
        let (mut low, mut high) = (lows.next(), highs.next());
        if let Some(second) = lows.next() {
            if high.is_none() {
                self.warn(
                    "time.two_lows",
                    second,
                    "a second low stands where high should be; it was taken as the end",
                );
                high = Some(second);
            } else {
                self.unmapped(second);
            }
        }
        for extra in lows.chain(highs) {
            self.unmapped(extra);
        }
        if low.is_none() && element.attr("value").is_some() {
            self.warn(
                "time.point",
                element,
                "one point of time is given; it was taken as the start",
            );
            low = Some(element);
        }
        Interval {
            low: self.bound(low),
            high: self.bound(high),
        }
    }

    fn bound(&mut self, element: Option<Element<'_>>) -> Option<Moment> {
        let element = element.filter(|element| !is_null(*element))?;
        self.moment(element, element.attr("value")?)
    }

    /// The time of the appointment. `guided` is the note of the guided-interval precondition, when there is one:
    /// `None` inside when it has no text.
    ///
    /// # Errors
    /// `cda.time` when neither header nor body has a start.
    pub(super) fn appointment_time(
        &mut self,
        encounter: Element<'_>,
        header: Option<Interval>,
        body: Option<Interval>,
        guided: Option<Option<String>>,
    ) -> Result<AppointmentTime> {
        let nothing = Interval {
            low: None,
            high: None,
        };
        let (header, body) = (header.unwrap_or(nothing), body.unwrap_or(nothing));
        let Some(low) = header.low.or(body.low) else {
            return Err(Error::new(
                ErrorKind::InvalidDocument,
                "cda.time",
                "the document does not tell when the appointment starts",
            )
            .with_remedy("Give a document with effectiveTime/low."));
        };
        let start = low.time;
        let end = header.end().or(body.end());
        self.compare(encounter, header, body);

        let end = match end {
            Some(end) if end == start => {
                self.warn(
                    "time.zero_length",
                    encounter,
                    "the end is the start; it was taken as not known",
                );
                None
            }
            Some(end) if end < start => {
                self.warn(
                    "time.order",
                    encounter,
                    "the end is before the start; it was kept",
                );
                Some(end)
            }
            end => end,
        };
        let is_midnight = start == DanishTime::midnight(start.date());
        let is_day = end.is_none() && (!low.has_clock || (guided.is_some() && is_midnight));
        let note = guided.map(|note| {
            note.unwrap_or_else(|| {
                self.warn(
                    "time.note",
                    encounter,
                    "the time is guided without a text; the usual text was taken",
                );
                usual_note(is_day)
            })
        });
        Ok(match note {
            _ if is_day => AppointmentTime::Day {
                date: start.date(),
                note: note.unwrap_or_else(|| usual_note(true)),
            },
            Some(note) => AppointmentTime::Window { start, end, note },
            None => {
                if end.is_none() && is_midnight {
                    self.warn(
                        "time.midnight",
                        encounter,
                        "the start is midnight without an end: perhaps no clock time is set",
                    );
                }
                AppointmentTime::At { start, end }
            }
        })
    }

    /// Header and body must agree (CONF-DK-APD ad38, 7e5c). The header is believed: the registry's times come from
    /// it, and the national services compare them with it.
    fn compare(&mut self, encounter: Element<'_>, header: Interval, body: Interval) {
        if header.low.is_none() {
            self.warn(
                "time.header",
                encounter,
                "the header has no start; that of the encounter was used",
            );
        } else if header.start() != body.start() || header.end() != body.end() {
            let told =
                |time: Option<DanishTime>| time.map_or_else(|| "nothing".to_owned(), |time| time.to_string());
            let message = format!(
                "the header says from {} to {}, the encounter from {} to {}; the header was believed where it says something",
                told(header.start()),
                told(header.end()),
                told(body.start()),
                told(body.end()),
            );
            self.warn("time.differs", encounter, &message);
        }
    }
}

fn usual_note(is_day: bool) -> String {
    if is_day {
        AppointmentTime::DAY_NOTE
    } else {
        AppointmentTime::WINDOW_NOTE
    }
    .to_owned()
}
