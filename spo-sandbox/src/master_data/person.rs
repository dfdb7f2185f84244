//! A person made up for trials, as the registers would know them.

use std::fmt;

use serde::{Deserialize, Serialize};
use spo_core::{
    Address, Code, CoverageGroup, Cpr, Custody, DanishTime, Dentist, InstanceId, Organisation, Patient,
    PatientAddress, PersonName, Relative, Sourced, Telecom, TemporaryAddress, Use,
};
use spo_core::{Context, Gender};

use super::Outage;

/// A test person: what the registers know, and what was typed in.
///
/// What is typed in has its origin and time ([`Sourced`]). A citizen's own entries need no name in their origin: it is the
/// person's. Never put a real person here.
///
/// ```
/// use spo_core::{Address, PersonName};
/// use spo_sandbox::{Sandbox, TestPerson};
///
/// let mut person = TestPerson::new(
///     "6501559996".parse()?,
///     PersonName::new("Agnes", "Prøve"),
///     Address::new("Skovvangen 12", "6040", "Egtved"),
/// );
/// person.protected = true;
/// assert!(TestPerson::from_json(&person.to_json())? == person);
/// # Ok::<(), spo_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestPerson {
    /// The CPR number; it tells the date of birth and the gender.
    pub cpr: Cpr,
    /// The name, also of a protected person: documents mask it.
    pub name: PersonName,
    /// The address in the CPR register, also of a protected person: documents mask it.
    pub address: Address,
    /// Whether name and address are protected (navne- og adressebeskyttelse).
    #[serde(default, skip_serializing_if = "is_false")]
    pub protected: bool,
    /// The general practitioner (egen læge), if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub general_practitioner: Option<Organisation>,
    /// The coverage group (sygesikringsgruppe).
    #[serde(default = "group_1")]
    pub coverage_group: CoverageGroup,
    /// The children that the person has custody of (forældremyndighed over).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children_in_custody: Vec<Custody>,
    /// Those who have custody of the person (forældremyndighedsindehavere).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody_holders: Vec<Custody>,
    /// Whether a position on organ donation is registered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub organ_donor: bool,
    /// Whether a treatment will (behandlingstestamente) is registered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub treatment_will: bool,
    /// Whether a living will (livstestamente) is registered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub living_will: bool,
    /// Whether the person has opted out of resuscitation.
    #[serde(default)]
    pub resuscitation: Resuscitation,
    /// Registers that do not answer for this person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outages: Vec<Outage>,
    /// The language the person speaks, by ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Sourced<Code>>,
    /// Where the person stays for a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporary_address: Option<Sourced<TemporaryAddress>>,
    /// The dentist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dentist: Option<Sourced<Dentist>>,
    /// How to reach the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Sourced<Vec<Telecom>>>,
    /// Those close to the person (pårørende).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relatives: Vec<Sourced<Relative>>,
}

/// What the register of opt-outs of resuscitation (FGVH) knows of a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Resuscitation {
    /// Nothing: the person has not opted out.
    #[default]
    NotOptedOut,
    /// The person has opted out.
    OptedOut {
        /// When it was registered.
        registered: DanishTime,
    },
}

/// The roots of the ids of what is typed in.
pub(super) mod id_root {
    pub(in crate::master_data) const LANGUAGE: &str = "1.2.208.184.15.7";
    pub(in crate::master_data) const TEMPORARY_ADDRESS: &str = "1.2.208.184.15.2";
    pub(in crate::master_data) const DENTIST: &str = "1.2.208.184.15.13";
    pub(in crate::master_data) const RELATIVE: &str = "1.2.208.184.15.3";
    /// Of contact data, and of everything that comes from a register.
    pub(in crate::master_data) const ANY: &str = "1.2.208.184";
}

impl TestPerson {
    /// Somebody of whom nothing is registered but name and address.
    pub fn new(cpr: Cpr, name: PersonName, address: Address) -> Self {
        Self {
            cpr,
            name,
            address,
            protected: false,
            general_practitioner: None,
            coverage_group: group_1(),
            children_in_custody: Vec::new(),
            custody_holders: Vec::new(),
            organ_donor: false,
            treatment_will: false,
            living_will: false,
            resuscitation: Resuscitation::default(),
            outages: Vec::new(),
            language: None,
            temporary_address: None,
            dentist: None,
            contact: None,
            relatives: Vec::new(),
        }
    }

    /// Reads the JSON form.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](spo_core::ErrorKind::InvalidArgument), naming the place.
    pub fn from_json(json: &str) -> spo_core::Result<Self> {
        crate::json::read(json, "sandbox.person")
    }

    /// The JSON form.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The person as the patient of an appointment: of a protected person, the address is not told.
    pub fn as_patient(&self) -> Patient {
        Patient {
            address: match self.protected {
                true => PatientAddress::Protected,
                false => PatientAddress::Known(Address {
                    purpose: Some(Use::Home),
                    ..self.address.clone()
                }),
            },
            general_practice: self.general_practitioner.clone(),
            ..Patient::new(self.cpr, self.name.clone())
        }
    }

    pub(super) fn gender(&self) -> Gender {
        self.cpr.gender()
    }

    /// Completes what the registers do: everything typed in has an id, and every address a country, also when it is
    /// Denmark.
    pub(super) fn register(&mut self, context: &Context) {
        fn give<T>(item: &mut Sourced<T>, root: &str, context: &Context) {
            item.id
                .get_or_insert_with(|| InstanceId::new(root, context.random_uuid().to_string()));
        }
        self.address.country.get_or_insert_with(|| "DK".to_owned());
        if let Some(item) = &mut self.language {
            give(item, id_root::LANGUAGE, context);
        }
        if let Some(item) = &mut self.temporary_address {
            give(item, id_root::TEMPORARY_ADDRESS, context);
        }
        if let Some(item) = &mut self.dentist {
            give(item, id_root::DENTIST, context);
        }
        if let Some(item) = &mut self.contact {
            give(item, id_root::ANY, context);
        }
        for item in &mut self.relatives {
            give(item, id_root::RELATIVE, context);
        }
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

fn group_1() -> CoverageGroup {
    CoverageGroup::Group1
}

impl fmt::Debug for TestPerson {
    /// The masked number only: the rest may be protected.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestPerson")
            .field("cpr", &self.cpr)
            .finish_non_exhaustive()
    }
}
