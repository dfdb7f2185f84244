//! An identity provider, the services that exchange its tokens, and a registry, in one transport.

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use spo_core::dgws::credentials::{Certificate, Credential};
use spo_core::dgws::signature::{Profile, sign_enveloped};
use spo_core::dgws::{
    BootstrapToken, CardCache, CardUser, EmployeeCardRequest, IdCardRequest, Identity, UserIdentifier,
};
use spo_core::soap::{Fault, Message, SoapVersion};
use spo_core::transport::{Request, Response, Transport, TransportError};
use spo_core::{Client, ClientConfig, Context, Cpr, Exchange, Exchanges, TokenService};
use uuid::Uuid;

use crate::dgws::identity::parties::{Parties, system_card};

pub(super) const NANCY: &str = "2512489996";
pub(super) const JENS: &str = "0408801111";
pub(super) const DDS: &str = "https://audience.nspop.dk/dds";
pub(super) const CPR: &str = "https://data.gov.dk/model/core/eid/cprNumber";

pub(super) fn cpr(text: &str) -> Cpr {
    text.parse().unwrap()
}

/// An assertion before somebody signs it.
#[derive(Clone)]
pub(super) struct Assertion {
    pub(super) subject: String,
    pub(super) holder: Option<Certificate>,
    pub(super) until: DateTime<Utc>,
    pub(super) audience: String,
    pub(super) attributes: Vec<(&'static str, String)>,
}

impl Assertion {
    pub(super) fn xml(&self) -> String {
        let id = Uuid::new_v4();
        let until = self.until.to_rfc3339_opts(SecondsFormat::Millis, true);
        let (method, data) = match &self.holder {
            None => ("bearer", String::new()),
            Some(certificate) => (
                "holder-of-key",
                format!(
                    "<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>{}\
                     </ds:X509Certificate></ds:X509Data></ds:KeyInfo>",
                    STANDARD.encode(certificate.der())
                ),
            ),
        };
        let attributes: String = self
            .attributes
            .iter()
            .map(|(name, value)| {
                format!(
                    "<saml:Attribute Name=\"{name}\"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"
                )
            })
            .collect();
        format!(
            "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_{id}\" Version=\"2.0\">\
             <saml:Issuer>https://idp.test</saml:Issuer><saml:Subject><saml:NameID>{subject}</saml:NameID>\
             <saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:{method}\">\
             <saml:SubjectConfirmationData>{data}</saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>\
             <saml:Conditions NotOnOrAfter=\"{until}\"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>\
             </saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement>{attributes}\
             </saml:AttributeStatement></saml:Assertion>",
            subject = self.subject,
            audience = self.audience,
        )
    }

    pub(super) fn signed_by(&self, signer: &Credential) -> String {
        let (key, certificate) = (signer.signer(), signer.certificate().der());
        sign_enveloped(&self.xml(), Profile::SamlAssertion, key, certificate).unwrap()
    }
}

type Change<T> = Mutex<Option<Box<dyn Fn(T) -> T + Send>>>;

pub(super) struct Portal {
    pub(super) parties: &'static Parties,
    elapsed: AtomicI64,
    began: DateTime<Utc>,
    pub(super) delay: Mutex<Duration>,
    /// How many minutes an issued card or token lives.
    pub(super) life: AtomicI64,
    /// What becomes of a token before the token service signs it, and of its whole answer.
    pub(super) token_change: Change<Assertion>,
    pub(super) answer_change: Change<String>,
    /// A fault of WS-Trust, from the token service.
    pub(super) refuses: Mutex<Option<&'static str>>,
    exchanges: AtomicUsize,
    pub(super) requests: Mutex<Vec<String>>,
    pub(super) calls: Mutex<Vec<String>>,
    /// `faultcode` of the registry for the next calls.
    pub(super) faults: Mutex<Vec<&'static str>>,
}

impl Portal {
    pub(super) fn new(parties: &'static Parties) -> Arc<Self> {
        Arc::new(Self {
            parties,
            elapsed: AtomicI64::new(0),
            began: Utc::now(),
            delay: Mutex::default(),
            life: AtomicI64::new(60),
            token_change: Mutex::default(),
            answer_change: Mutex::default(),
            refuses: Mutex::default(),
            exchanges: AtomicUsize::new(0),
            requests: Mutex::default(),
            calls: Mutex::default(),
            faults: Mutex::default(),
        })
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.began + TimeDelta::seconds(self.elapsed.load(Ordering::SeqCst))
    }

