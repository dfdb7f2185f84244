//! Many answers, one overview.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::identity::Documents;
use super::{Kind, Missing, Overview, Period, Place, Placed, Withheld, placed, protection, timeline};
use crate::cda::{ReadAppointment, ReadCarePlan, ReadMasterData};
use crate::fhir::ReadDiagnosisList;
use crate::model::{Cpr, DanishTime, InstanceId};

/// What one source gave to a question for one kind of data.
#[derive(Debug, Clone)]
pub struct Collected {
    /// The source by its name in the configuration.
    pub source: String,
    /// What it was asked for.
    pub kind: Kind,
    /// Whether its search was answered, wholly or in part.
    pub answered: bool,
    /// How many documents its search found.
    pub found: usize,
    /// The documents that came and could be read.
    pub documents: Vec<CollectedDocument>,
    /// Documents that it called replaced or withdrawn.
    pub deprecated: Vec<InstanceId>,
    /// What it may hold back.
    pub withheld: Vec<Withheld>,
    /// What could not be had from it.
    pub missing: Vec<Missing>,
}

impl Collected {
    /// Nothing yet.
    pub fn new(source: impl Into<String>, kind: Kind) -> Self {
        Self {
            source: source.into(),
            kind,
            answered: false,
            found: 0,
            documents: Vec::new(),
            deprecated: Vec::new(),
            withheld: Vec::new(),
            missing: Vec::new(),
        }
    }
}

/// One document as it came.
#[derive(Debug, Clone)]
pub struct CollectedDocument {
    /// Where it was had.
    pub place: Place,
    /// What it says.
    pub content: Content,
}

/// What a document says.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Content {
    /// An appointment.
    Appointment(Box<ReadAppointment>),
    /// Master data.
    MasterData(Box<ReadMasterData>),
    /// A care plan.
    CarePlan(Box<ReadCarePlan>),
    /// A list of diagnoses.
    Diagnoses(Box<ReadDiagnosisList>),
}

/// A source that was asked, and how much it gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedSource {
    /// Its name in the configuration.
    pub name: String,
    /// What it was asked for.
    pub kinds: BTreeSet<Kind>,
    /// Of those, what it answered, wholly or in part.
    pub answered: BTreeSet<Kind>,
    /// How many documents came from it and could be read.
    pub documents: usize,
}

/// Merges what the sources gave. The order of `collected`, and of the documents in it, makes no difference.
pub fn merge(cpr: Cpr, period: Period, made: DanishTime, collected: Vec<Collected>) -> Overview {
    let sources = sources(&collected);
    let (mut documents, mut deprecated) = (Vec::new(), HashSet::new());
    let (mut withheld, mut missing) = (Vec::new(), Vec::new());
    for one in collected {
        documents.extend(one.documents);
        deprecated.extend(one.deprecated);
        withheld.extend(one.withheld);
        missing.extend(one.missing);
    }
    let mut appointments = Documents::new(&deprecated);
    let (mut master_data, mut care_plans, mut diagnoses) = (Vec::new(), Vec::new(), Vec::new());
    for CollectedDocument { place, content } in documents {
        match content {
            Content::Appointment(read) => appointments.add(place, *read),
            Content::MasterData(read) => master_data.push(Placed::new(place, *read)),
            Content::CarePlan(read) => care_plans.push(Placed::new(place, *read)),
            Content::Diagnoses(read) => diagnoses.push(Placed::new(place, *read)),
        }
    }
    let mut appointments = appointments.current();
    let mut master_data = placed::listed(master_data, &deprecated);
    let address_protected = protection::enforce(&mut appointments, &mut master_data);
    Overview {
        cpr,
        period,
        made,
        overridden: false,
        address_protected,
        withheld: Withheld::gather(withheld),
        missing: Missing::gather(missing),
        appointments: timeline::place(appointments),
        master_data,
        care_plans: placed::listed(care_plans, &deprecated),
        diagnoses: placed::listed(diagnoses, &deprecated),
        sources,
    }
}

fn sources(collected: &[Collected]) -> Vec<AskedSource> {
    let mut sources: Vec<AskedSource> = Vec::new();
    for one in collected {
        let at = sources.iter().position(|source| source.name == one.source);
        let at = at.unwrap_or_else(|| {
            sources.push(AskedSource {
                name: one.source.clone(),
                kinds: BTreeSet::new(),
                answered: BTreeSet::new(),
                documents: 0,
            });
            sources.len() - 1
        });
        if let Some(source) = sources.get_mut(at) {
            source.kinds.insert(one.kind);
            source.answered.extend(one.answered.then_some(one.kind));
            source.documents += one.documents.len();
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    sources
}
