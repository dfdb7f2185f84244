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
        match (self.0.get(index), items.get(index)) {
            (Some(cell), Some(item)) => ptr::from_ref(cell.get_or_init(|| item.into())),
            _ => ptr::null(),
        }
    }
}
