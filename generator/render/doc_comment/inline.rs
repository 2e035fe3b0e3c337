//! The inline content of a block: text, code, emphasis and links.

use pulldown_cmark::{Event, LinkType, Tag};

use super::escape::{Around, Next, escape};
use super::url;
use crate::commonmark::inline_code;
use crate::render::text::visible;

/// The maximal nesting of emphasis and links. What is deeper is plain text.
const MAX_DEPTH: usize = 16;

/// Inline content that is being written.
#[derive(Default)]
pub(super) struct Inline {
    /// What is written so far, escaped.
    out: String,
    /// Text that is not yet escaped, because that depends on what follows.
    pending: String,
    open: Vec<Open>,
    place: Place,
    /// Within an autolink, whose text is not written because the mark says it.
    muted: bool,
    /// Where the last mark that begins emphasis ends.
    opened: Option<usize>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Paragraph,
    Heading,
    Cell,
}

/// What ends an open element.
enum Open {
    /// A mark of emphasis.
    Mark(&'static str),
    /// The rest of a link or an image.
    Link(String),
    /// Text instead of a link.
    Text(String),
    /// The end of an autolink.
    Muted,
    Nothing,
}

impl Inline {
    pub(super) fn start_heading(&mut self) {
        self.place = Place::Heading;
    }

    pub(super) fn start_cell(&mut self) {
        self.place = Place::Cell;
    }

    pub(super) fn is_cell(&self) -> bool {
        self.place == Place::Cell
    }

    /// Returns the lines of the content, and begins anew. All but a paragraph have one at most.
    pub(super) fn take(&mut self) -> Vec<String> {
        while !self.open.is_empty() {
            self.end();
        }
        self.flush(Next::End);
        let done = std::mem::take(self);
        let lines = done.out.split('\n').map(|line| line.trim_matches(' '));
        lines
            .filter(|line| !matches!(*line, "" | "\\"))
            .map(str::to_owned)
            .collect()
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for (index, line) in html.split('\n').enumerate() {
                    if index > 0 {
                        self.new_line();
                    }
                    self.text(line);
                }
            }
            Event::FootnoteReference(name) => self.text(&format!("[^{name}]")),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
            Event::Code(code) if !self.muted => {
                let code: String = code.chars().map(shown).collect();
                // Tables are split before code is read, and not by all parsers alike where a bar
                // has a backslash of its own.
                if self.is_cell() && code.contains("\\|") {
                    self.pending.push_str(&code);
                    return;
                }
                self.flush(Next::Mark);
                // Two spans side by side would be one.
                if self.out.ends_with('`') {
                    self.out.push(' ');
                }
                self.out.push_str(&inline_code(&code, self.is_cell()));
            }
            Event::SoftBreak => self.new_line(),
            Event::HardBreak => {
                if self.place == Place::Paragraph && !self.muted {
                    self.flush(Next::End);
                    self.out.push_str("\\\n");
                } else {
                    self.new_line();
                }
            }
            Event::Code(_) | Event::Rule | Event::Start(_) | Event::End(_) => {}
        }
    }

    /// Appends plain text of one line.
    pub(super) fn text(&mut self, text: &str) {
        if !self.muted {
            self.pending.extend(text.chars().map(shown));
        }
    }

    fn new_line(&mut self) {
        if !self.muted {
            let end = if self.place == Place::Paragraph {
                '\n'
            } else {
                ' '
            };
            self.pending.push(end);
        }
    }

    /// Begins an element, given the text that it begins with in the source.
    pub(super) fn start(&mut self, tag: Tag<'_>, written: &str) {
        let opened = match tag {
            _ if self.muted || self.open.len() >= MAX_DEPTH => Open::Nothing,
            Tag::Emphasis => self.mark(if written.starts_with('_') { "_" } else { "*" }),
            Tag::Strong => self.mark(if written.starts_with('_') { "__" } else { "**" }),
            Tag::Strikethrough => self.mark(if written.starts_with("~~") { "~~" } else { "~" }),
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                dest_url,
                ..
            } => match url::autolink(&dest_url) {
                Some(url) => {
                    self.flush(Next::Mark);
                    self.out.push_str(&format!("<{url}>"));
                    self.muted = true;
                    Open::Muted
                }
                None => {
                    self.text("<");
                    Open::Text(">".to_owned())
                }
            },
            Tag::Link {
                dest_url, title, ..
            } => match url::destination(&dest_url) {
                Some(url) => {
                    self.flush(Next::Bracket);
                    self.out.push('[');
                    Open::Link(format!("]({url}{})", url::title(&title)))
                }
                None => {
                    self.text("[");
                    Open::Text(format!("]({dest_url})"))
                }
            },
            Tag::Image {
                dest_url, title, ..
            } => match url::destination(&dest_url).filter(|url| url.starts_with("http")) {
                Some(url) => {
                    self.flush(Next::Mark);
                    self.out.push_str("![");
                    Open::Link(format!("]({url}{})", url::title(&title)))
                }
                None => {
                    self.text("![");
                    Open::Text(format!("]({dest_url})"))
                }
            },
            _ => Open::Nothing,
        };
        self.open.push(opened);
    }

    fn mark(&mut self, mark: &'static str) -> Open {
        self.flush(Next::Mark);
        self.out.push_str(mark);
        self.opened = Some(self.out.len());
        Open::Mark(mark)
    }

    /// Writes the pending text.
    fn flush(&mut self, next: Next) {
        if self.pending.is_empty() {
            return;
        }
        let is = |wanted: fn(&Open) -> bool| self.open.iter().any(wanted);
        let around = Around {
            next,
            opened: self.opened == Some(self.out.len()),
            emphasised: is(|open| matches!(open, Open::Mark(_))),
            linked: is(|open| matches!(open, Open::Link(_))),
            cell: self.place == Place::Cell,
            heading: self.place == Place::Heading,
        };
        escape(&mut self.out, &self.pending, around);
        self.pending.clear();
    }

    pub(super) fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Mark(mark)) => {
                self.flush(Next::Closing);
                self.out.push_str(mark);
            }
            Some(Open::Link(rest)) => {
                self.flush(Next::Mark);
                self.out.push_str(&rest);
            }
            Some(Open::Text(text)) => self.text(&text),
            Some(Open::Muted) => self.muted = false,
            Some(Open::Nothing) | None => {}
        }
    }
}

/// Shows a character on one line.
fn shown(character: char) -> char {
    match character {
        '\n' | '\r' | '\t' => ' ',
        other => visible(other),
    }
}
