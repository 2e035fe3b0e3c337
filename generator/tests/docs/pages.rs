//! What readers find on pages, and where.

use counterpart::docs::Options;
use counterpart::pages;
use serde_json::{Value, json};

use super::{files, own, page, read, tags};

/// The tag with an id, and what follows it.
fn at<'a>(html: &'a str, id: &str) -> &'a str {
    let start = html.find(&format!("id=\"{id}\""));
    &html[start.unwrap_or_else(|| panic!("no #{id}"))..]
}

/// The class of the first element after a position that has a text.
fn class_of<'a>(html: &'a str, text: &str) -> &'a str {
    let end = html.find(&format!("\">{text}<")).expect("the text");
    let start = html[..end].rfind("class=\"").expect("a class") + "class=\"".len();
    &html[start..end]
}

const RESPONSES: &str = r##"
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /crates:
    post:
      operationId: create
      parameters: [{ name: dry, in: query, required: true, schema: { type: boolean } }]
      responses:
        '201':
          description: Created.
          headers: { Location: { schema: { type: string } }, Tag: { required: true, schema: { type: string } } }
          content: { application/json: { schema: { type: object, properties: { id: { type: string, nullable: true, readOnly: true } } } } }
"##;

#[test]
fn required_and_optional_have_one_look_each() {
    let files = files(&read(RESPONSES), &Options::default());
    let html = page(&files, "operations/create.html");
    assert_eq!(class_of(at(html, "parameter-dry"), "Required"), "required");
    assert_eq!(
        class_of(at(html, "201-header.Location"), "Optional"),
        "optional"
    );
    assert_eq!(class_of(at(html, "201-id"), "Optional"), "optional");
    let tag = at(html, "201-header.Tag");
    let tag = &tag[..tag.find("</li>").expect("an item ends")];
    assert!(
        !tag.contains("Required") && !tag.contains("Optional"),
        "{tag}"
    );
}

#[test]
fn pages_speak_of_parameters_properties_and_responses() {
    let files = files(&read(RESPONSES), &Options::default());
    let html = tags::text(page(&files, "operations/create.html"));
    let markdown = page(&files, "markdown/operations/create.md");
    for words in [
        "Query parameters",
        "Responses",
        "Response headers",
        "Response body",
    ] {
        assert!(html.contains(words), "{words} in {html}");
        assert!(markdown.contains(words), "{words} in {markdown}");
    }
    assert!(
        html.contains("nullable") && html.contains("read-only"),
        "{html}"
    );
}

#[test]
fn the_branches_of_a_body_follow_its_table() {
    let contract = read(
        r#"
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /pay:
    post:
      operationId: pay
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { amount: { type: integer }, note: { type: string } }
              oneOf:
                - { title: Card, type: object, properties: { number: { type: string } } }
                - { title: Transfer, type: object, properties: { iban: { type: string } } }
      responses: { '204': { description: Paid. } }
"#,
    );
    let files = files(&contract, &Options::default());
    let html = page(&files, "operations/pay.html");
    let table = html.find("</table>").expect("a table");
    for branch in ["Card", "Transfer"] {
        let found = html.find(&format!("<b>{branch}</b>"));
        assert!(found.expect("the branch") > table, "{branch} is in a row");
    }
    let search = page(&files, "assets/search.js");
    assert!(search.contains("body-number") && search.contains("body-iban"));
    let markdown = page(&files, "markdown/operations/pay.md");
    assert!(markdown.contains("| **iban** |"), "{markdown}");
}

#[test]
fn the_contract_can_be_downloaded() {
    let contract = own();
    let files = files(&contract, &Options::default());
    let home = page(&files, "index.html");
    assert!(home.contains("<a href=\"openapi.yaml\">Download the OpenAPI document</a>"));
    let again = read(page(&files, "openapi.yaml"));
    let ids = |contract: &counterpart::contract::Contract| {
        let operations = contract.operations.iter();
        operations.map(|one| one.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&again), ids(&contract));
}

#[test]
fn pages_say_what_language_they_are_in() {
    let html = |lang: Option<&str>| {
        let options = Options {
            lang: lang.map(str::to_owned),
            ..Options::default()
        };
        let files = pages(&own(), &options, None).expect("the options are fine");
        page(&files, "index.html").to_owned()
    };
    assert!(html(None).contains("<html lang=\"en\">"));
    assert!(html(Some("pt-BR")).contains("<html lang=\"pt-BR\">"));
    assert!(html(Some("ar")).contains("<html lang=\"ar\" dir=\"rtl\">"));
    for bad in ["", "\" onload=\"x", "de_DE", "-"] {
        let options = Options {
            lang: Some(bad.to_owned()),
            ..Options::default()
        };
        assert!(pages(&own(), &options, None).is_err(), "{bad}");
    }
}

#[test]
fn long_names_break_between_their_words() {
    let contract = read(
        r#"
openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /t:
    delete:
      operationId: delete_all_reactionsByEmoji
      responses: { '204': { description: Deleted. } }
"#,
    );
    let files = files(&contract, &Options::default());
    let html = page(&files, "operations/delete_all_reactionsByEmoji.html");
    let broken = "delete_<wbr>all_<wbr>reactions<wbr>By<wbr>Emoji";
    assert_eq!(html.matches(broken).count(), 2, "{html}");
}

