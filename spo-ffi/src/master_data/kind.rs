//! The kinds of item in master data, and where each stands.

use spo_core::master_data_edit::{ItemKind, TypedInItem};
use spo_core::{Error, ErrorKind, GeneralPractitioner, MasterData, Result, ResuscitationOptOut, Sourced};

use super::item::{Value, spo_item};

/// The kinds of item in master data.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_master_data_item {
    /// There is no item.
    None = 0,
    /// The citizen's name and address.
    NameAndAddress = 1,
    /// Whether the citizen has opted out of resuscitation: spo_master_data_resuscitation.
    Resuscitation = 2,
    /// Whether a position on organ donation is registered: spo_master_data_organ_donor_registration.
    OrganDonor = 3,
    /// Whether a treatment will is registered: spo_master_data_treatment_will_registration.
    TreatmentWill = 4,
    /// Whether a living will is registered: spo_master_data_living_will_registration.
    LivingWill = 5,
    /// The general practitioner (egen læge): an organisation. Documents do not tell its source.
    GeneralPractitioner = 6,
    /// The coverage group of the public health insurance (sygesikringsgruppe): spo_master_data_coverage_group.
    CoverageGroup = 7,
    /// A child that the citizen has custody of (forældremyndighed over): CPR number, name, relation. There may be several.
    ChildInCustody = 8,
    /// Somebody who has custody of the citizen (forældremyndighedsindehaver): CPR number, name, relation. There may be
    /// several.
    CustodyHolder = 9,
    /// The language that the citizen speaks. It may be typed in.
    Language = 10,
    /// Where the citizen stays for a time (midlertidig adresse): address, first and last day. It may be typed in.
    TemporaryAddress = 11,
    /// The dentist (tandlæge): organisation, name. It may be typed in.
    Dentist = 12,
    /// How to reach the citizen (kontaktoplysninger): telecoms. It may be typed in.
    Contact = 13,
    /// Somebody close to the citizen (pårørende): name, relation, telecoms, note. There may be several. It may be typed in.
    Relative = 14,
}

/// The number of a [`spo_master_data_item`], as a parameter.
pub type spo_master_data_item_number = i32;

enum_argument!(item_kind, spo_master_data_item, "kind" -> spo_master_data_item {
    NameAndAddress => spo_master_data_item::NameAndAddress,
    Resuscitation => spo_master_data_item::Resuscitation,
    OrganDonor => spo_master_data_item::OrganDonor,
    TreatmentWill => spo_master_data_item::TreatmentWill,
    LivingWill => spo_master_data_item::LivingWill,
    GeneralPractitioner => spo_master_data_item::GeneralPractitioner,
    CoverageGroup => spo_master_data_item::CoverageGroup,
    ChildInCustody => spo_master_data_item::ChildInCustody,
    CustodyHolder => spo_master_data_item::CustodyHolder,
    Language => spo_master_data_item::Language,
    TemporaryAddress => spo_master_data_item::TemporaryAddress,
    Dentist => spo_master_data_item::Dentist,
    Contact => spo_master_data_item::Contact,
    Relative => spo_master_data_item::Relative,
});

/// The kind with this number, of those that may be typed in.
pub(crate) fn typed_in_kind(number: i32) -> Result<ItemKind> {
    match item_kind(number)? {
        spo_master_data_item::Language => Ok(ItemKind::Language),
        spo_master_data_item::TemporaryAddress => Ok(ItemKind::TemporaryAddress),
        spo_master_data_item::Dentist => Ok(ItemKind::Dentist),
        spo_master_data_item::Contact => Ok(ItemKind::Contact),
        spo_master_data_item::Relative => Ok(ItemKind::Relative),
        _ => Err(not_typed_in("kind")),
    }
}

/// The error for an item that nobody may type in.
pub(crate) fn not_typed_in(parameter: &'static str) -> Error {
    Error::new(
        ErrorKind::InvalidArgument,
        "argument.item",
        "items of this kind belong to other registers and cannot be typed in",
    )
    .with_remedy("Give a language, temporary address, dentist, contact data or a relative.")
    .at(parameter)
}

