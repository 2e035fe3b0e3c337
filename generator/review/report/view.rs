//! The view of a review for pages, with everything decided.

use std::fmt::Write;

use super::impact::{self, ImpactView};
use super::places::{PlaceView, Places};
use super::review::{Report, Version};
use super::whereabouts::whereabouts;
use crate::finding::{BodyFormat, Finding, Verdict, Witness};

/// A whole review, as a page shows it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Page {
    /// The contract's title.
    pub title: String,
    /// The base contract, with its version.
    pub base: String,
    /// The head contract, with its version.
    pub head: String,
    /// `2 breaking, 1 unproven, 5 compatible`
    pub summary: String,
    /// What the change asks of the contract's version, where that does not fit.
    pub advice: Option<String>,
    /// The breaking findings.
    pub breaking: Vec<FindingView>,
    /// The unproven findings.
    pub unproven: Vec<FindingView>,
    /// The compatible findings.
    pub compatible: Vec<FindingView>,
    /// Findings that are not shown, for lack of limits.
    pub hidden: usize,
    /// What the change does to code, where that was asked for.
    pub impact: Option<ImpactView>,
}

/// A finding, as a page shows it.
#[derive(Debug)]
#[non_exhaustive]
pub struct FindingView {
    /// The rule's code, such as `R401`.
    pub code: &'static str,
    /// The rule's id, such as `response-removed`.
    pub rule: &'static str,
    /// The rule's title.
    pub title: &'static str,
    /// `breaking`, `unproven` or `compatible`.
    pub verdict: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// What `counterpart accept` takes.
    pub fingerprint: String,
    /// What changed.
    pub message: String,
    /// Where it is met, in the rest of a line.
    pub whereabouts: String,
    /// Why nothing could be proved, or what a proof rests on.
    pub reason: Option<String>,
    /// The first operations that the change reaches.
    pub operations: Vec<String>,
    /// How many operations are not listed.
    pub more: usize,
    /// Where it stands in the base contract.
    pub base: Option<PlaceView>,
    /// Where it stands in the head contract.
    pub head: Option<PlaceView>,
    /// The request, as a command to copy.
    pub curl: Option<String>,
    /// The response, as it goes over the wire.
    pub response: Option<String>,
    /// An exchange is too long to be shown here.
    pub is_long: bool,
    /// Why everyone has agreed to the change, where they have.
    pub consent: Option<String>,
}

/// Operations that one finding lists by name.
const LISTED: usize = 8;
/// The limits of what a page shows of a review.
#[derive(Debug, Clone, Copy)]
pub struct PageLimits {
    /// Findings, of all verdicts together.
    pub findings: usize,
    /// The length of an exchange; longer ones are left to the report for programs.
    pub exchange: usize,
}

impl Report<'_> {
    /// Returns what a page shows of the review.
    #[must_use]
    pub fn page(&self, limits: PageLimits) -> Page {
        let mut places = Places::new(self);
        let mut left = limits.findings;
        let mut of = |verdict: Verdict| -> Vec<FindingView> {
            let views: Vec<FindingView> = self
                .findings
                .iter()
                .filter(|finding| finding.verdict == verdict)
                .take(left)
                .map(|finding| view(finding, &mut places, limits))
                .collect();
            left -= views.len();
            views
        };
        let (breaking, unproven) = (of(Verdict::Breaking), of(Verdict::Unproven));
        let compatible = of(Verdict::Compatible);
        let hidden = self.findings.len() - breaking.len() - unproven.len() - compatible.len();
        Page {
            title: self.head.title.to_owned(),
            base: label(&self.base),
            head: label(&self.head),
            summary: self.summary(),
            advice: self.advice_text(),
            breaking,
            unproven,
            compatible,
            hidden,
            impact: self
                .impact
                .as_ref()
                .map(|impact| impact::view(impact, limits.findings)),
        }
    }

    pub(super) fn summary(&self) -> String {
        if self.findings.is_empty() {
            return "no change".into();
        }
        let counts = self.counts();
        let mut out = format!(
            "{} breaking, {} unproven, {} compatible",
            counts.breaking, counts.unproven, counts.compatible
        );
        if counts.accepted > 0 {
            let _ = write!(out, " ({} accepted)", counts.accepted);
        }
        out
    }

    pub(super) fn advice_text(&self) -> Option<String> {
        let needed = self.advice.needed.as_ref()?;
        (!self.advice.fits).then(|| {
            format!(
                "The version is {} and was {}; by Semantic Versioning this change requires {needed}.",
                self.advice.head, self.advice.base
            )
        })
    }
}

