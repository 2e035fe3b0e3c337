//! Reading patterns: those of ECMA-262 (section 22.2.1) in Unicode mode, or where that is an error,
//! with the leniency of annex B.

use std::collections::HashMap;

use super::class::Class;
use super::tree::Pattern;

/// Why a pattern is not read or beyond automata, in a few words: they continue "the pattern … has".
pub type Beyond = &'static str;

/// Deeper nesting is refused rather than followed.
const DEPTH: usize = 100;
/// Longer patterns are refused.
pub const LENGTH: usize = 20_000;

/// Reads a pattern.
///
/// # Errors
/// Where it is no regular expression, longer than 20,000 characters, or has more than 100 groups one
/// inside the other.
pub fn parse(text: &str) -> Result<Pattern, Beyond> {
    if text.len() > LENGTH {
        return Err("more than 20,000 characters");
    }
    let rest: Vec<char> = text.chars().collect();
    let names = group_names(&rest);
    Parser::new(&rest, &names, true)
        .whole()
        .or_else(|_| Parser::new(&rest, &names, false).whole())
}

/// The name of every capturing group, where it has one.
fn group_names(rest: &[char]) -> Vec<Option<String>> {
    let mut names = Vec::new();
    let mut inside_class = false;
    let mut at = 0;
    while let Some(character) = rest.get(at) {
        match character {
            '\\' => at += 1,
            '[' => inside_class = true,
            ']' => inside_class = false,
            '(' if !inside_class => match rest.get(at + 1..).unwrap_or_default() {
                ['?', '<', '=' | '!', ..] => {}
                ['?', '<', name @ ..] => {
                    names.push(Some(name.iter().take_while(|end| **end != '>').collect()));
                }
                ['?', ..] => {}
                _ => names.push(None),
            },
            _ => {}
        }
        at += 1;
    }
    names
}

pub(super) struct Parser<'t> {
    pub rest: &'t [char],
    pub at: usize,
    depth: usize,
    /// The number of the last group that was opened.
    opened: u32,
    pub groups: u32,
    /// Numbers of groups by their names.
    pub names: HashMap<&'t str, u32>,
    are_unique: bool,
    /// Whether the leniency of annex B is off.
    pub unicode: bool,
}

impl<'t> Parser<'t> {
    fn new(rest: &'t [char], groups: &'t [Option<String>], unicode: bool) -> Self {
        let mut names = HashMap::new();
        let mut are_unique = true;
        for (number, name) in (1..).zip(groups) {
            if let Some(name) = name {
                are_unique &= names.insert(name.as_str(), number).is_none();
            }
        }
        Self {
            rest,
            at: 0,
            depth: 0,
            opened: 0,
            groups: u32::try_from(groups.len()).unwrap_or(u32::MAX),
            names,
            are_unique,
            unicode,
        }
    }

    fn whole(mut self) -> Result<Pattern, Beyond> {
        if !self.are_unique {
            return Err("two groups of one name");
        }
        let pattern = self.either()?;
        match self.peek() {
            None => Ok(pattern),
            Some(_) => Err("a parenthesis that is never opened"),
        }
    }

    pub fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    pub fn next(&mut self) -> Option<char> {
        let character = self.peek();
        self.at += usize::from(character.is_some());
        character
    }

