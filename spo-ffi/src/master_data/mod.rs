//! Master data (stamkort).

mod citizen;
mod item;
mod kind;
mod registration;
mod told;

use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;

use spo_core::cda::{ReadMasterData, Warning, read_master_data};
use spo_core::overview::{Missing, Place, Placed, Withheld};
use spo_core::{DanishTime, MasterData, Result, SharedMasterData};

pub use self::citizen::*;
pub use self::item::*;
pub(crate) use self::kind::{not_typed_in, typed_in_kind};
pub use self::kind::{spo_master_data_item, spo_master_data_item_number};
pub use self::registration::*;
pub use self::told::*;
use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::handle;
use crate::lent::Lent;
use crate::moment::to_ms;
use crate::overview::{spo_missing, spo_withheld};
use crate::status::spo_status;
use crate::strings::{self, Strings};

/// A citizen's master data (Fælles Stamkort, PDC-DK), put together from the registers when it was asked for.
///
/// What is not in the document is not there, and never a "no". All of it is in the JSON.
///
/// It never changes: any number of threads may read it, with what it lends.
pub struct spo_master_data {
    had: Had,
    items: OnceLock<Vec<spo_item>>,
    withheld: Lent<spo_withheld>,
    missing: Lent<spo_missing>,
    strings: Strings,
}
handle!(shared spo_master_data);

/// How it was had, which decides its JSON.
enum Had {
    Read(ReadMasterData),
    Fetched(Box<SharedMasterData>),
    Placed(Placed<ReadMasterData>),
}

impl From<Had> for spo_master_data {
    fn from(had: Had) -> Self {
        Self {
            withheld: Lent::of(had.withheld().len()),
            missing: Lent::of(had.missing().len()),
            had,
            items: OnceLock::new(),
            strings: Strings::default(),
        }
    }
}

impl From<SharedMasterData> for spo_master_data {
    fn from(shared: SharedMasterData) -> Self {
        Had::Fetched(Box::new(shared)).into()
    }
}

impl From<&Placed<ReadMasterData>> for spo_master_data {
    fn from(placed: &Placed<ReadMasterData>) -> Self {
        Had::Placed(placed.clone()).into()
    }
}

impl Had {
    fn read(&self) -> &ReadMasterData {
        match self {
            Self::Read(read) => read,
            Self::Fetched(shared) => &shared.read,
            Self::Placed(placed) => &placed.read,
        }
    }

    fn places(&self) -> &[Place] {
        match self {
            Self::Read(_) => &[],
            Self::Fetched(shared) => std::slice::from_ref(&shared.place),
            Self::Placed(placed) => &placed.places,
        }
    }

    fn withheld(&self) -> &[Withheld] {
        match self {
            Self::Fetched(shared) => shared.withheld.as_slice(),
            Self::Read(_) | Self::Placed(_) => &[],
        }
    }

    fn missing(&self) -> &[Missing] {
        match self {
            Self::Fetched(shared) => &shared.missing,
            Self::Read(_) | Self::Placed(_) => &[],
        }
    }

    fn json(&self) -> Result<String> {
        match self {
            Self::Read(read) => Ok(read.to_json()),
            Self::Fetched(shared) => strings::json(shared),
            Self::Placed(placed) => strings::json(placed),
        }
    }
}

impl spo_master_data {
    pub(crate) fn data(&self) -> &MasterData {
        &self.had.read().master_data
    }

    /// Its items, made when they are first asked for.
    fn items(&self) -> &[spo_item] {
        self.items.get_or_init(|| kind::items(self.data()))
    }

    /// When it was last fetched.
    fn fetched(&self) -> Option<DanishTime> {
        self.had.places().iter().map(|place| place.fetched).max()
    }

    fn lend_time(&self, time: Option<DanishTime>) -> *const c_char {
        let time = time.map(|time| time.to_string());
        self.strings.lend_some(time.as_deref())
    }

    fn warning(&self, index: usize, field: impl FnOnce(&Warning) -> &str) -> *const c_char {
        let warning = self.had.read().warnings.get(index);
        self.strings.lend_some(warning.map(field))
    }
}

/// Reads a document of master data: PDC-DK 3.0 and 2.0, its drafts of 2019 as far as they can be read.
///
/// `*out` is to be freed with spo_master_data_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_read(
    data: *const u8,
    len: usize,
    out: *mut *mut spo_master_data,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let read = read_master_data(arg_bytes!(data, len))?;
        out.give(Had::Read(read).into())
    })
}

