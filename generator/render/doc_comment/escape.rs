//! Text that rustdoc reads as text.

/// What follows the text that is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing, or the end of a line.
    End,
    /// The mark that ends emphasis.
    Closing,
    /// The bracket that begins a link.
    Bracket,
    /// Any other mark.
    Mark,
}

/// Where text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub next: Next,
    /// Whether the text follows a mark that begins emphasis.
    pub opened: bool,
    /// Whether it is emphasised, so that a mark in it might end that.
    pub emphasised: bool,
    /// Whether it is within a link or an image, where there are no links.
    pub linked: bool,
    pub cell: bool,
    pub heading: bool,
}

/// Appends text, escaping everything that would be a mark, HTML or a link to an item. Web
/// addresses become links, because rustdoc would advise so.
pub(super) fn escape(out: &mut String, text: &str, around: Around) {
    let mut rest = text;
    let mut first = true;
    loop {
        let (line, more) = match rest.split_once('\n') {
            Some((line, more)) => (line, Some(more)),
            None => (rest, None),
        };
        let next = if more.is_some() {
            Next::End
        } else {
            around.next
        };
        let opened = around.opened && first;
        escape_line(
            out,
            line,
            Around {
                next,
                opened,
                ..around
            },
        );
        first = false;
        match more {
            Some(more) => {
                out.push('\n');
                rest = more;
            }
            None => return,
        }
    }
}

fn escape_line(out: &mut String, line: &str, around: Around) {
    let starts = out.is_empty() || out.ends_with('\n');
    let mut line = line;
    if starts {
        line = line.trim_start_matches(' ');
        if !around.cell && !around.heading && begins_block(line, around.next) {
            // The digits of a number cannot be escaped, the mark behind them can.
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            out.push_str(&line[..digits]);
            out.push('\\');
            out.push_str(&line[digits..=digits]);
            line = &line[digits + 1..];
        }
    }
    let mut previous = out.chars().next_back().unwrap_or('\n');
    let mut opened = around.opened;
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let following = after.chars().next().unwrap_or(match around.next {
            Next::End => '\n',
            Next::Closing | Next::Bracket | Next::Mark => '*',
        });
        let edge = opened || (around.next == Next::Closing && after.is_empty());
        opened = false;
        let mut taken = letter.len_utf8();
        match letter {
            'h' => taken = address(out, rest, around.linked),
            // Beside a space, a mark of emphasis would be none.
            _ if edge && letter.is_whitespace() => {
                out.push_str(&format!("&#{};", u32::from(letter)));
            }
            // It would look like a space.
            '\u{a0}' => out.push_str("&nbsp;"),
            '[' | ']' | '<' | '>' | '`' => push_escaped(out, letter),
            '\\' if following.is_ascii_punctuation()
                || following == '\u{a0}'
                || after.is_empty() =>
            {
                push_escaped(out, letter);
            }
            '!' if after.is_empty() && around.next == Next::Bracket => push_escaped(out, letter),
            '&' if is_reference(after) || after.is_empty() => push_escaped(out, letter),
            '*' | '_' | '~' if is_mark(letter, previous, following, around.emphasised) => {
                push_escaped(out, letter);
            }
            '|' if around.cell && previous == '\\' => out.push_str("&#124;"),
            '|' if around.cell => push_escaped(out, letter),
            '#' if around.heading => push_escaped(out, letter),
            _ => out.push(letter),
        }
        previous = rest[..taken].chars().next_back().unwrap_or(letter);
        rest = &rest[taken..];
    }
}

fn push_escaped(out: &mut String, letter: char) {
    out.push('\\');
    out.push(letter);
}

/// Returns whether a line would begin a list, a heading, a table, code or a rule, or would be the
/// line below a heading or the head of a table. What also is a mark in the middle of a line is
/// escaped wherever it stands.
fn begins_block(line: &str, next: Next) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (mark, after) = match line[digits..].chars().next() {
        Some(mark) if mark.is_ascii() => (mark, &line[digits + 1..]),
        _ => return false,
    };
    let spaced = |text: &str| {
        text.starts_with(' ') || text.is_empty() && matches!(next, Next::End | Next::Closing)
    };
    match (digits, mark) {
        (1..=9, '.' | ')') => spaced(after),
        (0, '-') => spaced(after) || after.starts_with(['-', '|', ':']),
        (0, '+' | '*' | '_') => spaced(after),
        (0, '#') => spaced(after.trim_start_matches('#')),
        (0, ':') => after.starts_with('-'),
        (0, '=' | '|') => true,
        _ => false,
    }
}

/// Returns whether a letter may be a mark of emphasis (CommonMark 0.31, section 6.2).
fn is_mark(letter: char, previous: char, following: char, emphasised: bool) -> bool {
    let is_space = |letter: char| letter.is_whitespace();
    match (is_space(previous), is_space(following)) {
        (true, true) => false,
        // It might begin emphasis, and nothing is left to end it.
        (true, false) => emphasised || following == letter || !following.is_alphanumeric(),
        _ => !(letter == '_' && previous.is_alphanumeric() && following.is_alphanumeric()),
    }
}

/// Returns whether the text behind an ampersand makes it a character reference.
fn is_reference(text: &str) -> bool {
    let name = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric());
    text.starts_with('#') || matches!(text.as_bytes().get(name.count()), Some(b';') | None)
}

/// Appends the URL at the start of a text as a link, or else its first letter. Returns the length
/// of the consumed text.
fn address(out: &mut String, text: &str, linked: bool) -> usize {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        out.push_str(&text[..1]);
        return 1;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || "<>\"'`)]}|\\^".contains(c))
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']);
    let scheme = text.find("//").unwrap_or_default();
    if linked || url.len() <= "https://".len() {
        // rustdoc finds no address in this.
        out.push_str(&text[..scheme]);
        out.push_str("\\//");
        return scheme + 2;
    }
    out.push('<');
    out.push_str(url);
    out.push('>');
    url.len()
}
