//! Parses CommonMark into a balanced stream of known elements.

use std::borrow::Cow;

use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag as Mark, TagEnd, TextMergeStream,
};

use super::safe_url;
use super::tags::{self, Tag};

/// An element of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    Paragraph,
    /// With the level on the page.
    Heading(u8),
    Quote,
    /// With the language, or an empty string.
    CodeBlock(String),
    /// With the first number of an ordered list.
    List(Option<u64>),
    Item,
    Table,
    /// The header row of a table.
    Head,
    Row,
    Cell {
        header: bool,
    },
    Strong,
    Emphasis,
    Strike,
    Code,
    Sub,
    Sup,
    /// With a URL that passed [`safe_url`].
    Link(String),
}

impl Element {
    pub fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Strong
                | Self::Emphasis
                | Self::Strike
                | Self::Code
                | Self::Sub
                | Self::Sup
                | Self::Link(_)
        )
    }
}

/// An event of the stream. Every `Open` has its `Close`, and they nest.
#[derive(Debug)]
pub enum Piece<'a> {
    Open(Element),
    Close(Element),
    Text(Cow<'a, str>),
    Break,
    Rule,
}

/// The maximal nesting of elements. Deeper ones are dropped and their content kept: nobody reads
/// them, and browsers recurse over them.
const MAX_DEPTH: usize = 32;

/// Parses a text. Its headings start at the level after `below` and never skip one; without `below`
/// they are bold paragraphs.
pub fn parse(source: &str, below: Option<u8>, sink: &mut dyn FnMut(Piece<'_>)) {
    let mut parser = PieceParser {
        sink,
        below,
        headings: Vec::new(),
        open: Vec::new(),
        floors: Vec::new(),
        in_table_head: false,
        html: String::new(),
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in TextMergeStream::new(Parser::new_ext(source, options)) {
        parser.event(event);
    }
    parser.close_to(0);
}

struct PieceParser<'s> {
    sink: &'s mut dyn FnMut(Piece<'_>),
    below: Option<u8>,
    /// The levels of the open headings in the source.
    headings: Vec<u8>,
    open: Vec<Element>,
    /// For each open CommonMark element, the number of elements that were open before it. Tags
    /// opened within it end with it, and its end does not close elements twice.
    floors: Vec<usize>,
    /// Within the header row of a table.
    in_table_head: bool,
    /// The current HTML block: a tag or comment may span several lines.
    html: String,
}

impl PieceParser<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(mark) => {
                self.floors.push(self.open.len());
                self.start(mark);
            }
            Event::End(end) => {
                match end {
                    TagEnd::TableHead => self.in_table_head = false,
                    TagEnd::HtmlBlock => {
                        let html = std::mem::take(&mut self.html);
                        tags::cut(&html, &mut |tag, written| self.tag(tag, written));
                    }
                    _ => {}
                }
                if let Some(depth) = self.floors.pop() {
                    self.close_to(depth);
                }
            }
            Event::Text(text) => self.linked_text(&text),
            Event::Code(code) => {
                (self.sink)(Piece::Open(Element::Code));
                (self.sink)(Piece::Text(Cow::Borrowed(&code)));
                (self.sink)(Piece::Close(Element::Code));
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => {
                tags::cut(&html, &mut |tag, written| self.tag(tag, written));
            }
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => (self.sink)(Piece::Break),
            Event::Rule => (self.sink)(Piece::Rule),
            Event::TaskListMarker(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, mark: Mark<'_>) {
        match mark {
            Mark::Paragraph => self.push(Element::Paragraph),
            Mark::Heading { level, .. } => self.heading(level),
            Mark::BlockQuote(_) => self.push(Element::Quote),
            Mark::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info
                        .split(|letter: char| !letter.is_ascii_alphanumeric())
                        .next()
                        .unwrap_or("")
                        .to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.push(Element::CodeBlock(language));
            }
            Mark::List(start) => self.push(Element::List(start)),
            Mark::Item => self.push(Element::Item),
            Mark::Table(_) => self.push(Element::Table),
            Mark::TableHead => {
                self.in_table_head = true;
                self.push(Element::Head);
            }
            Mark::TableRow => self.push(Element::Row),
            Mark::TableCell => self.push(Element::Cell {
                header: self.in_table_head,
            }),
            Mark::Emphasis => self.push(Element::Emphasis),
            Mark::Strong => self.push(Element::Strong),
            Mark::Strikethrough => self.push(Element::Strike),
            // An image would be fetched from another site, so its alternative text becomes a link
            // to it.
            Mark::Link { dest_url, .. } | Mark::Image { dest_url, .. } => self.link(&dest_url),
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let Some(below) = self.below else {
            self.push(Element::Paragraph);
            self.push(Element::Strong);
            return;
        };
        let level = level as u8;
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        self.headings.push(level);
        let depth = u8::try_from(self.headings.len()).unwrap_or(6);
        self.push(Element::Heading(below.saturating_add(depth).min(6)));
    }

    fn link(&mut self, url: &str) {
        let nested = self
            .open
            .iter()
            .any(|open| matches!(open, Element::Link(_)));
        if let Some(url) = safe_url(url).filter(|_| !nested) {
            self.push(Element::Link(url));
        }
    }

    fn text(&mut self, text: &str) {
        (self.sink)(Piece::Text(Cow::Borrowed(text)));
    }

    /// Emits text, with bare URLs as links (GFM 0.29, section 6.9).
    fn linked_text(&mut self, text: &str) {
        let verbatim = self.open.iter().any(|open| {
            matches!(
                open,
                Element::Link(_) | Element::Code | Element::CodeBlock(_)
            )
        });
        let mut rest = text;
        while let Some((before, url, after)) = bare_url(rest).filter(|_| !verbatim) {
            self.text(before);
            let depth = self.open.len();
            self.link(url);
            self.text(url);
            self.close_to(depth);
            rest = after;
        }
        if !rest.is_empty() {
            self.text(rest);
        }
    }

    fn push(&mut self, element: Element) {
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        (self.sink)(Piece::Open(element.clone()));
        self.open.push(element);
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(element) = self.open.pop() {
                (self.sink)(Piece::Close(element));
            }
        }
    }

    fn tag(&mut self, tag: Tag<'_>, written: &str) {
        match tag {
            Tag::Text(text) => (self.sink)(Piece::Text(text)),
            Tag::Open { name, link, alt } => match name.as_str() {
                "br" => (self.sink)(Piece::Break),
                "hr" => (self.sink)(Piece::Rule),
                "a" => self.link(&link.unwrap_or_default()),
                "img" => {
                    let depth = self.open.len();
                    self.link(&link.unwrap_or_default());
                    self.text(alt.as_deref().unwrap_or("picture"));
                    self.close_to(depth);
                }
                name if is_wrapper(name) => {}
                name => match element(name) {
                    Some(element) => self.open_tag(element),
                    None => self.text(written),
                },
            },
            Tag::Close { name } => {
                let wanted = match name.as_str() {
                    "a" => Some(Element::Link(String::new())),
                    name => element(name),
                };
                match wanted {
                    Some(wanted) => self.close_tag(&wanted),
                    None if is_wrapper(&name) || matches!(name.as_str(), "br" | "img" | "hr") => {}
                    None => self.text(written),
                }
            }
        }
    }

    fn open_tag(&mut self, element: Element) {
        // In HTML, a block element ends an open paragraph.
        let paragraph = (self.open.iter())
            .rposition(|open| !open.is_inline())
            .filter(|at| !element.is_inline() && self.open.get(*at) == Some(&Element::Paragraph));
        let depth = paragraph.unwrap_or(self.open.len());
        let parent = depth.checked_sub(1).and_then(|at| self.open.get(at));
        let fits = match &element {
            Element::Item => matches!(parent, Some(Element::List(_))),
            Element::Row => matches!(parent, Some(Element::Table)),
            Element::Cell { .. } => matches!(parent, Some(Element::Row)),
            _ => true,
        };
        if fits {
            self.close_to(depth);
            self.push(element);
        }
    }

    fn close_tag(&mut self, wanted: &Element) {
        let floor = self
            .floors
            .last()
            .copied()
            .unwrap_or(0)
            .min(self.open.len());
        let same = |open: &Element| std::mem::discriminant(open) == std::mem::discriminant(wanted);
        if let Some(at) = self.open[floor..].iter().rposition(same) {
            // An element opened by CommonMark ends with it.
            self.close_to(floor + at);
        }
    }
}

