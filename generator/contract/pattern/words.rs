//! The shortest texts of a language.

use std::collections::HashMap;

use super::class::{Class, partition};
use super::language::{ALL, Before, Languages, TOO_LARGE, Term};
use super::parse::Beyond;

/// The automaton of a language: state 0 is the start.
struct Automaton {
    /// For each state, where each part of the alphabet leads.
    next: Vec<Vec<usize>>,
    accepts: Vec<bool>,
    alphabet: Vec<Class>,
}

/// More states than this are refused.
const STATES: usize = 4_000;
/// Longer texts are not built.
const LENGTH: u64 = 300_000;
/// Longer texts are not built where any characters do.
const PLAIN_LENGTH: u64 = 2_000_000;
/// How much work one search may do: states times lengths.
const WORK: u64 = 20_000_000;

impl Languages {
    /// The first texts of the language, shortest first, with at least `min` and at most `max`
    /// characters: `count` of them, or all where there are fewer.
    pub fn words(
        &mut self,
        language: Term,
        min: u64,
        max: Option<u64>,
        count: usize,
    ) -> Result<Vec<String>, Beyond> {
        if max.is_some_and(|max| max < min) {
            return Ok(Vec::new());
        }
        let last = min.saturating_add(count as u64);
        if language == ALL
            && (LENGTH..=PLAIN_LENGTH).contains(&min)
            && max.is_none_or(|max| last <= max.saturating_add(1))
        {
            let longer = (min..last).filter_map(|length| usize::try_from(length).ok());
            return Ok(longer.map(|length| "a".repeat(length)).collect());
        }
        match self.automaton(language) {
            Ok(automaton) => automaton.words(min, max, count),
            Err(why) => self.nearby(language, min, max, count).ok_or(why),
        }
    }

    fn automaton(&mut self, language: Term) -> Result<Automaton, Beyond> {
        let alphabet = partition(&self.classes(language));
        let mut automaton = Automaton {
            next: Vec::new(),
            accepts: vec![self.admits_empty(language, None, true)],
            alphabet,
        };
        // The start is a state of its own, since anchors see it.
        let mut numbers: HashMap<(Term, Before), usize> = HashMap::new();
        let mut terms = vec![(language, None)];
        while let Some((term, before)) = terms.get(automaton.next.len()).copied() {
            if terms.len() > STATES || self.is_full() {
                return Err(TOO_LARGE);
            }
            let mut row = Vec::with_capacity(automaton.alphabet.len());
            for part in &automaton.alphabet {
                let Some((character, _)) = part.ranges().first() else {
                    continue;
                };
                let target = self.derive(term, *character, before);
                let after = self.seen(target, Some(*character));
                let state = *numbers.entry((target, after)).or_insert_with(|| {
                    terms.push((target, after));
                    automaton
                        .accepts
                        .push(self.admits_empty(target, after, true));
                    terms.len() - 1
                });
                row.push(state);
            }
            automaton.next.push(row);
        }
        Ok(automaton)
    }
}

impl Automaton {
    fn words(&self, min: u64, max: Option<u64>, count: usize) -> Result<Vec<String>, Beyond> {
        let states = self.accepts.len() as u64;
        // Where there is a text of at least `min` characters at all, there is one that goes round
        // no loop beyond that length; and a loop gives one more text every time it is taken.
        let reach = min.saturating_add(states.saturating_mul(count as u64 + 1));
        let last = max.map_or(reach, |max| max.min(reach));
        if min > LENGTH && self.is_finite() || !self.accepts.contains(&true) {
            return Ok(Vec::new());
        }
        if min > LENGTH {
            return Err("only texts that are too long to show");
        }
        // `finishes[n]`: the states from which some text of exactly n characters is accepted.
        let mut finishes: Vec<Vec<bool>> = vec![self.accepts.clone()];
        let mut out = Vec::new();
        for length in 0..=last {
            let index = usize::try_from(length).map_err(|_| TOO_LARGE)?;
            if length.saturating_mul(states) > WORK {
                return Err(TOO_LARGE);
            }
            while finishes.len() <= index {
                let shorter = &finishes[finishes.len() - 1];
                let row = self
                    .next
                    .iter()
                    .map(|targets| targets.iter().any(|target| shorter[*target]))
                    .collect();
                finishes.push(row);
            }
            if length < min || !finishes[index][0] {
                continue;
            }
            self.collect(&finishes, index, 0, &mut String::new(), count, &mut out);
            if out.len() >= count {
                break;
            }
        }
        Ok(out)
    }

    /// Whether no text goes round a loop, so that none is longer than there are states.
    fn is_finite(&self) -> bool {
        let mut frontier = vec![true; self.accepts.len()];
        let mut live = self.accepts.clone();
        for _ in 0..self.accepts.len() {
            let step = |set: &[bool]| -> Vec<bool> {
                self.next
                    .iter()
                    .map(|targets| targets.iter().any(|target| set[*target]))
                    .collect()
            };
            for (state, ahead) in step(&live).into_iter().enumerate() {
                live[state] |= ahead;
            }
            let onward = frontier
                .iter()
                .zip(&live)
                .map(|(left, right)| *left && *right)
                .collect::<Vec<_>>();
            frontier = step(&onward);
        }
        // Every state is reached from the start; those that remain can go on for as long as there
        // are states, so that they pass one of them twice.
        !frontier
            .iter()
            .zip(&live)
            .any(|(left, right)| *left && *right)
    }

    /// Adds the texts of exactly `length` characters from `state` on.
    fn collect(
        &self,
        finishes: &[Vec<bool>],
        length: usize,
        state: usize,
        text: &mut String,
        count: usize,
        out: &mut Vec<String>,
    ) {
        // Depth is the text's length, so a loop stands in for the recursion over states.
        let Some(shorter) = length.checked_sub(1) else {
            out.push(text.clone());
            return;
        };
        let mut stack = vec![(
            length,
            text.len(),
            self.choices(finishes, shorter, state, count),
        )];
        while let Some((left, start, choices)) = stack.last_mut() {
            let (left, start) = (*left, *start);
            text.truncate(start);
            let Some((character, target)) = choices.pop() else {
                stack.pop();
                continue;
            };
            text.push(character);
            if left == 1 {
                out.push(text.clone());
                if out.len() >= count {
                    return;
                }
            } else {
                let next = self.choices(finishes, left - 2, target, count);
                stack.push((left - 1, text.len(), next));
            }
        }
    }

    /// The steps from a state after which `left` more characters can finish, the best one last.
    fn choices(
        &self,
        finishes: &[Vec<bool>],
        left: usize,
        state: usize,
        count: usize,
    ) -> Vec<(char, usize)> {
        let mut out: Vec<(char, usize)> = self.next[state]
            .iter()
            .zip(&self.alphabet)
            .filter(|(target, _)| finishes[left][**target])
            .flat_map(|(target, class)| {
                class
                    .characters()
                    .take(count)
                    .map(|character| (character, *target))
            })
            .collect();
        out.sort_by_key(|(character, _)| std::cmp::Reverse(looks(*character)));
        out
    }
}

/// Letters first, then digits, then what else is plain.
pub(super) fn looks(character: char) -> (u8, char) {
    let rank = match character {
        'a'..='z' => 0,
        '0'..='9' => 1,
        'A'..='Z' => 2,
        '!'..='~' => 3,
        _ => 4,
    };
    (rank, character)
}
