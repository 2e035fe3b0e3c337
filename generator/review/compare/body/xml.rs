//! How values are written as XML (OpenAPI 3.0.3, section 4.7.26), which schemas say beside what the
//! values are.

use std::collections::HashSet;

use crate::compare::context::Context;
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::containment::without_wrapper;
use crate::finding::Verdict;
use crate::rules;
use counterpart_contract::{MediaType, SchemaId};

/// Bodies of XML whose elements and attributes have other names or places.
pub(super) fn compare<'a>(
    engine: &Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    pair: [&'a MediaType; 2],
    part: &str,
) {
    let [Some(base), Some(head)] = pair.map(|media| media.schema) else {
        return;
    };
    let mut seen = HashSet::new();
    let mut open = vec![[base, head]];
    while let Some(pair) = open.pop() {
        let [base, head] = [0, 1].map(|side| without_wrapper(engine.contracts[side], pair[side]));
        if !seen.insert([base, head]) {
            continue;
        }
        let [old, new] = [&engine.contracts[0][base], &engine.contracts[1][head]];
        if old.xml != new.xml {
            written_otherwise(engine, findings, context, [base, head], part);
        }
        for (name, property) in &old.properties {
            open.extend(new.properties.get(name).map(|other| [*property, *other]));
        }
        open.extend(old.items.zip(new.items).map(<[SchemaId; 2]>::from));
        let lists = [
            (&old.all_of, &new.all_of),
            (&old.any_of, &new.any_of),
            (&old.one_of, &new.one_of),
        ];
        for (old, new) in lists
            .into_iter()
            .filter(|(old, new)| old.len() == new.len())
        {
            open.extend(old.iter().zip(new).map(|(old, new)| [*old, *new]));
        }
    }
}

fn written_otherwise<'a>(
    engine: &Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    [base, head]: [SchemaId; 2],
    part: &str,
) {
    let places = [
        &engine.contracts[0][base].place,
        &engine.contracts[1][head].place,
    ];
    let reason = "whether receivers accept both representations depends on them";
    let change = Change {
        places: places.map(|place| Some(place.join("xml"))),
        reason: Some(reason.to_owned()),
        ..Change::new(
            &rules::XML_REPRESENTATION_CHANGED,
            Verdict::Unproven,
            "the XML representation changed".to_owned(),
        )
    };
    context.report(findings, change, part);
}
