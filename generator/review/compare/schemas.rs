//! Schemas at the ends of a message: the verdict on the whole, and the places that cause it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use serde_json::Value;

use super::facts::{Child, Difference, Differences, see_through, selections};
use super::texts::{Reading, Writing, replaced};
use super::{Change, Comparison, Exchange};
use crate::contract::SchemaId;
use crate::review::finding::{Judged, Verdict, Witness};
use crate::review::meaning::{Assumptions, Class, Containment, Side, Step};
use crate::review::rules::{self, Rule};
use crate::source::Place;

/// A change of one keyword somewhere below the schemas of a message.
#[derive(Debug, Clone)]
pub(super) struct Cause {
    rule: &'static Rule,
    verdict: Verdict,
    detail: String,
    says: String,
    reason: Option<String>,
    places: [Place; 2],
    /// A whole value of the message that shows it.
    value: Option<Value>,
}

/// Messages of which the same is true.
type Messages = (Class, Class, Side, bool, Option<Writing>);

/// What was found out about pairs of schemas before.
#[derive(Default)]
pub(super) struct Known {
    roots: HashMap<Messages, Rc<Vec<Cause>>>,
    pairs: HashMap<[SchemaId; 2], Rc<Own>>,
}

/// What differs between two schemas, and what there is below them.
struct Own {
    found: Vec<Difference>,
    children: Vec<Child>,
}

/// More places below one message are not looked at one by one.
const PLACES: usize = 4_000;
/// More whole values are not built for one message.
const SHOWN: usize = 60;

/// Where in an exchange two schemas stand.
pub(super) struct Slot<'e, 'a> {
    pub exchange: Exchange<'a>,
    pub sender: Side,
    pub answer: bool,
    pub part: &'e str,
    pub schemas: [SchemaId; 2],
    /// How the message is written, where that is not JSON.
    pub writing: Option<Writing>,
}

impl<'a> Comparison<'a> {
    /// Compares the schemas of a message and notes the causes. `frame` puts a value into the
    /// message that it is part of.
    pub(super) fn slot(
        &mut self,
        slot: &Slot<'_, 'a>,
        frame: &mut dyn FnMut(&mut Self, &Value) -> Witness,
    ) {
        let causes = self.causes(slot);
        for cause in causes.iter() {
            let witness = cause.value.as_ref().map(|value| Witness {
                value: Some(value.clone()),
                // No validator looks at discriminators.
                judged_by: (!std::ptr::eq(cause.rule, &rules::SCHEMA_DISCRIMINATOR))
                    .then(|| self.judged(slot)),
                ..frame(self, value)
            });
            let subject = subject(&cause.places);
            let direction = if slot.answer { "answer" } else { "request" };
            let change = Change {
                rule: cause.rule,
                verdict: cause.verdict,
                detail: format!("{direction} {}", cause.detail),
                message: format!("{subject}: {}", cause.says),
                reason: cause.reason.clone(),
                places: cause.places.clone().map(Some),
                witness,
            };
            self.note(change, slot.exchange.reached(slot.part));
        }
    }

    pub(super) fn judged(&self, slot: &Slot<'_, 'a>) -> Judged {
        Judged {
            base: self.base()[slot.schemas[0]].place.clone(),
            head: self.head()[slot.schemas[1]].place.clone(),
            base_admits: slot.sender == Side::Base,
            answer: slot.answer,
        }
    }

    fn causes(&mut self, slot: &Slot<'_, 'a>) -> Rc<Vec<Cause>> {
        let Slot {
            schemas: pair,
            sender,
            answer,
            writing,
            ..
        } = *slot;
        let classes = [
            self.engine.class(Side::Base, pair[0]),
            self.engine.class(Side::Head, pair[1]),
        ];
        let key = (classes[0], classes[1], sender, answer, writing);
        if let Some(known) = self.schemas.roots.get(&key) {
            return Rc::clone(known);
        }
        let causes = Rc::new(self.find_causes(pair, sender, answer, writing));
        self.schemas.roots.insert(key, Rc::clone(&causes));
        causes
    }

