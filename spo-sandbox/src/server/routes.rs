//! What is at which path.

use std::time::Duration;

use spo_core::transport::{Request, Response};

use super::reader::HttpRequest;
use super::writer::{status, text};
use crate::address::Address;
use crate::script::Delivery;
use crate::{Sandbox, Transaction, page};

/// The paths of the transactions: those of the sandbox's own configuration, the older ones of the registry, and the
/// decoupling component's, where only `SOAPAction` tells what is asked for.
const ENDPOINTS: [(&str, &[Transaction]); 18] = [
    ("/dros/iti41", &[Transaction::Iti41]),
    ("/dros/iti57", &[Transaction::Iti57]),
    ("/ddsregistry", &[Transaction::Iti18]),
    ("/ddsrepository", &[Transaction::Iti43]),
    ("/ddsregistry/metadataupdate", &[Transaction::Iti57]),
    (
        "/decoupling",
        &[
            Transaction::Iti18,
            Transaction::Iti43,
            Transaction::AddRegistrations,
        ],
    ),
    (
        "/decoupling/nspservices/aftaler",
        &[Transaction::Iti41, Transaction::Iti57],
    ),
    (
        "/sts/services/NewSecurityTokenService",
        &[Transaction::IssueIdCard],
    ),
    ("/minlog", &[Transaction::AddRegistrations]),
    ("/sts/services/BST2SOSI", &[Transaction::EmployeeExchange]),
    ("/sts/services/Bst2Idws", &[Transaction::CitizenExchange]),
    ("/sts/services/JWT2Idws", &[Transaction::JwtExchange]),
    // Master data alone (SFSK).
    ("/nspservices/sfskreg", &[Transaction::Iti18]),
    ("/nspservices/sfskrep", &[Transaction::Iti43]),
    ("/decoupling/nspservices/sfskreg", &[Transaction::Iti18]),
    ("/decoupling/nspservices/sfskrep", &[Transaction::Iti43]),
    ("/minspaerring/verification", &[Transaction::ConsentVerification]),
    (
        "/minspaerring/administration",
        &[Transaction::ConsentAdministration],
    ),
];

/// Answers one request.
pub(super) fn answer(sandbox: &Sandbox, mut request: HttpRequest) -> Delivery {
    if let Some((source, rest)) = Address::source(&request.target, sandbox) {
        request.target = rest;
        return answer(&source, request);
    }
    let path = request.target.split(['?', '#']).next().unwrap_or_default();
    let endpoint = ENDPOINTS.iter().find(|(endpoint, _)| *endpoint == path);
    let response = match (request.method.as_str(), path, endpoint) {
        ("POST", _, Some((_, transactions))) => return soap(sandbox, request, transactions),
        ("GET" | "HEAD", "/", _) => page::overview(sandbox),
        ("GET" | "HEAD", "/status", _) => page::status(sandbox),
        ("GET" | "HEAD", "/calls", _) => json(&sandbox.calls()),
        ("POST", "/scripts", _) => add_scripts(sandbox, &request),
        ("DELETE", "/scripts", _) => {
            sandbox.clear_scripts();
            text(200, "The sandbox behaves.")
        }
        (_, "/scripts", _) => not_allowed("POST, DELETE"),
        (_, "/" | "/status" | "/calls", _) => not_allowed("GET, HEAD"),
        (_, _, Some(_)) => not_allowed("POST"),
        _ => text(
            404,
            "Nothing is here. The transactions are at /dros/iti41, /dros/iti57, /ddsregistry and /ddsrepository, the \
             token service is at /sts/services/NewSecurityTokenService.",
        ),
    };
    Delivery::Answer(response, Duration::ZERO)
}

fn soap(sandbox: &Sandbox, request: HttpRequest, served: &'static [Transaction]) -> Delivery {
    let request = Request {
        url: request.target,
        headers: request.headers,
        body: request.body,
        connect_timeout: Duration::MAX,
        timeout: Duration::MAX,
    };
    sandbox.process(request, Some(served))
}

/// Only JSON that says so: no web page in a browser can then send it here without asking.
fn add_scripts(sandbox: &Sandbox, request: &HttpRequest) -> Response {
    let content_type = request.header("Content-Type").unwrap_or_default();
    if !content_type.to_ascii_lowercase().starts_with("application/json") {
        return status(415);
    }
    let added = match std::str::from_utf8(&request.body) {
        Ok(json) => sandbox.script_json(json),
        Err(_) => return text(400, "The script is not UTF-8."),
    };
    match added {
        Ok(()) => text(200, "The sandbox will misbehave as told."),
        Err(error) => text(400, &error.to_string()),
    }
}

pub(super) fn json(value: &impl serde::Serialize) -> Response {
    match serde_json::to_vec_pretty(value) {
        Ok(body) => Response {
            status: 200,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body,
        },
        Err(_) => status(500),
    }
}

fn not_allowed(allowed: &str) -> Response {
    let mut response = status(405);
    response.headers.push(("Allow".to_owned(), allowed.to_owned()));
    response
}
