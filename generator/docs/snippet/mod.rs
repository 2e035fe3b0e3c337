//! Samples of a request in several languages.

mod curl;
mod javascript;
mod python;

use super::code::Code;
use super::request::Request;
use crate::contract::Operation;

/// A request in one language.
#[derive(Debug, Clone)]
pub struct Snippet {
    pub title: &'static str,
    pub code: Code,
}

/// Writes samples for a client that is generated from the contract. Implemented where the names of
/// that client are known.
pub trait Client: Sync {
    /// Returns the sample for an operation, if the client has that operation.
    fn sample(&self, operation: &Operation, request: &Request) -> Option<Snippet>;
}

#[must_use]
pub fn snippets(request: &Request, own: Option<Snippet>) -> Vec<Snippet> {
    let snippet = |title, language, text| Snippet {
        title,
        code: Code { language, text },
    };
    let mut all = vec![snippet("curl", "shell", curl::write(request))];
    all.extend(own);
    all.push(snippet(
        "JavaScript",
        "javascript",
        javascript::write(request),
    ));
    all.push(snippet("Python", "python", python::write(request)));
    all
}

/// Quotes a string as JSON, which is also valid in JavaScript and Python.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}")
}

/// Indents all lines of a text but the first.
fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}

#[cfg(test)]
mod tests {
    use super::super::request::{Body, Request};
    use super::snippets;
    use serde_json::json;

    #[test]
    fn quotes_cannot_end_a_sample() {
        let request = Request {
            method: "POST",
            base: "https://example.com".into(),
            target: "/a'b".into(),
            headers: vec![("X".into(), "it's \"so\"".into())],
            body: Body::Json(json!({ "text": "it's \"so\"\n#\"" , "none": null })),
            media: None,
            arguments: Vec::new(),
        };
        let all = snippets(&request, None);
        let text = |index: usize| all[index].code.text.as_str();
        assert!(text(0).contains(r"'https://example.com/a'\''b'"));
        assert!(text(0).contains(r#"it'\''s \"so\"\n#\""#));
        assert!(text(1).contains(r#""X": "it's \"so\"""#));
        assert!(text(2).contains("\"none\": None"));
    }
}
