//! ECMA-262 patterns (section 22.2.1, with the leniency of annex B) as a tree.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::class::Class;
use super::engine::characters;

/// A pattern. Groups only group: nothing here refers back to what they matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    Empty,
    Set(Class),
    Start,
    End,
    Concat(Vec<Pattern>),
    Either(Vec<Pattern>),
    Repeat(Box<Pattern>, u32, Option<u32>),
    /// The character before is (or is not) of a class.
    Behind {
        class: Class,
        holds: bool,
    },
    /// What follows, up to the end, does (or does not) begin like this.
    Ahead {
        pattern: Box<Pattern>,
        holds: bool,
    },
}

/// Why a pattern is beyond automata, in a few words: they continue "the pattern … has".
pub type Beyond = &'static str;

/// Deeper nesting is refused rather than followed.
const DEPTH: usize = 100;
/// Longer patterns are refused.
const LENGTH: usize = 4_000;

pub fn parse(text: &str) -> Result<Pattern, Beyond> {
    if text.len() > LENGTH {
        return Err("more than 4000 characters");
    }
    let mut parser = Parser {
        rest: text.chars().collect(),
        at: 0,
        depth: 0,
    };
    let pattern = parser.either()?;
    if parser.at < parser.rest.len() {
        return Err("a parenthesis that is never opened");
    }
    Ok(pattern)
}

impl Pattern {
    /// Whether anything in it looks at its surroundings.
    pub fn looks_around(&self) -> bool {
        match self {
            Self::Start | Self::End | Self::Behind { .. } | Self::Ahead { .. } => true,
            Self::Empty | Self::Set(_) => false,
            Self::Concat(parts) | Self::Either(parts) => parts.iter().any(Self::looks_around),
            Self::Repeat(inner, ..) => inner.looks_around(),
        }
    }

    /// Whether it can match without taking a character.
    pub fn may_be_empty(&self) -> bool {
        match self {
            Self::Empty | Self::Start | Self::End | Self::Behind { .. } | Self::Ahead { .. } => {
                true
            }
            Self::Set(_) => false,
            Self::Concat(parts) => parts.iter().all(Self::may_be_empty),
            Self::Either(parts) => parts.iter().any(Self::may_be_empty),
            Self::Repeat(inner, min, _) => *min == 0 || inner.may_be_empty(),
        }
    }
}

