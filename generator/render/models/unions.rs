//! Choices between types, and the table that chooses.

use askama::Template;

use super::super::filters;
use super::super::layout::{self, Expr, arm, call, statement, word};
use super::super::text::{Code, DocComment, Literal};
use super::used::Used;
use super::{Heads, enum_item};
use crate::rust::{Ident, Look, Model, Models, Only, Union, View, types_named};

#[derive(Template)]
#[template(path = "rust/union.rs")]
struct UnionItem<'a> {
    docs: DocComment,
    heads: Heads,
    variants: Vec<VariantItem>,
    unknown: &'a Ident,
    looks: Code,
    discriminator: Code,
}

struct VariantItem {
    docs: DocComment,
    declaration: Code,
    decode: Code,
    encode: Code,
}

pub(super) fn union(
    models: &Models,
    model: &Model,
    item: &Union,
    view: View<'_>,
    used: &mut Used,
) -> Result<String, askama::Error> {
    used.codec = true;
    used.union = true;
    for variant in &item.variants {
        used.look(&variant.look);
    }
    let overlapping = item.is_overlapping();
    used.overlapping |= overlapping;
    let variants = item
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            used.ty(&variant.ty);
            let ty = models.path(&variant.ty, view);
            let name = &variant.name;
            let typed = word(format!("Self::{name}"));
            let decode = if overlapping {
                let kept = word(format!("Self::{}", item.unknown));
                let given = vec![word("value"), word("LOOKS"), typed, kept];
                call("read_or_keep", given)
            } else {
                call("FromJson::from_json", vec![word("value")]).method("map", vec![typed])
            };
            VariantItem {
                docs: DocComment::of(&variant.docs, 4),
                declaration: Code::new(layout::variant(4, name.as_str(), &[ty.as_str()])),
                decode: Code::new(arm(12, &format!("Some({index})"), &decode)),
                encode: Code::new(arm(
                    12,
                    &format!("Self::{name}(value)"),
                    &call("value.serialize", vec![word("serializer")]),
                )),
            }
        })
        .collect();
    let looks = Expr::List(
        item.variants
            .iter()
            .map(|variant| look(&variant.look))
            .collect(),
    );
    let discriminator = match &item.discriminator {
        Some(name) => Literal::new(name).to_string(),
        None => "\"\"".to_owned(),
    };
    UnionItem {
        docs: DocComment::of(&model.docs, 0),
        heads: Heads::of(enum_item(model), model),
        variants,
        unknown: &item.unknown,
        looks: Code::new(statement(8, "const LOOKS: &[Look] = ", &looks)),
        discriminator: Code::new(discriminator),
    }
    .render()
}

fn look(look: &Look) -> Expr {
    let quoted = |text: &String| word(Literal::new(text).to_string());
    let texts = |texts: &[String]| Expr::List(texts.iter().map(quoted).collect());
    let types = |types: u8| types_named(types).collect::<Vec<_>>().join(" | ");
    let only = |only: &Only| match only {
        Only::Types(kinds) => call("Only::Types", vec![word(types(*kinds))]),
        Only::Boolean(only) => call("Only::Boolean", vec![word(only.to_string())]),
        Only::Numbers(numbers) => {
            let numbers = numbers.iter().map(|number| word(number.to_string()));
            call("Only::Numbers", vec![Expr::List(numbers.collect())])
        }
        Only::Texts(found) => call("Only::Texts", vec![texts(found)]),
    };
    let telling = look.telling.iter();
    let telling = telling.map(|(name, found)| Expr::Tuple(vec![quoted(name), only(found)]));
    let inside = look.inside.iter();
    let inside = inside.map(|(name, found)| Expr::Tuple(vec![quoted(name), self::look(found)]));
    let looks = |looks: &[Look]| Expr::List(looks.iter().map(self::look).collect());
    let members: Vec<String> = look.members.keys().cloned().collect();
    let fields = [
        ("tags", texts(&look.tags)),
        ("required", texts(&look.required)),
        ("telling", Expr::List(telling.collect())),
        ("members", texts(&members)),
        ("open", word(look.open.to_string())),
        ("inside", Expr::List(inside.collect())),
        ("items", looks(&look.items)),
        ("rest", looks(&look.rest)),
    ];
    let says = |value: &Expr| match value {
        Expr::List(items) => !items.is_empty(),
        _ => look.open,
    };
    let base = format!("Look::of({})", types(look.types));
    let fields = fields.into_iter().filter(|(_, value)| says(value));
    let mut fields: Vec<_> = fields
        .map(|(name, value)| (name.to_owned(), Some(value)))
        .collect();
    if fields.is_empty() {
        return word(base);
    }
    fields.push((format!("..{base}"), None));
    Expr::Struct {
        name: "Look".to_owned(),
        fields,
    }
}
