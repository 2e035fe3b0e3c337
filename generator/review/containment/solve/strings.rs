//! Texts: patterns and formats as languages, met with each other and searched for a member.

use std::rc::Rc;

use serde_json::Value;

use super::branch::Branch;
use super::literal::Literal;
use super::outcome::Outcome;
use super::solver::Solver;
use crate::containment::term::{Node, Scalar};
use counterpart_contract::format;
use counterpart_contract::pattern::{ALL, NOTHING, Term, backtrack};

/// How many texts are tried against patterns that are beyond automata.
const SAMPLES: usize = 60;

impl Solver<'_> {
    pub(crate) fn string_holds(&mut self, node: &Node, text: &str) -> Option<bool> {
        let length = || text.chars().count() as u64;
        match node {
            Node::MinLength(min) => Some(length() >= *min),
            Node::MaxLength(max) => Some(length() <= *max),
            Node::Pattern(pattern) => self.matches(pattern, text),
            Node::Format(name) => {
                let format = format::text(name)?;
                match (
                    self.matches(format.inner, text),
                    self.matches(format.outer, text),
                ) {
                    (Some(true), _) => Some(true),
                    (_, Some(false)) => Some(false),
                    _ => None,
                }
            }
            _ => Some(true),
        }
    }

    /// Returns whether a pattern matches.
    pub(crate) fn matches(&mut self, pattern: &str, text: &str) -> Option<bool> {
        match self.language(pattern) {
            Ok(language) => Some(self.languages.contains(language, text)),
            Err(_) => backtrack(pattern, text),
        }
    }

    fn language(&mut self, pattern: &str) -> Result<Term, &'static str> {
        if self.languages.is_full() {
            self.languages = counterpart_contract::pattern::Languages::default();
        }
        self.languages.pattern(pattern)
    }

    /// Texts: first the widest language that the constraints leave, to prove that there is none,
    /// then the narrowest, to find one.
    pub(crate) fn strings(&mut self, branch: &Branch) -> Outcome {
        let mut lengths = (0, None);
        let mut excluded = Vec::new();
        let mut outer = Vec::new();
        let mut inner = Vec::new();
        let mut beyond: Option<Rc<str>> = None;
        let mut opaque = Vec::new();
        if self.languages.is_full() {
            self.languages = counterpart_contract::pattern::Languages::default();
        }
        for literal in &branch.atoms {
            match (self.nodes.get(literal.node).clone(), literal.holds) {
                (Node::MinLength(min), true) => lengths.0 = lengths.0.max(min),
                (Node::MaxLength(max), false) => lengths.0 = lengths.0.max(max.saturating_add(1)),
                (Node::MaxLength(max), true) => {
                    lengths.1 = Some(lengths.1.unwrap_or(u64::MAX).min(max));
                }
                (Node::MinLength(min), false) => match min.checked_sub(1) {
                    Some(max) => lengths.1 = Some(lengths.1.unwrap_or(u64::MAX).min(max)),
                    None => return Outcome::Empty,
                },
                (Node::Values(values), false) => {
                    for value in values.iter() {
                        if let Scalar::String(text) = value {
                            excluded.push(text.clone());
                        }
                    }
                }
                (Node::Pattern(pattern), holds) => match self.languages.pattern(&pattern) {
                    Ok(term) => {
                        let term = if holds {
                            term
                        } else {
                            self.languages.not(term)
                        };
                        outer.push(term);
                        inner.push(term);
                    }
                    Err(why) => {
                        beyond.get_or_insert_with(|| {
                            format!("the pattern `{pattern}` has {why}").into()
                        });
                        opaque.push(*literal);
                    }
                },
                (Node::Format(name), holds) => {
                    let Some(format) = format::text(&name) else {
                        continue;
                    };
                    let narrow = self.languages.pattern(format.inner).unwrap_or(NOTHING);
                    let wide = self.languages.pattern(format.outer).unwrap_or(ALL);
                    if holds {
                        outer.push(wide);
                        inner.push(narrow);
                    } else {
                        outer.push(self.languages.not(narrow));
                        inner.push(self.languages.not(wide));
                    }
                }
                _ => {}
            }
        }
        let count = excluded.len() + 1;
        let outer = self.languages.and(outer);
        let inner = self.languages.and(inner);
        let mut search = |language, count| {
            self.languages
                .words(language, lengths.0, lengths.1, count)
                .map(|words| {
                    let free = |word: &String| !excluded.contains(word);
                    words.into_iter().filter(free).collect::<Vec<_>>()
                })
        };
        match search(outer, count) {
            Ok(words) if words.is_empty() => return Outcome::Empty,
            Ok(words) if inner == outer && opaque.is_empty() => {
                return found(words);
            }
            Err(why) => return Outcome::unknown(format!("the patterns together have {why}")),
            Ok(_) => {}
        }
        let samples = if opaque.is_empty() { 0 } else { SAMPLES };
        match search(inner, count + samples) {
            Ok(words) => {
                let fitting = words.into_iter().find(|word| self.fits(&opaque, word));
                let words: Vec<String> = fitting.into_iter().collect();
                if words.is_empty() {
                    Outcome::Unknown(
                        beyond.unwrap_or_else(|| {
                            "a format that is not known to the last text".into()
                        }),
                    )
                } else {
                    found(words)
                }
            }
            Err(why) => Outcome::unknown(format!("the patterns together have {why}")),
        }
    }

    /// Returns whether a text meets constraints that are beyond automata.
    fn fits(&mut self, opaque: &[Literal], text: &str) -> bool {
        let value = Scalar::String(text.to_owned());
        opaque
            .iter()
            .all(|literal| self.scalar_holds(*literal, &value) == Some(true))
    }
}

fn found(words: Vec<String>) -> Outcome {
    words
        .into_iter()
        .next()
        .map_or(Outcome::Empty, |word| Outcome::witness(Value::String(word)))
}
