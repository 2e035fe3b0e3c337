//! Values as a user makes them.

use std::mem::size_of;

use serde_json::{Value, json};

use crate::api::models::operations::draw;
use crate::api::models::{
    Cat, Circle, Constant, Dog, Filled, Large, Node, Nullable, RequiredModel, Shape, Square, cat,
    circle, node, required, square,
};

fn written<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("JSON")
}

fn node(value: i64) -> Node {
    Node::new(node::Required { next: None, value })
}

#[test]
fn a_property_with_one_value_is_filled_in() {
    let constant = json!({
        "text": "a \"quoted\" text", "listed": "only", "number": 7, "ratio": 1.5, "yes": true,
        "named": true, "numbered": 1, "nothing": null,
    });
    assert_eq!(written(&Constant::new()), constant);
    assert_eq!(Constant::default(), Constant::new());
}

#[test]
fn a_discriminator_says_which_schema_it_is() {
    let circle = Circle::new(circle::Required { radius: 1.0 });
    assert_eq!(written(&circle), json!({"kind": "circle", "radius": 1.0}));
    let square = Square::new(square::Required { side: 2.0 });
    assert_eq!(written(&square), json!({"kind": "square", "side": 2.0}));
    assert_eq!(
        written(&Shape::Square(Box::new(square))),
        json!({"kind": "square", "side": 2.0})
    );
    let cat = Cat::new(cat::Required { lives: 9 });
    assert_eq!(written(&cat), json!({"species": "cat", "lives": 9}));
    assert_eq!(written(&Dog::new()), json!({"species": "dog"}));
}

#[test]
fn optional_properties_are_chained() {
    let circle = Circle::new(circle::Required { radius: 1.0 });
    let shape = Shape::Circle(Box::new(circle));
    let full = node(1)
        .with_label("a")
        .with_note("b")
        .with_count(3)
        .with_parent(node(0))
        .with_maybe(node(4))
        .with_named(Nullable::Null)
        .with_shape(shape)
        .with_children(vec![node(2)]);
    assert_eq!(
        written(&full),
        json!({
            "value": 1, "next": null, "parent": {"value": 0, "next": null},
            "maybe": {"value": 4, "next": null}, "named": null,
            "shape": {"kind": "circle", "radius": 1.0},
            "children": [{"value": 2, "next": null}], "label": "a", "note": "b", "count": 3,
        })
    );
    assert_eq!(
        written(&node(1).with_note(None)),
        json!({"value": 1, "next": null, "note": null})
    );
    let next = Some(full);
    let holder = Node::new(node::Required { value: 0, next });
    assert_eq!(holder.next.expect("the next").label.as_deref(), Some("a"));
}

#[test]
fn names_of_the_generators_own_stay_what_they_are() {
    let x = "2024-01-01T00:00:00Z".parse().expect("a time");
    let std = required::RequiredStd::new(required::required_std::Required { x });
    let inner = required::RequiredModelModel::new(required::required_model_model::Required { std });
    let made = RequiredModel::new(required::Required {
        required: inner,
        r#type: "t".to_owned(),
        self_: Vec::new(),
    });
    let made = made
        .with_additional(true)
        .with_additional_properties([("n".to_owned(), 1)].into());
    assert_eq!(made.additional_properties["n"], 1);
}

#[test]
fn inline_types_have_modules_of_their_own() {
    let by = draw::OkBy::new(draw::ok_by::Required {
        name: "me".to_owned(),
    });
    let circle = Circle::new(circle::Required { radius: 1.0 });
    let shape = Shape::Circle(Box::new(circle));
    let drawn = draw::OkModel::new(draw::ok_model::Required { shape, by });
    assert_eq!(drawn.by.name, "me");
}

#[test]
fn what_may_be_missing_takes_little_room() {
    assert!(
        size_of::<Large>() <= 5 * size_of::<usize>() + 8,
        "{}",
        size_of::<Large>()
    );
    assert!(size_of::<Shape>() <= 40, "{}", size_of::<Shape>());
    assert!(size_of::<Filled>() > 100);
}
