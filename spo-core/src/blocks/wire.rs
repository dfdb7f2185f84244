//! **Provisional.** How the values of this room stand in the messages of the block service (MinSpærring).
//!
//! The service's schemas are not published. Certain are the namespaces, the name of one operation for changes and of the
//! two for checks, the wrapper `ConsentModifications` and six elements, all seen on the service's pages; the columns of its
//! database are documented, their names as elements are not. Everything else is made up here so that the sandbox and the
//! client understand each other. [`ELEMENTS`] says of each element how certain it is.
//!
//! So a client speaks this to the sandbox alone, unless its configuration says `wire = "provisional"` by name. When the
//! schemas are had, this file changes and no other: the client and the sandbox both read and write through it.

use std::str::FromStr;

use super::{Block, Consent};
use super::{
    DataItem, DataOrigin, DataPeriod, Draft, Effect, Registration, RegistrationId, Relation, Stamp, State,
    What, Who,
};
use crate::model::{Cpr, DanishTime, OrganisationCode};
use crate::xml::{Element, Namespace, XmlWriter};
use crate::{Error, ErrorKind, Result};

/// How certain it is that an element is called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// Seen in a message on the service's pages, or named there as an operation.
    Seen,
    /// The value is documented (as a column or a rule), the element is not.
    Documented,
    /// Made up.
    Unknown,
}
use Certainty::{Documented, Seen, Unknown};

macro_rules! elements {
    ($($constant:ident = $name:literal, $certainty:ident;)*) => {
        $(const $constant: (&str, &str) = (concat!("t:", $name), $name);)*

        /// Every element of the types, with how certain its name is.
        pub const ELEMENTS: &[(&str, Certainty)] = &[$(($name, $certainty)),*];
    };
}

elements! {
    CONSENT_ID = "consentId", Seen;
    CITIZEN = "citizenCPR", Seen;
    WHO = "who", Seen;
    PROFESSIONAL = "healthProfessionalCPR", Seen;
    SUB_ORGANISATIONS = "includeSubOrganizations", Seen;
    FOREIGN = "foreignHealthProfessionals", Seen;
    TYPE = "consentType", Documented;
    WHAT = "what", Documented;
    ORGANISATION = "organization", Documented;
    VALID_FROM = "validFrom", Documented;
    VALID_TO = "validTo", Documented;
    CREATED = "creationTimestamp", Documented;
    CREATED_WITH = "creatingSystemName", Documented;
    CREATED_BY = "createdBy", Documented;
    MODIFIED = "modifyTimestamp", Documented;
    MODIFIED_WITH = "modifyingSystemName", Documented;
    MODIFIED_BY = "modifiedBy", Documented;
    DATA_FROM = "dataFrom", Unknown;
    DATA_TO = "dataTo", Unknown;
    ACTIVE = "active", Unknown;
    CONSENT = "consent", Unknown;
    HISTORY = "includeHistory", Unknown;
    RELATION = "relation", Unknown;
    ITEM = "metadata", Unknown;
    ITEM_ID = "id", Unknown;
}

/// `consentType` of a block; every other number is a consent (documented).
const BLOCK: &str = "0";
const CONSENT_TYPE: &str = "1";

/// What the service is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// How somebody stands to all of a citizen's data. The name is documented.
    UserCheck,
    /// Which of several items somebody may see. The name is documented.
    DataCheck,
    /// Registers. The name is made up.
    Create,
    /// Changes a registration. The name was seen.
    Modify,
    /// Ends a registration. The name is made up.
    End,
    /// Lists a citizen's registrations. The name is made up.
    List,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 6] = [
        Self::UserCheck,
        Self::DataCheck,
        Self::Create,
        Self::Modify,
        Self::End,
        Self::List,
    ];

    /// Its element's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UserCheck => "ConsentForUserCheck",
            Self::DataCheck => "ConsentForDataCheck",
            Self::Create => "ConsentAdd",
            Self::Modify => "ConsentModifyConstraint",
            Self::End => "ConsentEnd",
            Self::List => "ConsentList",
        }
    }

    /// Its action, for `SOAPAction` and `wsa:Action`. Made up.
    pub fn action(self) -> String {
        format!(
            "http://sundhedsdatastyrelsen.dk/minspaerring/2020/11/04/{}",
            self.name()
        )
    }

    /// Whether it asks for a decision, at the verification service; the others are the administration's.
    pub const fn is_verification(self) -> bool {
        matches!(self, Self::UserCheck | Self::DataCheck)
    }
}

