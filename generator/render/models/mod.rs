//! Models as Rust files: one for each named schema, with the types that only it uses.

mod unions;
mod used;

use std::collections::BTreeSet;

use askama::Template;

use super::filters;
use super::layout::{
    self, Expr, arm, call, call_then, field_type, field_value, implementation, item, signature,
    statement, struct_item, type_alias, word,
};
use super::text::{Code, DocComment, Literal};
use crate::rust::{
    Docs, Field, Ident, Kind, Model, ModelId, Models, Numbers, Presence, Struct, Texts, Ty,
    TypePath, View,
};
use unions::union;
use used::Used;

#[derive(Template)]
#[template(path = "rust/model_file.rs")]
struct ModelFile {
    about: DocComment,
    imports: Code,
    items: Vec<Code>,
    deserialize: Option<Code>,
}

#[derive(Template)]
#[template(path = "rust/struct.rs")]
struct StructItem {
    docs: DocComment,
    derives: Code,
    heads: Heads,
    many: bool,
    new_signature: Code,
    new_value: Code,
    fields: Vec<FieldItem>,
}

/// The heads of the implementations that models have.
struct Heads {
    item: Code,
    own: Code,
    read: Code,
    write: Code,
}

impl Heads {
    fn of(item: String, model: &Model) -> Self {
        let name = &model.name;
        let head = |of| Code::new(implementation(of, name.as_str()));
        let mut read = implementation(Some("FromJson"), name.as_str());
        if model.asked {
            // Compiled where it is used only: clients do not pay for what requests alone hold.
            read.push_str("\n    #[inline]");
        }
        Self {
            item: Code::new(item),
            own: head(None),
            read: Code::new(read),
            write: head(Some("Serialize")),
        }
    }
}

fn enum_item(model: &Model) -> String {
    item("pub enum", model.name.as_str())
}

struct FieldItem {
    docs: DocComment,
    declaration: Code,
    initial: (String, Option<Expr>),
    decode: Code,
    encode: Code,
}

#[derive(Template)]
#[template(path = "rust/texts.rs")]
struct TextsItem<'a> {
    display: Code,
    docs: DocComment,
    heads: Heads,
    /// The head of what makes the type out of what JSON has.
    from: Code,
    variants: Vec<ScalarItem<'a>>,
    unknown: &'a Ident,
}

#[derive(Template)]
#[template(path = "rust/numbers.rs")]
struct NumbersItem<'a> {
    docs: DocComment,
    heads: Heads,
    /// The head of what makes the type out of what JSON has.
    from: Code,
    variants: Vec<ScalarItem<'a>>,
    unknown: &'a Ident,
}

struct ScalarItem<'a> {
    shown: Code,
    name: &'a Ident,
    to_text: Code,
    from_text: Code,
}

#[derive(Template)]
#[template(path = "rust/alias.rs")]
struct AliasItem {
    docs: DocComment,
    declaration: Code,
}

/// The text of a module of models.
///
/// # Errors
/// As the templates fail, which they have no cause to.
pub fn module(models: &Models, index: usize, members: &[ModelId]) -> Result<String, askama::Error> {
    let Some(module) = models.modules.get(index) else {
        return Ok(String::new());
    };
    let imported = importable(models, index, members);
    let view = View::Inside {
        module: index,
        imported: &imported,
    };
    let mut used = Used::default();
    let mut items = Vec::with_capacity(members.len());
    let mut decoded = Vec::new();
    for id in members {
        let model = &models[*id];
        let text = match &model.kind {
            Kind::Struct(item) => structure(models, model, item, view, &mut used)?,
            Kind::Texts(item) => texts(model, item, &mut used)?,
            Kind::Numbers(item) => numbers(model, item, &mut used)?,
            Kind::Union(item) => union(models, model, item, view, &mut used)?,
            Kind::Alias(ty) => alias(models, model, ty, view, &mut used)?,
        };
        if !matches!(model.kind, Kind::Alias(_)) {
            decoded.push(model.name.to_string());
        }
        items.push(Code::new(text));
    }
    let file = ModelFile {
        about: DocComment::of(
            &Docs {
                text: Some(module.about.clone()),
                ..Docs::default()
            },
            0,
        )
        .inner(),
        imports: Code::new(used.write(models, module, &imported)),
        items,
        deserialize: (!decoded.is_empty()).then(|| deserialize(&decoded)),
    };
    file.render()
}

/// `deserialize!(A, B);`
fn deserialize(names: &[String]) -> Code {
    let arguments = names.iter().map(|name| word(name.as_str())).collect();
    Code::new(statement(0, "", &call("deserialize!", arguments)))
}

/// Models of other modules that can be imported by name: those known one level up whose names
/// stand for nothing else here.
fn importable(models: &Models, index: usize, members: &[ModelId]) -> Vec<ModelId> {
    let own: BTreeSet<&Ident> = members.iter().map(|id| &models[*id].name).collect();
    let mut found = BTreeSet::new();
    for id in members {
        let mut visit = |id: ModelId| {
            let model = &models[id];
            let reexported = models
                .modules
                .get(model.module)
                .is_some_and(|module| module.reexported.contains(&id));
            if model.module != index && reexported && !own.contains(&model.name) {
                found.insert(id);
            }
        };
        match &models[*id].kind {
            Kind::Struct(item) => {
                item.fields
                    .iter()
                    .for_each(|field| field.ty.models(&mut visit));
                item.additional
                    .iter()
                    .for_each(|(_, ty)| ty.models(&mut visit));
            }
            Kind::Union(item) => item
                .variants
                .iter()
                .for_each(|variant| variant.ty.models(&mut visit)),
            Kind::Alias(ty) => ty.models(&mut visit),
            Kind::Texts(_) | Kind::Numbers(_) => {}
        }
    }
    found.into_iter().collect()
}

