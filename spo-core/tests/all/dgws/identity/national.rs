//! A token service and a registry in one transport, with what they were asked.

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use chrono::{DateTime, TimeDelta, Utc};
use spo_core::dgws::{CardCache, IdCardRequest, Identity};
use spo_core::soap::{Fault, Message, SoapVersion};
use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};
use spo_core::{Client, ClientConfig, Context, TokenService};
use uuid::Uuid;

use super::parties::Parties;

/// What the token service does next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Mood {
    Issues,
    /// A fault of WS-Trust with this code, status 200.
    Refuses(&'static str),
    Hangs,
    /// Issues cards for the time that its clock shows, this many minutes off.
    LivesIn(i64),
}

/// The far side.
pub(crate) struct National {
    parties: &'static Parties,
    issues: IdCardRequest,
    /// Seconds since the test began, on this machine's clock.
    elapsed: AtomicI64,
    began: DateTime<Utc>,
    pub(crate) mood: Mutex<Mood>,
    /// How long the token service takes.
    pub(crate) delay: Mutex<Duration>,
    pub(crate) token_requests: AtomicUsize,
    /// Every message to the registry.
    pub(crate) calls: Mutex<Vec<String>>,
    /// Faults of the registry for the next calls, by their code.
    pub(crate) faults: Mutex<Vec<&'static str>>,
}

impl National {
    pub(crate) fn new(parties: &'static Parties, card: &IdCardRequest) -> Arc<Self> {
        let issues = IdCardRequest {
            issuer: "TEST-STS".into(),
            ..card.clone()
        };
        Arc::new(Self {
            parties,
            issues,
            elapsed: AtomicI64::new(0),
            began: Utc::now(),
            mood: Mutex::new(Mood::Issues),
            delay: Mutex::new(Duration::ZERO),
            token_requests: AtomicUsize::new(0),
            calls: Mutex::default(),
            faults: Mutex::default(),
        })
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.began + TimeDelta::seconds(self.elapsed.load(Ordering::SeqCst))
    }

    pub(crate) fn wait(&self, minutes: i64) {
        self.elapsed.fetch_add(60 * minutes, Ordering::SeqCst);
    }

    pub(crate) fn tokens(&self) -> usize {
        self.token_requests.load(Ordering::SeqCst)
    }

    pub(crate) fn last_call(&self) -> String {
        self.calls.lock().unwrap().last().cloned().unwrap()
    }

    /// A client that calls it, with a cache of its own.
    pub(crate) fn client(self: &Arc<Self>, identity: Identity) -> Client {
        self.client_with(identity, self.config())
    }

    pub(crate) fn client_with(self: &Arc<Self>, identity: Identity, config: ClientConfig) -> Client {
        let clock = Arc::clone(self);
        Client::builder(config)
            .transport(Arc::clone(self))
            .context(Context::new(move || clock.now(), Uuid::new_v4))
            .identity(identity)
            .build()
            .unwrap()
    }

    /// The identity of the organisation, with a cache of its own.
    pub(crate) fn identity(&self) -> Identity {
        let card = IdCardRequest {
            issuer: "spo".into(),
            ..self.issues.clone()
        };
        let credential = match card.user {
            None => &self.parties.organisation,
            Some(_) => &self.parties.employee,
        };
        Identity::new(credential.clone(), card).with_cache(Arc::new(CardCache::new()))
    }

    pub(crate) fn config(&self) -> ClientConfig {
        let certificate = self.parties.token_service.certificate().der();
        let pem = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            base64::engine::general_purpose::STANDARD.encode(certificate)
        );
        ClientConfig {
            token_service: Some(TokenService::new("http://national/sts", vec![pem])),
            blocks: None,
            ..ClientConfig::sandbox("http://national")
        }
    }

    fn issue(&self) -> Result<Response, TransportError> {
        self.token_requests.fetch_add(1, Ordering::SeqCst);
        let (mood, delay) = (*self.mood.lock().unwrap(), *self.delay.lock().unwrap());
        std::thread::sleep(delay);
        let (body, skew) = match mood {
            Mood::Issues => (self.answer(self.now()), 0),
            Mood::LivesIn(minutes) => (self.answer(self.now() + TimeDelta::minutes(minutes)), minutes),
            Mood::Refuses(code) => {
                let fault = Fault::server("not so").to_xml(SoapVersion::V11);
                (fault.replace("soap:Server", &format!("wst:{code}")), 7)
            }
            Mood::Hangs => {
                let kind = TransportErrorKind::Timeout;
                return Err(TransportError::new(kind, Sent::Possibly, "no answer"));
            }
        };
        let mut response = Message::new("Issue", "", body).encode().into_response(200);
        let date = self.now() + TimeDelta::minutes(skew);
        response.headers.push(("Date".into(), date.to_rfc2822()));
        Ok(response)
    }

    fn answer(&self, now: DateTime<Utc>) -> String {
        let card = self
            .issues
            .sign(now, Uuid::new_v4(), &self.parties.token_service)
            .unwrap();
        // The namespaces of the card on the envelope, as the national token service has them.
        let declared = r#" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:ds="http://www.w3.org/2000/09/xmldsig#""#;
        let card = card.replacen(declared, "", 1);
        assert!(!card.starts_with("<saml:Assertion xmlns"));
        format!(
            "<wst:RequestSecurityTokenResponse xmlns:wst=\"http://schemas.xmlsoap.org/ws/2005/02/trust\"{declared}>\
             <wst:RequestedSecurityToken>{card}</wst:RequestedSecurityToken></wst:RequestSecurityTokenResponse>"
        )
    }

    fn register(&self, request: &Request) -> Response {
        let call = String::from_utf8_lossy(&request.body).into_owned();
        self.calls.lock().unwrap().push(call);
        let fault = self.faults.lock().unwrap().pop();
        if let Some(code) = fault {
            let fault = Fault::server("no").with_dgws_code(code).to_xml(SoapVersion::V11);
            return Message::new("fault", "", fault).encode().into_response(500);
        }
        let body = "<q:AdhocQueryResponse xmlns:q=\"urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0\" \
                    status=\"urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success\">\
                    <RegistryObjectList xmlns=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\"/>\
                    </q:AdhocQueryResponse>";
        let mut answer = Message::new("answer", "", body.into());
        answer.header_blocks.push(
            "<Header xmlns=\"http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd\"><Linking><FlowID>flow &amp; 1</FlowID>\
             <MessageID>answer</MessageID></Linking></Header>"
                .into(),
        );
        answer.encode().into_response(200)
    }
}

impl Transport for National {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        match request.url.ends_with("/sts") {
            true => self.issue(),
            false => Ok(self.register(request)),
        }
    }
}
