//! How names are written.

/// A convention for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Case {
    /// `camelCase`
    Camel,
    /// `PascalCase`
    Pascal,
    /// `snake_case`
    Snake,
    /// `kebab-case`
    Kebab,
}

impl Case {
    /// Every convention.
    pub const ALL: [Self; 4] = [Self::Camel, Self::Pascal, Self::Snake, Self::Kebab];

    /// Returns the case's name, written in it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Snake => "snake_case",
            Self::Kebab => "kebab-case",
        }
    }

    /// Returns whether a name is written in the case.
    #[must_use]
    pub fn fits(self, name: &str) -> bool {
        let starts = |upper: bool| {
            name.chars()
                .next()
                .is_some_and(|first| first.is_ascii_uppercase() == upper || first.is_ascii_digit())
        };
        let made_of = |extra: Option<char>, upper: bool| {
            name.chars().all(|letter| {
                letter.is_ascii_lowercase()
                    || letter.is_ascii_digit()
                    || Some(letter) == extra
                    || upper && letter.is_ascii_uppercase()
            })
        };
        match self {
            Self::Camel => starts(false) && made_of(None, true),
            Self::Pascal => starts(true) && made_of(None, true),
            Self::Snake => made_of(Some('_'), false),
            Self::Kebab => made_of(Some('-'), false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn names_fit_their_case() {
        assert!(Case::Camel.fits("fooBar1") && !Case::Camel.fits("FooBar"));
        assert!(Case::Snake.fits("foo_bar") && !Case::Snake.fits("foo-bar"));
        assert!(Case::Kebab.fits("foo-bar") && !Case::Kebab.fits("fooBar"));
        assert!(Case::Pascal.fits("FooBar") && !Case::Pascal.fits("fooBar"));
    }
}
