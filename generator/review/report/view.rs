//! What a page about a review shows, with everything decided.

use std::fmt::Write;

use super::impact::{self, ImpactView};
use super::places::{PlaceView, Places};
use super::review::{Report, Version};
use super::whereabouts::whereabouts;
use crate::finding::{BodyForm, Finding, Verdict, Witness};

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
    pub impact: Option<ImpactView>,
}

#[derive(Debug)]
pub struct FindingView {
    pub code: &'static str,
    pub title: &'static str,
    pub verdict: &'static str,
    pub severity: &'static str,
    pub fingerprint: String,
    pub message: String,
    /// Where it is met, in the rest of a line.
    pub whereabouts: String,
    pub reason: Option<String>,
    pub reached: Vec<String>,
    pub more: usize,
    pub base: Option<PlaceView>,
    pub head: Option<PlaceView>,
    /// The request, as a command to copy.
    pub curl: Option<String>,
    /// The answer, as it goes over the wire.
    pub answer: Option<String>,
    /// An exchange is too long to be shown here.
    pub is_long: bool,
    pub consent: Option<String>,
}

/// Operations that one finding lists by name.
const LISTED: usize = 8;
/// How much of a review a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Findings, of all verdicts together.
    pub findings: usize,
    /// The length of an exchange; longer ones are left to the report for programs.
    pub exchange: usize,
}

impl Report<'_> {
    /// What a page shows of the review.
    #[must_use]
    pub fn page(&self, room: Room) -> Page {
        let mut places = Places::new(self);
        let mut left = room.findings;
        let mut of = |verdict: Verdict| -> Vec<FindingView> {
            let views: Vec<FindingView> = self
                .findings
                .iter()
                .filter(|finding| finding.verdict == verdict)
                .take(left)
                .map(|finding| view(finding, &mut places, room))
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
            impact: self
                .impact
                .map(|impact| impact::view(impact, room.findings)),
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
}

fn view(finding: &Finding, places: &mut Places<'_>, room: Room) -> FindingView {
    let listed = finding.reached.iter().take(LISTED);
    let reached: Vec<String> = listed.map(ToString::to_string).collect();
    let [base, head] = places.excerpts(finding);
    let witness = finding.witness.as_ref();
    let (curl, answer) = (witness.and_then(curl), witness.and_then(answer));
    let fits = |text: &String| text.len() <= room.exchange;
    let is_long = curl.iter().chain(&answer).any(|text| !fits(text));
    FindingView {
        code: finding.rule.id,
        title: finding.rule.title,
        verdict: finding.verdict.name(),
        severity: finding.severity.name(),
        fingerprint: finding.fingerprint.clone(),
        message: finding.message.clone(),
        whereabouts: whereabouts(&[finding]),
        reason: finding.reason.clone(),
        more: finding.reached.len() - reached.len(),
        reached,
        base,
        head,
        curl: curl.filter(fits),
        answer: answer.filter(fits),
        is_long,
        consent: finding.consent.as_ref().map(|consent| {
            let until = consent.until.as_ref();
            let until = until.map_or(String::new(), |day| format!(" (until {day})"));
            format!("{}{until}", consent.reason)
        }),
    }
}

/// How long an exchange may be where it is read among other lines.
pub const LINES: usize = 2_000;
/// How many characters are shown of one that is longer.
const BEGINNING: usize = 300;

/// A witness as texts to read: the request, or the answer with what it answers. Only the beginning
/// is there of one that is too long; the report for programs has all of it.
pub(super) fn exchange(witness: &Witness) -> impl Iterator<Item = String> {
    let shown = [curl(witness), answer(witness)].into_iter().flatten();
    shown.map(|text| {
        if text.len() <= LINES {
            return text;
        }
        let more = text.chars().count().saturating_sub(BEGINNING);
        let beginning: String = text.chars().take(BEGINNING).collect();
        format!("{beginning}…\n({more} characters more, which `--format json` has)")
    })
}

/// A witness's request as a command line.
pub(super) fn curl(witness: &Witness) -> Option<String> {
    let method = witness.method?;
    if witness.answer.is_some() {
        return None;
    }
    let mut out = format!("curl -X {method} {}", quoted(&witness.url));
    let in_parts = matches!(witness.form, BodyForm::Parts(_));
    for (name, value) in &witness.headers {
        // Where a body has parts, curl says itself what stands between them.
        if !(in_parts && name == "Content-Type") {
            let _ = write!(out, " -H {}", quoted(&format!("{name}: {value}")));
        }
    }
    match (&witness.form, &witness.body) {
        (BodyForm::Parts(parts), _) => {
            for (name, value) in parts {
                let _ = write!(out, " --form-string {}", quoted(&format!("{name}={value}")));
            }
        }
        (BodyForm::Text(text), _) => {
            let _ = write!(out, " --data-raw {}", quoted(text));
        }
        (BodyForm::Json, Some(body)) => {
            let _ = write!(out, " --data-raw {}", quoted(&body.to_string()));
        }
        (BodyForm::Json, None) => {}
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

/// A finding in one text: what it says, why, and the exchange.
pub(super) fn message(finding: &Finding) -> String {
    let mut out = format!("{}: {}", finding.verdict, finding.message);
    if let Some(reason) = &finding.reason {
        let _ = write!(out, " ({reason})");
    }
    if let Some(witness) = &finding.witness {
        for shown in exchange(witness) {
            let _ = write!(out, "\n{shown}");
        }
    }
    out
}
