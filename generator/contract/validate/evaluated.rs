//! What schemas evaluate of a value, and where in the work a schema is applied.

use std::collections::HashSet;
use std::rc::Rc;

/// What a schema that holds has evaluated of a value. It is shared, and never copied: a schema that
/// others apply many times is looked at once.
#[derive(Debug, Default)]
pub(super) struct Evaluated {
    /// The positions of properties in their object, or of items in their array.
    pub parts: Vec<usize>,
    /// There may be more: some schema is undecided.
    pub open: bool,
    /// By schemas that are applied to the same value.
    pub joined: Vec<Rc<Evaluated>>,
}

impl Evaluated {
    /// The positions of all that is evaluated, and whether there may be more.
    pub fn all(&self) -> (HashSet<usize>, bool) {
        let mut positions = HashSet::new();
        let mut open = false;
        let mut met = HashSet::new();
        let mut pending = vec![self];
        while let Some(own) = pending.pop() {
            positions.extend(own.parts.iter().copied());
            open |= own.open;
            let further = own.joined.iter();
            pending.extend(
                further
                    .filter(|other| met.insert(Rc::as_ptr(other)))
                    .map(|other| &**other),
            );
        }
        (positions, open)
    }
}

/// `Some(Some(_))`: holds; `Some(None)`: does not; `None`: undecided.
pub(super) type Verdict = Option<Option<Rc<Evaluated>>>;

/// Where in the work a schema is applied.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub depth: usize,
    /// Some schema at this value has to know what the others evaluate.
    pub tracked: bool,
    /// The schemas that apply to the same value and have properties of the other direction, as the
    /// validator numbers such lists.
    pub around: Around,
}

/// A list of schemas, by its number; the first one is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Around(pub usize);
