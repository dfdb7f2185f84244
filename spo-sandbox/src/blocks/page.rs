//! Blocks and consents on the sandbox's page.

use std::fmt::Write as _;

use spo_core::blocks::{Effect, Registration, State, What, Who};
use spo_core::{DanishTime, OrganisationCode};

use crate::page::cell;

/// What citizens have registered, latest first. Numbers of persons are masked.
pub(crate) fn registered(html: &mut String, registrations: &[Registration]) {
    html.push_str("<h2>Blocks and consents</h2>\n");
    if registrations.is_empty() {
        html.push_str("<p class=\"none\">Nothing is registered.</p>\n");
        return;
    }
    html.push_str(
        "<table>\n<tr><th>Citizen</th><th>Effect</th><th>What</th><th>Who</th><th>From</th><th>Until</th><th>State</th>\
         <th>Registered with</th></tr>\n",
    );
    for registration in registrations.iter().rev() {
        let (class, state) = match registration.state {
            State::Active => ("approved", "active"),
            State::Inactive => ("deprecated", "history"),
        };
        // Writing to a string cannot fail.
        let _ = write!(html, "<tr class=\"{class}\">");
        cell(html, "", &registration.citizen.to_string());
        cell(
            html,
            "",
            match registration.effect {
                Effect::Block => "block",
                Effect::Consent => "consent",
            },
        );
        cell(html, "long", &what(&registration.what));
        cell(html, "long", &who(&registration.who));
        cell(html, "", &moment(registration.from));
        cell(html, "", &registration.to.map_or_else(String::new, moment));
        cell(html, "", state);
        cell(html, "", &spo_core::redact(&registration.created.system));
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
}

fn what(what: &What) -> String {
    let from = what.origin.as_ref().map(|origin| {
        let parts = if origin.include_sub_units {
            " and its units"
        } else {
            ""
        };
        format!("from {}{parts}", code(&origin.organisation))
    });
    let about = what.period.map(|period| {
        let [from, to] = [period.from, period.to].map(|time| time.map_or_else(String::new, moment));
        format!("about {from} to {to}")
    });
    match [from, about].into_iter().flatten().collect::<Vec<_>>() {
        none if none.is_empty() => "everything but master data".to_owned(),
        some => some.join(", "),
    }
}

fn who(who: &Who) -> String {
    match who {
        Who::Everybody => "everybody".to_owned(),
        Who::Professional { cpr } => cpr.to_string(),
        Who::Organisation {
            organisation,
            include_sub_organisations,
        } => {
            let parts = if *include_sub_organisations {
                " and its units"
            } else {
                ""
            };
            format!("{}{parts}", code(organisation))
        }
        _ => "professionals abroad".to_owned(),
    }
}

fn code(code: &OrganisationCode) -> String {
    let kind = match code {
        OrganisationCode::Sor(_) => "SOR",
        OrganisationCode::Shak(_) => "SHAK",
        OrganisationCode::Yder(_) => "yder",
    };
    format!("{kind} {}", code.as_str())
}

fn moment(time: DanishTime) -> String {
    time.to_datetime().format("%Y-%m-%d %H:%M").to_string()
}
