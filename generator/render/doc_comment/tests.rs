use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};

use super::{DocComment, blocks, normal};
use crate::rust::Docs;

fn doc(text: &str) -> String {
    let docs = Docs {
        text: Some(text.to_owned()),
        ..Docs::default()
    };
    DocComment::of(&docs).to_string()
}

/// The Markdown that rustdoc finds in a comment.
fn markdown(comment: &str) -> String {
    let lines = comment.lines().map(|line| {
        let text = line.strip_prefix("///").expect("a comment");
        text.strip_prefix(' ').unwrap_or(text)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Letters and digits of everything that a reader sees.
fn words(text: &str) -> String {
    let mut words = String::new();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.extend(text.chars().filter(|letter| letter.is_alphanumeric()));
            }
            _ => {}
        }
    }
    words
}

/// Judges a comment as rustdoc reads it: no code but what is marked as text, no HTML, no link but to
/// pages, none to an item.
fn judge(source: &str, comment: &str) {
    let text = markdown(comment);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut items = Vec::new();
    let mut item = |link: BrokenLink<'_>| {
        items.push(link.reference.to_string());
        None
    };
    for event in Parser::new_with_broken_link_callback(&text, options, Some(&mut item)) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                panic!("{source:?}: {html:?} is HTML in {text:?}")
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                assert_eq!(&*info, "text", "{source:?}: {text:?}");
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                panic!("{source:?}: code in {text:?}")
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let known = ["http://", "https://", "mailto:", "#"];
                let is_known = known.iter().any(|known| dest_url.starts_with(known));
                let is_email = !dest_url.contains(':') && dest_url.contains('@');
                assert!(is_known || is_email, "{source:?}: {dest_url:?} in {text:?}");
            }
            _ => {}
        }
    }
    assert!(items.is_empty(), "{source:?}: {items:?} in {text:?}");
}

#[test]
fn whatever_opens_a_link_and_never_ends_is_text() {
    for piece in ["![", "\\[", "[`", "[a](https://b(", "<https://a"] {
        let shown = doc(&piece.repeat(50_000));
        assert!(shown.starts_with("/// ") && shown.len() > piece.len() * 50_000);
        judge(piece, &shown);
    }
}

#[test]
fn marks_that_nest_without_end_are_read_in_linear_time() {
    for piece in [
        "> ", "- ", "1. ", "*a ", "**a*", "[a", "<b>", "`", "~", "\n\n- ", "| ", "&amp;", "[^a]: ",
    ] {
        let source = piece.repeat(50_000);
        let shown = doc(&source);
        assert!(shown.len() <= 20 * source.len(), "{piece:?}");
        judge(piece, &shown);
    }
    // Rows as wide as the head, for which the parser invents the cells.
    let table = format!(
        "{}|\n{}|\n{}",
        "|a".repeat(1_000),
        "|-".repeat(1_000),
        "b\n".repeat(1_000)
    );
    assert!(doc(&table).len() < 40_000);
}

#[test]
fn comments_stay_comments() {
    assert_eq!(doc("one\r\npub fn x() {}"), "/// one\n/// pub fn x() {}\n");
    assert_eq!(
        doc("see [x] <b> `[y]` https://a.b/c."),
        "/// see \\[x\\] \\<b\\> `[y]` <https://a.b/c>.\n"
    );
    for kept in [
        "[the docs](https://e.com/x)",
        "![i](https://e.com/i.png)",
        "<https://e.com>",
        "[`/things/get`](https://e.com/things#get)",
        "[the `a](b)` of it](https://e.com/x)",
        "[a](https://e.com/a_(b))",
        "[a](https://e.com/a \"A title\")",
        "[![badge](https://e.com/i.png)](https://e.com)",
        "[a \\[b\\]](https://e.com)",
        "[us](mailto:us@e.com)",
        "<us@e.com>",
        "[above](#above)",
        "*a*, _b_, **c**, __d__, ~~e~~ and ***f***",
        "``a`b`` and snake_case_names, 2 * 3, ~5 and R&D",
        "\"quotes\" -- and \\d+",
    ] {
        assert_eq!(doc(&format!("see {kept}.")), format!("/// see {kept}.\n"));
    }
    assert_eq!(
        doc("[a](b) [c](https://e.com/<b>) <b>"),
        "/// \\[a\\](b) [c](https://e.com/%3Cb%3E) \\<b\\>\n"
    );
    assert_eq!(doc("[`a](https://e.com)"), "/// [\\`a](https://e.com)\n");
    assert_eq!(
        doc("[`x` [y]](https://e.com)"),
        "/// [`x` \\[y\\]](https://e.com)\n"
    );
    assert_eq!(
        doc("[a][1] and [b]\n\n[1]: https://e.com\n[b]: javascript:alert(1)"),
        "/// [a](https://e.com) and \\[b\\](javascript:alert(1))\n"
    );
    assert_eq!(
        doc("```\nfn x() {}"),
        "/// ```text\n/// fn x() {}\n/// ```\n"
    );
    assert_eq!(
        doc("- one\ntwo\n      three\n    - four\nfive\n\nsix\n1. a\nb\n# c\nd"),
        "/// - one\n///   two\n///   three\n///   - four\n///     five\n///\n/// six\n/// 1. a\n///    b\n/// # c\n/// d\n"
    );
    assert_eq!(doc("text\n        code"), "/// text\n/// code\n");
    let noted = Docs {
        notes: vec!["`GET /a\r\nb\u{2028}\u{202e}`".to_owned()],
        ..Docs::default()
    };
    assert_eq!(
        DocComment::of(&noted).note("a\nb").to_string(),
        "/// `GET /a\u{fffd}\u{fffd}b\u{fffd}\u{fffd}`\n///\n/// a\u{fffd}b\n"
    );
}