fn structure(
    models: &Models,
    model: &Model,
    item: &Struct,
    view: View<'_>,
    used: &mut Used,
) -> Result<String, askama::Error> {
    used.codec = true;
    used.structure = true;
    let mut parameters = Vec::new();
    let mut fields = Vec::with_capacity(item.fields.len() + 1);
    for field in &item.fields {
        used.ty(&field.ty);
        let ty = models.path(&field.declared(), view);
        if field.presence == Presence::Required {
            parameters.push(format!("{}: {ty}", field.name));
        }
        fields.push(field_item(field, &ty));
    }
    if let Some((name, ty)) = &item.additional {
        used.map = true;
        used.ty(ty);
        let ty = models.path(&Ty::Map(Box::new(ty.clone())), view);
        fields.push(FieldItem {
            docs: DocComment::of(&Docs::default(), 4)
                .note("Members that have no field of their own."),
            declaration: Code::new(field_type(4, &format!("pub {name}"), ty.as_str())),
            initial: (name.to_string(), Some(word("BTreeMap::new()"))),
            decode: Code::new(field_value(
                12,
                name.as_str(),
                &call_then("json.rest", vec![]),
            )),
            encode: Code::new(statement(
                8,
                "",
                &call_then("json.rest", vec![own_field(name)]),
            )),
        });
    }
    let plain = parameters.is_empty();
    let initial = fields.iter().map(|field| field.initial.clone()).collect();
    let value = Expr::Struct {
        name: "Self".into(),
        fields: initial,
    };
    StructItem {
        docs: DocComment::of(&model.docs, 0),
        derives: Code::new(if plain {
            "Debug, Clone, PartialEq, Default"
        } else {
            "Debug, Clone, PartialEq"
        }),
        heads: Heads::of(struct_item(model.name.as_str(), fields.is_empty()), model),
        many: parameters.len() > 7,
        new_signature: Code::new(signature(
            4,
            "pub fn new",
            &parameters,
            layout::Result::Plain("Self".into()),
            " {",
        )),
        new_value: Code::new(value.at(8, 8, 0)),
        fields,
    }
    .render()
}

fn field_item(field: &Field, ty: &TypePath) -> FieldItem {
    let name = &field.name;
    let json = Literal::new(&field.json).to_string();
    let (read, write) = match field.presence {
        Presence::Required => ("json.required", "json.required"),
        Presence::Optional => ("json.optional", "json.optional"),
        Presence::OwnNull => ("json.present", "json.optional"),
        Presence::Nullable => ("json.nullable", "json.optional"),
    };
    let mut docs = DocComment::of(&field.docs, 4);
    if field.presence == Presence::Nullable {
        docs = docs.note("`None` leaves it out; `Some(None)` is null.");
    }
    let initial = if field.presence == Presence::Required {
        None
    } else {
        Some(word("None"))
    };
    FieldItem {
        docs,
        declaration: Code::new(field_type(4, &format!("pub {name}"), ty.as_str())),
        initial: (name.to_string(), initial),
        decode: Code::new(field_value(
            12,
            name.as_str(),
            &call_then(read, vec![word(json.as_str())]),
        )),
        encode: Code::new(statement(
            8,
            "",
            &call_then(write, vec![word(json), own_field(name)]),
        )),
    }
}

/// `&self.name`
fn own_field(name: &Ident) -> Expr {
    Expr::Reference(Box::new(word("self").field(name.as_str())))
}

fn texts(model: &Model, item: &Texts, used: &mut Used) -> Result<String, askama::Error> {
    used.codec = true;
    used.fmt = true;
    let variants = item
        .variants
        .iter()
        .map(|(name, text)| {
            let literal = Literal::new(text).to_string();
            ScalarItem {
                shown: Code::new(code_span(&literal)),
                name,
                to_text: Code::new(arm(12, &format!("Self::{name}"), &word(literal.as_str()))),
                from_text: Code::new(arm(12, &literal, &word(format!("Self::{name}")))),
            }
        })
        .collect();
    let head = |of| Code::new(implementation(Some(of), model.name.as_str()));
    TextsItem {
        docs: DocComment::of(&model.docs, 0),
        heads: Heads::of(enum_item(model), model),
        from: head("From<&str>"),
        display: head("fmt::Display"),
        variants,
        unknown: &item.unknown,
    }
    .render()
}

/// A literal as Markdown code. A back quote in it would end the code.
fn code_span(literal: &str) -> String {
    format!("`{}`", literal.replace('`', "'"))
}

fn numbers(model: &Model, item: &Numbers, used: &mut Used) -> Result<String, askama::Error> {
    used.codec = true;
    let variants = item
        .variants
        .iter()
        .map(|(name, number)| ScalarItem {
            shown: Code::new(format!("`{number}`")),
            name,
            to_text: Code::new(arm(12, &format!("Self::{name}"), &word(number.to_string()))),
            from_text: Code::new(arm(12, &number.to_string(), &word(format!("Self::{name}")))),
        })
        .collect();
    NumbersItem {
        docs: DocComment::of(&model.docs, 0),
        heads: Heads::of(enum_item(model), model),
        from: Code::new(implementation(Some("From<i64>"), model.name.as_str())),
        variants,
        unknown: &item.unknown,
    }
    .render()
}

fn alias(
    models: &Models,
    model: &Model,
    ty: &Ty,
    view: View<'_>,
    used: &mut Used,
) -> Result<String, askama::Error> {
    used.ty(ty);
    let path = models.path(ty, view);
    AliasItem {
        docs: DocComment::of(&model.docs, 0),
        declaration: Code::new(type_alias(model.name.as_str(), path.as_str())),
    }
    .render()
}
