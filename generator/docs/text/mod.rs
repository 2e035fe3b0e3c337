//! Text of a contract, made safe for pages.
//!
//! Descriptions are CommonMark, often with HTML in it. Neither reaches a page unprocessed: `pieces`
//! parses a text into a balanced stream of known elements, whose links are safe URLs, and the
//! writers can only write what that stream can express. A sanitiser would need a second HTML parser
//! that agrees with browsers; here unsafe markup cannot be expressed.

mod html;
mod markdown;
mod pieces;
mod tags;

pub use html::Html;
pub use markdown::{Md, fence, inline_code};

pub use crate::commonmark::safe_url;

/// CommonMark text, parsed on output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prose<'a> {
    source: &'a str,
    /// The level of the heading above the text; `None` if the text may not have headings.
    below: Option<u8>,
}

impl<'a> Prose<'a> {
    /// Creates text below a heading of the page. Its own headings start one level deeper.
    #[must_use]
    pub fn below(level: u8, source: &'a str) -> Self {
        Self {
            source: source.trim(),
            below: Some(level),
        }
    }

    /// Creates text for a table or a list, where headings become bold paragraphs.
    #[must_use]
    pub fn without_headings(source: &'a str) -> Self {
        Self {
            source: source.trim(),
            below: None,
        }
    }

    /// Like `without_headings`, but `None` for blank text.
    #[must_use]
    pub fn non_empty(source: &'a str) -> Option<Self> {
        Some(Self::without_headings(source)).filter(|prose| !prose.is_empty())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// Returns the length of the text as it is written.
    #[must_use]
    pub fn len(&self) -> usize {
        self.source.len()
    }

    #[must_use]
    pub fn html(&self) -> Html {
        html::write(self.source, self.below)
    }

    #[must_use]
    pub fn markdown(&self) -> Md {
        markdown::write(self.source, self.below)
    }

    /// Returns the text as Markdown on one line, for a table cell.
    #[must_use]
    pub fn markdown_line(&self) -> Md {
        markdown::write_line(self.source)
    }

    /// Returns the text as plain text on one line, cut at a word after `limit` characters.
    #[must_use]
    pub fn plain(&self, limit: usize) -> String {
        let mut words = String::new();
        let mut full = false;
        pieces::parse(self.source, None, &mut |piece| {
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

/// Returns the first sentence of a text, as plain text.
#[must_use]
pub fn first_sentence(source: &str) -> String {
    let line = Prose::without_headings(source).plain(240);
    match line.find(". ") {
        Some(end) => line[..=end].to_owned(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::{Prose, safe_url};

    fn html(source: &str) -> String {
        Prose::below(1, source).html().to_string()
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
    fn only_safe_links_are_kept() {
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
    fn bare_urls_become_links() {
        let link = |url: &str| format!("<a href=\"{url}\">{url}</a>");
        assert_eq!(
            html("See https://x.y/a_b?c=1, (http://z.w/(1)). Not `https://x.y` nor xhttp://x.y."),
            format!(
                "<p>See {}, ({}). Not <code>https://x.y</code> nor xhttp://x.y.</p>",
                link("https://x.y/a_b?c=1"),
                link("http://z.w/(1)")
            )
        );
        assert_eq!(
            html("[https://x.y](https://z.w) http https://"),
            "<p><a href=\"https://z.w\">https://x.y</a> http https://</p>"
        );
    }

    #[test]
    fn markdown_is_normalized() {
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
            Prose::without_headings("a | b\n\n- c `d|e`")
                .markdown_line()
                .as_str(),
            "a \\| b<br>• c `d\\|e`"
        );
    }

    #[test]
    fn plain_words_are_cut_at_a_word() {
        assert_eq!(
            Prose::without_headings("# A\n\nlong *text* here").plain(11),
            "A long text…"
        );
    }
}
