//! Texts of a contract, made safe for the pages that they are put into.
//!
//! Contracts write descriptions in CommonMark, and many write HTML. Neither reaches a page as it
//! is: `pieces` reads a text into a stream of known elements, always balanced, with links that
//! lead to the web or nowhere, and the writers can only write what that stream can say. A
//! sanitiser after the fact would need an HTML parser and would have to be believed; here nothing
//! unsafe can be put into words.

mod html;
mod markdown;
mod pieces;
mod tags;

pub use html::Html;
pub use markdown::{Md, fence, inline_code};

/// A text in CommonMark, to be read where it is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prose<'a> {
    source: &'a str,
    /// The level of the heading that the text stands below; none where it may have no headings.
    below: Option<u8>,
}

impl<'a> Prose<'a> {
    /// A text that stands below a heading of the page, and whose own headings follow it.
    #[must_use]
    pub fn below(level: u8, source: &'a str) -> Self {
        Self {
            source: source.trim(),
            below: Some(level),
        }
    }

    /// A text in a table or a list, where headings are only emphasis.
    #[must_use]
    pub fn flat(source: &'a str) -> Self {
        Self {
            source: source.trim(),
            below: None,
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    #[must_use]
    pub fn html(&self) -> Html {
        html::write(self.source, self.below)
    }

    #[must_use]
    pub fn markdown(&self) -> Md {
        markdown::write(self.source, self.below)
    }

    /// As Markdown on one line, for a table's cell.
    #[must_use]
    pub fn markdown_line(&self) -> Md {
        markdown::write_line(self.source)
    }

    /// The words alone, on one line, cut after some `limit` characters.
    #[must_use]
    pub fn plain(&self, limit: usize) -> String {
        let mut words = String::new();
        let mut full = false;
        pieces::read(self.source, None, &mut |piece| {
            use pieces::Piece;
            if full {
                return;
            }
            match piece {
                Piece::Text(text) => words.push_str(&text),
                Piece::Open(element) | Piece::Close(element) if element.is_inline() => {}
                _ => words.push(' '),
            }
            full = words.len() > limit.saturating_mul(4);
        });
        let mut line = String::new();
        for word in words.split_whitespace() {
            if line.chars().count() + word.chars().count() > limit {
                line.push('…');
                break;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    }
}

/// The first sentence of a text, in plain words: what a list of links has room for.
#[must_use]
pub fn first_sentence(source: &str) -> String {
    let line = Prose::flat(source).plain(240);
    match line.find(". ") {
        Some(end) => line[..=end].to_owned(),
        None => line,
    }
}

/// A link that leads out of the site, where it is one that a page may carry.
///
/// Only the web and mail: `javascript:`, `data:` and whatever else a browser may come to know stay
/// text, as do relative links, which lead nowhere once the text has left its page.
#[must_use]
pub fn safe_url(url: &str) -> Option<String> {
    let url: String = url
        .trim()
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    let (scheme, rest) = url.split_once(':')?;
    let known = ["http", "https", "mailto"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    (known && !rest.is_empty()).then(|| url.replace(' ', "%20"))
}

#[cfg(test)]
mod tests {
    use super::{Prose, safe_url};

    fn html(source: &str) -> String {
        Prose::below(1, source).html().as_str().to_owned()
    }

    #[test]
    fn commonmark_becomes_html() {
        assert_eq!(
            html("# A\n\n*b* `c<d>` [e](https://x.y/?a=1&b)"),
            "<h2>A</h2><p><em>b</em> <code>c&lt;d&gt;</code> \
             <a href=\"https://x.y/?a=1&amp;b\">e</a></p>"
        );
        assert_eq!(
            html("- a\n- b\n\n| x |\n|---|\n| 1 |"),
            "<ul><li>a</li><li>b</li></ul><div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th>x</th></tr>\
             </thead><tbody><tr><td>1</td></tr></tbody></table></div>"
        );
    }

    #[test]
    fn headings_stay_in_order() {
        assert_eq!(
            html("#### deep\n\n# up\n\n###### down"),
            "<h2>deep</h2><h2>up</h2><h3>down</h3>"
        );
    }

    #[test]
    fn known_tags_are_read_and_others_shown() {
        assert_eq!(
            html("<p>Use <code>a</code><br>and <a href='https://x.y' onclick=\"bad()\">b</a></p>"),
            "<p>Use <code>a</code><br>and <a href=\"https://x.y\">b</a></p>"
        );
        assert_eq!(
            html("Bearer <token> <script>bad()</script>"),
            "<p>Bearer &lt;token&gt; &lt;script&gt;bad()&lt;/script&gt;</p>"
        );
        assert_eq!(
            html("<b>never closed\n\nnext </i></b> <li>x"),
            "<p><strong>never closed</strong></p><p>next  x</p>"
        );
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        for bad in [
            "javascript:alert(1)",
            "JaVa\tScRipt:alert(1)",
            " data:text/html,x",
            "//host/x",
            "/relative",
            "#here",
            "vbscript:x",
        ] {
            assert_eq!(safe_url(bad), None, "{bad}");
            let page = html(&format!("[text]({bad})"));
            assert!(!page.contains("href"), "{page}");
        }
        assert_eq!(
            html("![pixel](https://x.y/p.png)"),
            "<p><a href=\"https://x.y/p.png\">pixel</a></p>"
        );
    }

    #[test]
    fn markdown_is_written_anew() {
        let md = |source| Prose::below(2, source).markdown().as_str().to_owned();
        assert_eq!(
            md("Title\n===\n\nsome *text* <script>\n\n1. a\n2. b\n   - c"),
            "### Title\n\nsome *text* &lt;script&gt;\n\n1. a\n2. b\n   - c"
        );
        assert_eq!(
            md("```\nunclosed {% tab %}"),
            "```\nunclosed {% tab %}\n```"
        );
        assert_eq!(
            Prose::flat("a | b\n\n- c `d|e`").markdown_line().as_str(),
            "a \\| b<br>• c `d\\|e`"
        );
    }

    #[test]
    fn plain_words_are_cut_at_a_word() {
        assert_eq!(
            Prose::flat("# A\n\nlong *text* here").plain(11),
            "A long text…"
        );
    }
}