    pub(super) fn wait(&self, minutes: i64) {
        self.elapsed.fetch_add(60 * minutes, Ordering::SeqCst);
    }

    pub(super) fn exchanges(&self) -> usize {
        self.exchanges.load(Ordering::SeqCst)
    }

    pub(super) fn sent(&self) -> usize {
        self.calls.lock().unwrap().len()
    }

    pub(super) fn last_call(&self) -> String {
        self.calls.lock().unwrap().last().cloned().unwrap()
    }

    pub(super) fn last_request(&self) -> String {
        self.requests.lock().unwrap().last().cloned().unwrap()
    }

    /// A login of a quarter of an hour, bound to the organisation's key.
    pub(super) fn assertion(&self, who: &str) -> Assertion {
        Assertion {
            subject: format!("urn:uuid:{who}"),
            holder: Some(self.parties.organisation.certificate().clone()),
            until: self.now() + TimeDelta::minutes(15),
            audience: "https://sts.sosi.dk/".into(),
            attributes: vec![(CPR, who.to_owned())],
        }
    }

    pub(super) fn login(&self, who: &str) -> BootstrapToken {
        let assertion = self.assertion(who).signed_by(&self.parties.stranger);
        BootstrapToken::from_saml(assertion.as_bytes()).unwrap()
    }

    pub(super) fn jwt(&self, who: &str) -> BootstrapToken {
        let exp = (self.now() + TimeDelta::minutes(15)).timestamp();
        let part = |json: String| URL_SAFE_NO_PAD.encode(json);
        let (header, payload) = (
            part("{\"alg\":\"RS256\"}".into()),
            part(format!("{{\"exp\":{exp}.5,\"aud\":\"sts\",\"cpr\":\"{who}\"}}")),
        );
        BootstrapToken::from_jwt(&format!("{header}.{payload}.c2lnbmF0dXJl")).unwrap()
    }

    pub(super) fn employee(&self, who: &str) -> Identity {
        self.with_cache(Identity::employee_login(
            self.parties.organisation.clone(),
            self.login(who),
            EmployeeCardRequest::new("EHR X"),
        ))
    }

    pub(super) fn citizen(&self, who: &str) -> Identity {
        let credential = self.parties.organisation.clone();
        self.with_cache(Identity::citizen(credential, self.login(who), cpr(who)))
    }

    pub(super) fn with_cache(&self, identity: Identity) -> Identity {
        identity.with_cache(Arc::new(CardCache::new()))
    }

    pub(super) fn config(&self) -> ClientConfig {
        let pem = format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            STANDARD.encode(self.parties.token_service.certificate().der())
        );
        let mut service = TokenService::new("http://national/sts", vec![pem]);
        service.exchanges = Exchanges {
            employee: Some(Exchange::new(
                "http://national/BST2SOSI",
                "https://audience.nspop.dk/dgws",
            )),
            citizen: Some(Exchange::new("http://national/Bst2Idws", DDS)),
            citizen_jwt: Some(Exchange::new("http://national/JWT2Idws", DDS)),
        };
        ClientConfig {
            token_service: Some(service),
            ..ClientConfig::sandbox("http://national")
        }
    }

    pub(super) fn client(self: &Arc<Self>, identity: Identity) -> Client {
        self.try_client(identity, self.config()).unwrap()
    }

    pub(super) fn try_client(
        self: &Arc<Self>,
        identity: Identity,
        config: ClientConfig,
    ) -> spo_core::Result<Client> {
        let clock = Arc::clone(self);
        Client::builder(config)
            .transport(Arc::clone(self))
            .context(Context::new(move || clock.now(), Uuid::new_v4))
            .identity(identity)
            .build()
    }

