//! How much input the reader is willing to take on.

/// Bounds on one XML document. What lies beyond them is refused, so that a hostile input costs little.
///
/// Within them the worst input costs a few seconds and a few times its size in memory; ordinary documents cost a
/// millisecond and their own size per megabyte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length of the input in bytes; checked before anything is read. At most 1 GiB - 1, whatever is set here.
    pub max_bytes: usize,
    /// How deep elements may nest; the root is at depth 1.
    pub max_depth: usize,
    /// Number of elements.
    pub max_elements: usize,
    /// Number of attributes on one element, namespace declarations included.
    pub max_attributes: usize,
}

impl Limits {
    /// For one clinical document. The largest seen in the field are below 200 kB.
    pub const DOCUMENT: Self = Self {
        max_bytes: 16 << 20,
        max_depth: 100,
        max_elements: 200_000,
        max_attributes: 100,
    };

    /// For a SOAP message: a registry's answer with a thousand entries has about 3 MB and 80,000 elements.
    pub const MESSAGE: Self = Self {
        max_bytes: 64 << 20,
        max_depth: 100,
        max_elements: 2_000_000,
        max_attributes: 100,
    };
}