/// A message to the service. Who asks stands in its HSUID header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// [`Operation::UserCheck`]
    UserCheck {
        /// Whose data.
        citizen: Cpr,
    },
    /// [`Operation::DataCheck`]
    DataCheck {
        /// Whose data.
        citizen: Cpr,
        /// Which.
        items: Vec<DataItem>,
    },
    /// [`Operation::Create`]
    Create {
        /// Whose data.
        citizen: Cpr,
        /// What to register.
        draft: Draft,
    },
    /// [`Operation::Modify`]
    Modify {
        /// Whose data.
        citizen: Cpr,
        /// Which registration.
        id: RegistrationId,
        /// What shall stand in its place.
        draft: Draft,
    },
    /// [`Operation::End`]
    End {
        /// Whose data.
        citizen: Cpr,
        /// Which registration.
        id: RegistrationId,
    },
    /// [`Operation::List`]
    List {
        /// Whose.
        citizen: Cpr,
        /// Whether those without effect are wanted, too.
        history: bool,
    },
}

/// What the service answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Operation::UserCheck`].
    Relation(Relation),
    /// To [`Operation::DataCheck`]: the ids of the items that may be seen.
    Permitted(Vec<String>),
    /// To everything that changes something: the registration as it is now.
    Registered(Box<Registration>),
    /// To [`Operation::List`].
    Registrations(Vec<Registration>),
}

const OPEN: &str = " xmlns:mse=\"http://sundhedsdatastyrelsen.dk/minspaerring/2020/11/04\" xmlns:t=\"urn:dk:nsi:consentservices:types\"><ConsentModifications>";
const CLOSE: &str = "</ConsentModifications></mse:";

/// The operation's element and the unqualified wrapper in it, as seen for [`Operation::Modify`].
fn wrapped(name: &str, content: impl FnOnce(&mut XmlWriter), capacity: usize) -> String {
    let mut out = XmlWriter::with_capacity(capacity + 300);
    out.raw("<mse:").raw(name).raw(OPEN);
    content(&mut out);
    out.raw(CLOSE).raw(name).raw(">");
    out.finish()
}

impl Request {
    /// Which operation it asks for.
    pub const fn operation(&self) -> Operation {
        match self {
            Self::UserCheck { .. } => Operation::UserCheck,
            Self::DataCheck { .. } => Operation::DataCheck,
            Self::Create { .. } => Operation::Create,
            Self::Modify { .. } => Operation::Modify,
            Self::End { .. } => Operation::End,
            Self::List { .. } => Operation::List,
        }
    }

    /// Whose data it is about.
    pub const fn citizen(&self) -> Cpr {
        match self {
            Self::UserCheck { citizen }
            | Self::DataCheck { citizen, .. }
            | Self::Create { citizen, .. }
            | Self::Modify { citizen, .. }
            | Self::End { citizen, .. }
            | Self::List { citizen, .. } => *citizen,
        }
    }

    /// The child of `soap:Body`.
    pub fn to_xml(&self) -> String {
        let capacity = match self {
            Self::DataCheck { items, .. } => 250 * items.len(),
            _ => 800,
        };
        let content = |out: &mut XmlWriter| {
            if let Self::Modify { id, .. } | Self::End { id, .. } = self {
                element(out, CONSENT_ID, id.as_str());
            }
            element(out, CITIZEN, self.citizen().as_str());
            match self {
                Self::Create { draft, .. } | Self::Modify { draft, .. } => {
                    terms(
                        out,
                        draft.effect(),
                        draft.what(),
                        draft.who(),
                        draft.starts(),
                        draft.ends(),
                    );
                }
                Self::DataCheck { items, .. } => items.iter().for_each(|it| write_item(out, it)),
                Self::List { history, .. } => element(out, HISTORY, boolean(*history)),
                Self::UserCheck { .. } | Self::End { .. } => {}
            }
        };
        wrapped(self.operation().name(), content, capacity)
    }

