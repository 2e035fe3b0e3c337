//! Strings that match a regular expression: enough of ECMA-262 for what contracts write.

use std::iter::Peekable;
use std::str::Chars;

/// A regular expression, parsed.
pub struct Pattern {
    node: Node,
    regex: Option<regress::Regex>,
}

enum Node {
    Letter(char),
    /// Ranges of letters; whether they are the ones not meant.
    Class(Vec<(char, char)>, bool),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Repeat(Box<Node>, usize, Option<usize>),
    /// Anchors and other things without width.
    Nothing,
    /// A condition on what follows, which only the matcher knows.
    Ahead,
}

const DEEPEST: usize = 50;

impl Pattern {
    /// Reads a pattern; none where it says something that samples are not made for.
    #[must_use]
    pub fn parse(pattern: &str) -> Option<Self> {
        let mut letters = pattern.chars().peekable();
        let node = either(&mut letters, 0)?;
        letters.peek().is_none().then_some(())?;
        // A repetition of repetitions can take a matcher forever.
        let regex = if tame(&node, false) {
            regress::Regex::with_flags(pattern, "u")
                .or_else(|_| regress::Regex::new(pattern))
                .ok()
        } else {
            None
        };
        if regex.is_none() && looks_ahead(&node) {
            return None;
        }
        Some(Self { node, regex })
    }

    /// Whether a text matches, where that can be told in reasonable time.
    #[must_use]
    pub fn admits(&self, text: &str) -> Option<bool> {
        if text.len() > 400 {
            return None;
        }
        Some(self.regex.as_ref()?.find(text).is_some())
    }

    /// Texts that match by the way they are made, at least so long, the shortest first.
    pub fn sample(&self, least: usize) -> impl Iterator<Item = String> + '_ {
        let extra = [0, 1, 3, 7, 15, 31, 63, 127, 255];
        let made = extra.into_iter().map(move |extra| {
            let mut out = String::new();
            write(&self.node, extra, &mut out);
            out
        });
        let long_enough = move |text: &String| {
            let length = text.chars().count();
            length >= least && length <= 4_000
        };
        // Where nothing repeats and nothing is anchored, letters can follow.
        let padded = std::iter::once_with(move || {
            let mut out = String::new();
            write(&self.node, 0, &mut out);
            while out.chars().count() < least {
                out.push('a');
            }
            out
        });
        made.filter(long_enough).chain(padded)
    }
}

fn looks_ahead(node: &Node) -> bool {
    match node {
        Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().any(looks_ahead),
        Node::Repeat(inner, ..) => looks_ahead(inner),
        Node::Ahead => true,
        _ => false,
    }
}

fn tame(node: &Node, repeated: bool) -> bool {
    match node {
        Node::Sequence(nodes) | Node::Either(nodes) => {
            nodes.iter().all(|node| tame(node, repeated))
        }
        Node::Repeat(inner, _, most) => {
            let endless = most.is_none_or(|most| most > 10);
            !(repeated && endless) && tame(inner, repeated || endless)
        }
        _ => true,
    }
}

fn write(node: &Node, extra: usize, out: &mut String) {
    if out.len() > 8_000 {
        return;
    }
    match node {
        Node::Letter(letter) => out.push(*letter),
        Node::Class(ranges, negated) => out.push(pick(ranges, *negated, out.chars().count())),
        Node::Sequence(nodes) => nodes.iter().for_each(|node| write(node, extra, out)),
        Node::Either(nodes) => {
            if let Some(first) = nodes.first() {
                write(first, extra, out);
            }
        }
        Node::Repeat(inner, least, most) => {
            let count = least.saturating_add(extra).min(most.unwrap_or(usize::MAX));
            for _ in 0..count.min(4_000) {
                write(inner, extra, out);
            }
        }
        Node::Nothing | Node::Ahead => {}
    }
}

