//! The page for the create operation holds every fact of the page that the vendor publishes for
//! it. The facts are typed in here.

use counterpart::docs::{Flavour, Options};
use serde_json::{Value, json};

use super::{files, own, page, tags};

/// Name, type, presence.
const ROWS: [(&str, &str, &str); 7] = [
    ("type", "string", "Required"),
    ("attributes.payment_source_token", "string", "Required"),
    ("attributes.options", "object", "Optional"),
    ("attributes.reference", "string", "Optional"),
    ("attributes.reference_origin", "string", "Optional"),
    ("attributes.metadata", "object", "Optional"),
    ("relationships.order", "object", "Required"),
];

const CURL: &str = r#"curl -g -X POST \
  'https://yourdomain.commercelayer.io/api/external_payments' \
  -H 'Accept: application/vnd.api+json' \
  -H 'Authorization: Bearer your-access-token' \
  -H 'Content-Type: application/vnd.api+json' \
  -d '{
  "data": {
    "type": "external_payments",
    "attributes": {
      "payment_source_token": "xxxx.yyyy.zzzz"
    },
    "relationships": {
      "order": {
        "data": {
          "type": "orders",
          "id": "QWERtyUpBa"
        }
      }
    }
  }
}'"#;

fn created() -> Value {
    let at = "https://yourdomain.commercelayer.io/api/external_payments/xYZkjABcde";
    json!({
        "data": {
            "id": "xYZkjABcde",
            "type": "external_payments",
            "links": { "self": at },
            "attributes": {
                "payment_source_token": "xxxx.yyyy.zzzz",
                "options": { "foo": "bar" },
                "created_at": "2018-01-01T12:00:00.000Z",
                "updated_at": "2018-01-01T12:00:00.000Z",
                "reference": "ANY-EXTERNAL-REFEFERNCE",
                "reference_origin": "ANY-EXTERNAL-REFEFERNCE-ORIGIN",
                "metadata": { "foo": "bar" }
            },
            "relationships": {
                "order": { "links": {
                    "self": format!("{at}/relationships/order"),
                    "related": format!("{at}/order")
                } },
                "payment_gateway": { "links": {
                    "self": format!("{at}/relationships/payment_gateway"),
                    "related": format!("{at}/payment_gateway")
                } }
            },
            "meta": { "mode": "test" }
        }
    })
}

fn markdown(flavour: Flavour) -> String {
    markdown_page(flavour, "markdown/operations/create_external_payment.md")
}

fn markdown_page(flavour: Flavour, path: &str) -> String {
    let options = Options {
        site: false,
        markdown: Some(flavour),
        ..Options::default()
    };
    page(&files(&own(), &options), path).to_owned()
}

/// The blocks of code in a page.
fn fences(markdown: &str) -> Vec<&str> {
    markdown
        .split("```")
        .skip(1)
        .step_by(2)
        .map(|block| {
            block
                .split_once('\n')
                .map_or("", |(_, code)| code)
                .trim_end()
        })
        .collect()
}

#[test]
fn every_property_has_its_row_in_markdown() {
    for flavour in [Flavour::Github, Flavour::Tabs] {
        let page = markdown(flavour);
        let rows: Vec<Vec<String>> = page
            .lines()
            .filter(|line| line.starts_with('|'))
            .map(|line| {
                let cells = line.trim_matches('|').split(" | ");
                cells
                    .map(|cell| cell.trim().replace(['*', '`'], ""))
                    .collect()
            })
            .collect();
        for (name, kind, presence) in ROWS {
            let row = rows.iter().find(|row| row[0] == name);
            let row = row.unwrap_or_else(|| panic!("no row for {name} in\n{page}"));
            assert_eq!(row[1].split_whitespace().next(), Some(kind), "{name}");
            assert_eq!(row[2], presence, "{name}");
            assert!(!row[3].is_empty(), "{name} has no description");
        }
    }
}

#[test]
fn every_property_has_its_row_in_the_site() {
    let files = files(&own(), &Options::default());
    let page = page(&files, "operations/create_external_payment.html");
    for (name, kind, presence) in ROWS {
        let start = page.find(&format!("<tr role=\"row\" id=\"body-{name}\">"));
        let row = &page[start.unwrap_or_else(|| panic!("no row for {name}"))..];
        let row = &row[..row.find("</tr>").expect("a row ends")];
        let cells: Vec<String> = row.split("</td>").map(tags::text).collect();
        assert_eq!(cells[0], name);
        assert_eq!(cells[1].split_whitespace().next(), Some(kind), "{name}");
        assert_eq!(cells[2], presence, "{name}");
    }
    assert!(
        tags::text(page).contains("POST https://yourdomain.commercelayer.io/api/external_payments")
    );
    assert!(tags::text(page).contains("Create an external payment"));
    assert!(tags::text(page).contains("201 Created"));
}

#[test]
fn the_request_is_the_published_one() {
    for flavour in [Flavour::Github, Flavour::Tabs] {
        let page = markdown(flavour);
        assert!(fences(&page).contains(&CURL), "{page}");
    }
    let files = files(&own(), &Options::default());
    let html = page(&files, "operations/create_external_payment.html");
    assert!(tags::text(html).contains(&CURL.split_whitespace().collect::<Vec<_>>().join(" ")));
}

#[test]
fn the_response_is_the_published_one() {
    for flavour in [Flavour::Github, Flavour::Tabs] {
        let page = markdown(flavour);
        let found = fences(&page)
            .iter()
            .filter_map(|code| serde_json::from_str::<Value>(code).ok())
            .any(|value| value == created());
        assert!(found, "{page}");
        assert!(page.contains("`201 Created`"), "{page}");
    }
}

#[test]
fn a_model_is_shown_as_operations_show_it() {
    let page = markdown_page(Flavour::Github, "markdown/models/ExternalPayment.md");
    let shown: Value = serde_json::from_str(fences(&page)[0]).expect("JSON");
    assert_eq!(shown, created()["data"]);
}

#[test]
fn the_tabs_are_those_of_the_published_page() {
    let page = markdown(Flavour::Tabs);
    let response = page
        .split("{% tab title=\"Response\" %}")
        .nth(1)
        .expect("a tab");
    let json: Value = serde_json::from_str(fences(response)[0]).expect("JSON");
    assert_eq!(json, created());
    for word in ["tab ", "endtab ", "tabs ", "endtabs "] {
        let count = page.matches(&format!("{{% {word}")).count();
        assert_eq!(count, if word.ends_with("tabs ") { 1 } else { 5 }, "{word}");
    }
}

#[test]
fn the_samples_name_the_client_as_it_is() {
    let page = markdown(Flavour::Github);
    assert!(
        page.contains("use external_payments::client::{Client, CreateExternalPaymentRequired};"),
        "{page}"
    );
    assert!(
        page.contains("    .create_external_payment(CreateExternalPaymentRequired { body: &body })\n    .send()"),
        "{page}"
    );
}

#[test]
fn machine_readers_find_a_page_for_each_operation() {
    let contract = own();
    let files = files(&contract, &Options::default());
    let list = page(&files, "llms.txt");
    for operation in &contract.operations {
        let id = operation.id.as_deref().expect("an id");
        assert!(
            list.contains(&format!("(<markdown/operations/{id}.md>)")),
            "{list}"
        );
    }
}

#[test]
fn the_same_contract_gives_the_same_files() {
    let options = Options {
        single: true,
        ..Options::default()
    };
    assert_eq!(files(&own(), &options), files(&own(), &options));
}
