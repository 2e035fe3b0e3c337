//! What a page about a review shows, with everything decided.

use std::fmt::Write;

use super::{Report, Version};
use crate::review::finding::{Finding, Verdict, Witness};
use crate::source::Place;

/// A whole review.
#[derive(Debug)]
pub struct Page {
    pub title: String,
    pub base: String,
    pub head: String,
    /// `2 breaking, 1 unproven, 5 compatible`
    pub summary: String,
    pub advice: Option<String>,
    pub breaking: Vec<FindingView>,
    pub unproven: Vec<FindingView>,
    pub compatible: Vec<FindingView>,
    /// Findings that are not shown, for lack of room.
    pub hidden: usize,
}

#[derive(Debug)]
pub struct FindingView {
    pub code: &'static str,
    pub title: &'static str,
    pub verdict: &'static str,
    pub severity: &'static str,
    pub fingerprint: String,
    pub message: String,
    pub reason: Option<String>,
    pub reached: Vec<String>,
    pub more: usize,
    pub base: Option<PlaceView>,
    pub head: Option<PlaceView>,
    /// The request, as a command to copy.
    pub curl: Option<String>,
    /// The answer, as it goes over the wire.
    pub answer: Option<String>,
    pub consent: Option<String>,
}

/// A place in a file, with the lines around it.
#[derive(Debug)]
pub struct PlaceView {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub pointer: String,
    pub excerpt: Excerpt,
}

#[derive(Debug)]
pub struct Excerpt {
    pub lines: Vec<Line>,
}

#[derive(Debug)]
pub struct Line {
    pub number: usize,
    pub text: String,
    pub marked: bool,
}

/// Operations that one finding lists by name.
const LISTED: usize = 8;
/// Lines before and after the one that changed.
const AROUND: usize = 5;
/// Longer lines are cut: a minified document is one line.
const WIDTH: usize = 160;

impl Report<'_> {
    pub(super) fn page(&self, most: usize) -> Page {
        let mut left = most;
        let mut of = |verdict: Verdict| -> Vec<FindingView> {
            let views: Vec<FindingView> = self
                .findings
                .iter()
                .filter(|finding| finding.verdict == verdict)
                .take(left)
                .map(|finding| self.view(finding))
                .collect();
            left -= views.len();
            views
        };
        let (breaking, unproven) = (of(Verdict::Breaking), of(Verdict::Unproven));
        let compatible = of(Verdict::Compatible);
        let hidden = self.findings.len() - breaking.len() - unproven.len() - compatible.len();
        Page {
            title: self.head.title.to_owned(),
            base: self.label(self.base),
            head: self.label(self.head),
            summary: self.summary(),
            advice: self.advice_text(),
            breaking,
            unproven,
            compatible,
            hidden,
        }
    }

    fn label(&self, version: Version<'_>) -> String {
        format!("{} ({})", version.name, version.version)
    }

    pub(super) fn count(&self, verdict: Verdict) -> usize {
        let of = |finding: &&Finding| finding.verdict == verdict;
        self.findings.iter().filter(of).count()
    }

    pub(super) fn summary(&self) -> String {
        if self.findings.is_empty() {
            return "no change".into();
        }
        let consented = self
            .findings
            .iter()
            .filter(|finding| finding.consent.is_some())
            .count();
        let mut out = format!(
            "{} breaking, {} unproven, {} compatible",
            self.count(Verdict::Breaking),
            self.count(Verdict::Unproven),
            self.count(Verdict::Compatible)
        );
        if consented > 0 {
            let _ = write!(out, " ({consented} agreed to)");
        }
        out
    }

    pub(super) fn advice_text(&self) -> Option<String> {
        let needed = self.advice.needed.as_ref()?;
        (!self.advice.fits).then(|| {
            format!(
                "The version is {} and was {}; by Semantic Versioning this change asks for {needed}.",
                self.advice.head, self.advice.base
            )
        })
    }

    fn view(&self, finding: &Finding) -> FindingView {
        let reached: Vec<String> = finding
            .reached
            .iter()
            .take(LISTED)
            .map(ToString::to_string)
            .collect();
        FindingView {
            code: finding.rule.id,
            title: finding.rule.title,
            verdict: finding.verdict.name(),
            severity: finding.severity.name(),
            fingerprint: finding.fingerprint.clone(),
            message: finding.message.clone(),
            reason: finding.reason.clone(),
            more: finding.reached.len() - reached.len(),
            reached,
            base: place(self.base, finding.base.as_ref()),
            head: place(self.head, finding.head.as_ref()),
            curl: finding.witness.as_ref().and_then(curl),
            answer: finding.witness.as_ref().and_then(answer),
            consent: finding.consent.as_ref().map(|consent| {
                let until = consent
                    .until
                    .as_ref()
                    .map_or(String::new(), |day| format!(" (until {day})"));
                format!("{}{until}", consent.reason)
            }),
        }
    }
}

pub(super) fn place(version: Version<'_>, place: Option<&Place>) -> Option<PlaceView> {
    let place = place?;
    let file = version.sources.file(place.file)?;
    let position = version.sources.locate(place)?;
    let first = position.line.saturating_sub(AROUND).max(1);
    let lines = file
        .text
        .lines()
        .enumerate()
        .skip(first - 1)
        .take(2 * AROUND + 1)
        .map(|(index, text)| Line {
            number: index + 1,
            text: text.chars().take(WIDTH).collect(),
            marked: index + 1 == position.line,
        })
        .collect();
    Some(PlaceView {
        file: file.name.clone(),
        line: position.line,
        column: position.column,
        pointer: place.pointer.to_string(),
        excerpt: Excerpt { lines },
    })
}

/// A witness's request as a command line.
pub(super) fn curl(witness: &Witness) -> Option<String> {
    let method = witness.method?;
    if witness.answer.is_some() {
        return None;
    }
    let mut out = format!("curl -X {method} {}", quoted(&witness.url));
    for (name, value) in &witness.headers {
        let _ = write!(out, " -H {}", quoted(&format!("{name}: {value}")));
    }
    if let Some(body) = &witness.body {
        let _ = write!(out, " --data-raw {}", quoted(&body.to_string()));
    }
    Some(out)
}

/// A word of a shell command.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A witness's answer as HTTP writes it.
pub(super) fn answer(witness: &Witness) -> Option<String> {
    let answer = witness.answer.as_ref()?;
    let mut out = String::new();
    if let Some(method) = witness.method {
        let _ = writeln!(out, "{method} {}", witness.url);
    }
    let _ = write!(out, "HTTP/1.1 {}", answer.status);
    for (name, value) in &answer.headers {
        let _ = write!(out, "\n{name}: {value}");
    }
    if let Some(body) = &answer.body {
        let _ = write!(out, "\n\n{body}");
    }
    Some(out)
}
