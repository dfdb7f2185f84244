//! The log on the sandbox's page.

use std::fmt::Write as _;

use spo_core::audit::{LogEntry, LogPatientId, LogUserId};

use crate::page::cell;

/// Who has looked, latest first. Numbers of persons are masked.
pub(crate) fn who_looked(html: &mut String, entries: &[LogEntry]) {
    html.push_str("<h2>Who looked</h2>\n");
    if entries.is_empty() {
        html.push_str("<p class=\"none\">Nobody has looked yet.</p>\n");
        return;
    }
    html.push_str(
        "<table>\n<tr><th>Time</th><th>Who</th><th>Organisation</th><th>Patient</th><th>What</th><th>Past a block</th>\
         <th>System</th></tr>\n",
    );
    for entry in entries {
        let time = entry.time.beginning().to_datetime();
        let addition = entry.addition.as_ref().map_or("", |addition| addition.as_str());
        // Writing to a string cannot fail.
        let _ = write!(html, "<tr>");
        cell(html, "", &time.format("%Y-%m-%d %H:%M").to_string());
        cell(html, "long", &spo_core::redact(&who(entry)));
        cell(html, "long", &spo_core::redact(&organisation(entry)));
        cell(html, "", &patient(entry));
        cell(html, "long", &spo_core::redact(&entry.activity));
        cell(html, "", &spo_core::redact(addition));
        cell(html, "", &spo_core::redact(&entry.system));
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
}

fn who(entry: &LogEntry) -> String {
    let number = match &entry.user.id {
        LogUserId::Cpr(cpr) => cpr.to_string(),
        LogUserId::Authorisation(code) => format!("authorisation {code}"),
        LogUserId::EuropeanProfessional(_) => "a professional from abroad".to_owned(),
    };
    let name = entry.user.name.clone();
    let role = entry.user.role.clone();
    let parts: Vec<String> = [name, role, Some(number)].into_iter().flatten().collect();
    parts.join(", ")
}

fn organisation(entry: &LogEntry) -> String {
    let organisation = entry.organisation.as_ref();
    let name = organisation.and_then(|organisation| organisation.name.clone());
    let id = || {
        let id = organisation.and_then(|organisation| organisation.id.as_ref())?;
        Some(format!("{} {}", id.source(), id.as_str()))
    };
    name.or_else(id).unwrap_or_default()
}

fn patient(entry: &LogEntry) -> String {
    match &entry.patient.id {
        LogPatientId::Cpr(cpr) => cpr.to_string(),
        LogPatientId::ReplacementCpr(_) => "(replacement number)".to_owned(),
    }
}