impl From<ItemKind> for spo_master_data_item {
    fn from(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Language => Self::Language,
            ItemKind::TemporaryAddress => Self::TemporaryAddress,
            ItemKind::Dentist => Self::Dentist,
            ItemKind::Contact => Self::Contact,
            ItemKind::Relative => Self::Relative,
        }
    }
}

impl spo_master_data_item {
    /// Whether there may be several of it.
    pub(super) fn is_many(self) -> bool {
        matches!(self, Self::ChildInCustody | Self::CustodyHolder | Self::Relative)
    }
}

/// Every item that the document tells, by kind, in the document's order.
pub(super) fn items(data: &MasterData) -> Vec<spo_item> {
    use spo_master_data_item as Kind;

    let mut items = Items::default();
    let own = [&data.name_and_address];
    items.add(Kind::NameAndAddress, own, Value::NameAndAddress);
    let opt_out = Some(&data.resuscitation_opt_out);
    let told = opt_out.filter(|it| it.value != ResuscitationOptOut::NotInDocument);
    items.add_elsewhere(Kind::Resuscitation, told);
    items.add_elsewhere(Kind::OrganDonor, &data.organ_donor_registration);
    items.add_elsewhere(Kind::TreatmentWill, &data.treatment_will_registration);
    items.add_elsewhere(Kind::LivingWill, &data.living_will_registration);
    if let GeneralPractitioner::Practice(practice) = &data.general_practitioner {
        let practice = Sourced {
            value: practice.clone(),
            origin: Default::default(),
            changed: None,
            id: None,
        };
        items.add(Kind::GeneralPractitioner, [&practice], Value::Practice);
    }
    items.add_elsewhere(Kind::CoverageGroup, &data.coverage_group);
    items.add(Kind::ChildInCustody, &data.children_in_custody, Value::Custody);
    items.add(Kind::CustodyHolder, &data.custody_holders, Value::Custody);
    items.add_typed_in(&data.language, TypedInItem::Language);
    items.add_typed_in(&data.temporary_address, TypedInItem::TemporaryAddress);
    items.add_typed_in(&data.dentist, TypedInItem::Dentist);
    items.add_typed_in(&data.contact, TypedInItem::Contact);
    items.add_typed_in(&data.relatives, TypedInItem::Relative);
    items.0
}

#[derive(Default)]
struct Items(Vec<spo_item>);

impl Items {
    fn add<'d, T: Clone + 'd>(
        &mut self,
        kind: spo_master_data_item,
        told: impl IntoIterator<Item = &'d Sourced<T>>,
        value: impl Fn(T) -> Value,
    ) {
        self.add_each(told, |it| (kind, value(it)));
    }

    fn add_elsewhere<'d, T: Clone + 'd>(
        &mut self,
        kind: spo_master_data_item,
        told: impl IntoIterator<Item = &'d Sourced<T>>,
    ) {
        self.add(kind, told, |_| Value::Elsewhere);
    }

    fn add_typed_in<'d, T: Clone + 'd>(
        &mut self,
        told: impl IntoIterator<Item = &'d Sourced<T>>,
        item: impl Fn(T) -> TypedInItem,
    ) {
        self.add_each(told, |it| {
            let item = item(it);
            (item.kind().into(), Value::TypedIn(item))
        });
    }

    fn add_each<'d, T: Clone + 'd>(
        &mut self,
        told: impl IntoIterator<Item = &'d Sourced<T>>,
        each: impl Fn(T) -> (spo_master_data_item, Value),
    ) {
        self.0.extend(told.into_iter().map(|it| {
            let (kind, value) = each(it.value.clone());
            let told = Sourced {
                value,
                origin: it.origin.clone(),
                changed: it.changed,
                id: it.id.clone(),
            };
            spo_item::new(kind, told)
        }));
    }
}
