//! Parts of a value as handles of their own.

use std::ptr;
use std::sync::OnceLock;

use crate::handle::Handle;

/// The handles of a list's items, each made when it is first asked for. They stay where they are until this is dropped.
pub(crate) struct Lent<T>(Vec<OnceLock<T>>);

impl<T: Handle> Lent<T> {
    /// Room for the handles of so many items.
    pub(crate) fn of(count: usize) -> Self {
        Self((0..count).map(|_| OnceLock::new()).collect())
    }

    /// The handle of `items[index]`; NULL beyond the last. The items must always be the same.
    pub(crate) fn lend<I>(&self, items: &[I], index: usize) -> *const T
    where
        T: for<'i> From<&'i I>,
    {
        self.lend_at(index, items.get(index))
    }

    /// The handle of an item that is found otherwise; NULL when there is none. It must always be the same.
    pub(crate) fn lend_at<I>(&self, index: usize, item: Option<&I>) -> *const T
    where
        T: for<'i> From<&'i I>,
    {
        match (self.0.get(index), item) {
            (Some(cell), Some(item)) => ptr::from_ref(cell.get_or_init(|| item.into())),
            _ => ptr::null(),
        }
    }
}

/// The handle of a part that may not be there, made when it is first asked for.
pub(crate) struct LentPart<T>(OnceLock<T>);

impl<T> Default for LentPart<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T: Handle> LentPart<T> {
    /// The handle of `part`; NULL when there is none. It must always be the same.
    pub(crate) fn lend<I>(&self, part: Option<&I>) -> *const T
    where
        T: for<'i> From<&'i I>,
    {
        part.map_or(ptr::null(), |part| {
            ptr::from_ref(self.0.get_or_init(|| part.into()))
        })
    }
}
