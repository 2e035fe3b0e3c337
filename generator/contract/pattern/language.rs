//! Regular languages under union, intersection and complement, by derivatives.
//!
//! The derivative of a language by a character is what may follow that character (Brzozowski,
//! "Derivatives of Regular Expressions", 1964). Terms are shared and kept in a normal form, so that
//! a language has finitely many derivatives up to equality of terms, which are the states of its
//! automaton. Anchors and lookbehinds are terms that are empty or nothing depending
//! on where in the text they are asked, so that a derivative is taken at a place: at the start of the
//! text, or after some character. A lookahead constrains all that comes after it, so that what holds
//! one is derived together with what follows it.

use std::collections::HashMap;

use super::class::Class;
use super::parse::{Beyond, parse};
use super::tree::Pattern;

/// A language, by its number among the terms of [`Languages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(u32);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Node {
    Nothing,
    Empty,
    Set(Class),
    Start,
    End,
    /// Empty, where the character before is (or is not) of the class.
    Behind(Class, bool),
    /// Nothing, where the rest of the text is (or is not) in the language.
    Ahead(Term, bool),
    Concat(Term, Term),
    Or(Vec<Term>),
    And(Vec<Term>),
    Not(Term),
    Repeat(Term, u32, Option<u32>),
}

/// Longer patterns are refused.
const LENGTH: usize = 4_000;

/// More terms than this are refused: the automaton would be out of proportion.
const TERMS: usize = 150_000;

/// More parts of unions and intersections than this are not put in order: nested repetitions have
/// few states, each of which is a union of very many.
const PARTS: usize = 3_000_000;

/// The character before a place in a text; none at its start.
pub(super) type Before = Option<u32>;

/// What a term holds that looks at its surroundings.
#[derive(Debug, Clone, Copy, Default)]
struct Lookarounds {
    ahead: bool,
    behind: bool,
}

/// Why a language is not searched.
pub const TOO_LARGE: Beyond = "an automaton that is too large";

/// Shared terms.
#[derive(Debug)]
pub struct Languages {
    nodes: Vec<Node>,
    /// For each term.
    lookarounds: Vec<Lookarounds>,
    known: HashMap<Node, Term>,
    /// What patterns mean: values are matched against the same few very often.
    patterns: HashMap<String, Result<Term, Beyond>>,
    derived: HashMap<(Term, u32, Before), Term>,
    /// How many parts were put in order.
    parts: usize,
}

impl Default for Languages {
    fn default() -> Self {
        let mut languages = Self {
            nodes: Vec::new(),
            lookarounds: Vec::new(),
            known: HashMap::new(),
            patterns: HashMap::new(),
            derived: HashMap::new(),
            parts: 0,
        };
        // In the order of the constants below.
        languages.intern(Node::Nothing);
        languages.intern(Node::Empty);
        let any = languages.intern(Node::Set(Class::any()));
        languages.intern(Node::Repeat(any, 0, None));
        languages
    }
}

/// No text.
pub const NOTHING: Term = Term(0);
/// The empty text.
pub const EMPTY: Term = Term(1);
/// Every text.
pub const ALL: Term = Term(3);

impl Languages {
    /// Whether so many terms were made that it is better to start afresh.
    pub fn is_full(&self) -> bool {
        self.nodes.len() > TERMS || self.derived.len() > 4 * TERMS || self.parts > PARTS
    }

    /// How many parts of unions and intersections were put in order.
    pub(super) fn parts(&self) -> usize {
        self.parts
    }