struct Parser {
    rest: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek();
        self.at += usize::from(character.is_some());
        character
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = text
            .chars()
            .enumerate()
            .all(|(offset, wanted)| self.rest.get(self.at + offset) == Some(&wanted));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    fn either(&mut self) -> Result<Pattern, Beyond> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("groups nested too deeply");
        }
        let mut options = vec![self.concat()?];
        while self.eat("|") {
            options.push(self.concat()?);
        }
        self.depth -= 1;
        Ok(match options.len() {
            1 => options.pop().unwrap_or(Pattern::Empty),
            _ => Pattern::Either(options),
        })
    }

    fn concat(&mut self) -> Result<Pattern, Beyond> {
        let mut parts = Vec::new();
        while let Some(next) = self.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let term = self.term()?;
            parts.push(self.quantified(term)?);
        }
        Ok(match parts.len() {
            0 => Pattern::Empty,
            1 => parts.pop().unwrap_or(Pattern::Empty),
            _ => Pattern::Concat(parts),
        })
    }

    fn term(&mut self) -> Result<Pattern, Beyond> {
        match self.next() {
            Some('^') => Ok(Pattern::Start),
            Some('$') => Ok(Pattern::End),
            Some('.') => Ok(Pattern::Set(
                Class::new(vec![(10, 10), (13, 13), (0x2028, 0x2029)]).negate(),
            )),
            Some('(') => self.group(),
            Some('[') => self.class().map(Pattern::Set),
            Some('\\') => self.escape(),
            Some('*' | '+' | '?') => Err("a quantifier with nothing before it"),
            Some(character) => Ok(Pattern::Set(Class::one(character))),
            None => Ok(Pattern::Empty),
        }
    }

    fn group(&mut self) -> Result<Pattern, Beyond> {
        let ahead = if self.eat("?:") {
            None
        } else if self.eat("?=") {
            Some(true)
        } else if self.eat("?!") {
            Some(false)
        } else if self.eat("?<=") {
            return self.behind(true);
        } else if self.eat("?<!") {
            return self.behind(false);
        } else if self.eat("?<") {
            while self.next().ok_or("a group name without an end")? != '>' {}
            None
        } else if self.eat("?") {
            return Err("a group of a kind that ECMA-262 does not know");
        } else {
            None
        };
        let inner = self.either()?;
        if !self.eat(")") {
            return Err("a parenthesis that is never closed");
        }
        Ok(match ahead {
            Some(holds) => Pattern::Ahead {
                pattern: Box::new(inner),
                holds,
            },
            None => inner,
        })
    }

    /// A lookbehind at the character before, or at whether there is one.
    fn behind(&mut self, holds: bool) -> Result<Pattern, Beyond> {
        let inner = self.either()?;
        if !self.eat(")") {
            return Err("a parenthesis that is never closed");
        }
        let options = match inner {
            Pattern::Either(options) => options,
            one => vec![one],
        };
        let mut class = Class::default();
        let mut start = false;
        for option in options {
            match option {
                Pattern::Set(own) => class = class.union(&own),
                Pattern::Start => start = true,
                _ => return Err("a lookbehind at more than one character"),
            }
        }
        let before = Pattern::Behind { class, holds };
        // That there is no character before is what `^` says, and `(?<!^)` the contrary.
        Ok(match (start, holds) {
            (false, _) => before,
            (true, true) => Pattern::Either(vec![Pattern::Start, before]),
            (true, false) => {
                let any = Pattern::Behind {
                    class: Class::any(),
                    holds: true,
                };
                Pattern::Concat(vec![any, before])
            }
        })
    }

    fn quantified(&mut self, term: Pattern) -> Result<Pattern, Beyond> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts() {
                Some(counts) => {
                    return self.finished(term, counts);
                }
                // A brace that opens no quantifier stands for itself (annex B).
                None => return Ok(term),
            },
            _ => return Ok(term),
        };
        self.at += 1;
        self.finished(term, (min, max))
    }

    fn finished(
        &mut self,
        term: Pattern,
        (min, max): (u32, Option<u32>),
    ) -> Result<Pattern, Beyond> {
        // Whether a match is lazy does not change whether there is one.
        self.eat("?");
        if max.is_some_and(|max| max < min) {
            return Err("a repetition whose end is before its start");
        }
        if min > 1_000 || max.is_some_and(|max| max > 10_000) {
            return Err("a very long repetition");
        }
        Ok(Pattern::Repeat(Box::new(term), min, max))
    }

    /// `{2}`, `{2,}` or `{2,5}`; nothing is read where it is none of them.
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        let start = self.at;
        let mut read = || {
            self.at += 1;
            let min = self.number()?;
            let max = if self.eat(",") {
                if self.peek() == Some('}') {
                    None
                } else {
                    Some(self.number()?)
                }
            } else {
                Some(min)
            };
            self.eat("}").then_some((min, max))
        };
        let counts = read();
        if counts.is_none() {
            self.at = start;
            // The brace is read as a character by the next term.
        }
        counts
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        while self.peek().is_some_and(|digit| digit.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.rest.get(start..self.at)?.iter().collect();
        digits.parse().ok()
    }

    fn escape(&mut self) -> Result<Pattern, Beyond> {
        match self.peek() {
            Some('b') => Ok(self.boundary(true)),
            Some('B') => Ok(self.boundary(false)),
            Some('1'..='9') => Err("a backreference"),
            Some('k') => Err("a backreference"),
            _ => self.class_escape().map(Pattern::Set),
        }
    }

    /// Whether one of the characters on both sides is of a word, and the other is not (ECMA-262,
    /// section 22.2.2.4).
    fn boundary(&mut self, holds: bool) -> Pattern {
        self.at += 1;
        let side = |before: bool| {
            let behind = Pattern::Behind {
                class: word(),
                holds: before,
            };
            let ahead = Pattern::Ahead {
                pattern: Box::new(Pattern::Set(word())),
                holds: before != holds,
            };
            Pattern::Concat(vec![behind, ahead])
        };
        Pattern::Either(vec![side(true), side(false)])
    }

    /// What follows a backslash, inside a class or outside.
    fn class_escape(&mut self) -> Result<Class, Beyond> {
        let character = self.next().ok_or("a backslash at its end")?;
        Ok(match character {
            'd' => digits(),
            'D' => digits().negate(),
            'w' => word(),
            'W' => word().negate(),
            's' => space(),
            'S' => space().negate(),
            'p' | 'P' if self.peek() == Some('{') => {
                let start = self.at;
                while self.next().ok_or("a property without an end")? != '}' {}
                let name: String = self
                    .rest
                    .get(start..self.at)
                    .unwrap_or(&[])
                    .iter()
                    .collect();
                let class = property(&name).ok_or("an unknown Unicode property")?;
                if character == 'p' {
                    class
                } else {
                    class.negate()
                }
            }
            't' => Class::one('\t'),
            'n' => Class::one('\n'),
            'v' => Class::one('\u{b}'),
            'f' => Class::one('\u{c}'),
            'r' => Class::one('\r'),
            // Outside of classes other digits refer back to groups.
            '0'..='7' => of_code(self.octal(character)),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic);
                let letter = letter.ok_or("a control escape without a letter")?;
                Class::new(vec![(u32::from(letter) % 32, u32::from(letter) % 32)])
            }
            'x' => self.hex(2).map_or_else(|| Class::one('x'), of_code),
            'u' if self.peek() == Some('{') => {
                let start = self.at + 1;
                while self.next().ok_or("a code point without an end")? != '}' {}
                let digits: String = self
                    .rest
                    .get(start..self.at - 1)
                    .unwrap_or(&[])
                    .iter()
                    .collect();
                of_code(u32::from_str_radix(&digits, 16).map_err(|_| "a broken code point")?)
            }
            'u' => match self.hex(4) {
                None => Class::one('u'),
                Some(high @ 0xd800..=0xdbff) if self.eat("\\u") => {
                    let low = self.hex(4).filter(|low| (0xdc00..=0xdfff).contains(low));
                    let low = low.ok_or("half a surrogate pair")?;
                    of_code(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
                }
                Some(code) => of_code(code),
            },
            other => Class::one(other),
        })
    }

    /// A legacy octal escape (annex B): up to `\377`.
    fn octal(&mut self, first: char) -> u32 {
        let mut code = first.to_digit(8).unwrap_or(0);
        for _ in 0..2 {
            match self.peek().and_then(|digit| digit.to_digit(8)) {
                Some(digit) if code * 8 + digit <= 0o377 => code = code * 8 + digit,
                _ => break,
            }
            self.at += 1;
        }
        code
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let digits: String = self.rest.get(self.at..self.at + count)?.iter().collect();
        let code = u32::from_str_radix(&digits, 16).ok()?;
        self.at += count;
        Some(code)
    }

    fn class(&mut self) -> Result<Class, Beyond> {
        let negated = self.eat("^");
        let mut class = Class::default();
        loop {
            let start = match self.next().ok_or("a class without an end")? {
                ']' => break,
                '\\' => self.class_member()?,
                character => Class::one(character),
            };
            let ranged = self.peek() == Some('-')
                && self.rest.get(self.at + 1).is_some_and(|next| *next != ']');
            if !ranged {
                class = class.union(&start);
                continue;
            }
            self.at += 1;
            let end = match self.next().ok_or("a class without an end")? {
                '\\' => self.class_member()?,
                character => Class::one(character),
            };
            match (single(&start), single(&end)) {
                (Some(low), Some(high)) if low <= high => {
                    class = class.union(&Class::new(vec![(low, high)]));
                }
                (Some(_), Some(_)) => return Err("a range whose end is before its start"),
                // `[\w-.]`: the hyphen stands for itself (annex B).
                _ => class = class.union(&start).union(&end).union(&Class::one('-')),
            }
        }
        Ok(if negated { class.negate() } else { class })
    }

    fn class_member(&mut self) -> Result<Class, Beyond> {
        if self.eat("b") {
            return Ok(Class::one('\u{8}'));
        }
        self.class_escape()
    }
}

