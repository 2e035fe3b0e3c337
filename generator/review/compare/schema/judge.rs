//! What the differences between the schemas of a message mean: the verdict on the whole, and the
//! places that cause it.

use serde_json::Value;

use super::walk::look_below;
use crate::compare::context::Message;
use crate::compare::engine::Engine;
use crate::compare::facts::{Cause, Difference, Occurrence, cause};
use crate::compare::findings::Findings;
use crate::compare::memory::DirectedDifference;
use crate::compare::reading::{Reading, is_read, reading, replaced};
use crate::compare::text::Writing;
use crate::containment::{Assumptions, Constraints, Containment, Omitted, Step};
use crate::finding::Verdict;
use crate::lifecycle::has_ended;
use crate::rules;
use crate::side::Side;
use counterpart_contract::SchemaId;
use counterpart_contract::source::unescape;

/// The schemas of a message.
#[derive(Clone, Copy)]
pub(in crate::compare) struct Schemas<'e, 'a> {
    pub message: Message<'e, 'a>,
    pub pair: [SchemaId; 2],
    /// How the message is written, where that is not JSON.
    pub writing: Option<Writing>,
}

fn assumptions_of(
    engine: &Engine<'_>,
    sender: Side,
    response: bool,
    writing: Option<Writing>,
) -> Assumptions {
    Assumptions {
        omitted: writing.map_or(Omitted::Nothing, |writing| writing.omitted),
        as_text: writing.is_some_and(|writing| writing.as_text),
        ..engine.assumptions(sender, response)
    }
}

