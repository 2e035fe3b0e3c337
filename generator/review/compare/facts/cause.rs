//! What causes a change, and where it stands.

use serde_json::Value;

use super::differences::Difference;
use crate::containment::{Step, without_wrappers};
use crate::finding::Verdict;
use crate::rules::{self, Rule};
use crate::side::Side;
use counterpart_contract::source::{Place, unescape};
use counterpart_contract::{Contract, SchemaId};

/// A difference where it was met.
pub(in crate::compare) struct Occurrence<'d> {
    pub steps: &'d [Step],
    pub pair: [SchemaId; 2],
    /// The schemas that the last step leads from.
    pub above: Option<[SchemaId; 2]>,
    /// The difference's number among those of its pair.
    pub number: usize,
    pub difference: &'d Difference,
}

/// A change of one keyword somewhere below the schemas of a message.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Cause {
    pub rule: &'static Rule,
    pub verdict: Verdict,
    pub detail: String,
    pub message: String,
    pub reason: Option<String>,
    pub places: [Option<Place>; 2],
    /// A whole value of the message that shows it.
    pub value: Option<Value>,
}

/// Rules about what means the same whoever sends the value.
static DIRECTION_INDEPENDENT: [&Rule; 3] = [
    &rules::DEFAULT_CHANGED,
    &rules::STRING_CONTENT_CHANGED,
    &rules::SCHEMA_DEPRECATION_CHANGED,
];

impl Cause {
    /// What tells it apart from others at the same place, the direction in which it is sent among
    /// it.
    pub(in crate::compare) fn full_detail(&self, response: bool) -> String {
        let independent = DIRECTION_INDEPENDENT
            .iter()
            .any(|rule| std::ptr::eq(self.rule, *rule));
        match (independent, response) {
            (true, _) => self.detail.clone(),
            (false, true) => format!("response {}", self.detail),
            (false, false) => format!("request {}", self.detail),
        }
    }
}

/// Returns a difference as the cause of a change.
pub(in crate::compare) fn cause(
    contracts: [&Contract; 2],
    occurrence: &Occurrence<'_>,
    verdict: Verdict,
) -> Cause {
    let Occurrence {
        pair: at,
        difference,
        ..
    } = *occurrence;
    let inner = without_wrappers(contracts, at);
    // What one side refers to is not what changed: the reference is.
    let references = match references(contracts, occurrence) {
        [Some(_), Some(_)] => [None, None],
        one => one,
    };
    let place = |side: Side| {
        let contract = contracts[side.index()];
        // What a wrapper says is not said of what it wraps.
        if inner != at && inner[side.index()] == at[side.index()] {
            return None;
        }
        if let Some(reference) = &references[side.index()] {
            return Some(reference.clone());
        }
        let mut place = contract[at[side.index()]].place.clone();
        for token in difference
            .token
            .split('/')
            .filter(|token| !token.is_empty())
        {
            place = place.join(&unescape(token));
        }
        Some(place)
    };
    Cause {
        rule: difference.rule,
        verdict,
        detail: difference.detail.clone(),
        message: difference.message.clone(),
        reason: None,
        places: [place(Side::Base), place(Side::Head)],
        value: None,
    }
}

/// Where a schema that is met stands elsewhere, the place of the reference to it.
fn references(contracts: [&Contract; 2], occurrence: &Occurrence<'_>) -> [Option<Place>; 2] {
    [0, 1].map(|side| {
        let (contract, id) = (contracts[side], occurrence.pair[side]);
        let above = &contract[occurrence.above?[side]];
        let own = |keyword: &str| above.place.join(keyword);
        let (part, place) = match occurrence.steps.last()? {
            Step::Property(name) => (above.properties.get(name), own("properties").join(name)),
            Step::PatternProperty(pattern) => (
                above.pattern_properties.get(pattern),
                own("patternProperties").join(pattern),
            ),
            Step::AdditionalProperty(..) => {
                (above.additional.as_ref(), own("additionalProperties"))
            }
            Step::Item => (above.items.as_ref(), own("items")),
            Step::Position(_) | Step::SameValue => return None,
        };
        Some(place).filter(|place| part == Some(&id) && *place != contract[id].place)
    })
}

/// A short name for a schema: that of the component, and the way down from there.
pub(in crate::compare) fn subject(places: &[Option<Place>; 2]) -> String {
    let name = |place: &Place| {
        let tokens: Vec<_> = place.pointer.tokens().collect();
        let mut tokens = tokens.iter().map(AsRef::as_ref);
        let mut out = String::new();
        let mut rest: Vec<&str> = Vec::new();
        match (tokens.next(), tokens.next(), tokens.next()) {
            (Some("components"), Some("schemas"), Some(name)) => {
                out.push_str(name);
                rest.extend(tokens);
            }
            _ => {
                let pointer = place.pointer.as_str();
                let inside = pointer.rsplit_once("/schema").map(|(_, rest)| rest);
                // A file of schemas has none of the words that lead to one.
                let inside =
                    inside.or_else(|| (!pointer.starts_with("/paths/")).then_some(pointer));
                rest.extend(inside.unwrap_or_default().split('/').skip(1));
            }
        }
        let mut steps = rest.iter().peekable();
        while let Some(step) = steps.next() {
            match *step {
                "properties" => {
                    if let Some(name) = steps.next() {
                        if !out.is_empty() {
                            out.push('.');
                        }
                        out.push_str(name);
                    }
                }
                "items" => out.push_str("[]"),
                "prefixItems" => {
                    let index = steps.next().unwrap_or(&"");
                    out.push_str(&format!("[{index}]"));
                }
                "additionalProperties" => out.push_str(".*"),
                "allOf" | "anyOf" | "oneOf" => {
                    steps.next_if(|next| next.parse::<usize>().is_ok());
                }
                _ => {}
            }
        }
        out
    };
    let mut names = places.iter().flatten().map(name);
    let named = names.find(|name| !name.is_empty());
    named.unwrap_or_else(|| "the value".into())
}
