//! Operations: gone, new, deprecated, or compared part by part.

use super::paths::{self, Matching};
use super::{Change, Comparison, Exchange};
use crate::finding::{Reached, Verdict};
use crate::meaning::Side;
use crate::policy;
use crate::rules::{self, Rule};
use counterpart_contract::source::Place;
use counterpart_contract::{Callback, Operation};

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) {
        let (base, head) = (self.base(), self.head());
        let Matching {
            pairs,
            wider,
            added,
            narrower,
        } = paths::matching(&base.operations, &head.operations);
        self.paired = pairs.iter().copied().collect();
        for (from, to) in pairs {
            if let (Some(base), Some(head)) = (base.operations.get(from), head.operations.get(to))
                && !self.is_split(base, Some(head))
            {
                self.exchange(Exchange {
                    base,
                    head,
                    requests_from: Side::Base,
                    by_value: false,
                });
            }
        }
        for (from, candidates) in wider {
            let Some(base) = base.operations.get(from) else {
                continue;
            };
            match self.answering(base, &candidates) {
                Some(head) => self.taken_over(base, head),
                None if self.is_split(base, None) => {}
                None => self.removed(base),
            }
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
                    by_value: false,
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

    pub(super) fn exchange(&mut self, exchange: Exchange<'a>) {
        self.promised_nothing = policy::promised_nothing(exchange.base);
        self.server_lists(exchange);
        self.parts(exchange);
        self.promised_nothing = None;
    }

    /// Everything but servers, which callbacks have none of.
    pub(super) fn parts(&mut self, exchange: Exchange<'a>) {
        let outer = self.unread;
        self.unread = self.is_unread(exchange);
        self.deprecation(exchange);
        self.parameters(exchange);
        self.request_bodies(exchange);
        self.answers(exchange);
        self.security(exchange);
        self.callbacks(exchange);
        self.unread = outer;
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

    /// Callbacks are known by the expression of their address; what they are called is a label, by
    /// which those are paired whose expression changed.
    fn callbacks(&mut self, exchange: Exchange<'a>) {
        let (base, head) = (&exchange.base.callbacks, &exchange.head.callbacks);
        let mut left: Vec<&'a Callback> = head.iter().collect();
        let mut pairs: Vec<(&'a [Operation], &'a [Operation], &str)> = Vec::new();
        for old in base {
            let named = left.iter().position(|new| new.name == old.name);
            let partner = named.or_else(|| left.iter().position(|new| is_sent_alike(old, new)));
            let new = partner.map(|at| left.remove(at));
            pairs.push((
                &old.operations,
                new.map_or(&[], |new| &new.operations),
                &old.name,
            ));
        }
        for new in left {
            pairs.push((&[], &new.operations, &new.name));
        }
        for (base, head, name) in pairs {
            self.sent_by_service(base, head, &format!("callback {name}"));
        }
    }
}

/// Whether callbacks send the same requests to the same addresses.
fn is_sent_alike(one: &Callback, other: &Callback) -> bool {
    let sent = |operation: &Operation| (operation.method, operation.path.text.clone());
    !one.operations.is_empty()
        && one.operations.len() == other.operations.len()
        && one
            .operations
            .iter()
            .all(|own| other.operations.iter().any(|new| sent(new) == sent(own)))
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