#[test]
fn code_is_a_block_of_text_wherever_it_stands() {
    assert_eq!(
        doc("c:\n\n    let a = 1;\n\tb"),
        "/// c:\n///\n/// ```text\n/// let a = 1;\n/// b\n/// ```\n"
    );
    assert_eq!(
        doc("- ~~~rust\n  a();\n  ~~~\n-     b();\n1) ````\n   ```\n   ````"),
        "/// - ```text\n///   a();\n///   ```\n/// - ```text\n///   b();\n///   ```\n/// 1) ````text\n///    ```\n///    ````\n"
    );
    assert_eq!(
        doc("> ```rust,should_panic\n> a();"),
        "/// > ```text\n/// > a();\n/// > ```\n"
    );
}

#[test]
fn blocks_are_written_as_they_were_read() {
    for kept in [
        "# a\nb\n\n## c\n\nd",
        "a\n- b\n- c\n\nd",
        "* a\n* b\n\n  c\n+ d",
        "3. a\n4. b",
        "> a\n> b\n>\n> c\n\nd",
        "| a | b |\n| --- | :-: |\n| `c\\|d` | *e* |",
        "a\\\nb",
        "a\n\n___\n\nb",
        "1\\. a\n\n\\- b\n\n\\# c\n\n\\=\n\n\\| --- |\n\n\\:-- | ---",
    ] {
        let comment = doc(kept);
        assert_eq!(markdown(&comment).trim_end(), kept);
        judge(kept, &comment);
    }
    assert_eq!(
        doc("A\n===\nb[^1]\n\n[^1]: c"),
        "/// # A\n/// b\\[^1\\]\n///\n/// \\[^1\\]: c\n"
    );
    assert_eq!(
        doc("<p>a</p>\n<!-- b -->\n\n&lt;i&gt; &amp;lt; c<br>"),
        "/// \\<p\\>a\\</p\\>\n/// \\<!-- b --\\>\n///\n/// \\<i\\> \\&lt; c\\<br\\>\n"
    );
}

#[test]
fn whatever_is_put_together_stays_harmless_and_keeps_its_words() {
    let pieces = [
        "a",
        "b c",
        "1",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n    ",
        "\t",
        "\\",
        "\\\\",
        "`",
        "``",
        "```",
        "~~~",
        "~",
        "*",
        "**",
        "_",
        "__",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        "# ",
        "#",
        "| ",
        "|",
        "\n|-|-|\n",
        "\n:-:|-\n",
        "---",
        "===",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<script>x</script>",
        "<a href=x>",
        "&amp;",
        "&lt;",
        "&",
        "&#32;",
        "&#10;",
        "&#96;",
        "&nbsp;",
        "javascript:d",
        "https://e.f/g",
        "(https://e.f)",
        "#h",
        "[i]: j\n",
        "[^k]",
        "[^k]: ",
        "{",
        "!",
        "<us@e.f>",
        "<https://e.f/?a|b>",
        "\u{a0}",
        "\r",
        "é",
    ];
    let mut state = 7_u64;
    let mut below = |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).expect("31 bits") % limit
    };
    for _ in 0..30_000 {
        let mut source = String::new();
        for _ in 0..below(14) {
            source.push_str(pieces[below(pieces.len())]);
        }
        let comment = doc(&source);
        judge(&source, &comment);
        // Where something is shown that is a mark, or is no longer one, the words say so.
        if !source.contains(['[', '&']) && !source.contains("<us@") {
            let (read, meant) = (words(&markdown(&comment)), words(&normal(source.trim())));
            assert_eq!(read, meant, "{source:?} became {comment:?}");
        }
    }
}

/// What is not parsed says the same as if it were.
#[test]
fn plain_lines_are_what_a_parser_finds_in_them() {
    let pieces = [
        "a",
        "Z9",
        "1.",
        "1)",
        "-",
        "--",
        "---",
        "'",
        "\"",
        "(",
        ")",
        "/",
        "//",
        "?",
        "%",
        ".",
        "...",
        ";",
        ",",
        "e.g.",
        "example.org/a",
        "10 %",
        "(c)",
        "a  b",
        "I",
        "www",
        "www.",
        "-x",
        "x-",
        ":",
        "a:",
        "http://a",
        "`a_b`",
        "`1.`",
        "`",
        "``",
        "` a`",
        "`-`",
    ];
    let mut seed = 1_u64;
    let mut next = |count: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % count
    };
    for _ in 0..20_000 {
        let mut text = String::from(["A", "`A`"][next(2)]);
        for _ in 0..=next(8) {
            text.push_str([" ", ""][next(2)]);
            text.push_str(pieces[next(pieces.len())]);
        }
        assert_eq!(blocks::lines(&text), blocks::parsed(&text), "{text:?}");
    }
}
