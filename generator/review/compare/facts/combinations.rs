//! Branches of `anyOf` and `oneOf`, and what holds or fails beside them.

use super::annotations::annotations;
use super::differences::{Differences, free, rarely};
use crate::containment::{Constraints, Step};
use crate::rules;
use counterpart_contract::{Contract, Schema, SchemaId, Type, Types, UncommonKeywords};

/// Schemas one of which is the other or null, however that is written: what is beside null is
/// compared, and null is a change of its own.
pub(super) fn nullable(differences: &mut Differences<'_>, base: SchemaId, head: SchemaId) -> bool {
    let pair = [base, head];
    let beside = [0, 1].map(|side| differences.contracts[side].non_null_branch(pair[side]));
    let (step, inner) = (
        Step::SameValue,
        [0, 1].map(|side| beside[side].unwrap_or(pair[side])),
    );
    let lone = match beside {
        [None, None] => return false,
        [Some(_), Some(_)] => {
            differences.child(step, inner[0], inner[1]);
            let [left, right] = [0, 1].map(|side| differences.contracts[side][pair[side]].clone());
            annotations(differences, &left, &right);
            return true;
        }
        [Some(_), None] => 1,
        [None, Some(_)] => 0,
    };
    if may_be_null(differences.contracts[lone], pair[lone], 20) {
        return false;
    }
    differences.child(step, inner[0], inner[1]);
    let mut constraints = [free(), free()];
    constraints[lone].types = Types::ANY.without(Type::Null);
    let message = match lone {
        0 => "is nullable now",
        _ => "is no longer nullable",
    };
    differences.keyword(
        &rules::TYPE_CHANGED,
        "type",
        "null",
        message.to_owned(),
        constraints,
    );
    true
}

/// A choice between several on one side, and one schema on the other: which may be one of them.
pub(super) fn lone_schema(
    differences: &mut Differences<'_>,
    token: &str,
    list: &[SchemaId],
    side: usize,
) {
    let lone = differences.pair[1 - side];
    let contracts = differences.contracts;
    let schema = |id: SchemaId| &contracts[side][id];
    let single = &contracts[1 - side][lone];
    let pair = |own: SchemaId| if side == 0 { [own, lone] } else { [lone, own] };
    let same = |own: &SchemaId| {
        let [base, head] = pair(*own);
        (differences.same_class)(base, head)
    };
    let named = |own: &SchemaId| schema(*own).name.is_some() && schema(*own).name == single.name;
    let typed = |own: &SchemaId| {
        let common = schema(*own).types.intersect(single.types);
        common.iter().next().is_some() && schema(*own).types != Types::ANY
    };
    let mut alike = list.iter().filter(|own| typed(own));
    let only = match (alike.next(), alike.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    };
    let discriminator = &schema(differences.pair[side]).discriminator;
    let alone = discriminator.as_ref().and_then(|own| own.base);
    let partner = list
        .iter()
        .find(|own| same(own))
        .or_else(|| list.iter().find(|own| Some(**own) == alone))
        .or_else(|| list.iter().find(|own| named(own)))
        .or(only)
        .copied();
    if let Some(partner) = partner {
        let [base, head] = pair(partner);
        differences.child(Step::SameValue, base, head);
    }
    let others = list.len() - usize::from(partner.is_some());
    let message = match (side, partner) {
        (0, Some(_)) => format!("lost {others} of its subschemas"),
        (0, None) => format!("is one schema instead of {others} subschemas"),
        (_, Some(_)) => format!("gained {others} subschemas"),
        (_, None) => format!("is a choice of {others} subschemas instead of one schema"),
    };
    let mut constraints = [lone, lone].map(|_| Schema {
        all_of: vec![lone],
        ..free()
    });
    let (any_of, one_of) = match token {
        "anyOf" => (list.to_vec(), Vec::new()),
        _ => (Vec::new(), list.to_vec()),
    };
    constraints[side] = Schema {
        any_of,
        one_of,
        discriminator: discriminator.clone(),
        ..free()
    };
    let mut partners = [None, None];
    if let Some(partner) = partner {
        partners[side] = Some(Schema {
            all_of: vec![lone],
            ..free()
        });
        partners[1 - side] = Some(chosen(schema(differences.pair[side]), vec![partner]));
    }
    combination(differences, token, message, constraints, partners);
}

pub(super) fn combinations(differences: &mut Differences<'_>, left: &Schema, right: &Schema) {
    branches(differences, "anyOf", [left, right], |schema| {
        (
            schema.any_of.clone(),
            Schema {
                any_of: schema.any_of.clone(),
                discriminator: schema.discriminator.clone(),
                chooses: schema.chooses,
                ..free()
            },
        )
    });
    branches(differences, "oneOf", [left, right], |schema| {
        (
            schema.one_of.clone(),
            Schema {
                one_of: schema.one_of.clone(),
                discriminator: schema.discriminator.clone(),
                chooses: schema.chooses,
                ..free()
            },
        )
    });
    differences.optional_part(
        &rules::COMPOSITION_CHANGED,
        "not",
        [left, right],
        |schema| {
            (
                schema.not,
                rarely(UncommonKeywords {
                    not: schema.not,
                    ..UncommonKeywords::default()
                }),
            )
        },
    );
    differences.listed_parts(
        &rules::CONDITIONAL_CONSTRAINT_CHANGED,
        "if",
        [left, right],
        |schema| {
            (
                [schema.if_, schema.then, schema.else_]
                    .into_iter()
                    .flatten()
                    .collect(),
                rarely(UncommonKeywords {
                    if_: schema.if_,
                    then: schema.then,
                    else_: schema.else_,
                    ..UncommonKeywords::default()
                }),
            )
        },
    );
}

