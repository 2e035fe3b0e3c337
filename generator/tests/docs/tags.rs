//! A strict reader of the HTML that the site is made of.

/// Tags that need no end.
const VOID: [&str; 6] = ["meta", "link", "img", "br", "hr", "wbr"];

pub struct Tag<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, &'a str)>,
}

/// Every start tag, in order; fails where tags do not nest or are not written as ours are.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with("!doctype html>") {
            continue;
        }
        let end = tag_end(rest);
        let inner = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "tags do not nest near {rest:.200}");
            continue;
        }
        let name_end = inner.find(' ').unwrap_or(inner.len());
        let name = &inner[..name_end];
        found.push(Tag {
            name,
            attributes: attributes(&inner[name_end..]),
        });
        if name == "script" || name == "style" {
            // Raw text: ends at its own end tag and nowhere else.
            let close = format!("</{name}>");
            let length = rest.find(&close).expect("a script ends");
            rest = &rest[length + close.len()..];
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            '<' if !quoted => panic!("a bracket in a tag: {text:.100}"),
            _ => {}
        }
    }
    panic!("a tag does not end: {text:.100}")
}

fn attributes(text: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = &rest[end..];
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a quote closes");
            value = &quoted[..close];
            rest = &quoted[close + 1..];
        }
        all.push((name, value));
        rest = rest.trim_start();
    }
    all
}

/// The words of a piece of HTML, on one line.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    // A piece may start within a tag.
    if let (Some(close), open) = (rest.find('>'), rest.find('<'))
        && open.is_none_or(|open| close < open)
    {
        rest = &rest[close + 1..];
    }
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let tag = &rest[start..];
        // Words of neighbouring blocks do not touch.
        let inline = [
            "<b>", "</b>", "<span", "</span", "<code", "</code", "<a ", "</a", "<wbr>",
        ];
        if !inline.iter().any(|one| tag.starts_with(one)) {
            text.push(' ');
        }
        rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
