//! Several sources behind one transport, each with a behaviour of its own.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use base64::Engine as _;
use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};
use spo_core::xds::metadata::{EntrySettings, document_entry};
use spo_core::xds::query::Answer;
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::{Availability, DocumentEntry, EntryUuid, ObjectType, RegistryObjects, value_sets};
use spo_core::{
    Client, ClientConfig, Code, Context, DocumentSource, InstanceId, Oid, ReadAddresses, ServiceError,
};

use super::fixtures::Version;

/// How a source behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Mood {
    Well,
    /// No connection.
    Dead,
    /// Answers nothing until the request's time is up.
    Slow,
    /// Answers nothing, whatever the request's time: until the test is over.
    Stuck,
    /// The same for documents only.
    StuckWithDocuments,
    /// A source behind it failed.
    Partial,
    /// Says that it filtered the answer.
    Filters,
    /// Knows documents and delivers none.
    Empty,
    /// Delivers something that is no document.
    Garbled,
    Panics,
}

/// One source.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) mood: Mood,
    entries: Vec<DocumentEntry>,
    documents: BTreeMap<String, String>,
}

/// What a filtering source says, which nobody may see.
pub(crate) const SECRET: &str = "spaerret-af-borger-for-laege-hansen";

impl Side {
    pub(crate) fn new(mood: Mood, versions: &[Version]) -> Self {
        let settings = EntrySettings {
            source_id: Oid::parse("1.2.3").unwrap(),
            facility_type: value_sets::facility_type("22232009").unwrap(),
            practice_setting: value_sets::practice_setting("408443003").unwrap(),
        };
        let (mut entries, mut documents) = (Vec::new(), BTreeMap::new());
        for version in versions {
            let document = version.document();
            let uuid = EntryUuid::from_uuid(uuid::Uuid::from_u128(u128::from(version.document)));
            let mut entry = document_entry(&document, uuid, &settings);
            entry.status = Some(Availability::Approved);
            entry.repository_id = Some("1.2.9".to_owned());
            documents.insert(document.id.to_unique_id(), document.to_xml().unwrap());
            entries.push(entry);
        }
        Self {
            mood,
            entries,
            documents,
        }
    }

    /// Adds a document that is made on demand, under the entry's own name.
    pub(crate) fn on_demand(mut self, name: &str, format: &str, document: &str) -> Self {
        let id = InstanceId::from_unique_id(name);
        let mut entry = DocumentEntry::new(EntryUuid::from_wire(name), id, ObjectType::OnDemand);
        entry.status = Some(Availability::Approved);
        entry.format_code = Some(Code::new(format, "1.2.208.184.100.10", "format"));
        entry.home_community_id = Some("urn:oid:1.2.208.176.43210.8.20".to_owned());
        self.documents.insert(name.to_owned(), document.to_owned());
        self.entries.push(entry);
        self
    }

    /// Lets the test change what the registry says.
    pub(crate) fn entries(mut self, change: impl Fn(&mut DocumentEntry)) -> Self {
        self.entries.iter_mut().for_each(change);
        self
    }
}

/// All of them.
pub(crate) struct Far {
    sides: Mutex<BTreeMap<String, Side>>,
    /// Host and path of every call.
    pub(crate) calls: Mutex<Vec<String>>,
    /// What was sent.
    pub(crate) requests: Mutex<Vec<String>>,
    pub(crate) released: (Mutex<bool>, Condvar),
}

impl Far {
    /// `national` is the source behind the configuration's endpoints, `sfsk` that of its master data, the others are
    /// further ones.
    pub(crate) fn new<const N: usize>(sides: [(&str, Side); N]) -> Arc<Self> {
        Arc::new(Self {
            sides: Mutex::new(sides.map(|(name, side)| (name.to_owned(), side)).into()),
            calls: Mutex::default(),
            requests: Mutex::default(),
            released: (Mutex::new(false), Condvar::new()),
        })
    }

    pub(crate) fn set(&self, name: &str, side: Side) {
        self.sides.lock().unwrap().insert(name.to_owned(), side);
    }

    /// Lets go of everything that is stuck.
    pub(crate) fn release(&self) {
        *self.released.0.lock().unwrap() = true;
        self.released.1.notify_all();
    }

