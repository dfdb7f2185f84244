//! An item of master data: of what kind it is, who told it and when.

use std::ffi::c_char;
use std::ptr;

use spo_core::master_data_edit::TypedInItem;
use spo_core::{Custody, InstanceId, NameAndAddress, Organisation, OriginKind, Sourced};

use super::kind::{item_kind, spo_master_data_item, spo_master_data_item_number};
use super::spo_master_data;
use crate::guard::get;
use crate::lent::LentPart;
use crate::moment::to_ms;
use crate::parts::{spo_address, spo_code, spo_name, spo_name_state, spo_organisation};
use crate::strings::Strings;

/// An item of master data: what it tells, who told it and when it was last changed. Show source and time beside it.
///
/// A getter of something that items of its kind do not have gives NULL or 0.
///
/// Lent by master data, a change or a receipt, and valid as long as that. It never changes: any number of threads may read
/// it, with what it lends.
pub struct spo_item {
    kind: spo_master_data_item,
    told: Sourced<Value>,
    pub(super) name: LentPart<spo_name>,
    pub(super) address: LentPart<spo_address>,
    pub(super) organisation: LentPart<spo_organisation>,
    /// Its language or relation: no kind has both.
    pub(super) code: LentPart<spo_code>,
    pub(super) strings: Strings,
}
handle!(shared spo_item);

/// What an item tells.
#[derive(Clone)]
pub(crate) enum Value {
    NameAndAddress(NameAndAddress),
    Practice(Organisation),
    Custody(Custody),
    TypedIn(TypedInItem),
    /// Told by a function of its own, or ended.
    Elsewhere,
}

impl spo_item {
    pub(crate) fn new(kind: spo_master_data_item, told: Sourced<Value>) -> Self {
        Self {
            kind,
            told,
            name: LentPart::default(),
            address: LentPart::default(),
            organisation: LentPart::default(),
            code: LentPart::default(),
            strings: Strings::default(),
        }
    }

    pub(super) fn value(&self) -> &Value {
        &self.told.value
    }

    pub(crate) fn id(&self) -> Option<&InstanceId> {
        self.told.id.as_ref()
    }

    /// The item, when it is one that may be typed in.
    pub(crate) fn typed_in(&self) -> Option<&TypedInItem> {
        match &self.told.value {
            Value::TypedIn(item) => Some(item),
            _ => None,
        }
    }
}

/// Where an item comes from.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_origin {
    /// The document does not tell.
    Unknown = 0,
    /// A national register.
    Register = 1,
    /// Typed in by the citizen (indtastet af borger).
    Citizen = 2,
    /// Typed in by a relative with a power of attorney (indtastet af borgers pårørende).
    Relative = 3,
    /// Typed in by a health professional (indtastet af sundhedsprofessionel).
    Professional = 4,
    /// Typed in; the document does not tell by whom.
    TypedIn = 5,
}

impl From<OriginKind> for spo_origin {
    fn from(kind: OriginKind) -> Self {
        match kind {
            OriginKind::Register => Self::Register,
            OriginKind::Citizen => Self::Citizen,
            OriginKind::Relative => Self::Relative,
            OriginKind::Professional => Self::Professional,
            OriginKind::TypedIn => Self::TypedIn,
            _ => Self::Unknown,
        }
    }
}

impl spo_master_data {
    fn of_kind(&self, kind: spo_master_data_item) -> impl Iterator<Item = &spo_item> {
        self.items().iter().filter(move |item| item.kind == kind)
    }

    /// The item of which there is one.
    fn only(&self, kind: spo_master_data_item) -> Option<&spo_item> {
        self.of_kind(kind).next().filter(|_| !kind.is_many())
    }
}

/// How many items of this kind the document tells. 0 means that it tells none, and never a "no".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_item_count(
    master_data: *const spo_master_data,
    kind: spo_master_data_item_number,
) -> usize {
    get(0, || Ok(arg_ref!(master_data).of_kind(item_kind(kind)?).count()))
}

/// Item `index` of this kind, in the document's order; NULL beyond the last. Borrowed from the master data: not to be
/// freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_item_at(
    master_data: *const spo_master_data,
    kind: spo_master_data_item_number,
    index: usize,
) -> *const spo_item {
    get(ptr::null(), || {
        let item = arg_ref!(master_data).of_kind(item_kind(kind)?).nth(index);
        Ok(item.map_or(ptr::null(), ptr::from_ref))
    })
}

/// The register or organisation that told the item, as spo_item_source gives it; NULL when the item is not in the document
/// or does not tell, and for kinds of which there may be several. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_source(
    master_data: *const spo_master_data,
    kind: spo_master_data_item_number,
) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(master_data).only(item_kind(kind)?);
        Ok(item.map_or(ptr::null(), spo_item::source))
    })
}

/// When the item was last changed, as spo_item_changed gives it; NULL when nobody tells, and for kinds of which there may be
/// several. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_changed(
    master_data: *const spo_master_data,
    kind: spo_master_data_item_number,
) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(master_data).only(item_kind(kind)?);
        Ok(item.map_or(ptr::null(), spo_item::changed))
    })
}

impl spo_item {
    fn source(&self) -> *const c_char {
        let organisation = self.told.origin.organisation.as_ref();
        self.strings.lend_some(organisation.map(|it| it.name.as_str()))
    }

    fn changed(&self) -> *const c_char {
        let changed = self.told.changed.map(|time| time.to_string());
        self.strings.lend_some(changed.as_deref())
    }
}

/// Of what kind it is; SPO_MASTER_DATA_ITEM_NONE for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_kind(item: *const spo_item) -> spo_master_data_item {
    get(spo_master_data_item::None, || Ok(arg_ref!(item).kind))
}

/// Its id, as "root^extension", by which it is found again when the master data is read anew. NULL when it was not typed
/// in, or has none. Borrowed from the item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_id(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        let id = item.id().map(InstanceId::to_unique_id);
        Ok(item.strings.lend_some(id.as_deref()))
    })
}

/// Whether it comes from a register, or who typed it in.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_origin(item: *const spo_item) -> spo_origin {
    get(spo_origin::Unknown, || Ok(arg_ref!(item).told.origin.kind.into()))
}

/// The register that told it, or the organisation of the professional who typed it in; NULL when that is not told.
/// Borrowed from the item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_source(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || Ok(arg_ref!(item).source()))
}

/// The name of the person who typed it in; NULL when it is protected or not told. Borrowed from the item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_entered_by(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || {
        let item = arg_ref!(item);
        let person = item.told.origin.person.known().map(ToString::to_string);
        Ok(item.strings.lend_some(person.as_deref()))
    })
}

/// Whether the name of the person who typed it in is known, protected or unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_entered_by_state(item: *const spo_item) -> spo_name_state {
    get(spo_name_state::Unknown, || {
        Ok((&arg_ref!(item).told.origin.person).into())
    })
}

/// When it was last changed or typed in, in RFC 3339 with Denmark's offset; NULL when nobody tells. Borrowed from the
/// item.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_changed(item: *const spo_item) -> *const c_char {
    get(ptr::null(), || Ok(arg_ref!(item).changed()))
}

/// When it was last changed or typed in, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when nobody tells.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_item_changed_ms(item: *const spo_item) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(item).told.changed)))
}
