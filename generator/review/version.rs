//! Versions by Semantic Versioning 2.0.0, and what a change asks of the next one.

use std::cmp::Ordering;
use std::fmt;

/// The part of a version that a change requires to be increased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing that others use is different.
    Patch,
    /// Something was added.
    Minor,
    /// Something that others use was removed or changed.
    Major,
}

impl Bump {
    /// Returns `patch`, `minor` or `major`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// The version that Semantic Versioning requires after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// The version before the change.
    pub base: String,
    /// The version after the change.
    pub head: String,
    /// The least version that fits the change; none where the old version is not of that form.
    pub needed: Option<String>,
    /// Whether the version after the change is that version, or a later one that fits.
    pub fits: bool,
}

impl Advice {
    /// Returns what a change of this weight requires, and whether `head` gives it; no change asks nothing.
    #[must_use]
    pub fn new(base: &str, head: &str, change: Option<Bump>) -> Self {
        let versions = Version::parse(base).zip(Version::parse(head));
        let (needed, fits) = match versions {
            None => (None, true),
            Some((base, head)) => {
                let needed = change.map_or_else(|| base.clone(), |bump| base.after(bump));
                let fits = head >= needed || head.releases(&needed, &base);
                (Some(needed.to_string()), fits)
            }
        };
        Self {
            base: base.to_owned(),
            head: head.to_owned(),
            needed,
            fits,
        }
    }
}

/// A version as people write it: `v` before it and missing numbers are understood.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Version {
    /// How many of the numbers are written: `71` has one.
    written: usize,
    numbers: [u64; 3],
    pre: Vec<String>,
}

impl Version {
    fn parse(text: &str) -> Option<Self> {
        let plain = text.trim().trim_start_matches(['v', 'V']);
        let plain = plain.split('+').next()?;
        let (numbers, pre) = match plain.split_once('-') {
            Some((numbers, pre)) => (numbers, pre.split('.').map(str::to_owned).collect()),
            None => (plain, Vec::new()),
        };
        let parts: Vec<u64> = numbers
            .split('.')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let numbers = match *parts.as_slice() {
            [major] => [major, 0, 0],
            [major, minor] => [major, minor, 0],
            [major, minor, patch] => [major, minor, patch],
            _ => return None,
        };
        // `2024-01-31` is a day: what stands before the dash is no whole version.
        let whole = pre.is_empty() || parts.len() == 3;
        whole.then_some(Self {
            written: parts.len(),
            numbers,
            pre,
        })
    }

    /// The least version that fits after a change. Below 1.0 everything moves one place to the
    /// right, as cargo and npm read it (section 4 of the specification leaves it open). A
    /// pre-release promises nothing (section 9), so that any later one fits.
    fn after(&self, bump: Bump) -> Self {
        let [major, minor, patch] = self.numbers;
        if !self.pre.is_empty() {
            let mut pre = self.pre.clone();
            match pre.last_mut().map(|last| (last.parse::<u64>(), last)) {
                Some((Ok(number), last)) => *last = number.saturating_add(1).to_string(),
                _ => pre.push("1".into()),
            }
            return Self {
                pre,
                ..self.clone()
            };
        }
        let numbers = match (bump, self.numbers) {
            (Bump::Major, [0, 0, patch]) => [0, 0, patch.saturating_add(1)],
            (Bump::Major, [0, minor, _]) => [0, minor.saturating_add(1), 0],
            (Bump::Minor, [0, ..]) | (Bump::Patch, _) => [major, minor, patch.saturating_add(1)],
            (Bump::Major, _) => [major.saturating_add(1), 0, 0],
            (Bump::Minor, _) => [major, minor.saturating_add(1), 0],
        };
        // A version of fewer numbers cannot tell a smaller change.
        let mut out = self.clone();
        for (own, new) in out.numbers.iter_mut().zip(numbers).take(self.written) {
            *own = new;
        }
        out
    }

