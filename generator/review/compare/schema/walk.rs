//! What differs between two schemas and below them, each pair of places once.

use std::rc::Rc;

use crate::compare::engine::Engine;
use crate::compare::facts::{Differences, Occurrence, collect, is_annotated, wrapper_annotations};
use crate::compare::memory::PairDifferences;
use crate::containment::{Step, without_wrappers};
use crate::side::Side;
use counterpart_contract::SchemaId;

/// A pair of schemas below others, by its number, and where it was found from: the place above, by
/// its number in the walk, and that of the child there.
type Found = (usize, Option<(usize, usize)>);

/// More places below one message are not looked at one by one.
const PLACES: usize = 4_000;

/// Visits every difference of two schemas and of what is below them, nearest first, each pair
/// of schemas once.
pub(super) fn look_below(
    engine: &mut Engine<'_>,
    pair: [SchemaId; 2],
    mut visit: impl FnMut(&mut Engine<'_>, Occurrence<'_>),
) {
    let pair = place_of(engine, pair);
    let first = engine.memory.pairs.number(pair);
    engine.memory.pairs.walks += 1;
    engine.memory.pairs.is_new(first);
    let mut places: Vec<Found> = vec![(first, None)];
    let mut next = 0;
    while let Some((number, from)) = places.get(next).copied()
        && let Some((pair, own)) = own(engine, number)
    {
        if !own.found.is_empty() {
            let steps = steps_to(engine, &places, next);
            let above = from.and_then(|(above, _)| {
                let (number, _) = places.get(above)?;
                let (above, _) = engine.memory.pairs.own.get_index(*number)?;
                Some(*above)
            });
            for (number, difference) in own.found.iter().enumerate() {
                let occurrence = Occurrence {
                    steps: &steps,
                    pair,
                    above,
                    number,
                    difference,
                };
                visit(engine, occurrence);
            }
        }
        for (child, (_, number)) in own.children.iter().enumerate() {
            if places.len() < PLACES && engine.memory.pairs.is_new(*number) {
                places.push((*number, Some((next, child))));
            }
        }
        next += 1;
    }
}

/// What is compared in place of two schemas: what is inside wrappers, unless those have
/// something to say to readers.
fn place_of(engine: &Engine<'_>, pair: [SchemaId; 2]) -> [SchemaId; 2] {
    let inner = without_wrappers(engine.contracts, pair);
    let annotated = |side: usize| is_annotated(engine.contracts[side], pair[side], inner[side]);
    if annotated(0) || annotated(1) {
        pair
    } else {
        inner
    }
}

/// The steps to a place.
fn steps_to(engine: &Engine<'_>, places: &[Found], place: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = places.get(place).and_then(|(_, above)| *above);
    while let Some((above, child)) = at {
        let Some((number, further)) = places.get(above) else {
            break;
        };
        let own = engine.memory.pairs.own.get_index(*number);
        let child = own.and_then(|(_, own)| own.as_ref()?.children.get(child));
        steps.extend(child.map(|(step, _)| step.clone()));
        at = *further;
    }
    steps.reverse();
    steps
}

/// Two schemas by their number, with their differences.
fn own(engine: &mut Engine<'_>, number: usize) -> Option<([SchemaId; 2], Rc<PairDifferences>)> {
    let (pair, own) = engine.memory.pairs.own.get_index(number)?;
    let pair = *pair;
    if let Some(own) = own {
        return Some((pair, Rc::clone(own)));
    }
    let decider = &engine.decider;
    let same_class = |base: SchemaId, head: SchemaId| {
        decider.class(Side::Base, base) == decider.class(Side::Head, head)
    };
    let mut differences = Differences {
        contracts: engine.contracts,
        same_class: &same_class,
        alike: &|base, head| decider.are_alike(base, head),
        pair,
        is_part: engine.memory.pairs.partial.contains(&pair),
        found: Vec::new(),
        children: Vec::new(),
    };
    let inner = without_wrappers(engine.contracts, pair);
    if inner == pair {
        collect(&mut differences);
    } else {
        wrapper_annotations(&mut differences, inner);
    }
    let Differences {
        found, children, ..
    } = differences;
    let children = children.into_iter().map(|child| {
        let pair = place_of(engine, child.pair);
        if child.is_part {
            engine.memory.pairs.partial.insert(pair);
        }
        (child.step, engine.memory.pairs.number(pair))
    });
    let children = children.collect();
    let own = Rc::new(PairDifferences { found, children });
    let (_, known) = engine.memory.pairs.own.get_index_mut(number)?;
    *known = Some(Rc::clone(&own));
    Some((pair, own))
}
