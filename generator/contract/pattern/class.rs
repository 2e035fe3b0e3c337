//! Sets of characters.

/// A set of Unicode scalar values, as sorted ranges that neither touch nor overlap.
///
/// Surrogates are no scalar values: no JSON text that this project reads holds one, so that they
/// belong to no set, complements included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Class(Vec<(u32, u32)>);

const LAST: u32 = 0x10_ffff;
const SURROGATES: (u32, u32) = (0xd800, 0xdfff);

impl Class {
    pub fn any() -> Self {
        Self::new(vec![(0, LAST)])
    }

    pub fn one(character: char) -> Self {
        Self::new(vec![(character.into(), character.into())])
    }

    pub fn new(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.retain(|(low, high)| low <= high);
        ranges.sort_unstable();
        let mut out: Vec<(u32, u32)> = Vec::with_capacity(ranges.len() + 1);
        for (low, high) in ranges {
            for (low, high) in without_surrogates(low, high.min(LAST)) {
                match out.last_mut() {
                    Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                    _ => out.push((low, high)),
                }
            }
        }
        Self(out)
    }

    pub fn digits() -> Self {
        Self::new(vec![(48, 57)])
    }

    pub fn word() -> Self {
        Self::new(vec![(48, 57), (65, 90), (95, 95), (97, 122)])
    }

    /// WhiteSpace and LineTerminator (ECMA-262, sections 12.2 and 12.3).
    pub fn space() -> Self {
        Self::new(vec![
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

    /// LineTerminator (ECMA-262, section 12.3).
    pub fn line_ends() -> Self {
        Self::new(vec![(10, 10), (13, 13), (0x2028, 0x2029)])
    }

    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.0.iter().chain(&other.0).copied().collect())
    }

    pub fn negate(&self) -> Self {
        let mut out = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for (low, high) in &self.0 {
            if next < *low {
                out.push((next, low - 1));
            }
            next = high + 1;
        }
        out.push((next, LAST));
        Self::new(out)
    }

    /// Whether a character is in both.
    pub fn meets(&self, other: &Self) -> bool {
        let outside = self.negate();
        outside.union(other) != outside
    }

    pub fn contains(&self, character: u32) -> bool {
        self.0
            .binary_search_by(|(low, high)| {
                if character < *low {
                    std::cmp::Ordering::Greater
                } else if character > *high {
                    std::cmp::Ordering::Less
                } else {
                    std::cmp::Ordering::Equal
                }
            })
            .is_ok()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// The members, those that people read most easily first.
    pub fn characters(&self) -> impl Iterator<Item = char> + '_ {
        const PLAIN: [(u32, u32); 9] = [
            ('a' as u32, 'z' as u32),
            ('0' as u32, '9' as u32),
            ('A' as u32, 'Z' as u32),
            ('-' as u32, '/' as u32),
            ('!' as u32, ',' as u32),
            (':' as u32, '@' as u32),
            ('[' as u32, '`' as u32),
            ('{' as u32, '~' as u32),
            (0xa1, 0x2ff),
        ];
        let plain = PLAIN
            .into_iter()
            .flat_map(|(low, high)| low..=high)
            .filter(|code| self.contains(*code));
        let is_plain = |code: &u32| PLAIN.iter().any(|(low, high)| (low..=high).contains(&code));
        let rest = self.0.iter().flat_map(|(low, high)| *low..=*high);
        plain
            .chain(rest.filter(move |code| !is_plain(code)))
            .filter_map(char::from_u32)
    }
}

fn without_surrogates(low: u32, high: u32) -> impl Iterator<Item = (u32, u32)> {
    [
        (low, high.min(SURROGATES.0 - 1)),
        (low.max(SURROGATES.1 + 1), high),
    ]
    .into_iter()
    .filter(|(low, high)| low <= high)
}

/// Cuts the alphabet into the fewest sets such that every given class is a union of some of them.
pub fn partition(classes: &[&Class]) -> Vec<Class> {
    let mut cuts: Vec<u32> = vec![0];
    for class in classes {
        for (low, high) in class.ranges() {
            cuts.push(*low);
            cuts.push(high + 1);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts: indexmap::IndexMap<Vec<bool>, Vec<(u32, u32)>> = indexmap::IndexMap::new();
    for (index, low) in cuts.iter().enumerate() {
        let high = cuts.get(index + 1).map_or(LAST, |next| next - 1);
        if *low > LAST {
            continue;
        }
        let signature = classes.iter().map(|class| class.contains(*low)).collect();
        parts.entry(signature).or_default().push((*low, high));
    }
    parts
        .into_values()
        .map(Class::new)
        .filter(|class| !class.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Class, partition};

    #[test]
    fn complements_leave_surrogates_out() {
        let class = Class::new(vec![(98, 100), (97, 97), (0xd000, 0xe000)]);
        assert_eq!(
            class.ranges(),
            [(97, 100), (0xd000, 0xd7ff), (0xe000, 0xe000)]
        );
        assert_eq!(class.negate().negate(), class);
        assert!(!class.negate().contains(0xd800));
    }

    #[test]
    fn parts_are_told_apart_by_the_classes_only() {
        let digits = Class::new(vec![(48, 57)]);
        let word = Class::new(vec![(48, 57), (97, 122)]);
        let parts = partition(&[&digits, &word]);
        assert_eq!(parts.len(), 3);
        assert!(parts.contains(&digits));
    }
}
