//! The blocks of a text: reads CommonMark as rustdoc does, and writes what it says anew.
//!
//! rustdoc compiles and runs code blocks, and passes HTML and links of any scheme to its pages. So
//! nothing of a text is copied: what the parser finds is written by this module, and there is
//! nothing in it that could write HTML, or a block of code that is not marked as text.

use pulldown_cmark::{Alignment, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::inline::Inline;
use crate::commonmark::longest_run;

/// The maximal nesting of lists and quotes. What is deeper stands beside, because each line repeats
/// the marks of all that it is in.
const MAX_DEPTH: usize = 8;

/// Returns the lines of a text, whose line ends are line feeds.
pub(super) fn lines(text: &str) -> Vec<String> {
    // Most descriptions are a line of words, and say the same when they are parsed.
    match is_plain(text) {
        true => vec![text.to_owned()],
        false => parsed(text),
    }
}

/// Whether a text is one line in which nothing but code can be a mark, a link or the beginning of a
/// block, and all code is of one word.
fn is_plain(text: &str) -> bool {
    let begins = |first: char| first.is_ascii_alphabetic() || first == '`';
    if !text.starts_with(begins) || text.ends_with(' ') {
        return false;
    }
    if text.contains("://") || text.contains("www.") {
        return false;
    }
    let mut spans = text.split('`').enumerate();
    let marks = text.bytes().filter(|byte| *byte == b'`').count();
    marks % 2 == 0
        && spans.all(|(index, span)| {
            let is_code = index % 2 == 1;
            let others: &[u8] = match is_code {
                true => b"_./-:",
                false => b" ,.;:'\"()/?%-",
            };
            // Two backticks side by side would be one mark.
            let is_sound = !span.is_empty() || index == 0 || index == marks;
            is_sound
                && span
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
        })
}

/// Returns the lines of what a parser finds in a text.
pub(super) fn parsed(text: &str) -> Vec<String> {
    // As rustdoc reads, but for what changes nothing but how text is displayed: typographic quotes,
    // and boxes of tasks.
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer {
        source: text,
        lines: Vec::new(),
        levels: vec![Level::new(Container::Root)],
        open: None,
        inline: Inline::default(),
        code: String::new(),
        row: Vec::new(),
        columns: Vec::new(),
        footnote: None,
    };
    writer.read(Parser::new_ext(text, options).into_offset_iter());
    writer.lines
}

/// What contains other blocks.
enum Container {
    Root,
    /// With the number of the next item, if items have numbers.
    List(Option<u64>),
    /// With its marker, until that is written, and the width of the marker.
    Item(Option<String>, usize),
    Quote,
    /// Too deep to be written.
    Dropped,
}

struct Level {
    container: Container,
    /// The last block in it.
    previous: Option<Block>,
}

impl Level {
    fn new(container: Container) -> Self {
        Self {
            container,
            previous: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Paragraph,
    Heading,
    Code,
    Table,
    Rule,
    Quote,
    /// Whether it may follow a paragraph without a blank line (CommonMark 0.31, section 5.2).
    List {
        interrupts: bool,
    },
    Item,
}

impl Block {
    /// Whether a block would be read as part of this one if no blank line were between them.
    fn takes(self, next: Self) -> bool {
        match next {
            Self::Paragraph | Self::Table => {
                !matches!(self, Self::Heading | Self::Code | Self::Rule | Self::Item)
            }
            Self::List { interrupts } => {
                self == Self::Table || matches!(self, Self::Paragraph | Self::Quote) && !interrupts
            }
            Self::Quote => self == Self::Quote,
            _ => false,
        }
    }
}

/// The block whose content is read.
enum Open {
    Paragraph,
    Heading(usize),
    Code,
}

struct Writer<'s> {
    source: &'s str,
    lines: Vec<String>,
    levels: Vec<Level>,
    open: Option<Open>,
    inline: Inline,
    /// The content of the open code block.
    code: String,
    /// The cells of the open row.
    row: Vec<String>,
    columns: Vec<Alignment>,
    /// The reference to a footnote that the next paragraph begins with.
    footnote: Option<String>,
}

impl<'s> Writer<'s> {
    fn read(&mut self, events: OffsetIter<'s>) {
        for (event, range) in events {
            match event {
                Event::Start(tag) => self.start(tag, range.start),
                Event::End(end) => self.end(end),
                Event::Text(text) if matches!(self.open, Some(Open::Code)) => {
                    self.code.push_str(&text);
                }
                Event::Rule => {
                    self.close();
                    self.begin(Block::Rule, range.start);
                    // Neither a list's marker nor the line below a heading.
                    self.line("___");
                }
                inline => {
                    self.paragraph(range.start);
                    self.inline.event(inline);
                }
            }
        }
        self.close();
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => {
                self.close();
                self.paragraph(at);
            }
            Tag::Heading { level, .. } => {
                self.close();
                self.begin(Block::Heading, at);
                self.open = Some(Open::Heading(level as usize));
                self.inline.start_heading();
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.begin(Block::Code, at);
                self.open = Some(Open::Code);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.enter(Block::Quote, Container::Quote, at);
            }
            Tag::List(number) => {
                self.close();
                let interrupts = number.is_none_or(|first| first == 1);
                self.enter(Block::List { interrupts }, Container::List(number), at);
            }
            Tag::Item => {
                self.close();
                self.item(at);
            }
            Tag::Table(columns) => {
                self.close();
                self.begin(Block::Table, at);
                self.columns = columns;
            }
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            Tag::TableCell => self.inline.start_cell(),
            Tag::FootnoteDefinition(name) => {
                self.close();
                self.footnote = Some(format!("[^{name}]: "));
            }
            inline => {
                self.paragraph(at);
                let written = self.source.get(at..).unwrap_or_default();
                self.inline.start(inline, written);
            }
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) | TagEnd::CodeBlock => {
                self.close();
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.close();
                self.leave();
            }
            TagEnd::Item => {
                self.close();
                // An item without content.
                if let Some(Level {
                    container: Container::Item(Some(_), _),
                    ..
                }) = self.levels.last()
                {
                    self.line("");
                }
                self.leave();
            }
            TagEnd::TableCell => {
                let cell = self.inline.take().pop().unwrap_or_default();
                self.row.push(cell);
            }
            TagEnd::TableRow => self.table_row(),
            TagEnd::TableHead => {
                self.table_row();
                let mut line = "|".to_owned();
                for column in std::mem::take(&mut self.columns) {
                    line.push_str(match column {
                        Alignment::None => " --- |",
                        Alignment::Left => " :-- |",
                        Alignment::Center => " :-: |",
                        Alignment::Right => " --: |",
                    });
                }
                self.line(&line);
            }
            TagEnd::Table => {}
            TagEnd::FootnoteDefinition => {
                self.close();
                self.footnote(None);
            }
            _ => self.inline.end(),
        }
    }

    /// Begins a paragraph unless there is something open that takes inline content. Items of tight
    /// lists have content without a paragraph around it.
    fn paragraph(&mut self, at: usize) {
        if self.open.is_some() || self.inline.is_cell() {
            return;
        }
        let footnote = self.footnote.take();
        self.begin(Block::Paragraph, at);
        self.open = Some(Open::Paragraph);
        if let Some(footnote) = footnote {
            self.inline.text(&footnote);
        }
    }

    /// Writes the reference to a footnote that no paragraph has begun with.
    fn footnote(&mut self, at: Option<usize>) {
        if self.footnote.is_some() {
            self.paragraph(at.unwrap_or(self.source.len()));
            self.close();
        }
    }

    /// Ends what has inline content or code.
    fn close(&mut self) {
        match self.open.take() {
            Some(Open::Paragraph) => {
                for line in self.inline.take() {
                    self.line(&line);
                }
            }
            Some(Open::Heading(level)) => {
                let text = self.inline.take().pop().unwrap_or_default();
                self.line(&format!("{} {text}", "#".repeat(level)));
            }
            Some(Open::Code) => {
                let code = std::mem::take(&mut self.code);
                let ticks = "`".repeat(longest_run(&code).max(2) + 1);
                self.line(&format!("{ticks}text"));
                for line in code.lines() {
                    self.line(&line.replace('\t', "    "));
                }
                self.line(&ticks);
            }
            None => {}
        }
    }

    /// Separates a block from the one before it.
    fn begin(&mut self, block: Block, at: usize) {
        self.footnote(Some(at));
        let shown = |level: &&mut Level| !matches!(level.container, Container::Dropped);
        let Some(level) = self.levels.iter_mut().take(2 * MAX_DEPTH + 1).rfind(shown) else {
            return;
        };
        let previous = level.previous.replace(block);
        if previous.is_some_and(|previous| previous.takes(block) || self.follows_blank(at)) {
            self.line("");
        }
    }

    /// Returns whether the line before a position is blank, but for marks of quotes.
    fn follows_blank(&self, at: usize) -> bool {
        let before = self.source.get(..at).unwrap_or_default();
        let mut above = before.rsplit('\n').skip(1);
        above
            .next()
            .is_some_and(|line| line.bytes().all(|byte| b" \t>".contains(&byte)))
    }

    fn item(&mut self, at: usize) {
        let written = self.source.get(at..).unwrap_or_default();
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let mark = written.as_bytes().get(digits).copied();
        let marker = match self.levels.last_mut().map(|level| &mut level.container) {
            Some(Container::List(Some(number))) => {
                let marker = format!("{number}{}", if mark == Some(b')') { ')' } else { '.' });
                // A number has nine digits at most.
                *number = (*number + 1).min(999_999_999);
                marker
            }
            Some(Container::List(None)) => match mark {
                Some(mark @ (b'*' | b'+')) => char::from(mark).to_string(),
                _ => "-".to_owned(),
            },
            _ => String::new(),
        };
        let width = marker.len() + 1;
        self.enter(Block::Item, Container::Item(Some(marker), width), at);
    }

    /// Begins a block that contains others, unless it is too deep.
    fn enter(&mut self, block: Block, container: Container, at: usize) {
        // A list and its item are one level to the reader.
        let is_full = self.levels.len() > 2 * MAX_DEPTH;
        let is_dropped = |level: &Level| matches!(level.container, Container::Dropped);
        if is_full || self.levels.last().is_some_and(is_dropped) {
            self.levels.push(Level::new(Container::Dropped));
            return;
        }
        self.begin(block, at);
        self.levels.push(Level::new(container));
    }

    fn leave(&mut self) {
        if self.levels.len() > 1 {
            self.levels.pop();
        }
    }

    fn table_row(&mut self) {
        let mut cells = std::mem::take(&mut self.row);
        // The parser fills rows up to the width of their table.
        while cells.len() > 1
            && cells.last().is_some_and(String::is_empty)
            && self.columns.is_empty()
        {
            cells.pop();
        }
        self.line(&format!("| {} |", cells.join(" | ")));
    }

    /// Writes a line, after the marks of everything that it is in.
    fn line(&mut self, text: &str) {
        let mut line = String::new();
        for level in &mut self.levels {
            match &mut level.container {
                Container::Quote => line.push_str("> "),
                Container::Item(marker, width) => match marker.take() {
                    Some(marker) => {
                        line.push_str(&marker);
                        line.push(' ');
                    }
                    None => line.extend(std::iter::repeat_n(' ', *width)),
                },
                Container::Root | Container::List(_) | Container::Dropped => {}
            }
        }
        line.push_str(text);
        line.truncate(line.trim_end_matches(' ').len());
        self.lines.push(line);
    }
}
