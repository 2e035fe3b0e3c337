//! Operations: gone, new, deprecated, or compared part by part.

use super::paths::{self, Matching};
use super::{Change, Comparison, Exchange};
use crate::contract::{Callback, Location, Operation, PathPiece};
use crate::review::finding::{Reached, Verdict};
use crate::review::meaning::Side;
use crate::review::policy;
use crate::review::rules::{self, Rule};
use crate::source::Place;

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) {
        let (base, head) = (self.base(), self.head());
        let Matching {
            pairs,
            wider,
            removed,
            added,
            narrower,
        } = paths::matching(&base.operations, &head.operations);
        self.paired = pairs.iter().copied().collect();
        for (from, to) in pairs {
            if let (Some(base), Some(head)) = (base.operations.get(from), head.operations.get(to)) {
                self.exchange(Exchange {
                    base,
                    head,
                    requests_from: Side::Base,
                });
            }
        }
        for (from, to) in wider {
            if let (Some(base), Some(head)) = (base.operations.get(from), head.operations.get(to)) {
                self.taken_over(base, head);
            }
        }
        for operation in removed.into_iter().filter_map(|at| base.operations.get(at)) {
            self.removed(operation);
        }
        for operation in added.into_iter().filter_map(|at| head.operations.get(at)) {
            let change = Change {
                places: [None, Some(operation.place.clone())],
                ..simple(
                    &rules::OPERATION_ADDED,
                    Verdict::Compatible,
                    format!("{} {} is new", operation.method, operation.path.text),
                )
            };
            self.note(change, whole(operation));
        }
        for (from, to) in narrower {
            if let (Some(base), Some(head)) = (base.operations.get(from), head.operations.get(to)) {
                self.taken_from(base, head);
            }
        }
        self.schemes();
    }

    pub(super) fn webhooks(&mut self) {
        let (base, head) = (self.base(), self.head());
        self.sent_by_service(&base.webhooks, &head.webhooks, "webhook");
    }

    /// Requests that the service sends: the head's service to those who read the base contract.
    fn sent_by_service(&mut self, base: &'a [Operation], head: &'a [Operation], what: &str) {
        let same = |left: &Operation, right: &Operation| {
            left.method == right.method && left.path.text == right.path.text
        };
        for operation in base {
            match head.iter().find(|other| same(operation, other)) {
                Some(other) => self.parts(Exchange {
                    base: operation,
                    head: other,
                    requests_from: Side::Head,
                }),
                None => {
                    let change = Change {
                        places: [Some(operation.place.clone()), None],
                        ..simple(
                            &rules::CALLBACK_REMOVED,
                            Verdict::Compatible,
                            format!("the {what} {} is gone", operation.path.text),
                        )
                    };
                    self.note(change, whole(operation));
                }
            }
        }
        for operation in head {
            if !base.iter().any(|other| same(operation, other)) {
                let change = Change {
                    places: [None, Some(operation.place.clone())],
                    ..simple(
                        &rules::CALLBACK_ADDED,
                        Verdict::Compatible,
                        format!("the {what} {} is new", operation.path.text),
                    )
                };
                self.note(change, whole(operation));
            }
        }
    }

    fn exchange(&mut self, exchange: Exchange<'a>) {
        self.promised_nothing = policy::promised_nothing(exchange.base);
        self.server_lists(exchange);
        self.parts(exchange);
        self.promised_nothing = None;
    }

    /// Everything but servers, which callbacks have none of.
    fn parts(&mut self, exchange: Exchange<'a>) {
        self.deprecation(exchange);
        self.parameters(exchange);
        self.request_bodies(exchange);
        self.answers(exchange);
        self.security(exchange);
        self.callbacks(exchange);
    }

    fn deprecation(&mut self, exchange: Exchange<'a>) {
        let (base, head) = (exchange.base, exchange.head);
        if base.deprecated == head.deprecated {
            return;
        }
        let (rule, says) = if head.deprecated {
            let until = policy::until(&head.extensions);
            (
                &rules::OPERATION_DEPRECATED,
                format!("is deprecated{until}"),
            )
        } else {
            (
                &rules::OPERATION_REVIVED,
                "is no longer deprecated".to_owned(),
            )
        };
        let message = format!("{} {} {says}", base.method, base.path.text);
        let change = Change {
            places: [
                Some(base.place.clone()),
                Some(head.place.join("deprecated")),
            ],
            ..simple(rule, Verdict::Compatible, message)
        };
        self.note(change, exchange.reached(""));
    }

    fn removed(&mut self, operation: &'a Operation) {
        let promise = policy::may_end(operation, self.options.today.as_deref());
        let change = Change {
            reason: promise.clone(),
            places: [Some(operation.place.clone()), None],
            witness: promise
                .is_none()
                .then(|| self.request(Side::Base, operation)),
            ..simple(
                &rules::OPERATION_REMOVED,
                if promise.is_some() {
                    Verdict::Compatible
                } else {
                    Verdict::Breaking
                },
                format!("{} {} is gone", operation.method, operation.path.text),
            )
        };
        self.note(change, whole(operation));
    }

    /// An operation whose path is gone while another template matches its requests.
    fn taken_over(&mut self, base: &'a Operation, head: &'a Operation) {
        if !self.admits_literals(Side::Head, base, head) {
            self.removed(base);
            return;
        }
        let change = Change {
            places: [Some(base.place.clone()), Some(head.place.clone())],
            ..simple(
                &rules::OPERATION_TAKEN_OVER,
                Verdict::Compatible,
                format!(
                    "{} {} is answered by {} now",
                    base.method, base.path.text, head.path.text
                ),
            )
        };
        self.note(change, whole(base));
        self.exchange(Exchange {
            base,
            head,
            requests_from: Side::Base,
        });
    }

    /// A new operation that answers some requests of a template that is still there. That callers
    /// ever put such a word in the parameter's place is assumed in a closed world only.
    fn taken_from(&mut self, base: &'a Operation, head: &'a Operation) {
        if !self.admits_literals(Side::Base, head, base) {
            return;
        }
        let change = Change {
            places: [Some(base.place.clone()), Some(head.place.clone())],
            detail: head.path.text.clone(),
            ..simple(
                &rules::OPERATION_TAKEN_FROM,
                Verdict::Compatible,
                format!(
                    "{} {} answers requests that {} answered",
                    head.method, head.path.text, base.path.text
                ),
            )
        };
        self.note(change, whole(base));
        // Both are there on servers of their own, so that servers say nothing here.
        if !self.options.open_world {
            self.promised_nothing = policy::promised_nothing(base);
            self.addressed = Some(head);
            self.parts(Exchange {
                base,
                head,
                requests_from: Side::Base,
            });
            self.addressed = None;
            self.promised_nothing = None;
        }
    }

    /// Whether the parameters of a template admit the text that stood in their place.
    fn admits_literals(&self, side: Side, concrete: &Operation, template: &Operation) -> bool {
        let literals = paths::shape("", &concrete.path);
        let holes = paths::shape("", &template.path);
        let mut names = template.path.pieces.iter().filter_map(|piece| match piece {
            PathPiece::Parameter(name) => Some(name),
            PathPiece::Literal(_) => None,
        });
        for (literal, hole) in literals.split('/').zip(holes.split('/')) {
            let count = hole.matches("{}").count();
            let own: Vec<&String> = names.by_ref().take(count).collect();
            let (true, [name]) = (hole == "{}" && !literal.contains("{}"), own.as_slice()) else {
                continue;
            };
            let parameter = template
                .parameters
                .iter()
                .find(|parameter| parameter.location == Location::Path && parameter.name == **name);
            let schema = parameter.and_then(|parameter| parameter.value.schema());
            if let Some(schema) = schema
                && !self.admits_text(side, schema, literal)
            {
                return false;
            }
        }
        true
    }

    fn callbacks(&mut self, exchange: Exchange<'a>) {
        let (base, head) = (exchange.base, exchange.head);
        let find = |callbacks: &'a [Callback], name: &str| -> &'a [Operation] {
            callbacks
                .iter()
                .find(|callback| callback.name == name)
                .map_or(&[], |callback| &callback.operations)
        };
        let mut names: Vec<&str> = Vec::new();
        for callback in base.callbacks.iter().chain(&head.callbacks) {
            if !names.contains(&callback.name.as_str()) {
                names.push(&callback.name);
            }
        }
        for name in names {
            let what = format!("callback {name}");
            self.sent_by_service(
                find(&base.callbacks, name),
                find(&head.callbacks, name),
                &what,
            );
        }
    }
}

/// A change with nothing but its message; the message tells it apart.
pub(super) fn simple(rule: &'static Rule, verdict: Verdict, message: String) -> Change {
    Change {
        rule,
        verdict,
        detail: String::new(),
        message,
        reason: None,
        places: [None, None],
        witness: None,
    }
}

pub(super) fn whole(operation: &Operation) -> Reached {
    Reached {
        method: operation.method,
        path: operation.path.text.clone(),
        part: String::new(),
    }
}

/// The place of what a side has, where it has it.
pub(super) fn place_of<T>(item: Option<&T>, place: impl Fn(&T) -> &Place) -> Option<Place> {
    item.map(|item| place(item).clone())
}
