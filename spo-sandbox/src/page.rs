//! What a person sees in a browser.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;
use spo_core::transport::Response;
use spo_core::xds::{Availability, DocumentEntry, Dtm, PatientId};
use spo_core::{DanishTime, Error};

use crate::{CallRecord, Decision, HOME_COMMUNITY_ID, REPOSITORY_ID, Sandbox, Transaction};

/// How many entries and calls the page shows, latest first.
const MOST_SHOWN: usize = 200;
const MOST_CALLS: usize = 50;

const HEAD: &str = include_str!("page.html");

/// The overview, in HTML that stands alone: no scripts, nothing loaded from elsewhere.
pub(crate) fn overview(sandbox: &Sandbox) -> Response {
    match render(sandbox) {
        Ok(html) => Response {
            status: 200,
            headers: vec![
                ("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned()),
                (
                    "Content-Security-Policy".to_owned(),
                    "default-src 'none'; style-src 'unsafe-inline'".to_owned(),
                ),
                ("Cache-Control".to_owned(), "no-store".to_owned()),
            ],
            body: html.into_bytes(),
        },
        Err(error) => failed(&error),
    }
}

/// A few numbers, in JSON.
pub(crate) fn status(sandbox: &Sandbox) -> Response {
    #[derive(Serialize)]
    struct Status {
        status: &'static str,
        version: &'static str,
        home_community_id: &'static str,
        repository_id: &'static str,
        approved: usize,
        deprecated: usize,
        calls: u64,
    }
    let entries = match sandbox.entries() {
        Ok(entries) => entries,
        Err(error) => return failed(&error),
    };
    let approved = entries.iter().filter(|entry| entry.is_approved()).count();
    let status = Status {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        home_community_id: HOME_COMMUNITY_ID,
        repository_id: REPOSITORY_ID,
        approved,
        deprecated: entries.len() - approved,
        calls: sandbox.last_calls(1).first().map_or(0, |call| call.number),
    };
    Response {
        status: 200,
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: serde_json::to_vec(&status).unwrap_or_default(),
    }
}

fn failed(error: &Error) -> Response {
    Response {
        status: 500,
        headers: vec![("Content-Type".to_owned(), "text/plain; charset=utf-8".to_owned())],
        body: error.to_string().into_bytes(),
    }
}

fn render(sandbox: &Sandbox) -> Result<String, Error> {
    let entries = sandbox.entries()?;
    let successors: HashMap<String, String> = sandbox
        .replacements()?
        .into_iter()
        .map(|(new, old)| (old.to_string(), new.to_string()))
        .collect();
    let mut html = String::with_capacity(64 << 10);
    html.push_str(HEAD);
    entries_table(&mut html, &entries, &successors);
    calls_table(&mut html, &sandbox.last_calls(MOST_CALLS));
    html.push_str("<h2>Endpoints</h2>\n<table>\n");
    for transaction in [
        Transaction::Iti41,
        Transaction::Iti57,
        Transaction::Iti18,
        Transaction::Iti43,
    ] {
        row(
            &mut html,
            &[transaction.name(), transaction.path(), transaction.action()],
        );
    }
    html.push_str("</table>\n</main></body></html>\n");
    Ok(html)
}

fn entries_table(html: &mut String, entries: &[DocumentEntry], successors: &HashMap<String, String>) {
    let approved = entries.iter().filter(|entry| entry.is_approved()).count();
    // Writing to a string cannot fail.
    let _ = writeln!(
        html,
        "<h2>Shared appointments</h2>\n<p>{approved} in use, {} replaced or withdrawn.</p>",
        entries.len() - approved
    );
    if entries.is_empty() {
        html.push_str("<p class=\"none\">Nothing is shared yet.</p>\n");
        return;
    }
    html.push_str("<table>\n<tr><th>Patient</th><th>Start</th><th>End</th><th>Organisation</th><th>Status</th><th>Document</th></tr>\n");
    for entry in entries.iter().rev().take(MOST_SHOWN) {
        let author = entry
            .authors
            .first()
            .and_then(|author| author.institutions.first());
        let (class, status) = standing(entry, successors);
        let _ = write!(html, "<tr class=\"{class}\">");
        for text in [
            patient(entry.patient_id.as_ref()),
            danish(entry.service_start_time),
            danish(entry.service_stop_time),
            author
                .map(|author| author.name().into_owned())
                .unwrap_or_default(),
            status.to_owned(),
        ] {
            cell(html, &text);
        }
        html.push_str("<td class=\"id\">");
        escape(html, &entry.unique_id.to_unique_id());
        html.push_str("</td></tr>\n");
    }
    html.push_str("</table>\n");
}

fn standing(entry: &DocumentEntry, successors: &HashMap<String, String>) -> (&'static str, &'static str) {
    let replaced = successors.contains_key(entry.entry_uuid.as_str());
    match (&entry.status, replaced) {
        (Some(Availability::Approved), _) => ("approved", "Approved"),
        (_, true) => ("deprecated", "Deprecated: replaced"),
        (_, false) => ("deprecated", "Deprecated: withdrawn"),
    }
}

fn calls_table(html: &mut String, calls: &[CallRecord]) {
    html.push_str("<h2>Last calls</h2>\n");
    if calls.is_empty() {
        html.push_str("<p class=\"none\">Nobody has called yet.</p>\n");
        return;
    }
    html.push_str("<table>\n<tr><th>#</th><th>Time</th><th>Transaction</th><th>Outcome</th><th>HTTP</th><th>Remarks</th></tr>\n");
    for call in calls {
        let class = match call.decision {
            Decision::Success if call.errors.is_empty() => "approved",
            Decision::Success | Decision::PartialSuccess => "partial",
            Decision::Failure | Decision::NotProcessed => "failed",
        };
        let _ = write!(html, "<tr class=\"{class}\">");
        for text in [
            call.number.to_string(),
            DanishTime::from_utc(call.received)
                .to_datetime()
                .format("%H:%M:%S")
                .to_string(),
            call.transaction.map_or("?", Transaction::name).to_owned(),
            outcome(call).to_owned(),
            call.http_status
                .map_or_else(|| "none".to_owned(), |status| status.to_string()),
            remarks(call),
        ] {
            cell(html, &text);
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
}

fn outcome(call: &CallRecord) -> &'static str {
    match call.decision {
        Decision::Success => "Success",
        Decision::PartialSuccess => "PartialSuccess",
        Decision::Failure => "Failure",
        Decision::NotProcessed => "not processed",
    }
}

fn remarks(call: &CallRecord) -> String {
    let mut remarks: Vec<String> = Vec::new();
    if call.scripted {
        remarks.push("misbehaved as told".to_owned());
    }
    remarks.extend(call.fault.clone());
    remarks.extend(
        call.errors
            .iter()
            .map(|error| format!("{}: {}", error.code, error.context)),
    );
    spo_core::redact(&remarks.join("; ")).into_owned()
}

/// A CPR number is masked; what is no CPR number is anybody's guess and not shown.
fn patient(patient: Option<&PatientId>) -> String {
    match patient.and_then(PatientId::cpr) {
        Some(cpr) => cpr.to_string(),
        None => "(no CPR number)".to_owned(),
    }
}

fn danish(time: Option<Dtm>) -> String {
    time.map_or_else(String::new, |time| {
        time.to_danish()
            .to_datetime()
            .format("%Y-%m-%d %H:%M")
            .to_string()
    })
}

fn row(html: &mut String, cells: &[&str]) {
    html.push_str("<tr>");
    for text in cells {
        cell(html, text);
    }
    html.push_str("</tr>\n");
}

fn cell(html: &mut String, text: &str) {
    html.push_str("<td>");
    escape(html, text);
    html.push_str("</td>");
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}
