//! The handler of an operation: everything between a request's arrival and the service's method.

use super::super::layout::{Expr, call, call_then, statement, word};
use super::super::text::{Code, Literal};
use super::clean;
use super::group::Uses;
use crate::rust::{Api, Operation, SchemeKind};

pub(super) fn serve_statements(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Code> {
    let mut lines = Vec::new();
    let body_name = if operation.body.is_some() {
        "body"
    } else {
        "_"
    };
    lines.push(statement(
        4,
        &format!("let (head, {body_name}) = "),
        &call_then(
            "Head::new",
            vec![
                word("request"),
                word(format!("&parameters::{}", operation.template)),
            ],
        ),
    ));
    let literals = |list: &[&str]| {
        Expr::List(
            list.iter()
                .map(|text| word(Literal::new(text).to_string()))
                .collect(),
        )
    };
    let offered = operation.offered();
    if !offered.is_empty() {
        lines.push(statement(
            4,
            "",
            &call_then("head.accepts", vec![literals(&offered)]),
        ));
    }
    if let Some(body) = &operation.body {
        let media: Vec<&str> = body
            .content
            .iter()
            .map(|payload| payload.media.as_str())
            .collect();
        let several = media.len() > 1;
        let before = if several || !body.required {
            "let media = "
        } else {
            ""
        };
        lines.push(statement(
            4,
            before,
            &call_then(
                "head.content_type",
                vec![
                    literals(&media),
                    word("&body"),
                    word(body.required.to_string()),
                    word("service.refuse_media_parameters()"),
                ],
            ),
        ));
    }
    let mut arguments = Vec::new();
    if operation.has_caller() {
        lines.push(admit(api, operation, uses));
        arguments.push("caller");
    }
    let mut reading = vec![word("&head")];
    if let Some(body) = &operation.body {
        uses.support.insert("read_body");
        lines.push("    let bytes = read_body(body, service.body_limit()).await?;".to_owned());
        let several = body.content.len() > 1;
        reading.push(word(match (several, body.required) {
            (true, true) => "media.unwrap_or_default()",
            (true, false) => "media",
            (false, true) => "&bytes",
            (false, false) => "media.map(|_| &bytes)",
        }));
        if several {
            reading.push(word("&bytes"));
        }
    }
    lines.push("    let strict = service.refuse_unknown_query();".to_owned());
    reading.push(word("strict"));
    lines.push(statement(
        4,
        "let request = ",
        &call_then(format!("{}::read", operation.request), reading),
    ));
    arguments.push("request");
    let answer = word("service")
        .method(
            operation.name.as_str(),
            arguments.into_iter().map(word).collect(),
        )
        .awaited();
    lines.push(statement(4, "let answer = ", &answer));
    lines.push("    answer.write()".to_owned());
    lines.into_iter().map(Code::new).collect()
}

fn admit(api: &Api, operation: &Operation, uses: &mut Uses) -> String {
    uses.support.insert("Way");
    let function = if operation.anonymous {
        "admit_any"
    } else {
        "admit"
    };
    uses.support.insert(function);
    let ways = operation
        .security
        .iter()
        .map(|way| {
            let credentials = &api.ways[way.credentials];
            let challenge = credentials
                .schemes
                .iter()
                .map(|index| match &api.schemes[*index].kind {
                    SchemeKind::Bearer => "Bearer".to_owned(),
                    SchemeKind::Basic => "Basic".to_owned(),
                    SchemeKind::Other(scheme) => clean(scheme),
                    _ => String::new(),
                })
                .find(|challenge| !challenge.is_empty())
                .unwrap_or_default();
            Expr::Struct {
                name: "Way".into(),
                fields: vec![
                    (
                        "read".into(),
                        Some(word(format!("super::{}", credentials.reader))),
                    ),
                    (
                        "scopes".into(),
                        Some(Expr::List(
                            way.scopes
                                .iter()
                                .map(|scope| word(Literal::new(scope).to_string()))
                                .collect(),
                        )),
                    ),
                    (
                        "challenge".into(),
                        Some(word(Literal::new(&challenge).to_string())),
                    ),
                ],
            }
        })
        .collect();
    let constant = statement(4, "const WAYS: &[Way] = ", &Expr::List(ways));
    let id = Literal::new(&operation.id).to_string();
    let admit = statement(
        4,
        "let caller = ",
        &call(
            function,
            vec![word("service"), word("&head"), word(id), word("WAYS")],
        )
        .awaited()
        .tried(),
    );
    format!("{constant}\n{admit}")
}
