//! What a team says about its reviews: how much each rule matters, how names are written, and the
//! changes that everyone has agreed to.

use serde_json::Value;

use super::finding::{Consent, Finding, Severity};
use super::policy::{finding, is_day};
use super::rules::{self, Rule};
use crate::source::Sources;

/// The contents of a review file.
#[derive(Debug, Clone)]
pub struct Settings {
    overrides: Vec<Override>,
    pub open_world: Option<bool>,
    /// The least number of days between deprecating an operation and its end.
    pub sunset_days: i64,
    pub naming: Naming,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            overrides: Vec::new(),
            open_world: None,
            sunset_days: 30,
            naming: Naming::default(),
        }
    }
}

/// How names are to be written, where a team has said so.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    pub paths: Option<Case>,
    pub parameters: Option<Case>,
    pub members: Option<Case>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Camel,
    Pascal,
    Snake,
    Kebab,
}

impl Case {
    const ALL: [Self; 4] = [Self::Camel, Self::Pascal, Self::Snake, Self::Kebab];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Snake => "snake_case",
            Self::Kebab => "kebab-case",
        }
    }

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

/// How much a rule matters, everywhere or on some paths. No severity: not at all.
#[derive(Debug, Clone)]
struct Override {
    rules: Vec<&'static Rule>,
    paths: Vec<String>,
    severity: Option<Severity>,
}

/// Rules of style that only count where a file says so: what breaks nobody and is common in
/// ordinary changes would drown the rest.
static OFF: [&Rule; 5] = [
    &rules::OPERATION_ID_CHANGED,
    &rules::TAGS_CHANGED,
    &rules::DESCRIPTION_REMOVED,
    &rules::NAMING,
    &rules::VERSION_TOO_LOW,
];

impl Settings {
    /// Reads a review file, in YAML or JSON.
    ///
    /// # Errors
    /// One sentence that says what is wrong with it.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let value = read(name, text)?;
        let Value::Object(members) = &value else {
            return Err(format!("{name} is not a mapping"));
        };
        let mut out = Self::default();
        for (key, value) in members {
            match key.as_str() {
                "rules" => {
                    let rules = value
                        .as_object()
                        .ok_or("`rules` maps codes to severities")?;
                    for (id, severity) in rules {
                        out.overrides.push(Override {
                            rules: vec![rule(id)?],
                            paths: Vec::new(),
                            severity: parse_severity(severity)?,
                        });
                    }
                }
                "overrides" => {
                    for entry in value.as_array().ok_or("`overrides` is a list")? {
                        let ids = entry.get("rules").map_or(Ok(Vec::new()), texts)?;
                        out.overrides.push(Override {
                            rules: ids.iter().map(|id| rule(id)).collect::<Result<_, _>>()?,
                            paths: entry.get("paths").map_or(Ok(Vec::new()), texts)?,
                            severity: parse_severity(
                                entry
                                    .get("severity")
                                    .ok_or("an override needs `severity`")?,
                            )?,
                        });
                    }
                }
                "open-world" => {
                    out.open_world = Some(value.as_bool().ok_or("`open-world` is true or false")?);
                }
                "sunset-days" => {
                    out.sunset_days = value.as_i64().ok_or("`sunset-days` is a number of days")?;
                }
                "naming" => {
                    let of = |key: &str| {
                        match value.get(key) {
                        None => Ok(None),
                        Some(name) => Case::ALL
                            .into_iter()
                            .find(|case| Some(case.name()) == name.as_str())
                            .map(Some)
                            .ok_or(format!("`naming.{key}` is none of camelCase, PascalCase, snake_case, kebab-case")),
                    }
                    };
                    out.naming = Naming {
                        paths: of("paths")?,
                        parameters: of("parameters")?,
                        members: of("members")?,
                    };
                }
                other => return Err(format!("{name} has an unknown key `{other}`")),
            }
        }
        Ok(out)
    }

    /// Gives every finding the severity that the file asks for, and drops those that are off.
    pub(super) fn apply(&self, findings: &mut Vec<Finding>) {
        findings.retain_mut(|finding| {
            let own = |list: &[&'static Rule]| list.iter().any(|rule| rule.id == finding.rule.id);
            let mut severity = if own(&OFF) && self.naming_is_off(finding.rule) {
                None
            } else {
                Some(finding.severity)
            };
            for entry in &self.overrides {
                let on_path = entry.paths.is_empty()
                    || !finding.reached.is_empty()
                        && finding.reached.iter().all(|reached| {
                            entry.paths.iter().any(|glob| matches(glob, &reached.path))
                        });
                if on_path && (entry.rules.is_empty() || own(&entry.rules)) {
                    severity = entry.severity;
                }
            }
            if let Some(severity) = severity {
                finding.severity = severity;
            }
            severity.is_some()
        });
    }

    /// Saying how names are written turns the rule on.
    fn naming_is_off(&self, rule: &Rule) -> bool {
        let said = self
            .naming
            .paths
            .or(self.naming.parameters)
            .or(self.naming.members);
        !(rule.id == rules::NAMING.id && said.is_some())
    }
}

/// Changes that everyone has agreed to.
#[derive(Debug, Clone, Default)]
pub struct Consents(Vec<(String, Consent)>);

