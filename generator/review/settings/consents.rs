//! The changes that everyone has agreed to, in a file that is reviewed like any other.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::{ConsentError, ConsentFileError};
use super::file::read;
use crate::finding::{Consent, Finding};
use crate::lifecycle::is_day;
use crate::rules;
use counterpart_contract::diagnostic::visible_json;

/// The comment at the top of the file.
const HEADER: &str = "\
# Changes of the contract that everyone has agreed to, by the fingerprints of their findings.
# `counterpart accept` adds to this file and keeps it sorted.
";

/// Changes that everyone has agreed to, by their fingerprints.
#[derive(Debug, Clone, Default)]
pub struct Consents(BTreeMap<String, Consent>);

impl Consents {
    /// Reads a file of consents, in YAML or JSON.
    ///
    /// # Errors
    /// If the file is neither, has no array `consents`, or has a consent that is incomplete.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConsentFileError> {
        Self::parse_text(name, text).map_err(|message| ConsentFileError {
            file: name.to_owned(),
            message,
        })
    }

    fn parse_text(name: &str, text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let value = read(name, text)?;
        let entries = match value.get("consents") {
            Some(Value::Array(entries)) => entries.as_slice(),
            Some(Value::Null) => &[],
            _ => return Err("there is no array `consents`".to_owned()),
        };
        let mut out = Self::default();
        for entry in entries {
            const KNOWN: [&str; 4] = ["fingerprint", "reason", "until", "change"];
            let mut keys = entry.as_object().into_iter().flat_map(|entry| entry.keys());
            if let Some(key) = keys.find(|key| !KNOWN.contains(&key.as_str())) {
                return Err(format!("a consent has the unknown key `{key}`"));
            }
            let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
            let fingerprint = text("fingerprint").ok_or("a consent needs `fingerprint`")?;
            let consent = Consent {
                reason: text("reason").ok_or("a consent needs `reason`")?,
                until: text("until"),
                change: text("change"),
            };
            out.insert(&fingerprint, consent)
                .map_err(|error| error.to_string())?;
        }
        Ok(out)
    }

    /// Adds a consent, or replaces the one for the same finding.
    ///
    /// # Errors
    /// If the fingerprint, the reason or the last day is not of its form.
    pub fn insert(&mut self, fingerprint: &str, consent: Consent) -> Result<(), ConsentError> {
        if fingerprint.len() != 16 || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(ConsentError::InvalidFingerprint(fingerprint.to_owned()));
        }
        if consent.reason.trim().is_empty() {
            return Err(ConsentError::MissingReason(fingerprint.to_owned()));
        }
        if consent.until.as_deref().is_some_and(|day| !is_day(day)) {
            return Err(ConsentError::InvalidDay(fingerprint.to_owned()));
        }
        self.0.insert(fingerprint.to_ascii_lowercase(), consent);
        Ok(())
    }

    /// Returns the content of the file, in the order of the fingerprints.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEADER}consents:\n");
        for (fingerprint, consent) in &self.0 {
            // JSON strings are YAML strings where nothing is hidden in them.
            let mut line = |key: &str, value: &str| {
                let json = Value::from(value).to_string();
                out.push_str(&format!("{key}: {}\n", visible_json(&json)));
            };
            line("  - fingerprint", fingerprint);
            if let Some(change) = &consent.change {
                line("    change", change);
            }
            line("    reason", &consent.reason);
            if let Some(day) = &consent.until {
                line("    until", day);
            }
        }
        out
    }

    /// Marks the findings that are agreed to.
    pub(crate) fn mark(&self, findings: &mut [Finding], today: Option<&str>) {
        for finding in findings {
            let consent = self.0.get(&finding.fingerprint);
            finding.consent = consent.filter(|own| !is_over(own, today)).cloned();
        }
    }

    /// A finding for every consent that has expired or fits nothing.
    pub(crate) fn leftovers(&self, findings: &[Finding], today: Option<&str>) -> Vec<Finding> {
        let left = self.0.iter().filter_map(|(fingerprint, consent)| {
            let change = consent.change.as_ref();
            let change = change.map_or(String::new(), |change| format!(" ({change})"));
            let known = findings.iter().any(|own| own.fingerprint == *fingerprint);
            let (rule, message) = if !known {
                let message = format!("the consent {fingerprint}{change} matches no finding");
                (&rules::CONSENT_UNMATCHED, message)
            } else if is_over(consent, today) {
                let day = consent.until.as_deref().unwrap_or_default();
                let message = format!("the consent {fingerprint}{change} expired on {day}");
                (&rules::CONSENT_EXPIRED, message)
            } else {
                return None;
            };
            Some(Finding::of_policy(
                rule,
                fingerprint.clone(),
                [None, None],
                Vec::new(),
                message,
            ))
        });
        left.collect()
    }
}

fn is_over(consent: &Consent, today: Option<&str>) -> bool {
    let days = consent.until.as_deref().zip(today);
    days.is_some_and(|(until, today)| until < today)
}

#[cfg(test)]
mod tests {
    use super::{Consent, Consents};

    #[test]
    fn what_is_written_is_read_again() {
        let mut consents = Consents::default();
        for (print, until) in [("b".repeat(16), Some("2030-01-01")), ("a".repeat(16), None)] {
            let consent = Consent {
                reason: "we \"agreed\": yes\n# or not".into(),
                until: until.map(str::to_owned),
                change: Some("R101 operation-removed: GET /a was removed".into()),
            };
            consents.insert(&print, consent).expect("a consent");
        }
        let text = consents.to_text();
        assert!(text.find("aaaa") < text.find("bbbb"), "{text}");
        let again = Consents::parse("consents.yaml", &text).expect("the same file");
        assert_eq!(again.to_text(), text);
    }

    /// The characters that YAML 1.2 (section 5.1) prints, none of which YAML 1.1 takes for a break.
    fn is_printable(letter: char) -> bool {
        matches!(letter, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
            && !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}')
    }

    #[test]
    fn any_text_is_written_as_every_reader_takes_it() {
        let all: Vec<char> = (char::MIN..=char::MAX).collect();
        for some in all.chunks(0x8000) {
            let said: String = some.iter().collect();
            let mut consents = Consents::default();
            let consent = Consent {
                reason: format!("agreed: {said}"),
                until: None,
                change: Some(said.clone()),
            };
            consents
                .insert(&"a".repeat(16), consent)
                .expect("a consent");
            let text = consents.to_text();
            assert!(text.chars().all(is_printable), "{:?}", some[0]);
            let again = Consents::parse("consents.yaml", &text).expect("the same file");
            let [consent] = again.0.values().collect::<Vec<_>>()[..] else {
                panic!("one consent")
            };
            assert_eq!(consent.change.as_deref(), Some(&*said));
            assert_eq!(consent.reason, format!("agreed: {said}"));
        }
    }

    #[test]
    fn files_say_what_is_wrong_with_them() {
        for text in [
            "consents: [{fingerprint: a}]",
            "consents: [{fingerprint: aaaaaaaaaaaaaaaa}]",
            "consents: [{fingerprint: aaaaaaaaaaaaaaaa, reason: x, until: soon}]",
            "consents: {}",
            "[]",
        ] {
            assert!(Consents::parse("consents.yaml", text).is_err(), "{text}");
        }
    }
}