/// Branches that have an equal on the other side are set aside; what remains is paired
/// where it is clear what belongs together.
fn branches(
    differences: &mut Differences<'_>,
    token: &str,
    schemas: [&Schema; 2],
    constraints: fn(&Schema) -> (Vec<SchemaId>, Schema),
) {
    let [(old, cut_old), (mut new, cut_new)] = schemas.map(constraints);
    let mut removed = Vec::new();
    let mut pairs = Vec::new();
    for id in old {
        match new
            .iter()
            .position(|other| (differences.same_class)(id, *other))
        {
            Some(at) => {
                pairs.push((id, new.remove(at)));
            }
            None => removed.push(id),
        }
    }
    let contracts = differences.contracts;
    let bases = schemas.map(|schema| schema.discriminator.as_ref()?.base);
    let name = |side: usize, id: SchemaId| match bases[side] == Some(id) {
        true => Some("the base itself".to_owned()),
        false => contracts[side][id].name.clone(),
    };
    removed.retain(|id| {
        let own = name(0, *id);
        let partner = new
            .iter()
            .position(|other| own.is_some() && name(1, *other) == own);
        match partner {
            Some(at) => {
                pairs.push((*id, new.remove(at)));
                false
            }
            None => true,
        }
    });
    // The only ones of a type belong together, if no names say otherwise.
    let kind = |side: usize, id: SchemaId| {
        let schema = &contracts[side][id];
        schema.types.single().filter(|_| schema.name.is_none())
    };
    let of = |side: usize, ids: &[SchemaId], wanted| {
        let mut same = ids.iter().filter(|id| kind(side, **id) == Some(wanted));
        same.next().filter(|_| same.next().is_none()).copied()
    };
    for wanted in Type::ALL {
        if let (Some(old), Some(other)) = (of(0, &removed, wanted), of(1, &new, wanted)) {
            pairs.push((old, other));
            removed.retain(|id| *id != old);
            new.retain(|id| *id != other);
        }
    }
    if let ([old], [other]) = (removed.as_slice(), new.as_slice()) {
        pairs.push((*old, *other));
        removed.clear();
        new.clear();
    }
    for (old, new) in &pairs {
        differences.child(Step::SameValue, *old, *new);
    }
    let label = |side: usize, ids: &[SchemaId]| {
        let names: Vec<String> = ids.iter().filter_map(|id| name(side, *id)).collect();
        match (ids.len(), names.is_empty()) {
            (count, true) => count.to_string(),
            (_, false) => names.join(", "),
        }
    };
    if !removed.is_empty() || !new.is_empty() {
        let lost = (!removed.is_empty()).then(|| format!("lost {}", label(0, &removed)));
        let gained = (!new.is_empty()).then(|| format!("gained {}", label(1, &new)));
        let changes: Vec<String> = [lost, gained].into_iter().flatten().collect();
        let changes = changes.join(" and ");
        let (token, message) = if bases.iter().all(Option::is_some) {
            let message = format!("{changes} among the schemas that are built on it");
            ("discriminator", message)
        } else {
            (token, format!("`{token}` {changes}"))
        };
        let (old, new): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let partners = [(schemas[1], new), (schemas[0], old)].map(|(schema, ids)| {
            let is_there = !ids.is_empty();
            is_there.then(|| chosen(schema, ids))
        });
        combination(differences, token, message, [cut_old, cut_new], partners);
    }
}

/// What there is to choose between changed, apart from the branches that stand against one
/// of the other contract: for each side those partners.
fn combination(
    differences: &mut Differences<'_>,
    token: &str,
    message: String,
    constraints: [Schema; 2],
    partners: [Option<Schema>; 2],
) {
    let none = [free(), free()];
    differences.keyword(
        &rules::COMPOSITION_CHANGED,
        token,
        message.clone(),
        message,
        none,
    );
    if let Some(last) = differences.found.last_mut() {
        let [left, right] = partners.map(|partners| partners.map(Box::new));
        let [old, new] = constraints.map(Box::new);
        last.constraints = [
            Constraints::Subschemas(old, left),
            Constraints::Subschemas(new, right),
        ];
    }
}

/// Returns whether null may be a value of a schema, as far as its types say.
fn may_be_null(contract: &Contract, id: SchemaId, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return true;
    };
    let schema = &contract[id];
    let any = |list: &[SchemaId]| {
        list.is_empty() || list.iter().any(|id| may_be_null(contract, *id, depth))
    };
    schema.admits_null()
        && schema
            .all_of
            .iter()
            .all(|id| may_be_null(contract, *id, depth))
        && any(&schema.any_of)
        && any(&schema.one_of)
}

/// Some of the branches of a schema, each as it is chosen there.
fn chosen(schema: &Schema, ids: Vec<SchemaId>) -> Schema {
    Schema {
        any_of: ids,
        discriminator: schema.discriminator.clone(),
        chooses: schema.chooses,
        ..free()
    }
}
