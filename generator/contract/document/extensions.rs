//! What a skeleton carries that the typed model has no member for, behind `x-` or in a member's value.

use crate::location::{FileId, Place, Pointer};
use crate::source::Sources;

/// The member that carries an object's place: the file's index, `#`, the pointer.
pub const PLACE: &str = "x-counterpart-place";

/// What 3.1 adds to the root, kept where the 3.0 model keeps unknown members.
pub const WEBHOOKS: &str = "x-counterpart-webhooks";

/// The text form of a place.
#[must_use]
pub fn write_place(place: &Place) -> String {
    format!("{}#{}", place.file.index(), place.pointer)
}

/// Reads the text form of a place; the document's root where it is none.
#[must_use]
pub fn read_place(sources: &Sources, text: &str) -> Place {
    let (file, pointer) = text.split_once('#').unwrap_or(("0", ""));
    let file = FileId::at(file.parse().unwrap_or(0));
    let known = sources.file(file).map_or(FileId::default(), |_| file);
    Place::new(known, Pointer::new(pointer))
}

/// What the scheme of a `mutualTLS` security scheme is called in the skeleton; no HTTP
/// authentication scheme can have a space in its name.
pub const MUTUAL_TLS: &str = "mutual tls";
