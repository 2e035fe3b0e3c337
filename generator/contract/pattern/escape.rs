//! Escapes and character classes.

use super::class::Class;
use super::parse::{Beyond, Parser};
use super::property::property;
use super::tree::Pattern;

/// A character class, or a part of one.
enum Item {
    /// One code point, which may be a surrogate.
    One(u32),
    Many(Class),
}

impl Item {
    fn class(self) -> Class {
        match self {
            Self::One(code) => Class::new(vec![(code, code)]),
            Self::Many(class) => class,
        }
    }
}

impl Parser<'_> {
    /// What follows a backslash outside of classes.
    pub fn escape(&mut self) -> Result<Pattern, Beyond> {
        match self.peek() {
            Some('b') => {
                self.at += 1;
                Ok(Pattern::Boundary(true))
            }
            Some('B') => {
                self.at += 1;
                Ok(Pattern::Boundary(false))
            }
            Some('1'..='9') => {
                let start = self.at;
                let number = self.number().unwrap_or(u32::MAX);
                if number <= self.groups {
                    return Ok(Pattern::Reference(number));
                }
                self.at = start;
                self.class_escape(false)
                    .map(|item| Pattern::Set(item.class()))
            }
            Some('k') if self.unicode || !self.names.is_empty() => {
                self.at += 1;
                if !self.eat("<") {
                    return Err("a backreference without a name");
                }
                let name = self.name()?;
                let number = self.names.get(name.as_str());
                number
                    .map(|number| Pattern::Reference(*number))
                    .ok_or("a backreference to no group")
            }
            _ => self
                .class_escape(false)
                .map(|item| Pattern::Set(item.class())),
        }
    }

    /// What follows a backslash, inside a class or outside.
    fn class_escape(&mut self, inside_class: bool) -> Result<Item, Beyond> {
        let character = self.next().ok_or("a backslash at its end")?;
        let many = |class: Class| Ok(Item::Many(class));
        let one = |character: char| Ok(Item::One(u32::from(character)));
        match character {
            'd' => many(Class::digits()),
            'D' => many(Class::digits().negate()),
            'w' => many(Class::word()),
            'W' => many(Class::word().negate()),
            's' => many(Class::space()),
            'S' => many(Class::space().negate()),
            't' => one('\t'),
            'n' => one('\n'),
            'v' => one('\u{b}'),
            'f' => one('\u{c}'),
            'r' => one('\r'),
            'b' if inside_class => one('\u{8}'),
            '-' if inside_class => one('-'),
            'p' | 'P' if self.unicode => self.property(character == 'P').map(Item::Many),
            'c' => self.control(inside_class),
            'x' => match self.hex(2) {
                Some(code) => Ok(Item::One(code)),
                None => self.itself('x'),
            },
            'u' => self.code_point(),
            '0' if self.unicode => match self.peek() {
                Some('0'..='9') => Err("a decimal escape"),
                _ => Ok(Item::One(0)),
            },
            '0'..='7' if !self.unicode => Ok(Item::One(self.octal(character))),
            other => self.itself(other),
        }
    }

    /// An escaped character that stands for itself: in Unicode mode, one that has a meaning of its own.
    fn itself(&self, character: char) -> Result<Item, Beyond> {
        match !self.unicode || r"^$\.*+?()[]{}|/".contains(character) {
            true => Ok(Item::One(character.into())),
            false => Err("an escape without a meaning"),
        }
    }

    fn control(&mut self, inside_class: bool) -> Result<Item, Beyond> {
        let letter = self.peek().filter(|letter| {
            letter.is_ascii_alphabetic()
                || inside_class && !self.unicode && (letter.is_ascii_digit() || *letter == '_')
        });
        match letter {
            Some(letter) => {
                self.at += 1;
                Ok(Item::One(u32::from(letter) % 32))
            }
            None if self.unicode => Err("a control escape without a letter"),
            // The backslash stands for itself, and the letter comes after it (annex B).
            None => {
                self.at -= 1;
                Ok(Item::One('\\'.into()))
            }
        }
    }

    fn code_point(&mut self) -> Result<Item, Beyond> {
        // Where the leniency of annex B is on, nobody means as many letters as the number says.
        let before = self.at;
        if self.eat("{") {
            let mut code = 0_u32;
            let start = self.at;
            while let Some(digit) = self.peek().and_then(|digit| digit.to_digit(16)) {
                code = code.saturating_mul(16).saturating_add(digit);
                self.at += 1;
            }
            if self.at > start && code <= 0x10_ffff && self.eat("}") {
                return Ok(Item::One(code));
            }
            self.at = before;
        }
        let Some(high) = self.hex(4) else {
            return self.itself('u');
        };
        let after = self.at;
        if (0xd800..=0xdbff).contains(&high)
            && self.eat("\\u")
            && let Some(low @ 0xdc00..=0xdfff) = self.hex(4)
        {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            return Ok(Item::One(code));
        }
        self.at = after;
        Ok(Item::One(high))
    }

    /// `{name}` of a Unicode property.
    fn property(&mut self, negated: bool) -> Result<Class, Beyond> {
        if !self.eat("{") {
            return Err("a property without a name");
        }
        let start = self.at;
        while self.next().ok_or("a property without an end")? != '}' {}
        let name: String = self
            .rest
            .get(start..self.at - 1)
            .unwrap_or_default()
            .iter()
            .collect();
        let class = property(&name).ok_or("an unknown Unicode property")?;
        Ok(if negated { class.negate() } else { class })
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
        let digits = self.rest.get(self.at..self.at + count)?;
        let code = digits.iter().try_fold(0, |code, digit| {
            digit.to_digit(16).map(|digit| code * 16 + digit)
        })?;
        self.at += count;
        Some(code)
    }

    pub fn class(&mut self) -> Result<Class, Beyond> {
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        loop {
            let start = match self.next().ok_or("a class without an end")? {
                ']' => break,
                first => self.class_item(first)?,
            };
            let is_range = self.peek() == Some('-')
                && self.rest.get(self.at + 1).is_some_and(|next| *next != ']');
            if !is_range {
                ranges.extend_from_slice(start.class().ranges());
                continue;
            }
            self.at += 1;
            let first = self.next().ok_or("a class without an end")?;
            match (start, self.class_item(first)?) {
                (Item::One(low), Item::One(high)) if low <= high => ranges.push((low, high)),
                (Item::One(_), Item::One(_)) => {
                    return Err("a range whose end is before its start");
                }
                _ if self.unicode => return Err("a range that ends at a class"),
                // `[\w-.]`: the hyphen stands for itself (annex B).
                (start, end) => {
                    ranges.extend_from_slice(start.class().ranges());
                    ranges.extend_from_slice(end.class().ranges());
                    ranges.push(('-'.into(), '-'.into()));
                }
            }
        }
        let class = Class::new(ranges);
        Ok(if negated { class.negate() } else { class })
    }

    fn class_item(&mut self, first: char) -> Result<Item, Beyond> {
        match first {
            '\\' => self.class_escape(true),
            character => Ok(Item::One(character.into())),
        }
    }
}