/// The causes in one message. The places are looked at first, each by itself; the schemas as
/// a whole are only asked about where no place shows a break.
pub(super) fn find_causes(
    engine: &mut Engine<'_>,
    findings: &Findings,
    schemas: &Schemas<'_, '_>,
) -> Vec<Cause> {
    let Schemas {
        message,
        pair,
        writing,
    } = *schemas;
    let Message {
        sender, response, ..
    } = message;
    let mut beyond = Vec::new();
    let mut out: Vec<(DirectedDifference, Cause)> = Vec::new();
    let assumptions = assumptions_of(engine, sender, response, writing);
    let ends = [pair[sender.index()], pair[sender.other().index()]];
    let [base, head] = pair;
    if engine.decider.are_alike(base, head) {
        return beyond;
    }
    let alike = engine.decider.class(Side::Base, base) == engine.decider.class(Side::Head, head);
    let proved = alike
        || engine.decider.is_plainly_contained(ends, assumptions)
        || writing.is_some_and(|writing| {
            reading(engine, ends, assumptions, writing) == Reading::Accepted
        });
    // What differs as JSON and not as text was seen to be all.
    let mut excused = false;
    look_below(engine, pair, |engine, occurrence| {
        let Occurrence {
            steps,
            pair: at,
            number,
            difference,
            ..
        } = occurrence;
        if difference.beyond_meaning {
            // The default of a whole message is its parameter's, or says nothing.
            if std::ptr::eq(difference.rule, &rules::DEFAULT_CHANGED) && steps.is_empty() {
                return;
            }
            // A text that is no longer, or not yet, encoded so says it all.
            let is_reported = |(reported, cause): &(DirectedDifference, Cause)| {
                reported.0 == at
                    && cause.verdict == Verdict::Breaking
                    && std::ptr::eq(cause.rule, &rules::FORMAT_CHANGED)
            };
            if difference.token == "contentEncoding" && out.iter().any(is_reported) {
                return;
            }
            beyond.push(beyond_meaning(engine, &occurrence));
            return;
        }
        // Defaults are no constraints, so that schemas of one class may differ in them only.
        if alike {
            return;
        }
        let key = (at, number, sender, response);
        let mut cause = cause(engine.contracts, &occurrence, Verdict::Compatible);
        // What is sent as text has verdicts of its own.
        let known = engine.memory.verdicts.get(&key).copied();
        let known = known.filter(|_| writing.is_none());
        let below = [at[sender.index()], at[sender.other().index()]];
        let constraints = &difference.constraints[sender.other().index()];
        if !proved
            && known == Some(Verdict::Breaking)
            && findings.has_shown(cause.rule, &cause.places, &cause.full_detail(response))
        {
            // Another message shows it already, where this one can hold what is broken.
            if engine
                .decider
                .may_break(ends, steps, below, constraints, assumptions)
            {
                cause.verdict = Verdict::Breaking;
            }
        } else if !proved {
            let found = engine
                .decider
                .breaks(ends, steps, below, constraints, assumptions);
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
            read_as_text(
                engine,
                &mut cause,
                (ends, steps, below),
                assumptions,
                writing,
            );
            excused |= cause.verdict == Verdict::Compatible;
        }
        if cause.verdict == Verdict::Breaking
            && let Some(day) = ended(engine, at[0], difference)
        {
            cause.verdict = Verdict::Compatible;
            cause.value = None;
            cause.reason = Some(format!("the property was deprecated until {day}"));
            excused = true;
        }
        if cause.verdict != Verdict::Compatible
            || known == Some(Verdict::Compatible)
            || !engine
                .decider
                .is_neutral(at, &difference.constraints, response)
        {
            out.push((key, cause));
        }
    });
    if !alike {
        judge_whole(engine, schemas, proved, excused, &mut beyond, &mut out);
    }
    if message.context.unpromised.is_none() && writing.is_none() {
        for (key, cause) in &out {
            if cause.verdict != Verdict::Unproven {
                engine.memory.verdicts.entry(*key).or_insert(cause.verdict);
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

/// The day until which the property was deprecated that a difference gives up, where that day has
/// passed.
fn ended(engine: &Engine<'_>, at: SchemaId, difference: &Difference) -> Option<String> {
    let name = if std::ptr::eq(difference.rule, &rules::PROPERTY_REMOVED) {
        unescape(difference.token.strip_prefix("properties/")?).into_owned()
    } else if std::ptr::eq(difference.rule, &rules::REQUIRED_PROPERTIES_CHANGED)
        && let Constraints::Keywords(needed) = &difference.constraints[0]
    {
        needed.required.first()?.clone()
    } else {
        return None;
    };
    let contract = engine.base();
    let property = &contract[*contract[at].properties.get(&name)?];
    let today = engine.options.today.as_deref();
    has_ended(property.deprecated, &property.extensions, today)
}

/// Holds what was found at the places against the schemas as a whole.
fn judge_whole(
    engine: &mut Engine<'_>,
    schemas: &Schemas<'_, '_>,
    proved: bool,
    excused: bool,
    beyond: &mut [Cause],
    out: &mut Vec<(DirectedDifference, Cause)>,
) {
    let Schemas {
        message,
        pair,
        writing,
    } = *schemas;
    let Message {
        sender, response, ..
    } = message;
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
        let assumptions = assumptions_of(engine, sender, response, writing);
        engine
            .decider
            .contained(Some(ends[0]), Some(ends[1]), assumptions)
    };
    let key = (pair, usize::MAX, sender, response);
    let unproven = out
        .iter()
        .any(|(_, cause)| cause.verdict == Verdict::Unproven);
    // A change of direction is no constraint of its own, yet may be what the whole shows.
    let turned = beyond
        .iter_mut()
        .find(|cause| std::ptr::eq(cause.rule, &rules::READ_ONLY_OR_WRITE_ONLY_CHANGED));
    let is_turned = turned.is_some();
    let add = |cause: Cause, out: &mut Vec<(DirectedDifference, Cause)>| match turned {
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
                ..whole_cause(engine, pair, Verdict::Breaking, None)
            };
            if let Some(writing) = writing {
                let ends = [pair[sender.index()], pair[sender.other().index()]];
                let assumptions = assumptions_of(engine, sender, response, Some(writing));
                read_as_text(engine, &mut cause, (ends, &[], ends), assumptions, writing);
            }
            if cause.verdict == Verdict::Breaking || !unproven {
                add(cause, out);
            }
        }
        // Every place was proved by itself; that is a proof of the whole only where all
        // differences were seen, so the doubt is reported.
        Containment::Unproven(reason) if !unproven => {
            add(
                whole_cause(engine, pair, Verdict::Unproven, Some(reason)),
                out,
            );
        }
        Containment::Unproven(_) => {}
        Containment::Proved => {
            for (_, cause) in out.iter_mut() {
                cause.verdict = Verdict::Compatible;
                cause.reason = None;
            }
            let reported = |(key, _): &(DirectedDifference, Cause)| {
                engine.memory.verdicts.get(key) == Some(&Verdict::Compatible)
            };
            if out.iter().any(reported) {
                return;
            }
            if engine.decider.same(pair[0], pair[1], response) {
                out.clear();
            } else if out.is_empty() && !is_turned {
                out.push((key, whole_cause(engine, pair, Verdict::Compatible, None)));
            }
        }
    }
}

/// Judges a cause by the texts that are sent: they may be accepted though the values are not.
fn read_as_text(
    engine: &mut Engine<'_>,
    cause: &mut Cause,
    (ends, steps, below): ([SchemaId; 2], &[Step], [SchemaId; 2]),
    assumptions: Assumptions,
    writing: Writing,
) {
    let shown = match reading(engine, below, assumptions, writing) {
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
    let counts = |engine: &Engine<'_>, value: &Value| {
        let from = assumptions.sender;
        let sent = engine
            .decider
            .admits(from, ends[0], value, assumptions.response)
            == Some(true);
        sent && !is_read(engine, ends[1], value, assumptions, writing)
    };
    let mut values = [cause.value.take(), shown].into_iter().flatten();
    cause.value = values.find(|value| counts(engine, value));
    if cause.verdict == Verdict::Breaking && cause.value.is_none() {
        cause.verdict = Verdict::Unproven;
        cause.reason = Some("a string may be read as another value".to_owned());
    }
}

fn whole_cause(
    engine: &Engine<'_>,
    pair: [SchemaId; 2],
    verdict: Verdict,
    reason: Option<String>,
) -> Cause {
    Cause {
        rule: &rules::SCHEMA_CHANGED,
        verdict,
        detail: String::new(),
        message: "the admitted values changed".into(),
        reason,
        places: [
            Some(engine.base()[pair[0]].place.clone()),
            Some(engine.head()[pair[1]].place.clone()),
        ],
        value: None,
    }
}

/// Changes that no validator sees: they only change what values mean.
fn beyond_meaning(engine: &Engine<'_>, occurrence: &Occurrence<'_>) -> Cause {
    if std::ptr::eq(occurrence.difference.rule, &rules::STRING_CONTENT_CHANGED) {
        let reason = "whether receivers decode the string is their choice".to_owned();
        return Cause {
            reason: Some(reason),
            ..cause(engine.contracts, occurrence, Verdict::Unproven)
        };
    }
    cause(engine.contracts, occurrence, Verdict::Compatible)
}