/// A letter of a class, going on from one place to the next so that samples read as texts.
fn pick(ranges: &[(char, char)], negated: bool, at: usize) -> char {
    let within = |letter: char| {
        ranges
            .iter()
            .any(|(low, high)| (*low..=*high).contains(&letter))
            != negated
    };
    for alphabet in [
        "abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "1234567890",
    ] {
        let fitting: Vec<char> = alphabet.chars().filter(|letter| within(*letter)).collect();
        if let Some(letter) = fitting.get(at % fitting.len().max(1)) {
            return *letter;
        }
    }
    ('!'..='~')
        .find(|letter| within(*letter))
        .or_else(|| ranges.first().map(|(low, _)| *low))
        .unwrap_or('a')
}

fn either(letters: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Node> {
    if depth > DEEPEST {
        return None;
    }
    let mut branches = vec![sequence(letters, depth)?];
    while letters.next_if_eq(&'|').is_some() {
        branches.push(sequence(letters, depth)?);
    }
    if branches.len() == 1 {
        return branches.pop();
    }
    Some(Node::Either(branches))
}

fn sequence(letters: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Node> {
    let mut nodes = Vec::new();
    while let Some(letter) = letters.peek() {
        if matches!(letter, '|' | ')') {
            break;
        }
        let node = atom(letters, depth)?;
        nodes.push(repeated(node, letters)?);
    }
    Some(Node::Sequence(nodes))
}

fn atom(letters: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Node> {
    Some(match letters.next()? {
        '^' | '$' => Node::Nothing,
        '.' => Node::Class(vec![('\n', '\n'), ('\r', '\r')], true),
        '(' => {
            let mut ahead = false;
            if letters.next_if_eq(&'?').is_some() {
                match letters.next()? {
                    ':' => {}
                    '<' => {
                        // A named group; what looks behind is not supported.
                        if matches!(letters.peek()?, '=' | '!') {
                            return None;
                        }
                        while letters.next()? != '>' {}
                    }
                    // What looks ahead limits what follows: samples are checked against it.
                    '=' | '!' => ahead = true,
                    _ => return None,
                }
            }
            let inner = either(letters, depth + 1)?;
            letters.next_if_eq(&')')?;
            if ahead { Node::Ahead } else { inner }
        }
        '[' => class(letters)?,
        '\\' => escape(letters)?,
        letter => Node::Letter(letter),
    })
}

fn repeated(node: Node, letters: &mut Peekable<Chars<'_>>) -> Option<Node> {
    let (least, most) = match letters.peek() {
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('?') => (0, Some(1)),
        Some('{') => {
            let mut ahead = letters.clone();
            ahead.next();
            let text: String = ahead.take_while(|letter| *letter != '}').collect();
            let (least, most) = match text.split_once(',') {
                None => (text.parse().ok()?, Some(text.parse().ok()?)),
                Some((least, "")) => (least.parse().ok()?, None),
                Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
            };
            for _ in 0..text.chars().count() + 1 {
                letters.next();
            }
            (least, most)
        }
        _ => return Some(node),
    };
    letters.next();
    letters.next_if_eq(&'?');
    Some(Node::Repeat(Box::new(node), least, most))
}

fn escape(letters: &mut Peekable<Chars<'_>>) -> Option<Node> {
    let letter = letters.next()?;
    if matches!(letter, 'b' | 'B') {
        return Some(Node::Nothing);
    }
    if letter.is_ascii_digit() && letter != '0' {
        return None;
    }
    if let Some((ranges, negated)) = shorthand(letter) {
        return Some(Node::Class(ranges, negated));
    }
    if matches!(letter, 'p' | 'P') {
        letters.next_if_eq(&'{')?;
        let name: String = letters.take_while(|letter| *letter != '}').collect();
        let ranges = match name.as_str() {
            "L" | "Letter" | "Ll" => vec![('a', 'z')],
            "Lu" => vec![('A', 'Z')],
            "N" | "Nd" => vec![('0', '9')],
            _ => return None,
        };
        return Some(Node::Class(ranges, letter == 'P'));
    }
    Some(Node::Letter(plain(letter, letters)?))
}

fn shorthand(letter: char) -> Option<(Vec<(char, char)>, bool)> {
    let ranges = match letter.to_ascii_lowercase() {
        'd' => vec![('0', '9')],
        'w' => vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')],
        's' => vec![(' ', ' '), ('\t', '\r')],
        _ => return None,
    };
    Some((ranges, letter.is_ascii_uppercase()))
}

/// The letter that an escape stands for.
fn plain(letter: char, letters: &mut Peekable<Chars<'_>>) -> Option<char> {
    let hex = |letters: &mut Peekable<Chars<'_>>, digits: usize| {
        let text: String = letters.by_ref().take(digits).collect();
        char::from_u32(u32::from_str_radix(&text, 16).ok()?)
    };
    match letter {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'f' => Some('\u{c}'),
        'v' => Some('\u{b}'),
        '0' => Some('\0'),
        'x' => hex(letters, 2),
        'u' if letters.next_if_eq(&'{').is_some() => {
            let text: String = letters.take_while(|letter| *letter != '}').collect();
            char::from_u32(u32::from_str_radix(&text, 16).ok()?)
        }
        'u' => hex(letters, 4),
        other => Some(other),
    }
}

fn class(letters: &mut Peekable<Chars<'_>>) -> Option<Node> {
    let negated = letters.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        let low = match letters.next()? {
            ']' => break,
            '\\' => {
                let letter = letters.next()?;
                if let Some((more, false)) = shorthand(letter) {
                    ranges.extend(more);
                    continue;
                }
                if letter.is_ascii_uppercase() || letter == 'p' {
                    return None;
                }
                plain(letter, letters)?
            }
            letter => letter,
        };
        let mut ahead = letters.clone();
        if ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']') {
            letters.next();
            let high = match letters.next()? {
                '\\' => {
                    let letter = letters.next()?;
                    plain(letter, letters)?
                }
                letter => letter,
            };
            ranges.push((low, high));
        } else {
            ranges.push((low, low));
        }
    }
    Some(Node::Class(ranges, negated))
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn samples_match() {
        for (pattern, least) in [
            ("^[A-Za-z]{10}$", 0),
            (r"^[0-9]{4}-[0-9]{2}T\.[0-9]{3}Z$", 0),
            (r"^[^\x00-\x1F\x7F]*$", 1),
            (r"^(a|b)+\d{2,}$", 9),
            (r"^[45][0-9]{2}$", 0),
            (r"x", 5),
            (r"^\p{L}+$", 2),
            (r"^(?<year>\d{4})(?:-\d\d)?$", 0),
            (r"[\w.-]+@[\w-]+\.\w{2,}", 0),
            (r"^a{0}b{2}\/$", 0),
            (r"^(?![0-9])[a-z][a-z0-9-]*[a-zA-Z0-9]$", 3),
        ] {
            let parsed = Pattern::parse(pattern).expect(pattern);
            let sample = parsed
                .sample(least)
                .find(|text| parsed.admits(text) == Some(true));
            let sample = sample.unwrap_or_else(|| panic!("{pattern}"));
            assert!(sample.chars().count() >= least, "{pattern}: {sample}");
        }
        let ten = Pattern::parse("^[A-Za-z]{10}$").and_then(|ten| ten.sample(0).next());
        assert_eq!(ten.as_deref(), Some("abcdefghij"));
    }

    #[test]
    fn what_could_take_forever_is_not_tried() {
        let pattern = Pattern::parse("^(a+)+$").expect("a pattern");
        assert_eq!(pattern.admits(&format!("{}!", "a".repeat(60))), None);
        assert!(Pattern::parse(&"(".repeat(100_000)).is_none());
        assert!(Pattern::parse("(?<=x)y").is_none());
    }
}
