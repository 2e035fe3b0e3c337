//! The site in a real browser.

use std::fs;
use std::path::Path;

use counterpart::contract::Contract;
use counterpart::docs::Options;
use serde_json::{Value, json};

use super::{corpus_contracts, files, own, read};
use crate::browser;

fn build(contract: &Contract, folder: &Path, single: bool) {
    let options = Options {
        single,
        markdown: None,
        ..Options::default()
    };
    for file in files(contract, &options) {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, file.contents).expect("a file is written");
    }
}

/// The plan of a visit: a page of each kind, words that must be visible, and searches with a part of
/// the address that they lead to.
fn plan(name: &str) -> Option<Value> {
    let (operation, model, words, searches): (&str, &str, &[&str], &[[&str; 2]]) = match name {
        "own" => (
            "create_external_payment",
            "ExternalPaymentAttributes",
            &[
                "attributes.payment_source_token",
                "422",
                "curl -g -X POST",
                "ANY-EXTERNAL-REFEFERNCE-ORIGIN",
            ],
            &[
                [
                    "external_payments/{id}/order",
                    "operations/retrieve_external_payment_order",
                ],
                [
                    "Create an external payment",
                    "operations/create_external_payment",
                ],
                ["reference_origin", "attributes.reference_origin"],
                [
                    "location",
                    "operations/create_external_payment.html#201-header.Location",
                ],
                ["idempotent", "operations/create_external_payment"],
            ],
        ),
        "right to left" => (
            "add",
            "Thing",
            &["name", "curl"],
            &[["name", "operations/add"]],
        ),
        "adyen-CheckoutService-v71.json" => (
            "post-payments",
            "PaymentRequest",
            &["merchantAccount", "shopperReference", "422"],
            &[
                [
                    "/paymentMethods/balance",
                    "operations/post-paymentMethods-balance",
                ],
                ["shopperLocale", "shopperLocale"],
            ],
        ),
        "stripe.yaml" => (
            "PostPaymentIntentsIntentCancel",
            "payment_intent",
            &["cancellation_reason", "requested_by_customer"],
            &[
                [
                    "/v1/customers/{customer}/sources",
                    "CustomersCustomerSources",
                ],
                ["cancellation_reason", "cancellation_reason"],
            ],
        ),
        "api.github.com.json" => (
            "pulls-get",
            "pull-request",
            &["pull_number", "merge_commit_sha", "304"],
            &[
                ["pulls/{pull_number}/merge", "operations/pulls-"],
                ["maintainer_can_modify", "maintainer_can_modify"],
            ],
        ),
        "twilio.json" => (
            "post-Accounts-AccountSid-Messages-mediaTypeExtension",
            "account",
            &["AccountSid", "mediaTypeExtension"],
            &[["/Accounts/{AccountSid}/Messages", "operations/"]],
        ),
        "slack.json" => (
            "conversations_replies",
            "objs_channel",
            &["channel", "inclusive"],
            &[
                ["conversations.replies", "operations/conversations_replies"],
                ["inclusive", "inclusive"],
            ],
        ),
        "openai-1.2.0.openapi.yaml" => (
            "createClassification",
            "CreateCompletionRequest",
            &["Classifies the specified query", "search_model"],
            &[
                ["/classifications", "operations/createClassification"],
                ["frequency_penalty", "frequency_penalty"],
            ],
        ),
        _ => return None,
    };
    Some(json!({
        "name": name, "home": "index.html",
        "operation": format!("operations/{operation}.html"),
        "model": format!("models/{model}.html"),
        "words": words, "searches": searches, "single": name == "own", "rightToLeft": name == "right to left",
    }))
}

const RIGHT_TO_LEFT: &str = r#"
openapi: 3.0.3
info: { title: ממשק, version: '1', description: ממשק לדוגמה. }
paths:
  /things:
    post:
      operationId: add
      summary: הוספת פריט
      description: "הפעולה מוסיפה פריט אחד, עם `name` שלו."
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
      responses: { '201': { description: הפריט נוסף. } }
components:
  schemas:
    Thing:
      type: object
      description: פריט.
      required: [name]
      properties: { name: { type: string, description: השם של הפריט. } }
"#;

#[test]
#[ignore = "slow: needs COUNTERPART_BROWSER"]
fn the_site_holds_in_a_browser() {
    if !browser::is_there() {
        return;
    }
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sites");
    let mut sites = Vec::new();
    let small = [
        ("own".to_owned(), own()),
        ("right to left".to_owned(), read(RIGHT_TO_LEFT)),
    ];
    for (name, contract) in small.into_iter().chain(corpus_contracts()) {
        let Some(mut site) = plan(&name) else {
            continue;
        };
        let folder = root.join(&name);
        build(&contract, &folder, name == "own");
        site["folder"] = json!(folder);
        sites.push(site);
    }
    browser::look("check.mjs", sites);
}