    fn intern(&mut self, node: Node) -> Term {
        if let Some(term) = self.known.get(&node) {
            return *term;
        }
        let term = Term(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let lookarounds = match &node {
            Node::Ahead(inner, _) => Lookarounds {
                ahead: true,
                ..self.lookarounds(*inner)
            },
            Node::Behind(..) => Lookarounds {
                behind: true,
                ..Lookarounds::default()
            },
            Node::Concat(first, second) => self.lookarounds_of(&[*first, *second]),
            Node::Or(parts) | Node::And(parts) => self.lookarounds_of(parts),
            Node::Not(inner) | Node::Repeat(inner, ..) => self.lookarounds(*inner),
            _ => Lookarounds::default(),
        };
        self.lookarounds.push(lookarounds);
        self.nodes.push(node.clone());
        self.known.insert(node, term);
        term
    }

    fn node(&self, term: Term) -> &Node {
        // Terms are only made by `intern`, which never removes any.
        &self.nodes[term.0 as usize]
    }

    fn lookarounds(&self, term: Term) -> Lookarounds {
        // As for nodes, beside each of which one is kept.
        self.lookarounds[term.0 as usize]
    }

    fn lookarounds_of(&self, terms: &[Term]) -> Lookarounds {
        let all = || terms.iter().map(|term| self.lookarounds(*term));
        Lookarounds {
            ahead: all().any(|looks| looks.ahead),
            behind: all().any(|looks| looks.behind),
        }
    }

    /// What a term sees of the character before: where it does not look, all characters are alike.
    pub(super) fn seen(&self, term: Term, before: Before) -> Before {
        before.map(|character| match self.lookarounds(term).behind {
            true => character,
            false => 0,
        })
    }

    /// The texts of one character of a class.
    pub fn set(&mut self, class: Class) -> Term {
        if class.is_empty() {
            NOTHING
        } else {
            self.intern(Node::Set(class))
        }
    }

    /// A text of one language followed by one of another.
    pub fn concat(&mut self, first: Term, second: Term) -> Term {
        match (first, second) {
            (NOTHING, _) | (_, NOTHING) => NOTHING,
            (EMPTY, other) | (other, EMPTY) => other,
            (ALL, ALL) => ALL,
            _ => {
                if let Node::Concat(head, tail) = *self.node(first) {
                    let rest = self.concat(tail, second);
                    self.concat(head, rest)
                } else {
                    self.intern(Node::Concat(first, second))
                }
            }
        }
    }

    /// The union.
    pub fn or(&mut self, terms: impl IntoIterator<Item = Term>) -> Term {
        let mut parts = Vec::new();
        for term in terms {
            match self.node(term) {
                Node::Or(inner) => parts.extend_from_slice(inner),
                Node::Nothing => {}
                _ => parts.push(term),
            }
        }
        self.parts += parts.len();
        parts.sort_unstable();
        parts.dedup();
        if parts.contains(&ALL) {
            return ALL;
        }
        match parts.as_slice() {
            [] => NOTHING,
            [one] => *one,
            _ => self.intern(Node::Or(parts)),
        }
    }

    /// The intersection.
    pub fn and(&mut self, terms: impl IntoIterator<Item = Term>) -> Term {
        let mut parts = Vec::new();
        for term in terms {
            match self.node(term) {
                Node::And(inner) => parts.extend_from_slice(inner),
                _ if term == ALL => {}
                _ => parts.push(term),
            }
        }
        self.parts += parts.len();
        parts.sort_unstable();
        parts.dedup();
        if parts.contains(&NOTHING) {
            return NOTHING;
        }
        match parts.as_slice() {
            [] => ALL,
            [one] => *one,
            _ => self.intern(Node::And(parts)),
        }
    }

    /// The complement.
    pub fn not(&mut self, term: Term) -> Term {
        match *self.node(term) {
            Node::Not(inner) => inner,
            Node::Nothing => ALL,
            _ if term == ALL => NOTHING,
            _ => self.intern(Node::Not(term)),
        }
    }

    /// Texts of a language so many times one after the other.
    pub fn repeat(&mut self, term: Term, min: u32, max: Option<u32>) -> Term {
        match (term, min, max) {
            (_, _, Some(0)) | (EMPTY, ..) => EMPTY,
            (NOTHING, 0, _) => EMPTY,
            (NOTHING, ..) => NOTHING,
            (ALL, ..) => ALL,
            (_, 1, Some(1)) => term,
            _ => self.intern(Node::Repeat(term, min, max)),
        }
    }

    /// The texts in which the pattern, as JSON Schema means it (Validation, section 6.3.3: not
    /// anchored), finds a match.
    pub fn pattern(&mut self, text: &str) -> Result<Term, Beyond> {
        if let Some(known) = self.patterns.get(text) {
            return *known;
        }
        let short = match text.len() <= LENGTH {
            true => parse(text),
            false => Err("more than 4,000 characters"),
        };
        let language = short.and_then(|pattern| {
            let found = self.begins(&pattern)?;
            // A match of nothing stands at the end of every text.
            let everywhere = [None, Some(0)];
            if !self.lookarounds(found).behind
                && everywhere
                    .iter()
                    .all(|before| self.admits_empty(found, *before, true))
            {
                return Ok(ALL);
            }
            Ok(self.concat(ALL, found))
        });
        self.patterns.insert(text.to_owned(), language);
        language
    }

    /// The texts that begin with a match.
    fn begins(&mut self, pattern: &Pattern) -> Result<Term, Beyond> {
        let found = self.term(pattern)?;
        Ok(self.concat(found, ALL))
    }

    fn term(&mut self, pattern: &Pattern) -> Result<Term, Beyond> {
        Ok(match pattern {
            Pattern::Empty => EMPTY,
            Pattern::Set(class) => self.set(class.clone()),
            Pattern::Start => self.intern(Node::Start),
            Pattern::End => self.intern(Node::End),
            Pattern::Boundary(holds) => self.boundary(*holds),
            Pattern::Group(_, inner) => self.term(inner)?,
            Pattern::Reference(_) => return Err("a backreference"),
            Pattern::Around {
                pattern,
                ahead: true,
                holds,
            } => {
                let seen = self.begins(pattern)?;
                self.intern(Node::Ahead(seen, *holds))
            }
            Pattern::Around { pattern, holds, .. } => self.behind(pattern, *holds)?,
            Pattern::Concat(parts) => {
                let mut out = EMPTY;
                for part in parts.iter().rev() {
                    let part = self.term(part)?;
                    out = self.concat(part, out);
                }
                out
            }
            Pattern::Either(options) => {
                let options: Vec<Term> = options
                    .iter()
                    .map(|option| self.term(option))
                    .collect::<Result<_, _>>()?;
                self.or(options)
            }
            Pattern::Repeat(inner, min, max) => {
                if *min > 1_000 || max.is_some_and(|max| max > 10_000) {
                    return Err("a very long repetition");
                }
                // How often a round that takes no text is gone through is not told by derivatives.
                let stands = inner.looks_around() && inner.may_be_empty();
                let inner = self.term(inner)?;
                match (min, max) {
                    (0, Some(1)) => self.or([EMPTY, inner]),
                    (1, Some(1)) => inner,
                    _ if stands => return Err("an assertion that is repeated by itself"),
                    _ => self.repeat(inner, *min, *max),
                }
            }
        })
    }

    /// Whether one of the characters on both sides is of a word, and the other is not (ECMA-262,
    /// section 22.2.2.4).
    fn boundary(&mut self, holds: bool) -> Term {
        let word = self.set(Class::word());
        let word = self.concat(word, ALL);
        let [inside, outside] = [true, false].map(|before| {
            let behind = self.intern(Node::Behind(Class::word(), before));
            let ahead = self.intern(Node::Ahead(word, before != holds));
            self.concat(behind, ahead)
        });
        self.or([inside, outside])
    }

    /// A lookbehind at the character before, or at whether there is one.
    fn behind(&mut self, pattern: &Pattern, holds: bool) -> Result<Term, Beyond> {
        let mut class = Class::default();
        let mut start = false;
        one_before(pattern, &mut class, &mut start)?;
        let before = self.intern(Node::Behind(class, holds));
        // That there is no character before is what `^` says, and `(?<!^)` the contrary.
        Ok(match (start, holds) {
            (false, _) => before,
            (true, true) => {
                let start = self.intern(Node::Start);
                self.or([start, before])
            }
            (true, false) => {
                let any = self.intern(Node::Behind(Class::any(), true));
                self.concat(any, before)
            }
        })
    }

    /// Whether the empty text is in the language, asked at a place in a text.
    pub(super) fn admits_empty(&self, term: Term, before: Before, end: bool) -> bool {
        match self.node(term) {
            Node::Nothing | Node::Set(_) => false,
            Node::Empty => true,
            Node::Start => before.is_none(),
            Node::End => end,
            Node::Behind(class, holds) => {
                before.is_some_and(|character| class.contains(character)) == *holds
            }
            Node::Ahead(seen, holds) => self.admits_empty(*seen, before, end) == *holds,
            Node::Concat(first, second) => {
                self.admits_empty(*first, before, end) && self.admits_empty(*second, before, end)
            }
            Node::Or(parts) => parts
                .iter()
                .any(|part| self.admits_empty(*part, before, end)),
            Node::And(parts) => parts
                .iter()
                .all(|part| self.admits_empty(*part, before, end)),
            Node::Not(inner) => !self.admits_empty(*inner, before, end),
            Node::Repeat(inner, min, _) => *min == 0 || self.admits_empty(*inner, before, end),
        }
    }

    /// What may follow the character, which stands after another one or at the start.
    pub(super) fn derive(&mut self, term: Term, character: u32, before: Before) -> Term {
        let before = self.seen(term, before);
        if let Some(known) = self.derived.get(&(term, character, before)) {
            return *known;
        }
        let out = match self.node(term).clone() {
            Node::Nothing
            | Node::Empty
            | Node::Start
            | Node::End
            | Node::Behind(..)
            | Node::Ahead(..) => NOTHING,
            Node::Set(class) => {
                if class.contains(character) {
                    EMPTY
                } else {
                    NOTHING
                }
            }
            Node::Concat(first, second) if self.lookarounds(first).ahead => {
                self.derive_before(first, second, character, before)
            }
            Node::Concat(first, second) => {
                let head = self.derive(first, character, before);
                let head = self.concat(head, second);
                if self.admits_empty(first, before, false) {
                    let tail = self.derive(second, character, before);
                    self.or([head, tail])
                } else {
                    head
                }
            }
            Node::Or(parts) => {
                let parts: Vec<Term> = parts
                    .into_iter()
                    .map(|part| self.derive(part, character, before))
                    .collect();
                self.or(parts)
            }
            Node::And(parts) => {
                let parts: Vec<Term> = parts
                    .into_iter()
                    .map(|part| self.derive(part, character, before))
                    .collect();
                self.and(parts)
            }
            Node::Not(inner) => {
                let inner = self.derive(inner, character, before);
                self.not(inner)
            }
            Node::Repeat(inner, ..) if self.lookarounds(inner).ahead => {
                self.derive_before(term, EMPTY, character, before)
            }
            Node::Repeat(inner, min, max) => {
                let head = self.derive(inner, character, before);
                let rest = self.repeat(inner, min.saturating_sub(1), max.map(|max| max - 1));
                self.concat(head, rest)
            }
        };
        self.derived.insert((term, character, before), out);
        out
    }

    /// What may follow the character in `first`, which looks ahead, and then `rest`, which goes up
    /// to the end of the text.
    fn derive_before(&mut self, first: Term, rest: Term, character: u32, before: Before) -> Term {
        match self.node(first).clone() {
            Node::Ahead(seen, holds) => {
                let seen = self.derive(seen, character, before);
                let seen = if holds { seen } else { self.not(seen) };
                let rest = self.derive(rest, character, before);
                self.and([seen, rest])
            }
            Node::Or(parts) => {
                let parts: Vec<Term> = parts
                    .into_iter()
                    .map(|part| {
                        let whole = self.concat(part, rest);
                        self.derive(whole, character, before)
                    })
                    .collect();
                self.or(parts)
            }
            Node::Repeat(inner, min, max) => {
                let again = self.repeat(inner, min.saturating_sub(1), max.map(|max| max - 1));
                let again = self.concat(again, rest);
                let round = self.concat(inner, again);
                let round = self.derive(round, character, before);
                if min > 0 {
                    return round;
                }
                let none = self.derive(rest, character, before);
                self.or([round, none])
            }
            // Concatenations lean to the right, so that none begins another; complements and
            // intersections are of whole texts, so that nothing follows them.
            _ => NOTHING,
        }
    }

    /// Whether a text is in the language.
    pub fn contains(&mut self, term: Term, text: &str) -> bool {
        let mut state = term;
        let mut before = None;
        for character in text.chars().map(u32::from) {
            state = self.derive(state, character, before);
            before = Some(character);
        }
        self.admits_empty(state, before, true)
    }

    /// The same with a limit: a step is a character, a new term or a part that is put in order. `None`
    /// where `steps` do not suffice; what is taken of them is gone.
    pub fn contains_within(&mut self, term: Term, text: &str, steps: &mut usize) -> Option<bool> {
        let mut state = term;
        let mut before = None;
        for character in text.chars().map(u32::from) {
            let known = self.nodes.len() + self.parts;
            state = self.derive(state, character, before);
            let work = 1 + self.nodes.len() + self.parts - known;
            let Some(left) = steps.checked_sub(work) else {
                *steps = 0;
                return None;
            };
            *steps = left;
            before = Some(character);
        }
        Some(self.admits_empty(state, before, true))
    }

    /// Every set of characters that the term is made of.
    pub(super) fn classes(&self, term: Term) -> Vec<&Class> {
        let mut seen = std::collections::HashSet::new();
        let mut todo = vec![term];
        let mut out = Vec::new();
        while let Some(term) = todo.pop() {
            if !seen.insert(term) {
                continue;
            }
            match self.node(term) {
                Node::Set(class) | Node::Behind(class, _) => out.push(class),
                Node::Concat(first, second) => todo.extend([*first, *second]),
                Node::Or(parts) | Node::And(parts) => todo.extend(parts),
                Node::Not(inner) | Node::Repeat(inner, ..) | Node::Ahead(inner, _) => {
                    todo.push(*inner);
                }
                _ => {}
            }
        }
        out
    }
}

/// Collects what a lookbehind at one character admits.
fn one_before(pattern: &Pattern, class: &mut Class, start: &mut bool) -> Result<(), Beyond> {
    match pattern {
        Pattern::Set(own) => *class = class.union(own),
        Pattern::Start => *start = true,
        Pattern::Group(_, inner) => one_before(inner, class, start)?,
        Pattern::Either(options) => {
            for option in options {
                one_before(option, class, start)?;
            }
        }
        _ => return Err("a lookbehind at more than one character"),
    }
    Ok(())
}
