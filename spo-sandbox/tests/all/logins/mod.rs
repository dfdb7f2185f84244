//! Employees and citizens who logged in: the exchange of their tokens, and citizens' signed calls.

mod calls;
mod conversations;
mod exchanges;

use chrono::{DateTime, Utc};
use spo_core::dgws::credentials::Credential;
use spo_core::dgws::token_service::{ExchangeRequest, exchanged_token};
use spo_core::dgws::{BootstrapToken, Claims, EmployeeCardRequest, IdentityToken};
use spo_core::soap::Incoming;
use spo_core::transport::{Request, Response};
use spo_core::{Cpr, Exchange};
use spo_sandbox::{Sandbox, TestCredential};
use uuid::Uuid;

use crate::identity::system;
use crate::support::{NANCY, OTHER, deadline};

const DDS: &str = "https://audience.nspop.dk/dds";

fn nancy() -> Cpr {
    NANCY.parse().unwrap()
}

fn jens() -> Cpr {
    OTHER.parse().unwrap()
}

fn employee() -> Claims {
    Claims::Employee(EmployeeCardRequest::new("EHR X"))
}

fn citizen(cpr: Cpr) -> Claims {
    Claims::Citizen {
        cpr,
        on_behalf_of: None,
    }
}

/// The services of a sandbox: employee, citizen, citizen with a JSON Web Token.
fn services(sandbox: &Sandbox) -> [Exchange; 3] {
    let service = sandbox.client_config().unwrap().token_service.unwrap();
    let exchanges = service.exchanges;
    [exchanges.employee, exchanges.citizen, exchanges.citizen_jwt].map(Option::unwrap)
}

fn exchange(
    url: &str,
    request: &ExchangeRequest<'_>,
    credential: &Credential,
    now: DateTime<Utc>,
) -> Request {
    let message = request.sign(now, Uuid::new_v4(), credential).unwrap();
    message.into_request(url, &deadline())
}

/// A citizen's token, as the token service gives it.
fn identity_token(sandbox: &Sandbox, login: &BootstrapToken, portal: &TestCredential) -> IdentityToken {
    let [_, service, _] = services(sandbox);
    let claims = citizen(nancy());
    let asked = ExchangeRequest {
        token: login,
        audience: DDS,
        claims: &claims,
    };
    let request = exchange(&service.url, &asked, portal.credential(), Utc::now());
    let answer = Incoming::read(sandbox.handle(&request).unwrap()).unwrap();
    let config = sandbox.client_config().unwrap().token_service.unwrap();
    exchanged_token(
        &answer.envelope().unwrap(),
        &asked,
        portal.credential().certificate(),
        &config.trust().unwrap(),
        Utc::now(),
    )
    .unwrap()
}

fn changed(request: &Request, old: &str, new: &str) -> Request {
    let body = String::from_utf8(request.body.clone()).unwrap();
    assert!(body.contains(old), "{old}");
    Request {
        body: body.replace(old, new).into_bytes(),
        ..request.clone()
    }
}

/// The code in the fault that a request is answered with.
fn code(response: Response) -> String {
    assert_eq!(response.status, 500);
    crate::support::fault(response).code().to_owned()
}

/// The request with a body of its own content, unsigned, before the signed one.
fn with_unsigned_body(request: &Request) -> Request {
    let text = String::from_utf8(request.body.clone()).unwrap();
    let (_, rest) = text.split_once("<soap:Body ").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let (content, _) = rest.split_once("</soap:Body>").unwrap();
    let before = format!("<soap:Body>{content}</soap:Body><soap:Body ");
    changed(request, "<soap:Body ", &before)
}
