//! The narrative: the appointment as a table a person can read, with MedCom's headings.
//!
//! A reader never needs it: everything in it stands in the encounter or the header too. A protected address is in
//! neither.

use chrono::{Datelike, NaiveDate, Timelike};

use super::Writer;
use super::timestamp::pair;
use crate::{Address, Appointment, AppointmentTime, DanishTime, Organisation, Telecom};

const OPENING: &str = r#"
          <text>
            <paragraph>Aftale:</paragraph>
            <table width="100%">
              <tbody>"#;

const CLOSING: &str = r"
              </tbody>
            </table>
          </text>";

impl Writer {
    /// `section/text`.
    pub(super) fn narrative(&mut self, appointment: &Appointment) {
        let time = &appointment.time;
        self.raw(OPENING);
        self.row("Aftale dato");
        self.dates(time.start().date(), time.end().map(DanishTime::date));
        self.next_row("Aftale tidspunkt");
        self.clock_times(time);
        self.next_row("Vedrørende");
        self.text_value(&appointment.reason.text);
        self.next_row("Mødested");
        let location = &appointment.location;
        self.contact(location.name(), location.address(), location.telecoms());
        self.next_row("Udførende organisation");
        self.organisation_contact(&appointment.performer.organisation);
        self.next_row("Er tidspunktet vejledende?");
        match time {
            AppointmentTime::At { .. } => _ = self.raw("Nej"),
            AppointmentTime::Window { note, .. } if note != AppointmentTime::WINDOW_NOTE => {
                self.raw("Ja, ").text_value(note);
            }
            AppointmentTime::Window { .. } | AppointmentTime::Day { .. } => _ = self.raw("Ja"),
        }
        self.next_row("Repeterende aftale");
        self.raw(if appointment.series.is_some() { "Ja" } else { "Nej" });
        self.next_row("Ansvarlig organisation");
        self.text_value(&appointment.responsible.organisation.name);
        if let Some(requester) = &appointment.requester {
            self.next_row("Rekvirerende organisation");
            self.text_value(&requester.organisation.name);
        }
        self.raw("</td>\n                </tr>").raw(CLOSING);
    }

    fn row(&mut self, heading: &'static str) {
        self.raw("\n                <tr>\n                  <th>")
            .raw(heading)
            .raw("</th>\n                  <td>");
    }

    fn next_row(&mut self, heading: &'static str) {
        self.raw("</td>\n                </tr>");
        self.row(heading);
    }

    fn dates(&mut self, start: NaiveDate, end: Option<NaiveDate>) {
        self.date(start);
        if let Some(end) = end.filter(|end| *end != start) {
            self.raw(" - ");
            self.date(end);
        }
    }

    fn date(&mut self, date: NaiveDate) {
        let mut digits = *b"0000-00-00";
        let year = u32::try_from(date.year()).unwrap_or_default();
        pair(&mut digits, 0, year / 100);
        pair(&mut digits, 2, year);
        pair(&mut digits, 5, date.month());
        pair(&mut digits, 8, date.day());
        // Only ASCII is ever stored.
        self.raw(std::str::from_utf8(&digits).unwrap_or_default());
    }

    fn clock_times(&mut self, time: &AppointmentTime) {
        if let AppointmentTime::Day { note, .. } = time {
            self.text_value(note);
            return;
        }
        self.clock(time.start());
        if let Some(end) = time.end() {
            self.raw(" - ");
            self.clock(end);
        }
    }

    fn clock(&mut self, time: DanishTime) {
        let clock = time.clock();
        let mut digits = *b"00:00";
        pair(&mut digits, 0, clock.hour());
        pair(&mut digits, 3, clock.minute());
        // Only ASCII is ever stored.
        self.raw(std::str::from_utf8(&digits).unwrap_or_default());
    }

    fn organisation_contact(&mut self, organisation: &Organisation) {
        self.contact(
            &organisation.name,
            organisation.address.as_ref(),
            &organisation.telecoms,
        );
    }

    /// `Testambulatoriet, Sygehusvej 1, 5230 Odense M, Tlf. 66113333`
    fn contact(&mut self, name: &str, address: Option<&Address>, telecoms: &[Telecom]) {
        self.text_value(name);
        if let Some(address) = address {
            for line in &address.lines {
                self.raw(", ").text_value(line);
            }
            let district = [address.postal_code.as_deref(), address.city.as_deref()];
            let mut separator = ", ";
            for part in district.into_iter().flatten() {
                self.raw(separator).text_value(part);
                separator = " ";
            }
            if let Some(country) = &address.country {
                self.raw(", ").text_value(country);
            }
        }
        for telecom in telecoms {
            let is_phone = telecom.value.starts_with("tel:");
            self.raw(if is_phone { ", Tlf. " } else { ", " })
                .text_value(telecom.readable());
        }
    }
}