    fn exchange(&self, url: &str, request: String) -> Response {
        self.exchanges.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(*self.delay.lock().unwrap());
        let issued = match url.ends_with("BST2SOSI") {
            true => self.card(&request),
            false => self.token(&request),
        };
        self.requests.lock().unwrap().push(request);
        if let Some(code) = *self.refuses.lock().unwrap() {
            let fault = Fault::server("not so").to_xml(SoapVersion::V11);
            let fault = fault.replace("soap:Server", &format!("wst:{code}"));
            return Message::new("Issue", "", fault).encode().into_response(200);
        }
        let mut answer = format!(
            "<wst:RequestSecurityTokenResponseCollection xmlns:wst=\"http://docs.oasis-open.org/ws-sx/ws-trust/200512\">\
             <wst:RequestSecurityTokenResponse><wst:RequestedSecurityToken>{issued}</wst:RequestedSecurityToken>\
             </wst:RequestSecurityTokenResponse></wst:RequestSecurityTokenResponseCollection>"
        );
        if let Some(change) = &*self.answer_change.lock().unwrap() {
            answer = change(answer);
        }
        Message::new("Issue", "", answer).encode().into_response(200)
    }

    fn card(&self, request: &str) -> String {
        let who = [NANCY, JENS]
            .into_iter()
            .find(|who| request.contains(*who))
            .unwrap();
        let user = CardUser::new(UserIdentifier::Cpr(cpr(who)), "Fornavn", "Efternavn", "7170");
        let system = system_card();
        let card = IdCardRequest::user(system.system_name, system.care_provider, user);
        let life = TimeDelta::minutes(self.life.load(Ordering::SeqCst));
        // A card of `IdCardRequest` lives a day, so that it is issued in the past to end soon.
        let issued = self.now() + life + TimeDelta::minutes(5) - TimeDelta::hours(24);
        card.sign(issued, Uuid::new_v4(), &self.parties.token_service)
            .unwrap()
    }

    fn token(&self, request: &str) -> String {
        let claim = |name: &str| {
            let (_, rest) = request.split_once(&format!("{name}\"><auth:Value>"))?;
            Some(rest.split_once('<')?.0.to_owned())
        };
        let who = claim("CprNumberIdentifier").unwrap();
        let mut assertion = self.assertion(&who);
        assertion.audience = DDS.into();
        assertion.until = self.now() + TimeDelta::minutes(self.life.load(Ordering::SeqCst));
        if let Some(other) = claim("OnBehalfOf") {
            let list = format!(
                "<bpp:PrivilegeList xmlns:bpp=\"http://itst.dk/oiosaml/basic_privilege_profile\">\
                 <PrivilegeGroup Scope=\"{other}\"/></bpp:PrivilegeList>"
            );
            let name = "dk:gov:saml:attribute:Privileges_intermediate";
            assertion.attributes.push((name, STANDARD.encode(list)));
        }
        if let Some(change) = &*self.token_change.lock().unwrap() {
            assertion = change(assertion);
        }
        assertion.signed_by(&self.parties.token_service)
    }

    fn register(&self, request: String) -> Response {
        self.calls.lock().unwrap().push(request);
        if let Some(code) = self.faults.lock().unwrap().pop() {
            let fault = Fault::client("no").to_xml(SoapVersion::V11);
            let fault = fault.replace("soap:Client", &format!("wsse:{code}"));
            return Message::new("fault", "", fault).encode().into_response(500);
        }
        let body = "<q:AdhocQueryResponse xmlns:q=\"urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0\" \
                    status=\"urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success\">\
                    <RegistryObjectList xmlns=\"urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0\"/>\
                    </q:AdhocQueryResponse>";
        Message::new("answer", "", body.into())
            .encode()
            .into_response(200)
    }
}

impl Transport for Portal {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let text = String::from_utf8_lossy(&request.body).into_owned();
        let is_exchange = ["BST2SOSI", "Bst2Idws", "JWT2Idws"]
            .iter()
            .any(|name| request.url.ends_with(name));
        Ok(match is_exchange {
            true => self.exchange(&request.url, text),
            false => self.register(text),
        })
    }
}