#[test]
fn equal_titles_are_told_apart() {
    let contract = read(
        r#"
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a: { get: { operationId: listA, summary: List things, responses: { '204': { description: x } } } }
  /b: { get: { summary: List things, responses: { '204': { description: x } } } }
  /c: { get: { summary: List others, responses: { '204': { description: x } } } }
webhooks:
  crate-opened: { post: { operationId: crate/opened, summary: This event occurs when there is activity on a crate. For more see the guide., responses: { '204': { description: x } } } }
  crate-closed: { post: { operationId: crate/closed, summary: This event occurs when there is activity on a crate. For more see the guide., responses: { '204': { description: x } } } }
"#,
    );
    let files = files(&contract, &Options::default());
    let title = |path: &str| {
        let html = page(&files, path);
        let start = html.find("<h1>").expect("a heading");
        tags::text(html[start..].split("</h1>").next().unwrap_or_default())
    };
    assert_eq!(title("operations/listA.html"), "List things (listA)");
    assert_eq!(title("operations/get-b.html"), "List things (GET /b)");
    assert_eq!(title("operations/get-c.html"), "List others");
    assert_eq!(title("operations/crate-opened.html"), "crate-opened");
    assert_eq!(title("operations/crate-closed.html"), "crate-closed");
    let opened = tags::text(page(&files, "operations/crate-opened.html"));
    assert!(opened.contains("This event occurs when there is activity on a crate."));
}

#[test]
fn the_overview_shows_the_first_paragraph_of_a_tag() {
    let contract = read(
        r##"
openapi: 3.0.3
info: { title: t, version: '1' }
tags: [{ name: Guide, description: "# Start\n\nRead *this* first.\n\n## More\n\nAn essay." }]
paths:
  /a: { get: { operationId: a, responses: { '204': { description: x } } } }
"##,
    );
    let files = files(&contract, &Options::default());
    let home = page(&files, "index.html");
    assert!(home.contains("Read <em>this</em> first."), "{home}");
    assert!(!home.contains("An essay."), "{home}");
    assert!(page(&files, "groups/Guide.html").contains("An essay."));
}

/// Operations show what they share to a length, and lead to where all of it is. What is their own
/// they show.
#[test]
fn long_lists_that_operations_share_are_shown_once() {
    let contract = |count: usize| {
        let servers: Vec<Value> = (0..count)
            .map(|index| json!({"url": format!("https://s{index}.example.com"), "description": "A place."}))
            .collect();
        let scheme = |index: usize| {
            let own = json!({"type": "apiKey", "in": "header", "name": format!("X-{index}")});
            (format!("k{index}"), own)
        };
        let schemes: serde_json::Map<String, Value> = (0..count).map(scheme).collect();
        let security: Vec<Value> = schemes.keys().map(|name| json!({ name: [] })).collect();
        let responses = json!({"200": {"description": "ok"}});
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "Shared", "version": "1"},
            "servers": &servers,
            "security": &security,
            "paths": {
                "/taken": {"get": {"operationId": "taken", "responses": &responses}},
                "/own": {"get": {"operationId": "own", "responses": &responses,
                    "security": security.iter().rev().collect::<Vec<_>>(),
                    "servers": servers.iter().rev().collect::<Vec<_>>()}},
            },
            "components": {"securitySchemes": schemes},
        });
        read(&document.to_string())
    };
    for (count, is_cut) in [(3, false), (200, true)] {
        let pages = files(&contract(count), &Options::default());
        let page = |path: &str| {
            let page = pages.iter().find(|file| file.path == path);
            page.unwrap_or_else(|| panic!("{path} is there"))
                .contents
                .as_str()
        };
        let last = count - 1;
        let (server, key) = (format!("https://s{last}.example.com"), format!("X-{last}"));
        for (overview, taken, own, up) in [
            (
                "index.html",
                "operations/taken.html",
                "operations/own.html",
                "../index.html",
            ),
            (
                "markdown/README.md",
                "markdown/operations/taken.md",
                "markdown/operations/own.md",
                "../README.md",
            ),
        ] {
            for text in [&server, &key] {
                assert!(page(overview).contains(text.as_str()), "{overview}: {text}");
                assert!(page(own).contains(text.as_str()), "{own}: {text}");
                assert_eq!(
                    page(taken).contains(text.as_str()),
                    !is_cut,
                    "{taken}: {text}"
                );
            }
            assert!(page(taken).contains("https://s0.example.com"), "{taken}");
            assert!(page(taken).contains("X-0"), "{taken}");
            for text in ["All servers", "All ways to authenticate"] {
                assert_eq!(page(taken).contains(text), is_cut, "{taken}: {text}");
                assert!(!page(own).contains(text), "{own}: {text}");
            }
            assert!(!is_cut || page(taken).contains(up), "{taken}");
        }
    }
}
