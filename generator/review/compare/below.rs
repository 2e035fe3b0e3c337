//! What differs between two schemas and below them, each pair of places once.

use std::collections::HashSet;
use std::rc::Rc;

use super::Comparison;
use super::facts::{Child, Difference, Differences, is_annotated};
use crate::contract::SchemaId;
use crate::review::meaning::{Side, Step, seen_through};

/// A pair of schemas below others, and the place it was found from: by its number, and that of the
/// child there.
type Found = ([SchemaId; 2], Option<(usize, usize)>);

/// What differs between two schemas, and what there is below them.
pub(super) struct Own {
    found: Vec<Difference>,
    children: Vec<Child>,
}

/// More places below one message are not looked at one by one.
const PLACES: usize = 4_000;

impl Comparison<'_> {
    /// Visits every difference of two schemas and of what is below them, nearest first, each pair
    /// of schemas once; with the way there, and its number among those of its pair.
    pub(super) fn look_below(
        &mut self,
        pair: [SchemaId; 2],
        mut visit: impl FnMut(&mut Self, &[Step], [SchemaId; 2], usize, &Difference),
    ) {
        let pair = self.place_of(pair);
        let mut seen = HashSet::from([pair]);
        // Each place with the one above it, and which of its children it is.
        let mut places: Vec<Found> = vec![(pair, None)];
        let mut next = 0;
        while let Some((pair, _)) = places.get(next).copied() {
            let own = self.own(pair);
            if !own.found.is_empty() {
                let steps = self.way(&places, next);
                for (number, difference) in own.found.iter().enumerate() {
                    visit(self, &steps, pair, number, difference);
                }
            }
            for (number, child) in own.children.iter().enumerate() {
                if seen.len() < PLACES && seen.insert(child.pair) {
                    places.push((child.pair, Some((next, number))));
                }
            }
            next += 1;
        }
    }

    /// What is compared in place of two schemas: what is inside wrappers, unless those have
    /// something to say to readers.
    fn place_of(&self, pair: [SchemaId; 2]) -> [SchemaId; 2] {
        let inner = seen_through(self.contracts, pair);
        let says = |side: usize| is_annotated(self.contracts[side], pair[side], inner[side]);
        if says(0) || says(1) { pair } else { inner }
    }

    /// The steps to a place.
    fn way(&self, places: &[Found], place: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = places.get(place).and_then(|(_, above)| *above);
        while let Some((above, number)) = at {
            let Some((pair, further)) = places.get(above) else {
                break;
            };
            let own = self.schemas.pairs.get(pair);
            steps.extend(
                own.and_then(|own| own.children.get(number))
                    .map(|child| child.step.clone()),
            );
            at = *further;
        }
        steps.reverse();
        steps
    }

    /// The differences of two schemas, which many messages lead to.
    fn own(&mut self, pair: [SchemaId; 2]) -> Rc<Own> {
        if let Some(known) = self.schemas.pairs.get(&pair) {
            return Rc::clone(known);
        }
        let engine = &self.engine;
        let same_class = |base: SchemaId, head: SchemaId| {
            engine.class(Side::Base, base) == engine.class(Side::Head, head)
        };
        let mut differences = Differences {
            contracts: self.contracts,
            same_class: &same_class,
            alike: &|base, head| engine.are_alike(base, head),
            pair,
            found: Vec::new(),
            children: Vec::new(),
        };
        let inner = seen_through(self.contracts, pair);
        if inner == pair {
            differences.collect();
        } else {
            differences.wrappers(inner);
        }
        let Differences {
            found, children, ..
        } = differences;
        // Once for all messages that come by.
        let children = children.into_iter().map(|child| Child {
            pair: self.place_of(child.pair),
            ..child
        });
        let children = children.collect();
        let own = Rc::new(Own { found, children });
        self.schemas.pairs.insert(pair, Rc::clone(&own));
        own
    }
}