/// The citizen's CPR number: ten digits. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_cpr(master_data: *const spo_master_data) -> *const c_char {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        Ok(master_data.strings.lend(master_data.data().cpr.as_str()))
    })
}

/// 1 when the citizen has name and address protection (navne- og adressebeskyttelse), otherwise 0. The document's name
/// and address were left out then, whatever it told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_address_protected(master_data: *const spo_master_data) -> i32 {
    get(0, || Ok(arg_ref!(master_data).data().is_protected().into()))
}

/// The name; NULL when it is protected or not told. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_full_name(master_data: *const spo_master_data) -> *const c_char {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        let name = master_data.data().name_and_address.value.name.known();
        let name = name.map(ToString::to_string);
        Ok(master_data.strings.lend_some(name.as_deref()))
    })
}

/// The address in one line; NULL when it is protected or not told. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_address(master_data: *const spo_master_data) -> *const c_char {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        let address = master_data.data().name_and_address.value.address.known();
        let address = address.map(ToString::to_string);
        Ok(master_data.strings.lend_some(address.as_deref()))
    })
}

/// When the document was put together, in RFC 3339 with Denmark's offset; NULL when it does not tell. Borrowed from the
/// master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_generated(master_data: *const spo_master_data) -> *const c_char {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        Ok(master_data.lend_time(master_data.data().generated))
    })
}

/// When it was fetched, in the same form: show it beside what it tells. NULL for a document of the host's own. Borrowed
/// from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_fetched(master_data: *const spo_master_data) -> *const c_char {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        Ok(master_data.lend_time(master_data.fetched()))
    })
}

/// When it was fetched, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for a document of the host's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_fetched_ms(master_data: *const spo_master_data) -> i64 {
    get(to_ms(None), || Ok(to_ms(arg_ref!(master_data).fetched())))
}

/// That the source may hold something back, when it said so as spo_client_master_data asked; otherwise NULL. Borrowed
/// from the master data: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_withheld(
    master_data: *const spo_master_data,
) -> *const spo_withheld {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        Ok(master_data.withheld.lend(master_data.had.withheld(), 0))
    })
}

/// How many causes there are why something is missing beside what spo_client_master_data got. An overview tells it
/// itself.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_missing_count(master_data: *const spo_master_data) -> usize {
    get(0, || Ok(arg_ref!(master_data).had.missing().len()))
}

/// What is missing for cause `index`; NULL beyond the last. Borrowed from the master data: not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_missing(
    master_data: *const spo_master_data,
    index: usize,
) -> *const spo_missing {
    get(ptr::null(), || {
        let master_data = arg_ref!(master_data);
        Ok(master_data.missing.lend(master_data.had.missing(), index))
    })
}

/// How many warnings there are about what had to be guessed, left out, or has no place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_warning_count(master_data: *const spo_master_data) -> usize {
    get(0, || Ok(arg_ref!(master_data).had.read().warnings.len()))
}

/// The cause of warning `index` as a stable name; NULL beyond the last. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_warning_code(
    master_data: *const spo_master_data,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(master_data).warning(index, |warning| warning.code))
    })
}

/// The place in the document of warning `index`, as a path of elements; NULL beyond the last. Borrowed from the master
/// data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_warning_path(
    master_data: *const spo_master_data,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(master_data).warning(index, |warning| &warning.path))
    })
}

/// What was found and what was made of it in warning `index`; NULL beyond the last. Borrowed from the master data.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_warning_message(
    master_data: *const spo_master_data,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        Ok(arg_ref!(master_data).warning(index, |warning| &warning.message))
    })
}

/// All of it as JSON, with where it was had. It holds CPR numbers in full, those of others among them.
///
/// `*out` is to be freed with spo_string_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_to_json(
    master_data: *const spo_master_data,
    out: *mut *mut c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || give_text!(out, arg_ref!(master_data).had.json()?))
}

/// Frees the master data with everything borrowed from it. NULL is allowed. What an overview lends is freed with that,
/// never here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_master_data_free(master_data: *mut spo_master_data) {
    // SAFETY: the caller keeps the contract of this crate's first page.
    unsafe { handle::free(master_data) }
}
