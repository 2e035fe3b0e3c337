//! Responses: which statuses there are, and what each carries.

use super::{headers, links, media_types};
use crate::compare::body::compare_content;
use crate::compare::context::{Context, Message};
use crate::compare::engine::Engine;
use crate::compare::findings::{Change, Findings};
use crate::compare::media_type::pairs;
use crate::compare::witness;
use crate::finding::{self, Verdict};
use crate::rules;
use crate::side::Side;
use counterpart_contract::{Response, Status};

/// Every status that a response may have under either contract, with the entries that speak for
/// it: the status itself, else its class, else `default` (OpenAPI 3.0.3, section 4.7.16).
pub(in crate::compare) fn compare<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
) {
    let sender = context.requests_from.other();
    let (old, new) = (&context.base.responses, &context.head.responses);
    let mut statuses: Vec<Status> = old
        .iter()
        .chain(new.iter())
        .map(|response| response.status)
        .collect();
    statuses.sort_unstable();
    statuses.dedup();
    let mut seen: Vec<(*const Response, *const Response)> = Vec::new();
    for status in statuses {
        match (effective(old, status), effective(new, status)) {
            (Some(base), Some(head)) => {
                let key = (std::ptr::from_ref(base), std::ptr::from_ref(head));
                if !seen.contains(&key) {
                    seen.push(key);
                    response(engine, findings, context, sender, [base, head], status);
                }
            }
            (Some(base), None) => {
                // A caller who waits for a success never sees it; for callbacks it is the
                // service who waits.
                let success = matches!(base.status, Status::Code(200..=299) | Status::Range(2));
                // Of a range, one status is as good as another.
                let within = |response: &Response| match (status, response.status) {
                    (Status::Range(class), Status::Code(code)) => code / 100 == u16::from(class),
                    _ => false,
                };
                let awaited = success && sender == Side::Head && !new.iter().any(within);
                let change = Change {
                    places: [Some(base.place.clone()), None],
                    witness: awaited.then(|| {
                        let status = status.to_string();
                        let response = finding::Response {
                            status,
                            ..finding::Response::default()
                        };
                        witness::with_response(engine, context, response)
                    }),
                    ..Change::new(
                        &rules::RESPONSE_REMOVED,
                        Verdict::breaking_if(awaited),
                        format!("the response {status} was removed"),
                    )
                };
                context.report(findings, change, format!("response {status}"));
            }
            (None, Some(head)) => {
                let change = Change {
                    places: [None, Some(head.place.clone())],
                    ..Change::new(
                        &rules::RESPONSE_ADDED,
                        Verdict::Compatible,
                        format!("the response {status} was added"),
                    )
                };
                context.report(findings, change, format!("response {status}"));
            }
            (None, None) => {}
        }
    }
}

fn response<'a>(
    engine: &mut Engine<'_>,
    findings: &mut Findings,
    context: Context<'a>,
    sender: Side,
    [base, head]: [&'a Response; 2],
    status: Status,
) {
    let text = status.to_string();
    let part = format!("response {text}");
    let [sent, read] = match sender {
        Side::Base => [base, head],
        Side::Head => [head, base],
    };
    let places = [Some(base.place.clone()), Some(head.place.clone())];
    headers::compare(
        engine,
        findings,
        context,
        sender,
        &text,
        &base.headers,
        &head.headers,
    );
    links::compare(engine, findings, context, base, head, &part);
    if !status.has_body(context.base.method) {
        return;
    }
    if read.content.is_empty() || sent.content.is_empty() {
        if read.content.is_empty() == sent.content.is_empty() {
            return;
        }
        let broken = sent.content.is_empty();
        let (rule, says) = if head.content.is_empty() {
            (&rules::RESPONSE_BODY_REMOVED, "no longer has a body")
        } else {
            (&rules::RESPONSE_BODY_ADDED, "has a body now")
        };
        let witness = broken.then(|| {
            let response = finding::Response {
                status: text.clone(),
                ..finding::Response::default()
            };
            witness::with_response(engine, context, response)
        });
        let change = Change {
            places,
            witness,
            ..Change::new(
                rule,
                Verdict::breaking_if(broken),
                format!("the response {text} {says}"),
            )
        };
        context.report(findings, change, part);
        return;
    }
    for (old, new) in pairs(&base.content, &head.content) {
        let part = format!("{part} {}", old.name);
        let message = Message {
            context,
            sender,
            response: true,
            part: &part,
        };
        compare_content(engine, findings, message, [old, new], Some(&text));
    }
    media_types::compare(engine, findings, context, sender, [base, head], &text);
}

fn effective(responses: &[Response], status: Status) -> Option<&Response> {
    let find = |wanted: Status| responses.iter().find(|own| own.status == wanted);
    let class = match status {
        Status::Code(code) => find(Status::Range(u8::try_from(code / 100).unwrap_or(0))),
        _ => None,
    };
    find(status).or(class).or_else(|| find(Status::Default))
}
