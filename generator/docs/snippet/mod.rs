//! Samples of a request in the languages that readers use.

mod curl;
mod javascript;
mod python;
mod rust;

use super::code::Code;
use super::request::Request;

/// A request in one language.
#[derive(Debug, Clone)]
pub struct Snippet {
    pub title: &'static str,
    pub code: Code,
}

/// What a sample with the generated client needs to know.
#[derive(Debug, Clone)]
pub struct ClientNames {
    pub krate: String,
    pub method: String,
}

#[must_use]
pub fn snippets(request: &Request, client: &ClientNames) -> Vec<Snippet> {
    let all = [
        ("curl", "shell", curl::write(request)),
        ("Rust", "rust", rust::write(request, client)),
        ("JavaScript", "javascript", javascript::write(request)),
        ("Python", "python", python::write(request)),
    ];
    all.into_iter()
        .map(|(title, language, text)| Snippet {
            title,
            code: Code { language, text },
        })
        .collect()
}

/// A string literal of JSON, which JavaScript and Python read alike.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}")
}

/// Text whose lines after the first are moved to the right.
fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}

#[cfg(test)]
mod tests {
    use super::super::request::{Body, Request};
    use super::{ClientNames, snippets};
    use serde_json::json;

    #[test]
    fn quotes_cannot_end_a_sample() {
        let request = Request {
            method: "POST",
            base: "https://example.com".into(),
            target: "/a'b".into(),
            headers: vec![("X".into(), "it's \"so\"".into())],
            body: Body::Json(json!({ "text": "it's \"so\"\n#\"" , "none": null })),
            arguments: Vec::new(),
            credential: None,
        };
        let names = ClientNames {
            krate: "api".into(),
            method: "go".into(),
        };
        let all = snippets(&request, &names);
        let text = |index: usize| all[index].code.text.as_str();
        assert!(text(0).contains(r"'https://example.com/a'\''b'"));
        assert!(text(0).contains(r#"it'\''s \"so\"\n#\""#));
        assert!(text(1).contains(r#""text": "it's \"so\"\n#\"""#));
        assert!(text(2).contains(r#""X": "it's \"so\"""#));
        assert!(text(3).contains("\"none\": None"));
    }
}
