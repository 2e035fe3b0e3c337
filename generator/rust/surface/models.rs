//! The models as other code names them.

use super::super::types::{Kind, ModelId, Models, Struct, Ty, View};
use super::{Item, Signature};

const MODELS: &str = "models::";

pub(super) fn items(models: &Models) -> Vec<Item> {
    (0..models.models.len())
        .map(|index| item(models, ModelId(index)))
        .collect()
}

/// How a value is made.
fn constructor(models: &Models, id: ModelId, full: &str, structure: &Struct) -> Item {
    let path = models
        .required_path(&models[id], View::Outside(MODELS))
        .to_string();
    let given = structure.has_required().then(|| ("required".into(), path));
    let signature = Signature {
        arguments: given.into_iter().collect(),
        result: "Self".into(),
    };
    Item::new("method", full, "new", "new", signature)
}

/// The fields of a struct, which a literal of it must set.
fn required(models: &Models, id: ModelId) -> Option<Item> {
    let Kind::Struct(structure) = &models[id].kind else {
        return None;
    };
    let path = models
        .required_path(&models[id], View::Outside(MODELS))
        .to_string();
    let fields: Vec<Item> = structure
        .given()
        .map(|field| {
            let ty = models.path(&field.ty.unboxed(), View::Outside(MODELS));
            let ty = Signature::of(ty.to_string());
            Item::new("field", &path, field.name.as_str(), field.json.as_str(), ty).needed(true)
        })
        .collect();
    let item = Item {
        noun: "struct",
        name: path.clone(),
        path: path.clone(),
        origin: "Required".into(),
        signature: Signature::default(),
        needed: false,
        members: fields,
    };
    structure.has_required().then_some(item)
}

fn item(models: &Models, id: ModelId) -> Item {
    let model = &models[id];
    let path = |ty: &Ty| models.path(ty, View::Outside(MODELS)).to_string();
    let full = path(&Ty::Model(id));
    let new = |noun, signature| Item {
        noun,
        name: full.clone(),
        path: full.clone(),
        origin: String::new(),
        signature,
        needed: false,
        members: Vec::new(),
    };
    let variant = |name: &str, origin: &str, ty: String| {
        Item::new("variant", &full, name, origin, Signature::tuple([ty]))
    };
    match &model.kind {
        Kind::Struct(structure) => {
            let fields: Vec<Item> = structure
                .fields
                .iter()
                .map(|field| {
                    let ty = Signature::of(path(&field.declared()));
                    Item::new("field", &full, field.name.as_str(), field.json.as_str(), ty)
                })
                .chain(structure.additional.iter().map(|(name, ty)| {
                    let ty = Signature::of(path(&Ty::Map(Box::new(ty.clone()))));
                    Item::new("field", &full, name.as_str(), "*", ty)
                }))
                .chain([constructor(models, id, &full, structure)])
                .chain(required(models, id))
                .collect();
            new("struct", Signature::default()).with(fields)
        }
        Kind::StringEnum(strings) => {
            let known = strings.variants.iter();
            let mut variants: Vec<Item> = known
                .map(|(name, text)| variant(name.as_str(), text, "()".into()))
                .collect();
            variants.push(variant(strings.unknown.as_str(), "*", "String".into()));
            new("enum", Signature::of("of strings")).with(variants)
        }
        Kind::IntegerEnum(numbers) => {
            let known = numbers.variants.iter();
            let mut variants: Vec<Item> = known
                .map(|(name, number)| variant(name.as_str(), &number.to_string(), "()".into()))
                .collect();
            variants.push(variant(numbers.unknown.as_str(), "*", "i64".into()));
            new("enum", Signature::of("of integers")).with(variants)
        }
        Kind::Union(union) => {
            let known = union.variants.iter();
            let mut variants: Vec<Item> = known
                .map(|own| variant(own.name.as_str(), own.name.bare(), path(&own.ty)))
                .collect();
            variants.push(variant(union.unknown.as_str(), "*", "Value".into()));
            new("enum", Signature::of("of branches")).with(variants)
        }
        Kind::Alias(ty) => new("type", Signature::of(path(ty))),
    }
}
