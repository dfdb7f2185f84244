//! What a person sees in a browser.

use std::fmt::Write as _;

use serde::Serialize;
use spo_core::transport::Response;
use spo_core::xds::{Availability, DocumentEntry, Dtm, PatientId};
use spo_core::{DanishTime, Error};

use crate::blocks;
use crate::min_log;
use crate::store::Registered;
use crate::{CallRecord, Decision, Sandbox, Transaction};

/// How many entries the page shows, latest first.
const MOST_SHOWN: u32 = 200;

/// How many calls the page shows, latest first.
const MOST_CALLS: usize = 50;

/// How many lines of the log the page shows, latest first.
const MOST_LOOKS: u32 = 50;

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
        home_community_id: String,
        repository_id: String,
        approved: i64,
        deprecated: i64,
        calls: u64,
    }
    let registered = match sandbox.registered(0) {
        Ok(registered) => registered,
        Err(error) => return failed(&error),
    };
    let site = sandbox.site();
    let status = Status {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        home_community_id: site.home().to_owned(),
        repository_id: site.repository,
        approved: registered.approved,
        deprecated: registered.deprecated,
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
    let registered = sandbox.registered(MOST_SHOWN)?;
    let mut html = String::with_capacity(64 << 10);
    html.push_str(HEAD);
    entries_table(&mut html, &registered);
    sources_list(&mut html, &sandbox.sources());
    let national = sandbox.inner().national();
    blocks::registered(&mut html, &national.blocks.all());
    min_log::who_looked(&mut html, &national.log.last(MOST_LOOKS)?);
    calls_table(&mut html, &sandbox.last_calls(MOST_CALLS));
    html.push_str("<h2>Endpoints</h2>\n<table>\n");
    for transaction in [
        Transaction::Iti41,
        Transaction::Iti57,
        Transaction::Iti18,
        Transaction::Iti43,
        Transaction::AddRegistrations,
        Transaction::ConsentVerification,
        Transaction::ConsentAdministration,
        Transaction::IssueIdCard,
    ] {
        html.push_str("<tr>");
        for text in [transaction.name(), transaction.path(), transaction.action()] {
            cell(&mut html, "", text);
        }
        html.push_str(
            "</tr>
",
        );
    }
    html.push_str("</table>\n</main></body></html>\n");
    Ok(html)
}

fn entries_table(html: &mut String, registered: &Registered) {
    // Writing to a string cannot fail.
    let _ = writeln!(
        html,
        "<h2>Shared appointments</h2>\n<p>{} in use, {} replaced or withdrawn.</p>",
        registered.approved, registered.deprecated
    );
    if registered.latest.is_empty() {
        html.push_str("<p class=\"none\">Nothing is shared yet.</p>\n");
        return;
    }
    html.push_str("<table>\n<tr><th>Patient</th><th>Start</th><th>End</th><th>Organisation</th><th>Status</th><th>Document</th></tr>\n");
    for (entry, replaced) in &registered.latest {
        let author = entry
            .authors
            .first()
            .and_then(|author| author.institutions.first());
        let (class, status) = standing(entry, *replaced);
        let _ = write!(html, "<tr class=\"{class}\">");
        cell(html, "", &patient(entry.patient_id.as_ref()));
        cell(html, "", &danish(entry.service_start_time));
        cell(html, "", &danish(entry.service_stop_time));
        let organisation = author
            .map(|author| author.name().into_owned())
            .unwrap_or_default();
        cell(html, "long", &spo_core::redact(&organisation));
        cell(html, "", status);
        cell(html, "id", &entry.unique_id.to_unique_id());
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
}

/// The attached sources, each with a page of its own.
fn sources_list(html: &mut String, names: &[String]) {
    if names.is_empty() {
        return;
    }
    html.push_str("<h2>Sources</h2>\n<ul>\n");
    for name in names {
        // Names of sources hold nothing that has a meaning in HTML.
        let _ = writeln!(html, "<li><a href=\"/sources/{name}/\">{name}</a></li>");
    }
    html.push_str("</ul>\n");
}

fn standing(entry: &DocumentEntry, replaced: bool) -> (&'static str, &'static str) {
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
    html.push_str("<table>\n<tr><th>#</th><th>Time</th><th>Transaction</th><th>Caller</th><th>Outcome</th><th>HTTP</th><th>Remarks</th></tr>\n");
    for call in calls {
        let class = match call.decision {
            Decision::Success if call.errors.is_empty() => "approved",
            Decision::Success | Decision::PartialSuccess => "partial",
            Decision::Failure | Decision::NotProcessed => "failed",
        };
        let _ = write!(html, "<tr class=\"{class}\">");
        let time = DanishTime::from_utc(call.received).to_datetime();
        cell(html, "", &call.number.to_string());
        cell(html, "", &time.format("%H:%M:%S").to_string());
        cell(html, "", call.transaction.map_or("?", Transaction::name));
        cell(html, "long", &caller(call));
        cell(html, "", outcome(call));
        match call.http_status {
            Some(status) => cell(html, "", &status.to_string()),
            None => cell(html, "", "none"),
        }
        cell(html, "long", &remarks(call));
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
}

/// The organisation and the level of its card: never a person.
fn caller(call: &CallRecord) -> String {
    match &call.caller {
        Some(caller) => format!("{}, level {}", caller.organisation, caller.level),
        None => "no card".to_owned(),
    }
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
    if call.withheld > 0 {
        remarks.push(format!("{} withheld by a block", call.withheld));
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

/// One cell of a table.
pub(crate) fn cell(html: &mut String, class: &str, text: &str) {
    let _ = write!(html, "<td class=\"{class}\">");
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