    /// Reads the child of `soap:Body`.
    ///
    /// # Errors
    /// [`ErrorKind::Protocol`], naming the element.
    pub fn read(body: Element<'_>) -> Result<Self> {
        let operation = Operation::ALL
            .into_iter()
            .find(|operation| body.is(Namespace::BLOCKS, operation.name()))
            .ok_or_else(|| unreadable("the operation", "is unknown"))?;
        let content = Content::of(body)?;
        let citizen = content.required(CITIZEN, parsed)?;
        let id = || content.required(CONSENT_ID, parsed);
        Ok(match operation {
            Operation::UserCheck => Self::UserCheck { citizen },
            Operation::DataCheck => Self::DataCheck {
                citizen,
                items: content.each(ITEM).map(read_item).collect::<Result<_>>()?,
            },
            Operation::Create => Self::Create {
                citizen,
                draft: content.draft()?,
            },
            Operation::Modify => Self::Modify {
                citizen,
                id: id()?,
                draft: content.draft()?,
            },
            Operation::End => Self::End { citizen, id: id()? },
            Operation::List => Self::List {
                citizen,
                history: content.flag(HISTORY)?,
            },
        })
    }
}

impl Answer {
    /// The child of `soap:Body` of the answer to `operation`.
    pub fn to_xml(&self, operation: Operation) -> String {
        let content = |out: &mut XmlWriter| match self {
            Self::Relation(relation) => element(out, RELATION, relation_name(*relation)),
            Self::Permitted(ids) => {
                for id in ids {
                    out.start(ITEM.0);
                    element(out, ITEM_ID, id);
                    out.end(ITEM.0);
                }
            }
            Self::Registered(registration) => write_registration(out, registration),
            Self::Registrations(all) => all.iter().for_each(|it| write_registration(out, it)),
        };
        let capacity = match self {
            Self::Permitted(ids) => 80 * ids.len(),
            Self::Registrations(all) => 1000 * all.len(),
            _ => 1000,
        };
        wrapped(&format!("{}Response", operation.name()), content, capacity)
    }

    /// Reads the answer to `operation`.
    ///
    /// # Errors
    /// [`ErrorKind::Protocol`], naming the element.
    pub fn read(body: Element<'_>, operation: Operation) -> Result<Self> {
        let name = body.local().strip_suffix("Response");
        if body.namespace() != Namespace::BLOCKS || name != Some(operation.name()) {
            return Err(unreadable("the answer", "is not the one to the question"));
        }
        let content = Content::of(body)?;
        Ok(match operation {
            Operation::UserCheck => Self::Relation(content.required(RELATION, |text| {
                [Relation::Positive, Relation::DataSpecific, Relation::Negative]
                    .into_iter()
                    .find(|relation| relation_name(*relation) == text)
            })?),
            Operation::DataCheck => Self::Permitted(
                content
                    .each(ITEM)
                    .map(|item| {
                        item.text(ITEM_ID)
                            .map(str::to_owned)
                            .ok_or_else(|| absent(ITEM_ID))
                    })
                    .collect::<Result<_>>()?,
            ),
            Operation::Create | Operation::Modify | Operation::End => {
                let registration = content.each(CONSENT).next().ok_or_else(|| absent(CONSENT))?;
                Self::Registered(Box::new(read_registration(registration)?))
            }
            Operation::List => Self::Registrations(
                content
                    .each(CONSENT)
                    .map(read_registration)
                    .collect::<Result<_>>()?,
            ),
        })
    }
}

const fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::Positive => "positive",
        Relation::DataSpecific => "dataSpecific",
        Relation::Negative => "negative",
    }
}

const fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn element(out: &mut XmlWriter, (name, _): (&'static str, &str), text: &str) {
    out.element(name, text);
}

/// The service keeps times in UTC (documented).
fn time(out: &mut XmlWriter, name: (&'static str, &str), time: DanishTime) {
    element(out, name, &time.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string());
}

fn times(out: &mut XmlWriter, times: [((&'static str, &str), Option<DanishTime>); 2]) {
    for (name, moment) in times {
        if let Some(moment) = moment {
            time(out, name, moment);
        }
    }
}

/// Kinds of codes as HSUID calls them.
fn organisation(out: &mut XmlWriter, code: &OrganisationCode) {
    out.start(ORGANISATION.0).attr("type", code.kind());
    out.text(code.as_str()).end(ORGANISATION.0);
}

fn terms(
    out: &mut XmlWriter,
    effect: Effect,
    what: &What,
    who: &Who,
    from: Option<DanishTime>,
    to: Option<DanishTime>,
) {
    if *who != Who::Everybody {
        out.start(WHO.0);
        let mut sub_organisations = false;
        match who {
            Who::Professional { cpr } => element(out, PROFESSIONAL, cpr.as_str()),
            Who::Organisation {
                organisation: code,
                include_sub_organisations,
            } => {
                organisation(out, code);
                sub_organisations = *include_sub_organisations;
            }
            Who::Everybody | Who::ForeignProfessionals => {}
        }
        element(out, SUB_ORGANISATIONS, boolean(sub_organisations));
        element(out, FOREIGN, boolean(*who == Who::ForeignProfessionals));
        out.end(WHO.0);
    }
    if !what.is_all() {
        out.start(WHAT.0);
        if let Some(origin) = &what.origin {
            organisation(out, &origin.organisation);
            element(out, SUB_ORGANISATIONS, boolean(origin.include_sub_units));
        }
        if let Some(period) = what.period {
            times(out, [(DATA_FROM, period.from), (DATA_TO, period.to)]);
        }
        out.end(WHAT.0);
    }
    element(
        out,
        TYPE,
        if effect == Effect::Block {
            BLOCK
        } else {
            CONSENT_TYPE
        },
    );
    times(out, [(VALID_FROM, from), (VALID_TO, to)]);
}

fn write_item(out: &mut XmlWriter, item: &DataItem) {
    out.start(ITEM.0);
    element(out, ITEM_ID, &item.id);
    organisation(out, &item.organisation);
    times(out, [(DATA_FROM, item.from), (DATA_TO, item.to)]);
    out.end(ITEM.0);
}

fn read_item(item: Content<'_>) -> Result<DataItem> {
    Ok(DataItem {
        id: item.required(ITEM_ID, parsed)?,
        organisation: item.organisation()?.ok_or_else(|| absent(ORGANISATION))?,
        from: item.time(DATA_FROM)?,
        to: item.time(DATA_TO)?,
    })
}

fn write_registration(out: &mut XmlWriter, it: &Registration) {
    out.start(CONSENT.0);
    element(out, CONSENT_ID, it.id.as_str());
    element(out, CITIZEN, it.citizen.as_str());
    terms(out, it.effect, &it.what, &it.who, Some(it.from), it.to);
    element(out, ACTIVE, boolean(it.state == State::Active));
    stamp(out, [CREATED, CREATED_WITH, CREATED_BY], &it.created);
    if let Some(changed) = &it.changed {
        stamp(out, [MODIFIED, MODIFIED_WITH, MODIFIED_BY], changed);
    }
    out.end(CONSENT.0);
}

fn stamp(out: &mut XmlWriter, [at, system, by]: [(&'static str, &str); 3], stamp: &Stamp) {
    time(out, at, stamp.time);
    element(out, system, &stamp.system);
    if let Some(cpr) = stamp.by {
        element(out, by, cpr.as_str());
    }
}

fn read_registration(it: Content<'_>) -> Result<Registration> {
    let draft_from = it.time(VALID_FROM)?;
    Ok(Registration {
        id: it.required(CONSENT_ID, parsed)?,
        citizen: it.required(CITIZEN, parsed)?,
        effect: it.effect()?,
        what: it.what()?,
        who: it.who()?,
        from: draft_from.ok_or_else(|| absent(VALID_FROM))?,
        to: it.time(VALID_TO)?,
        state: if it.flag(ACTIVE)? {
            State::Active
        } else {
            State::Inactive
        },
        created: it
            .stamp([CREATED, CREATED_WITH, CREATED_BY])?
            .ok_or_else(|| absent(CREATED))?,
        changed: it.stamp([MODIFIED, MODIFIED_WITH, MODIFIED_BY])?,
    })
}

/// An element whose children are of the types.
#[derive(Clone, Copy)]
struct Content<'d>(Element<'d>);

impl<'d> Content<'d> {
    /// The content of an operation's wrapper.
    fn of(operation: Element<'d>) -> Result<Self> {
        let wrapper = operation.child(Namespace::NONE, "ConsentModifications");
        wrapper
            .map(Self)
            .ok_or_else(|| unreadable("ConsentModifications", "is missing"))
    }

    fn each(self, (_, name): (&str, &'static str)) -> impl Iterator<Item = Self> + use<'d> {
        self.0.children_named(Namespace::BLOCK_TYPES, name).map(Self)
    }

    fn text(self, (_, name): (&str, &str)) -> Option<&'d str> {
        Some(self.0.child(Namespace::BLOCK_TYPES, name)?.text().trim()).filter(|text| !text.is_empty())
    }

    fn optional<T>(self, name: (&str, &str), parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>> {
        let read = |text| parse(text).ok_or_else(|| unreadable(name.1, "has a value that it cannot have"));
        self.text(name).map(read).transpose()
    }

    fn required<T>(self, name: (&str, &str), parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        self.optional(name, parse)?.ok_or_else(|| absent(name))
    }

    fn flag(self, name: (&str, &str)) -> Result<bool> {
        let flag = self.optional(name, |text| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        });
        Ok(flag?.unwrap_or_default())
    }

    fn time(self, name: (&str, &str)) -> Result<Option<DanishTime>> {
        self.optional(name, |text| {
            let time = chrono::DateTime::parse_from_rfc3339(text);
            Some(DanishTime::from_utc(time.ok()?))
        })
    }

    fn organisation(self) -> Result<Option<OrganisationCode>> {
        let Some(element) = self.0.child(Namespace::BLOCK_TYPES, ORGANISATION.1) else {
            return Ok(None);
        };
        let code = OrganisationCode::parse(element.attr("type").unwrap_or_default(), element.text());
        code.map(Some)
            .map_err(|_| unreadable(ORGANISATION.1, "has a code that is none"))
    }

    fn effect(self) -> Result<Effect> {
        let number = self.required(TYPE, parsed::<i64>)?;
        Ok(if number == 0 {
            Effect::Block
        } else {
            Effect::Consent
        })
    }

    fn who(self) -> Result<Who> {
        let Some(who) = self.each(WHO).next() else {
            return Ok(Who::Everybody);
        };
        if let Some(cpr) = who.optional(PROFESSIONAL, parsed)? {
            return Ok(Who::Professional { cpr });
        }
        Ok(match (who.organisation()?, who.flag(FOREIGN)?) {
            (Some(organisation), _) => Who::Organisation {
                organisation,
                include_sub_organisations: who.flag(SUB_ORGANISATIONS)?,
            },
            (None, true) => Who::ForeignProfessionals,
            // Nobody in particular is not everybody.
            (None, false) => return Err(unreadable(WHO.1, "names nobody")),
        })
    }

    fn what(self) -> Result<What> {
        let Some(what) = self.each(WHAT).next() else {
            return Ok(What::ALL);
        };
        let origin = what.organisation()?.map(|organisation| {
            Ok::<_, Error>(DataOrigin {
                organisation,
                include_sub_units: what.flag(SUB_ORGANISATIONS)?,
            })
        });
        let (from, to) = (what.time(DATA_FROM)?, what.time(DATA_TO)?);
        let period = (from.is_some() || to.is_some()).then_some(DataPeriod { from, to });
        let read = What {
            origin: origin.transpose()?,
            period,
        };
        // A restriction that cannot be read must not become all data.
        match read.is_all() {
            true => Err(unreadable(WHAT.1, "says nothing")),
            false => Ok(read),
        }
    }

    fn draft(self) -> Result<Draft> {
        let (what, who) = (self.what()?, self.who()?);
        let (from, to) = (self.time(VALID_FROM)?, self.time(VALID_TO)?);
        Ok(match self.effect()? {
            Effect::Block => Block { what, who, from, to }.into(),
            Effect::Consent => Consent {
                what,
                who,
                from,
                to: to.ok_or_else(|| absent(VALID_TO))?,
            }
            .into(),
        })
    }

    fn stamp(self, [at, system, by]: [(&str, &str); 3]) -> Result<Option<Stamp>> {
        let Some(time) = self.time(at)? else {
            return Ok(None);
        };
        Ok(Some(Stamp {
            time,
            system: self.text(system).unwrap_or_default().to_owned(),
            by: self.optional(by, parsed)?,
        }))
    }
}

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn absent((_, name): (&str, &str)) -> Error {
    unreadable(name, "is missing")
}

fn unreadable(name: &str, problem: &str) -> Error {
    Error::new(ErrorKind::Protocol, "blocks.message", format!("{name} {problem}")).with_remedy(
        "The mapping of these messages is provisional: report the element to this library's makers.",
    )
}