    fn find_causes(
        &mut self,
        pair: [SchemaId; 2],
        sender: Side,
        answer: bool,
        writing: Option<Writing>,
    ) -> Vec<Cause> {
        let mut out = Vec::new();
        if self.engine.class(Side::Base, pair[0]) == self.engine.class(Side::Head, pair[1]) {
            // Defaults are no constraints, so that schemas of one class may differ in them.
            self.look_below(pair, |comparison, steps, at, difference| {
                if difference.beyond_meaning {
                    let ends = (pair, steps, at);
                    out.push(comparison.beyond_meaning(ends, difference, sender, answer));
                }
            });
            return out;
        }
        let assumptions = self.assumptions(sender, answer);
        let ends = [pair[sender.index()], pair[sender.other().index()]];
        let mut whole = self
            .engine
            .contained(Some(ends[0]), Some(ends[1]), assumptions);
        let same = whole == Containment::Proved && self.engine.same(pair[0], pair[1], answer);
        if let Some(writing) = writing
            && !same
            && self.reading(ends, assumptions, writing) == Reading::Accepted
        {
            whole = Containment::Proved;
        }
        let mut shown = 0;
        let mut excused = false;
        self.look_below(pair, |comparison, steps, at, difference| {
            if difference.beyond_meaning {
                let ends = (pair, steps, at);
                out.push(comparison.beyond_meaning(ends, difference, sender, answer));
                return;
            }
            if same {
                return;
            }
            let mut cause = cause(comparison, at, difference, Verdict::Compatible);
            let below = [at[sender.index()], at[sender.other().index()]];
            if whole != Containment::Proved && shown < SHOWN {
                let cut = &difference.cuts[sender.other().index()];
                match comparison
                    .engine
                    .breaks(ends, steps, below, cut, assumptions)
                {
                    Containment::Proved => {}
                    Containment::Refuted(value) => {
                        shown += 1;
                        cause.verdict = Verdict::Breaking;
                        cause.value = Some(value);
                    }
                    Containment::Unproven(reason) => {
                        cause.verdict = Verdict::Unproven;
                        cause.reason = Some(reason);
                    }
                }
            }
            if cause.verdict != Verdict::Compatible
                && let Some(writing) = writing.filter(|writing| writing.reaches(steps))
            {
                comparison.read_as_text(&mut cause, (ends, steps, below), assumptions, writing);
                excused |= cause.verdict == Verdict::Compatible;
            }
            if cause.verdict != Verdict::Compatible
                || !comparison.engine.is_neutral(at, &difference.cuts, answer)
            {
                out.push(cause);
            }
        });
        let worst = out
            .iter()
            .filter(|cause| cause.value.is_some() || cause.verdict != Verdict::Breaking)
            .map(|cause| cause.verdict)
            .min()
            .unwrap_or(Verdict::Compatible);
        // Where no single keyword explains the verdict, the whole schema is the cause.
        match whole {
            // What differs as JSON and not as text was seen to be all.
            Containment::Refuted(_) if excused && worst == Verdict::Compatible => {}
            Containment::Refuted(value) if worst != Verdict::Breaking => {
                let mut cause = Cause {
                    value: Some(value),
                    ..self.whole_cause(pair, Verdict::Breaking, None)
                };
                if let Some(writing) = writing {
                    self.read_as_text(&mut cause, (ends, &[], ends), assumptions, writing);
                }
                if cause.verdict < worst {
                    out.push(cause);
                }
            }
            Containment::Unproven(reason) if worst == Verdict::Compatible => {
                // Every place was proved by itself; that is a proof of the whole only where all
                // differences were seen, so the doubt is reported.
                out.push(self.whole_cause(pair, Verdict::Unproven, Some(reason)));
            }
            Containment::Proved if !same && out.is_empty() => {
                out.push(self.whole_cause(pair, Verdict::Compatible, None));
            }
            _ => {}
        }
        if matches!(worst, Verdict::Breaking) {
            // A break that is shown settles what else could not be decided about one keyword only
            // where it is the same place; other places keep their own verdicts.
            out.sort_by_key(|cause| cause.verdict);
        }
        out
    }

    /// Judges a cause by the texts that are sent: they may be accepted though the values are not.
    fn read_as_text(
        &mut self,
        cause: &mut Cause,
        (ends, steps, below): ([SchemaId; 2], &[Step], [SchemaId; 2]),
        assumptions: Assumptions,
        writing: Writing,
    ) {
        let shown = match self.reading(below, assumptions, writing) {
            Reading::Accepted => {
                cause.verdict = Verdict::Compatible;
                cause.value = None;
                cause.reason = None;
                return;
            }
            Reading::Refused(inner) => cause
                .value
                .as_ref()
                .and_then(|value| replaced(value, steps, &inner)),
            Reading::Unknown => None,
        };
        // A witness counts where its text is refused too, whole as it is.
        let counts = |comparison: &Self, value: &Value| {
            let from = assumptions.sender;
            let sent = comparison
                .engine
                .admits(from, ends[0], value, assumptions.answer)
                == Some(true);
            sent && !comparison.is_read(ends[1], value, assumptions, writing)
        };
        let mut values = [cause.value.take(), shown].into_iter().flatten();
        cause.value = values.find(|value| counts(self, value));
        if cause.verdict == Verdict::Breaking && cause.value.is_none() {
            cause.verdict = Verdict::Unproven;
            cause.reason = Some("a text may be read as another value".to_owned());
        }
    }

    fn whole_cause(&self, pair: [SchemaId; 2], verdict: Verdict, reason: Option<String>) -> Cause {
        Cause {
            rule: &rules::SCHEMA_CHANGED,
            verdict,
            detail: String::new(),
            says: "what it admits changed".into(),
            reason,
            places: [
                self.base()[pair[0]].place.clone(),
                self.head()[pair[1]].place.clone(),
            ],
            value: None,
        }
    }