fn label(version: &Version<'_>) -> String {
    format!("{} ({})", version.name, version.version)
}

fn view(finding: &Finding, places: &mut Places<'_>, limits: PageLimits) -> FindingView {
    let listed = finding.operations.iter().take(LISTED);
    let operations: Vec<String> = listed.map(ToString::to_string).collect();
    let [base, head] = places.excerpts(finding);
    let witness = finding.witness.as_ref();
    let (curl, response) = (witness.and_then(curl), witness.and_then(response));
    let fits = |text: &String| text.len() <= limits.exchange;
    let is_long = curl.iter().chain(&response).any(|text| !fits(text));
    FindingView {
        code: finding.rule.code,
        rule: finding.rule.id,
        title: finding.rule.title,
        verdict: finding.verdict.name(),
        severity: finding.severity.name(),
        fingerprint: finding.fingerprint.clone(),
        message: finding.message.clone(),
        whereabouts: whereabouts(&[finding]),
        reason: finding.reason.clone(),
        more: finding.operations.len() - operations.len(),
        operations,
        base,
        head,
        curl: curl.filter(fits),
        response: response.filter(fits),
        is_long,
        consent: finding.consent.as_ref().map(|consent| {
            let until = consent.until.as_ref();
            let until = until.map_or(String::new(), |day| format!(" (until {day})"));
            format!("{}{until}", consent.reason)
        }),
    }
}

/// The greatest length of an exchange that is shown among other lines.
pub const INLINE_EXCHANGE: usize = 2_000;
/// How many characters are shown of one that is longer.
const BEGINNING: usize = 300;

/// A witness as texts to read: the request, or the response with its request. Only the beginning
/// is there of one that is too long; the report for programs has all of it.
pub(super) fn exchange(witness: &Witness) -> impl Iterator<Item = String> {
    let shown = [curl(witness), response(witness)].into_iter().flatten();
    shown.map(|text| {
        if text.len() <= INLINE_EXCHANGE {
            return text;
        }
        let more = text.chars().count().saturating_sub(BEGINNING);
        let beginning: String = text.chars().take(BEGINNING).collect();
        format!("{beginning}…\n({more} more characters, which `--format json` has)")
    })
}

/// A witness's request as a command line.
pub(super) fn curl(witness: &Witness) -> Option<String> {
    let method = witness.method?;
    if witness.response.is_some() {
        return None;
    }
    let mut out = format!("curl -X {method} {}", quoted(&witness.url));
    let in_parts = matches!(witness.body_format, BodyFormat::Multipart(_));
    for (name, value) in &witness.headers {
        // Where a body has parts, curl says itself what stands between them.
        if !(in_parts && name == "Content-Type") {
            let _ = write!(out, " -H {}", quoted(&format!("{name}: {value}")));
        }
    }
    match (&witness.body_format, &witness.body) {
        (BodyFormat::Multipart(parts), _) => {
            for (name, value) in parts {
                let _ = write!(out, " --form-string {}", quoted(&format!("{name}={value}")));
            }
        }
        (BodyFormat::Text(text), _) => {
            let _ = write!(out, " --data-raw {}", quoted(text));
        }
        (BodyFormat::Json, Some(body)) => {
            let _ = write!(out, " --data-raw {}", quoted(&body.to_string()));
        }
        (BodyFormat::Json, None) => {}
    }
    Some(out)
}

/// A word of a shell command.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A witness's response as HTTP writes it.
pub(super) fn response(witness: &Witness) -> Option<String> {
    let response = witness.response.as_ref()?;
    let mut out = String::new();
    if let Some(method) = witness.method {
        let _ = writeln!(out, "{method} {}", witness.url);
    }
    let _ = write!(out, "HTTP/1.1 {}", response.status);
    for (name, value) in &response.headers {
        let _ = write!(out, "\n{name}: {value}");
    }
    if let Some(body) = &response.body {
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