fn single(class: &Class) -> Option<u32> {
    match class.ranges() {
        [(low, high)] if low == high => Some(*low),
        _ => None,
    }
}

fn of_code(code: u32) -> Class {
    Class::new(vec![(code, code)])
}

fn digits() -> Class {
    Class::new(vec![(48, 57)])
}

fn word() -> Class {
    Class::new(vec![(48, 57), (65, 90), (95, 95), (97, 122)])
}

/// WhiteSpace and LineTerminator (ECMA-262, sections 12.2 and 12.3).
fn space() -> Class {
    Class::new(vec![
        (9, 13),
        (32, 32),
        (0xa0, 0xa0),
        (0x1680, 0x1680),
        (0x2000, 0x200a),
        (0x2028, 0x2029),
        (0x202f, 0x202f),
        (0x205f, 0x205f),
        (0x3000, 0x3000),
        (0xfeff, 0xfeff),
    ])
}

/// The members of a Unicode property, asked of the pattern engine that servers use, character by
/// character: tables of our own could disagree with it.
fn property(name: &str) -> Option<Class> {
    static KNOWN: Mutex<BTreeMap<String, Option<Class>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if !known.contains_key(name) {
        let members = characters(&format!("\\p{name}")).map(Class::new);
        known.insert(name.to_owned(), members);
    }
    known.get(name).cloned().flatten()
}
