//! Schemas at the ends of a message: the verdict on the whole, and the places that cause it.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::below::Met;
use super::causes::{Cause, cause, subject};
use super::facts::Difference;
use super::texts::{Reading, Writing, replaced};
use super::{Change, Comparison, Exchange};
use crate::finding::{Judged, Verdict, Witness};
use crate::meaning::{Assumptions, Class, Containment, Cut, Filled, Side, Step};
use crate::policy;
use crate::rules;
use counterpart_contract::SchemaId;
use counterpart_contract::source::unescape;

/// Messages of which the same is true.
type Messages = (Class, Class, Side, bool, Option<Writing>);

/// What was found out about pairs of schemas before.
#[derive(Default)]
pub(super) struct Known {
    roots: HashMap<Messages, Rc<Vec<Cause>>>,
    /// What differences were found to mean in a message that is reported.
    told: HashMap<Told, Verdict>,
}

/// A difference, by its schemas and its number among theirs, in one direction.
type Told = ([SchemaId; 2], usize, Side, bool);

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
            let subject = subject(&cause.places);
            let change = Change {
                rule: cause.rule,
                verdict: cause.verdict,
                detail: cause.full_detail(slot.answer),
                message: format!("{subject}: {}", cause.says),
                reason: cause.reason.clone(),
                places: cause.places.clone(),
                witness: None,
            };
            let index = self.note(change, slot.exchange.reached(slot.part));
            if let Some(value) = &cause.value
                && self.lacks_witness(index)
            {
                let witness = Witness {
                    value: Some(value.clone()),
                    judged_by: Some(self.judged(slot)),
                    ..frame(self, value)
                };
                self.show(index, witness);
            }
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
        // Of two messages that admit the same, one may say something else to its readers.
        let classes = [
            self.engine.class_with_annotations(Side::Base, pair[0]),
            self.engine.class_with_annotations(Side::Head, pair[1]),
        ];
        let key = (classes[0], classes[1], sender, answer, writing);
        if let Some(known) = self.schemas.roots.get(&key) {
            return Rc::clone(known);
        }
        let causes = Rc::new(self.find_causes(pair, sender, answer, writing));
        self.schemas.roots.insert(key, Rc::clone(&causes));
        causes
    }

    fn assumptions_of(&self, sender: Side, answer: bool, writing: Option<Writing>) -> Assumptions {
        Assumptions {
            filled: writing.map_or(Filled::No, |writing| writing.filled),
            textual: writing.is_some_and(|writing| writing.textual),
            ..self.assumptions(sender, answer)
        }
    }

    /// The causes in one message. The places are looked at first, each by itself; the schemas as
    /// a whole are only asked about where no place shows a break.
    fn find_causes(
        &mut self,
        pair: [SchemaId; 2],
        sender: Side,
        answer: bool,
        writing: Option<Writing>,
    ) -> Vec<Cause> {
        let mut beyond = Vec::new();
        let mut out: Vec<(Told, Cause)> = Vec::new();
        let assumptions = self.assumptions_of(sender, answer, writing);
        let ends = [pair[sender.index()], pair[sender.other().index()]];
        let [base, head] = pair;
        if self.engine.are_alike(base, head) {
            return beyond;
        }
        let alike = self.engine.class(Side::Base, base) == self.engine.class(Side::Head, head);
        let proved = alike
            || self.engine.is_plainly_contained(ends, assumptions)
            || writing.is_some_and(|writing| {
                self.reading(ends, assumptions, writing) == Reading::Accepted
            });
        // What differs as JSON and not as text was seen to be all.
        let mut excused = false;
        self.look_below(pair, |comparison, met| {
            let Met {
                steps,
                pair: at,
                number,
                difference,
                ..
            } = met;
            if difference.beyond_meaning {
                // The default of a whole message is its parameter's, or says nothing.
                if std::ptr::eq(difference.rule, &rules::MEMBER_DEFAULT) && steps.is_empty() {
                    return;
                }
                // A text that is no longer, or not yet, encoded so says it all.
                let is_told = |(told, cause): &(Told, Cause)| {
                    told.0 == at
                        && cause.verdict == Verdict::Breaking
                        && std::ptr::eq(cause.rule, &rules::SCHEMA_FORMAT)
                };
                if difference.token == "contentEncoding" && out.iter().any(is_told) {
                    return;
                }
                beyond.push(comparison.beyond_meaning(&met));
                return;
            }
            // Defaults are no constraints, so that schemas of one class may differ in them only.
            if alike {
                return;
            }
            let key = (at, number, sender, answer);
            let mut cause = cause(comparison, &met, Verdict::Compatible);
            // What is sent as text has verdicts of its own.
            let known = comparison.schemas.told.get(&key).copied();
            let known = known.filter(|_| writing.is_none());
            let below = [at[sender.index()], at[sender.other().index()]];
            let cut = &difference.cuts[sender.other().index()];
            if !proved && known == Some(Verdict::Breaking) && comparison.is_shown(&cause, answer) {
                // Another message shows it already, where this one can hold what is broken.
                if comparison
                    .engine
                    .may_break(ends, steps, below, cut, assumptions)
                {
                    cause.verdict = Verdict::Breaking;
                }
            } else if !proved {
                let found = comparison
                    .engine
                    .breaks(ends, steps, below, cut, assumptions);
                match found {
                    Containment::Proved => {}
                    Containment::Refuted(value) => {
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
            if cause.verdict == Verdict::Breaking
                && let Some(day) = comparison.ended(at[0], difference)
            {
                cause.verdict = Verdict::Compatible;
                cause.value = None;
                cause.reason = Some(format!("the member was deprecated until {day}"));
                excused = true;
            }
            if cause.verdict != Verdict::Compatible
                || known == Some(Verdict::Compatible)
                || !comparison.engine.is_neutral(at, &difference.cuts, answer)
            {
                out.push((key, cause));
            }
        });
        if !alike {
            let text = (writing, excused);
            self.judge_whole(pair, proved, &mut beyond, &mut out, (sender, answer), text);
        }
        if self.promised_nothing.is_none() && writing.is_none() {
            for (key, cause) in &out {
                if cause.verdict != Verdict::Unproven {
                    self.schemas.told.entry(*key).or_insert(cause.verdict);
                }
            }
        }
        beyond.extend(out.into_iter().map(|(_, cause)| cause));
        if beyond
            .iter()
            .any(|cause| cause.verdict == Verdict::Breaking)
        {
            beyond.sort_by_key(|cause| cause.verdict);
        }
        beyond
    }

    /// The day until which the member was deprecated that a difference gives up, where that day has
    /// passed.
    fn ended(&self, at: SchemaId, difference: &Difference) -> Option<String> {
        let name = if std::ptr::eq(difference.rule, &rules::MEMBER_REMOVED) {
            unescape(difference.token.strip_prefix("properties/")?).into_owned()
        } else if std::ptr::eq(difference.rule, &rules::MEMBER_REQUIRED)
            && let Cut::Keywords(needed) = &difference.cuts[0]
        {
            needed.required.first()?.clone()
        } else {
            return None;
        };
        let contract = self.base();
        let member = &contract[*contract[at].properties.get(&name)?];
        let today = self.options.today.as_deref();
        policy::has_ended(member.deprecated, &member.extensions, today)
    }

    /// Holds what was found at the places against the schemas as a whole.
    fn judge_whole(
        &mut self,
        pair: [SchemaId; 2],
        proved: bool,
        beyond: &mut [Cause],
        out: &mut Vec<(Told, Cause)>,
        (sender, answer): (Side, bool),
        (writing, excused): (Option<Writing>, bool),
    ) {
        if out
            .iter()
            .any(|(_, cause)| cause.verdict == Verdict::Breaking)
        {
            return;
        }
        let whole = if proved {
            Containment::Proved
        } else {
            let ends = [pair[sender.index()], pair[sender.other().index()]];
            let assumptions = self.assumptions_of(sender, answer, writing);
            self.engine
                .contained(Some(ends[0]), Some(ends[1]), assumptions)
        };
        let key = (pair, usize::MAX, sender, answer);
        let unproven = out
            .iter()
            .any(|(_, cause)| cause.verdict == Verdict::Unproven);
        // A change of direction is no constraint of its own, yet may be what the whole shows.
        let turned = beyond
            .iter_mut()
            .find(|cause| std::ptr::eq(cause.rule, &rules::SCHEMA_DIRECTION));
        let is_turned = turned.is_some();
        let add = |cause: Cause, out: &mut Vec<(Told, Cause)>| match turned {
            Some(turned) => {
                turned.verdict = cause.verdict;
                turned.value = cause.value;
                turned.reason = cause.reason;
            }
            None => out.push((key, cause)),
        };
        match whole {
            Containment::Refuted(_) if excused && !unproven => {}
            // Where no single keyword explains the verdict, the whole schema is the cause.
            Containment::Refuted(value) => {
                let mut cause = Cause {
                    value: Some(value),
                    ..self.whole_cause(pair, Verdict::Breaking, None)
                };
                if let Some(writing) = writing {
                    let ends = [pair[sender.index()], pair[sender.other().index()]];
                    let assumptions = self.assumptions_of(sender, answer, Some(writing));
                    self.read_as_text(&mut cause, (ends, &[], ends), assumptions, writing);
                }
                if cause.verdict == Verdict::Breaking || !unproven {
                    add(cause, out);
                }
            }
            // Every place was proved by itself; that is a proof of the whole only where all
            // differences were seen, so the doubt is reported.
            Containment::Unproven(reason) if !unproven => {
                add(self.whole_cause(pair, Verdict::Unproven, Some(reason)), out);
            }
            Containment::Unproven(_) => {}
            Containment::Proved => {
                for (_, cause) in out.iter_mut() {
                    cause.verdict = Verdict::Compatible;
                    cause.reason = None;
                }
                let told = |(key, _): &(Told, Cause)| {
                    self.schemas.told.get(key) == Some(&Verdict::Compatible)
                };
                if out.iter().any(told) {
                    return;
                }
                if self.engine.same(pair[0], pair[1], answer) {
                    out.clear();
                } else if out.is_empty() && !is_turned {
                    out.push((key, self.whole_cause(pair, Verdict::Compatible, None)));
                }
            }
        }
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
                Some(self.base()[pair[0]].place.clone()),
                Some(self.head()[pair[1]].place.clone()),
            ],
            value: None,
        }
    }

    /// Changes that no validator sees: they only change what values mean.
    fn beyond_meaning(&self, met: &Met<'_>) -> Cause {
        if std::ptr::eq(met.difference.rule, &rules::TEXT_CONTENT) {
            let reason = "whether readers decode the text is their choice".to_owned();
            return Cause {
                reason: Some(reason),
                ..cause(self, met, Verdict::Unproven)
            };
        }
        cause(self, met, Verdict::Compatible)
    }
}
