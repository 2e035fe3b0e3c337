//! Servers: addresses that requests may go to.

use super::operations::simple;
use super::paths::{Address, addresses, covers, segments, shape};
use super::{Change, Comparison, Exchange};
use crate::contract::{Operation, Server};
use crate::review::finding::{Verdict, Witness};
use crate::review::rules;

impl<'a> Comparison<'a> {
    /// Every address of the old operation must be one of the new operation. An address without an
    /// origin is relative to wherever the contract is, so that only its path counts.
    pub(super) fn server_lists(&mut self, exchange: Exchange<'a>) {
        let (base, head) = (exchange.base, exchange.head);
        let full = |operation: &'a Operation, server: &'a Server| {
            addresses(server)
                .into_iter()
                .map(|address| Address {
                    prefix: shape(&address.prefix, &operation.path),
                    origin: address.origin,
                })
                .collect::<Vec<_>>()
        };
        let all = |operation: &'a Operation| -> Vec<Address> {
            let servers = operation.servers.iter();
            servers.flat_map(|server| full(operation, server)).collect()
        };
        let (old, new) = (all(base), all(head));
        let is_among = |address: &Address, list: &[Address]| {
            let own = segments(&address.prefix);
            list.iter().any(|other| {
                covers(&segments(&other.prefix), &own)
                    && (address.origin == other.origin
                        || address.origin.is_none()
                        || other.origin.is_none())
            })
        };
        for (own, others, gone) in [(base, &new, true), (head, &old, false)] {
            for server in &own.servers {
                let lost = full(own, server)
                    .iter()
                    .any(|address| !is_among(address, others));
                // A path that another template answers is not the server's doing.
                let moved = shape("", &base.path) != shape("", &head.path) && !gone;
                if !lost || moved {
                    continue;
                }
                let (rule, verdict, says) = if gone {
                    (&rules::SERVER_REMOVED, Verdict::Breaking, "is gone")
                } else {
                    (&rules::SERVER_ADDED, Verdict::Compatible, "is new")
                };
                let change = Change {
                    detail: server.url.clone(),
                    witness: gone.then(|| Witness {
                        method: Some(base.method),
                        url: format!("{}{}", server.url.trim_end_matches('/'), base.path.text),
                        ..Witness::default()
                    }),
                    ..simple(rule, verdict, format!("the server {} {says}", server.url))
                };
                self.note(change, exchange.reached(""));
            }
        }
    }
}