impl Consents {
    /// Reads a file of consents, in YAML or JSON.
    ///
    /// # Errors
    /// One sentence that says what is wrong with it.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let value = read(name, text)?;
        let entries = value
            .get("consents")
            .and_then(Value::as_array)
            .ok_or(format!("{name} has no list `consents`"))?;
        let mut out = Vec::new();
        for entry in entries {
            let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
            let fingerprint = text("fingerprint").ok_or("a consent needs `fingerprint`")?;
            let reason = text("reason").ok_or("a consent needs `reason`")?;
            let until = text("until");
            if until.as_deref().is_some_and(|day| !is_day(day)) {
                return Err(format!(
                    "the consent {fingerprint} has no day like 2030-12-31"
                ));
            }
            out.push((fingerprint, Consent { reason, until }));
        }
        Ok(Self(out))
    }

    /// The text of an entry, to stand below `consents:`.
    #[must_use]
    pub fn entry(fingerprint: &str, reason: &str, until: Option<&str>) -> String {
        // JSON strings are YAML strings.
        let mut out = format!(
            "  - fingerprint: {}\n    reason: {}\n",
            Value::from(fingerprint),
            Value::from(reason)
        );
        if let Some(day) = until {
            out.push_str(&format!("    until: {}\n", Value::from(day)));
        }
        out
    }

    /// Marks the findings that are agreed to, and adds one for every consent that has expired or
    /// fits nothing.
    pub(super) fn apply(&self, findings: &mut Vec<Finding>, today: Option<&str>) {
        let mut notes = Vec::new();
        for (fingerprint, consent) in &self.0 {
            let expired = consent
                .until
                .as_deref()
                .zip(today)
                .is_some_and(|(until, today)| until < today);
            let found = findings
                .iter_mut()
                .find(|finding| finding.fingerprint == *fingerprint);
            match found {
                None => notes.push(finding(
                    &rules::CONSENT_STALE,
                    [None, None],
                    Vec::new(),
                    format!("the consent {fingerprint} fits no finding"),
                )),
                Some(_) if expired => notes.push(finding(
                    &rules::CONSENT_EXPIRED,
                    [None, None],
                    Vec::new(),
                    format!(
                        "the consent {fingerprint} ended on {}",
                        consent.until.as_deref().unwrap_or("")
                    ),
                )),
                Some(finding) => finding.consent = Some(consent.clone()),
            }
        }
        findings.append(&mut notes);
    }
}

fn read(name: &str, text: &str) -> Result<Value, String> {
    let mut sources = Sources::default();
    match sources.add(name, text.to_owned(), &mut Vec::new()) {
        Ok(file) => Ok(sources
            .file(file)
            .map_or(Value::Null, |file| file.value.clone())),
        Err(problem) => Err(format!("{name}: {}", problem.message)),
    }
}

fn rule(id: &str) -> Result<&'static Rule, String> {
    rules::find(id).ok_or(format!(
        "`{id}` is no rule; `counterpart explain` lists them"
    ))
}

fn texts(value: &Value) -> Result<Vec<String>, String> {
    let items = value.as_array().ok_or("a list of texts is wanted")?;
    items
        .iter()
        .map(|item| {
            item.as_str()
                .map(str::to_owned)
                .ok_or_else(|| "a list of texts is wanted".into())
        })
        .collect()
}

fn parse_severity(value: &Value) -> Result<Option<Severity>, String> {
    match value.as_str() {
        Some("error") => Ok(Some(Severity::Error)),
        Some("warning") => Ok(Some(Severity::Warning)),
        Some("note") => Ok(Some(Severity::Note)),
        Some("off") => Ok(None),
        _ if *value == Value::Bool(false) => Ok(None),
        _ => Err(format!("`{value}` is none of error, warning, note, off")),
    }
}

/// Whether a path is one of a pattern in which `*` stands for one part and `**` for any number.
fn matches(glob: &str, path: &str) -> bool {
    fn parts(glob: &[&str], path: &[&str]) -> bool {
        match (glob.split_first(), path.split_first()) {
            (None, None) => true,
            (Some((&"**", rest)), _) => {
                (0..=path.len()).any(|skip| path.get(skip..).is_some_and(|left| parts(rest, left)))
            }
            (Some((own, rest)), Some((part, left))) => {
                (*own == "*" || own == part) && parts(rest, left)
            }
            _ => false,
        }
    }
    // Two wildcards without end would try every split; one path is never that long.
    let glob: Vec<&str> = glob.split('/').take(30).collect();
    let path: Vec<&str> = path.split('/').take(60).collect();
    glob.iter().filter(|part| **part == "**").count() <= 2 && parts(&glob, &path)
}

#[cfg(test)]
mod tests {
    use super::{Case, Consents, Settings, matches};

    #[test]
    fn paths_are_matched_part_by_part() {
        assert!(matches("/internal/**", "/internal/a/b"));
        assert!(matches("/a/*/c", "/a/{b}/c"));
        assert!(!matches("/a/*", "/a/b/c"));
    }

    #[test]
    fn names_fit_their_case() {
        assert!(Case::Camel.fits("fooBar1") && !Case::Camel.fits("FooBar"));
        assert!(Case::Snake.fits("foo_bar") && !Case::Snake.fits("foo-bar"));
        assert!(Case::Kebab.fits("foo-bar") && !Case::Kebab.fits("fooBar"));
        assert!(Case::Pascal.fits("FooBar") && !Case::Pascal.fits("fooBar"));
    }

    #[test]
    fn files_say_what_is_wrong_with_them() {
        for text in [
            "[]",
            "rules: {R999: error}",
            "rules: {R101: loud}",
            "nmaing: {}",
            "naming: {paths: Odd}",
        ] {
            assert!(Settings::parse("review.yaml", text).is_err(), "{text}");
        }
        assert!(Consents::parse("consents.yaml", "consents: [{fingerprint: a}]").is_err());
        let entry = Consents::entry("abc", "we \"agreed\": yes", Some("2030-01-01"));
        let file = format!("consents:\n{entry}");
        assert!(Consents::parse("consents.yaml", &file).is_ok());
    }
}
