//! What differs between two schemas and below them, each pair of places once.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::Comparison;
use super::facts::{Difference, Differences, is_annotated};
use crate::meaning::{Side, Step, seen_through};
use counterpart_contract::SchemaId;

/// The pairs of schemas that messages lead to. Most messages of a large contract lead to most of
/// them, so that each has a number, by which the walks below messages go.
#[derive(Default)]
pub(super) struct Pairs {
    /// What differs between two schemas, once a walk came by.
    own: IndexMap<[SchemaId; 2], Option<Rc<Own>>>,
    /// The last walk that met a pair, by number.
    met: Vec<usize>,
    walks: usize,
    /// Those that are not all that is said of their place.
    partial: HashSet<[SchemaId; 2]>,
}

impl Pairs {
    fn number(&mut self, pair: [SchemaId; 2]) -> usize {
        let entry = self.own.entry(pair);
        let number = entry.index();
        entry.or_default();
        number
    }

    /// Whether the latest walk meets a pair for the first time.
    fn is_new(&mut self, number: usize) -> bool {
        if self.met.len() <= number {
            self.met.resize(self.own.len(), 0);
        }
        let last = self.met.get_mut(number);
        last.is_some_and(|last| std::mem::replace(last, self.walks) != self.walks)
    }
}

/// What differs between two schemas, and what there is below them.
struct Own {
    found: Vec<Difference>,
    /// The step to each pair, and its number.
    children: Vec<(Step, usize)>,
}

/// A pair of schemas below others, by its number, and where it was found from: the place above, by
/// its number in the walk, and that of the child there.
type Found = (usize, Option<(usize, usize)>);

/// A difference where it was met.
pub(super) struct Met<'d> {
    pub steps: &'d [Step],
    pub pair: [SchemaId; 2],
    /// The schemas that the last step leads from.
    pub above: Option<[SchemaId; 2]>,
    /// The difference's number among those of its pair.
    pub number: usize,
    pub difference: &'d Difference,
}

/// More places below one message are not looked at one by one.
const PLACES: usize = 4_000;

impl Comparison<'_> {
    /// Visits every difference of two schemas and of what is below them, nearest first, each pair
    /// of schemas once.
    pub(super) fn look_below(
        &mut self,
        pair: [SchemaId; 2],
        mut visit: impl FnMut(&mut Self, Met<'_>),
    ) {
        let pair = self.place_of(pair);
        let first = self.pairs.number(pair);
        self.pairs.walks += 1;
        self.pairs.is_new(first);
        let mut places: Vec<Found> = vec![(first, None)];
        let mut next = 0;
        while let Some((number, from)) = places.get(next).copied()
            && let Some((pair, own)) = self.own(number)
        {
            if !own.found.is_empty() {
                let steps = self.way(&places, next);
                let above = from.and_then(|(above, _)| {
                    let (number, _) = places.get(above)?;
                    let (above, _) = self.pairs.own.get_index(*number)?;
                    Some(*above)
                });
                for (number, difference) in own.found.iter().enumerate() {
                    let met = Met {
                        steps: &steps,
                        pair,
                        above,
                        number,
                        difference,
                    };
                    visit(self, met);
                }
            }
            for (child, (_, number)) in own.children.iter().enumerate() {
                if places.len() < PLACES && self.pairs.is_new(*number) {
                    places.push((*number, Some((next, child))));
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
        while let Some((above, child)) = at {
            let Some((number, further)) = places.get(above) else {
                break;
            };
            let own = self.pairs.own.get_index(*number);
            let child = own.and_then(|(_, own)| own.as_ref()?.children.get(child));
            steps.extend(child.map(|(step, _)| step.clone()));
            at = *further;
        }
        steps.reverse();
        steps
    }

    /// Two schemas by their number, with their differences.
    fn own(&mut self, number: usize) -> Option<([SchemaId; 2], Rc<Own>)> {
        let (pair, own) = self.pairs.own.get_index(number)?;
        let pair = *pair;
        if let Some(own) = own {
            return Some((pair, Rc::clone(own)));
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
            is_part: self.pairs.partial.contains(&pair),
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
        let children = children.into_iter().map(|child| {
            let pair = self.place_of(child.pair);
            if child.is_part {
                self.pairs.partial.insert(pair);
            }
            (child.step, self.pairs.number(pair))
        });
        let children = children.collect();
        let own = Rc::new(Own { found, children });
        let (_, known) = self.pairs.own.get_index_mut(number)?;
        *known = Some(Rc::clone(&own));
        Some((pair, own))
    }
}