    pub fn eat(&mut self, text: &str) -> bool {
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
            return Err("more than 100 groups one inside the other");
        }
        let first = self.concat()?;
        let mut options = vec![first];
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
            let is_group = self
                .rest
                .get(self.at..)
                .is_some_and(|rest| matches!(rest, ['(', '?', ':', ..]));
            let term = self.term()?;
            // Lookaheads alone among assertions are repeated, and only by annex B.
            let repeats = match term {
                _ if is_group => true,
                Pattern::Start | Pattern::End | Pattern::Boundary(_) => false,
                Pattern::Around { ahead, .. } => ahead && !self.unicode,
                _ => true,
            };
            parts.push(match repeats {
                true => self.quantified(term)?,
                false => term,
            });
        }
        Ok(match parts.len() {
            0 => Pattern::Empty,
            1 => parts.pop().unwrap_or(Pattern::Empty),
            _ => Pattern::Concat(parts),
        })
    }

    fn term(&mut self) -> Result<Pattern, Beyond> {
        let at = self.at;
        match self.next() {
            Some('^') => Ok(Pattern::Start),
            Some('$') => Ok(Pattern::End),
            Some('.') => Ok(Pattern::Set(Class::line_ends().negate())),
            Some('(') => self.group(),
            Some('[') => self.class().map(Pattern::Set),
            Some('\\') => self.escape(),
            Some('*' | '+' | '?') => Err("a quantifier with nothing before it"),
            Some('{' | '}' | ']') if self.unicode => Err("a bracket that is not escaped"),
            Some('{') => {
                self.at = at;
                match self.counts() {
                    Some(_) => Err("a quantifier with nothing before it"),
                    None => {
                        self.at = at + 1;
                        Ok(Pattern::Set(Class::one('{')))
                    }
                }
            }
            Some(character) => Ok(Pattern::Set(Class::one(character))),
            None => Ok(Pattern::Empty),
        }
    }

    fn group(&mut self) -> Result<Pattern, Beyond> {
        let around = if self.eat("?:") {
            None
        } else if self.eat("?=") {
            Some((true, true))
        } else if self.eat("?!") {
            Some((true, false))
        } else if self.eat("?<=") {
            Some((false, true))
        } else if self.eat("?<!") {
            Some((false, false))
        } else if self.eat("?<") {
            self.name()?;
            return self.captured();
        } else if self.eat("?") {
            return Err("a group of a kind that ECMA-262 does not know");
        } else {
            return self.captured();
        };
        let inner = self.closed()?;
        Ok(match around {
            Some((ahead, holds)) => Pattern::Around {
                pattern: Box::new(inner),
                ahead,
                holds,
            },
            None => inner,
        })
    }

    fn captured(&mut self) -> Result<Pattern, Beyond> {
        self.opened += 1;
        let number = self.opened;
        let inner = self.closed()?;
        Ok(Pattern::Group(number, Box::new(inner)))
    }

    fn closed(&mut self) -> Result<Pattern, Beyond> {
        let inner = self.either()?;
        match self.eat(")") {
            true => Ok(inner),
            false => Err("a parenthesis that is never closed"),
        }
    }

    /// The rest of `<name>`.
    pub fn name(&mut self) -> Result<String, Beyond> {
        let start = self.at;
        while self.next().ok_or("a group name without an end")? != '>' {}
        let name: String = self
            .rest
            .get(start..self.at - 1)
            .unwrap_or_default()
            .iter()
            .collect();
        let mut letters = name.chars();
        let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
        let begins = letters
            .next()
            .is_some_and(|first| is_letter(first) && !first.is_numeric());
        match begins && letters.all(is_letter) {
            true => Ok(name),
            false => Err("a group name that is no identifier"),
        }
    }

    fn quantified(&mut self, term: Pattern) -> Result<Pattern, Beyond> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts() {
                Some(counts) => return self.repeated(term, counts),
                // A brace that opens no quantifier stands for itself (annex B).
                None => return Ok(term),
            },
            _ => return Ok(term),
        };
        self.at += 1;
        self.repeated(term, (min, max))
    }

    fn repeated(
        &mut self,
        term: Pattern,
        (min, max): (u32, Option<u32>),
    ) -> Result<Pattern, Beyond> {
        // Whether a match is lazy does not change whether there is one.
        self.eat("?");
        if max.is_some_and(|max| max < min) {
            return Err("a repetition whose end is before its start");
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
        }
        counts
    }

    /// A number; one that is too large is the largest.
    pub fn number(&mut self) -> Option<u32> {
        let start = self.at;
        let mut number = 0_u32;
        while let Some(digit) = self.peek().and_then(|digit| digit.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(digit);
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }
}
