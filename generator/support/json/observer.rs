//! What looks at a text while it is read.
#![forbid(unsafe_code)]

/// A value without items and properties.
#[derive(Debug, Clone, Copy)]
pub enum Scalar<'a> {
    Null,
    Boolean(bool),
    /// The text of a number.
    Number(&'a str),
    /// A string, with its escapes decoded.
    String(&'a str),
}

/// Looks at every value that a [`Reader`](super::Reader) reads, whatever type it is read as. Offsets
/// are in bytes.
pub trait Observer {
    /// A scalar begins at an offset.
    fn scalar(&mut self, at: usize, scalar: Scalar<'_>);

    /// An array or an object begins. If what it holds is known already, its end is returned, and it
    /// is passed over.
    fn open(&mut self, at: usize, is_object: bool) -> Option<usize>;

    /// A property of the innermost object: its name, and the offset of the quote before it.
    fn name(&mut self, at: usize, name: &str);

    /// An item of the innermost array begins.
    fn item(&mut self, at: usize, index: usize);

    /// The innermost array or object ends before an offset.
    fn close(&mut self, end: usize);

    /// Whether nothing in the next value matters.
    fn is_idle(&self) -> bool {
        false
    }

    /// Whether nothing that follows matters.
    fn is_over(&self) -> bool {
        false
    }
}