    /// Returns whether this is a pre-release of the version that is needed, or of a later one.
    fn releases(&self, needed: &Self, base: &Self) -> bool {
        base.pre.is_empty() && self.numbers >= needed.numbers && self > base
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, number) in self.numbers.iter().take(self.written).enumerate() {
            let dot = if index == 0 { "" } else { "." };
            write!(out, "{dot}{number}")?;
        }
        if !self.pre.is_empty() {
            write!(out, "-{}", self.pre.join("."))?;
        }
        Ok(())
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Precedence (section 11).
impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let pre = match (self.pre.is_empty(), other.pre.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => {
                let parts = self.pre.iter().zip(&other.pre);
                parts
                    .map(|(own, other)| identifiers(own, other))
                    .find(|order| order.is_ne())
                    .unwrap_or_else(|| self.pre.len().cmp(&other.pre.len()))
            }
        };
        self.numbers.cmp(&other.numbers).then(pre)
    }
}

/// Numbers go by value and before words; words go by their characters.
fn identifiers(own: &str, other: &str) -> Ordering {
    match (own.parse::<u64>(), other.parse::<u64>()) {
        (Ok(own), Ok(other)) => own.cmp(&other),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => own.cmp(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{Advice, Bump, Version};

    fn needed(base: &str, bump: Bump) -> Option<String> {
        Advice::new(base, base, Some(bump)).needed
    }

    #[test]
    fn changes_ask_for_versions() {
        for (base, bump, wanted) in [
            ("1.2.3", Bump::Major, "2.0.0"),
            ("1.2.3", Bump::Minor, "1.3.0"),
            ("1.2.3", Bump::Patch, "1.2.4"),
            ("0.3.1", Bump::Major, "0.4.0"),
            ("0.3.1", Bump::Minor, "0.3.2"),
            ("0.0.7", Bump::Major, "0.0.8"),
            ("v1.2", Bump::Major, "2.0"),
            ("71", Bump::Major, "72"),
            ("71", Bump::Minor, "71"),
            ("2.0.0-rc.1", Bump::Major, "2.0.0-rc.2"),
            ("2.0.0-beta", Bump::Minor, "2.0.0-beta.1"),
        ] {
            assert_eq!(needed(base, bump).as_deref(), Some(wanted), "{base} {bump}");
        }
        assert_eq!(
            Advice::new("1.2.3", "1.2.3", None).needed.as_deref(),
            Some("1.2.3")
        );
    }

    #[test]
    fn versions_fit_or_do_not() {
        for (base, head, bump, fits) in [
            ("1.2.3", "2.0.0", Bump::Major, true),
            ("1.2.3", "1.9.0", Bump::Major, false),
            ("1.2.3", "2.0.0-rc.1", Bump::Major, true),
            ("1.2.3", "1.3.0-rc.1", Bump::Major, false),
            ("2.0.0-rc.1", "2.0.0", Bump::Major, true),
            ("2.0.0-rc.1", "2.0.0-rc.1", Bump::Major, false),
            ("2.0.0-rc.2", "2.0.0-rc.10", Bump::Major, true),
            ("0.3.1", "0.3.2", Bump::Major, false),
            ("0.3.1", "0.4.0", Bump::Major, true),
            ("71", "71", Bump::Minor, true),
            ("71", "71", Bump::Major, false),
            ("2.0.0", "1.0.0", Bump::Patch, false),
        ] {
            let advice = Advice::new(base, head, Some(bump));
            assert_eq!(advice.fits, fits, "{base} to {head} {bump}: {advice:?}");
        }
    }

    #[test]
    fn other_schemes_get_no_advice() {
        for text in ["latest", "2024-01-31", "", "1.2.3.4", "1..2"] {
            assert_eq!(Version::parse(text), None, "{text}");
            assert!(Advice::new(text, "1.0.0", Some(Bump::Major)).fits);
        }
    }

    #[test]
    fn precedence_is_that_of_the_specification() {
        let sorted = [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
        ];
        let versions: Vec<Version> = sorted
            .iter()
            .filter_map(|text| Version::parse(text))
            .collect();
        assert_eq!(versions.len(), sorted.len());
        assert!(versions.is_sorted_by(|left, right| left < right));
    }
}