    /// Changes that no validator sees. A discriminator's value that names nothing any more breaks
    /// those who choose by it; what else there is only changes what values mean.
    fn beyond_meaning(
        &mut self,
        (roots, steps, at): ([SchemaId; 2], &[Step], [SchemaId; 2]),
        difference: &Difference,
        sender: Side,
        answer: bool,
    ) -> Cause {
        let lost = std::ptr::eq(difference.rule, &rules::SCHEMA_DISCRIMINATOR)
            && (difference.detail.starts_with('+') == (sender == Side::Head));
        if !lost {
            return cause(self, at, difference, Verdict::Compatible);
        }
        let (root, own) = (roots[sender.index()], at[sender.index()]);
        let contract = self.contracts[sender.index()];
        let tag = difference.detail.trim_start_matches('+');
        let chosen = selections(contract, &contract[own]).get(tag).copied();
        let discriminator = contract[own].discriminator.as_ref();
        let value = discriminator.zip(chosen).and_then(|(known, chosen)| {
            let member = (known.property.as_str(), tag);
            self.engine
                .sample_tagged(sender, root, steps, chosen, member, answer)
        });
        Cause {
            value,
            ..cause(self, at, difference, Verdict::Breaking)
        }
    }

    /// Visits every difference of two schemas and of what is below them, nearest first, each pair
    /// of schemas once.
    fn look_below(
        &mut self,
        pair: [SchemaId; 2],
        mut visit: impl FnMut(&mut Self, &[Step], [SchemaId; 2], &Difference),
    ) {
        let mut seen = HashSet::new();
        let mut queue: VecDeque<(Vec<Step>, [SchemaId; 2])> = VecDeque::new();
        let pair = self.seen_through(pair);
        seen.insert(pair);
        queue.push_back((Vec::new(), pair));
        while let Some((steps, pair)) = queue.pop_front() {
            let own = self.own(pair);
            for difference in &own.found {
                visit(self, &steps, pair, difference);
            }
            for Child { step, pair } in &own.children {
                let pair = self.seen_through(*pair);
                if seen.len() < PLACES && seen.insert(pair) {
                    let mut steps = steps.clone();
                    steps.push(step.clone());
                    queue.push_back((steps, pair));
                }
            }
        }
    }

    fn seen_through(&self, [base, head]: [SchemaId; 2]) -> [SchemaId; 2] {
        [
            see_through(self.base(), base),
            see_through(self.head(), head),
        ]
    }

    /// The differences of two schemas, which many messages lead to.
    fn own(&mut self, pair: [SchemaId; 2]) -> Rc<Own> {
        if let Some(known) = self.schemas.pairs.get(&pair) {
            return Rc::clone(known);
        }
        let engine = &self.engine;
        let same_class = |base: SchemaId, head: SchemaId| {
            engine.class(Side::Base, base) == engine.class(Side::Head, head)
        };
        let mut differences = Differences {
            contracts: self.contracts,
            same_class: &same_class,
            found: Vec::new(),
            children: Vec::new(),
        };
        differences.collect(pair);
        let Differences {
            found, children, ..
        } = differences;
        let own = Rc::new(Own { found, children });
        self.schemas.pairs.insert(pair, Rc::clone(&own));
        own
    }
}

fn cause(
    comparison: &Comparison<'_>,
    at: [SchemaId; 2],
    difference: &Difference,
    verdict: Verdict,
) -> Cause {
    let place = |side: Side| {
        let contract = comparison.contracts[side.index()];
        let mut place = contract[at[side.index()]].place.clone();
        for token in difference
            .token
            .split('/')
            .filter(|token| !token.is_empty())
        {
            place = place.join(&token.replace("~1", "/").replace("~0", "~"));
        }
        place
    };
    Cause {
        rule: difference.rule,
        verdict,
        detail: difference.detail.clone(),
        says: difference.says.clone(),
        reason: None,
        places: [place(Side::Base), place(Side::Head)],
        value: None,
    }
}

/// A short name for a schema: that of the component, and the way down from there.
fn subject(places: &[Place; 2]) -> String {
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
                let all: Vec<&str> = place
                    .pointer
                    .as_str()
                    .rsplit_once("/schema")
                    .map_or(Vec::new(), |(_, rest)| rest.split('/').skip(1).collect());
                rest.extend(all);
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
                "additionalProperties" => out.push_str(".*"),
                "allOf" | "anyOf" | "oneOf" => {
                    steps.next_if(|next| next.parse::<usize>().is_ok());
                }
                _ => {}
            }
        }
        out
    };
    let [base, head] = places;
    let own = name(base);
    let own = if own.is_empty() { name(head) } else { own };
    if own.is_empty() {
        "the value".into()
    } else {
        own
    }
}
