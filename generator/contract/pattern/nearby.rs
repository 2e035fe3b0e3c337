//! Short texts of a language whose automaton is too large to be built whole.

use std::collections::HashSet;

use super::class::partition;
use super::language::{Languages, NOTHING, Term};
use super::words::looks;

/// How many steps from state to state are tried.
const STEPS: usize = 5_000;
/// How many parts of unions and intersections may be put in order for it.
const PARTS: usize = 200_000;

impl Languages {
    /// Texts with at least `min` and at most `max` characters, shortest first, one for each state
    /// that they end in: `count` of them, or none where so many are not found near the start.
    pub(super) fn nearby(
        &mut self,
        language: Term,
        min: u64,
        max: Option<u64>,
        count: usize,
    ) -> Option<Vec<String>> {
        let mut letters: Vec<char> = partition(&self.classes(language))
            .iter()
            .filter_map(|class| class.characters().next())
            .collect();
        letters.sort_by_key(|letter| looks(*letter));
        let parts = self.parts() + PARTS;
        // How each state was come to: the step before, and the character.
        let mut trail: Vec<(Option<usize>, char)> = Vec::new();
        let mut frontier = vec![(language, None, None)];
        let mut seen = HashSet::new();
        let mut words = Vec::new();
        for length in 0_u64.. {
            if length >= min {
                for (state, before, step) in &frontier {
                    if self.admits_empty(*state, *before, true) {
                        words.push(spelled(&trail, *step));
                    }
                }
                if words.len() >= count {
                    words.truncate(count);
                    return Some(words);
                }
            }
            if max == Some(length) || frontier.is_empty() {
                return None;
            }
            let mut level = HashSet::new();
            let mut next = Vec::new();
            for (state, before, step) in frontier {
                for letter in &letters {
                    if trail.len() > STEPS || self.parts() > parts {
                        return None;
                    }
                    let target = self.derive(state, u32::from(*letter), before);
                    let after = self.seen(target, Some(u32::from(*letter)));
                    let known = target == NOTHING
                        || !level.insert((target, after))
                        || length >= min && !seen.insert((target, after));
                    if !known {
                        trail.push((step, *letter));
                        next.push((target, after, Some(trail.len() - 1)));
                    }
                }
            }
            frontier = next;
        }
        None
    }
}

/// The text that leads to a step.
fn spelled(trail: &[(Option<usize>, char)], mut step: Option<usize>) -> String {
    let mut letters = Vec::new();
    while let Some((before, letter)) = step.and_then(|step| trail.get(step)) {
        letters.push(*letter);
        step = *before;
    }
    letters.into_iter().rev().collect()
}