/// Returns the first bare URL of a text, with the text before and after it.
fn bare_url(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("http")?;
        let (before, rest) = text.split_at(start);
        let after_scheme = (rest.strip_prefix("https://")).or_else(|| rest.strip_prefix("http://"));
        let starts = before
            .chars()
            .next_back()
            .is_none_or(|letter| letter.is_whitespace() || "*_~(".contains(letter));
        if starts && after_scheme.is_some_and(|host| host.starts_with(char::is_alphanumeric)) {
            let end = rest
                .find(|letter: char| letter.is_whitespace() || letter == '<')
                .unwrap_or(rest.len());
            let url = without_punctuation(&rest[..end]);
            return Some((before, url, &rest[url.len()..]));
        }
        from = start + "http".len();
    }
}

/// Returns a URL without trailing punctuation that belongs to the sentence.
fn without_punctuation(url: &str) -> &str {
    let mut unclosed = url
        .matches(')')
        .count()
        .saturating_sub(url.matches('(').count());
    let mut url = url;
    loop {
        let shorter = if url.ends_with(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"']) {
            url.get(..url.len() - 1)
        } else if url.ends_with(')') && unclosed > 0 {
            unclosed -= 1;
            url.get(..url.len() - 1)
        } else {
            None
        };
        match shorter {
            Some(shorter) => url = shorter,
            None => return url,
        }
    }
}

/// Returns whether a tag only groups content.
fn is_wrapper(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "span"
            | "section"
            | "article"
            | "center"
            | "font"
            | "u"
            | "small"
            | "thead"
            | "tbody"
            | "tfoot"
            | "details"
            | "figure"
            | "dl"
            | "html"
            | "body"
    )
}

fn element(name: &str) -> Option<Element> {
    Some(match name {
        "p" | "dd" | "figcaption" => Element::Paragraph,
        "b" | "strong" | "summary" | "dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            Element::Strong
        }
        "i" | "em" | "var" | "cite" => Element::Emphasis,
        "s" | "del" | "strike" => Element::Strike,
        "code" | "tt" | "kbd" | "samp" => Element::Code,
        "pre" => Element::CodeBlock(String::new()),
        "blockquote" => Element::Quote,
        "ul" => Element::List(None),
        "ol" => Element::List(Some(1)),
        "li" => Element::Item,
        "table" => Element::Table,
        "tr" => Element::Row,
        "th" => Element::Cell { header: true },
        "td" => Element::Cell { header: false },
        "sub" => Element::Sub,
        "sup" => Element::Sup,
        _ => return None,
    })
}