    pub(crate) fn config(&self) -> ClientConfig {
        let mut config = ClientConfig::sandbox("http://national");
        let sides = self.sides.lock().unwrap();
        let further = sides.keys().filter(|name| *name != "national" && *name != "sfsk");
        if sides.contains_key("sfsk") {
            config.master_data = Some(ReadAddresses {
                query: "http://sfsk/ddsregistry".to_owned(),
                retrieve: "http://sfsk/ddsrepository".to_owned(),
            });
        }
        config.further_sources = further
            .map(|name| DocumentSource {
                name: name.clone(),
                kinds: [spo_core::overview::Kind::Appointments].into(),
                query: format!("http://{name}/ddsregistry"),
                retrieve: format!("http://{name}/ddsrepository"),
            })
            .collect();
        config
    }

    pub(crate) fn client(self: &Arc<Self>) -> Client {
        let context = Context::fixed("2027-03-31T08:00:00Z".parse().unwrap());
        let builder = Client::builder(self.config()).transport(Arc::clone(self));
        builder.context(context).build().unwrap()
    }

    fn hold(&self) {
        let released = self.released.0.lock().unwrap();
        drop(
            self.released
                .1
                .wait_while(released, |released| !*released)
                .unwrap(),
        );
    }
}

impl Transport for Far {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let address = request.url.strip_prefix("http://").unwrap();
        self.calls.lock().unwrap().push(address.to_owned());
        let (host, path) = address.split_once('/').unwrap();
        let side = self.sides.lock().unwrap()[host].clone();
        let is_search = path == "ddsregistry";
        let no_answer = |kind, sent| Err(TransportError::new(kind, sent, format!("no answer from {host}")));
        match side.mood {
            Mood::Dead => return no_answer(TransportErrorKind::Connect, Sent::No),
            Mood::Slow => {
                std::thread::sleep(request.timeout);
                return no_answer(TransportErrorKind::Timeout, Sent::Possibly);
            }
            Mood::Stuck => self.hold(),
            Mood::StuckWithDocuments if !is_search => self.hold(),
            Mood::Panics => panic!("made up"),
            _ => {}
        }
        let body = String::from_utf8(request.body.clone()).unwrap();
        self.requests.lock().unwrap().push(body.clone());
        let answer = if is_search {
            side.found()
        } else {
            side.delivered(&body)
        };
        let envelope = format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{answer}</s:Body></s:Envelope>"
        );
        Ok(Response {
            status: 200,
            headers: vec![("Content-Type".to_owned(), "text/xml; charset=utf-8".to_owned())],
            body: envelope.into_bytes(),
        })
    }
}

impl Side {
    fn found(&self) -> String {
        let said = |warning| ServiceError {
            code: "x".to_owned(),
            context: SECRET.to_owned(),
            location: None,
            warning,
        };
        let (status, errors) = match self.mood {
            Mood::Partial => (ResponseStatus::PartialSuccess, vec![said(false)]),
            Mood::Filters => (ResponseStatus::Success, vec![said(true)]),
            _ => (ResponseStatus::Success, Vec::new()),
        };
        let objects = RegistryObjects {
            entries: self.entries.clone(),
            ..RegistryObjects::default()
        };
        Answer {
            status,
            objects,
            errors,
        }
        .body()
    }

    fn delivered(&self, request: &str) -> String {
        let asked = request.split("<xdsb:DocumentUniqueId>").skip(1);
        let mut answer = "<x:RetrieveDocumentSetResponse xmlns:x=\"urn:ihe:iti:xds-b:2007\">\
            <r:RegistryResponse xmlns:r=\"urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0\" \
            status=\"urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success\"/>"
            .to_owned();
        for id in asked.filter_map(|rest| rest.split('<').next()) {
            let document = match self.mood {
                Mood::Empty => continue,
                Mood::Garbled => "<html/>",
                _ => &self.documents[id],
            };
            let content = base64::engine::general_purpose::STANDARD.encode(document);
            answer += &format!(
                "<x:DocumentResponse><x:RepositoryUniqueId>1.2.9</x:RepositoryUniqueId>\
                 <x:DocumentUniqueId>{id}</x:DocumentUniqueId><x:mimeType>text/xml</x:mimeType>\
                 <x:Document>{content}</x:Document></x:DocumentResponse>"
            );
        }
        answer + "</x:RetrieveDocumentSetResponse>"
    }
}

/// How long a test waits for a call that must return.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);
