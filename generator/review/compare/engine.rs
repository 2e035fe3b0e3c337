//! What decides: two contracts, the options, and the decision procedure with what it remembers.

use super::memory::Memory;
use crate::containment::{Assumptions, Decider, Omitted};
use crate::options::Options;
use crate::side::Side;
use counterpart_contract::Contract;

/// Decides questions about two contracts. It knows no findings and no operation.
pub(super) struct Engine<'a> {
    pub contracts: [&'a Contract; 2],
    pub options: &'a Options,
    /// Decides whether what one schema admits is admitted by another.
    pub decider: Decider<'a>,
    /// What was found out about pairs of schemas before.
    pub memory: Memory,
}

impl<'a> Engine<'a> {
    pub(super) fn new(base: &'a Contract, head: &'a Contract, options: &'a Options) -> Self {
        Self {
            contracts: [base, head],
            options,
            decider: Decider::new(base, head, [options.budget, options.run_budget]),
            memory: Memory::default(),
        }
    }

    pub(super) fn contract(&self, side: Side) -> &'a Contract {
        self.contracts[side.index()]
    }

    pub(super) fn base(&self) -> &'a Contract {
        self.contracts[0]
    }

    pub(super) fn head(&self) -> &'a Contract {
        self.contracts[1]
    }

    /// What is assumed of a message that is written as JSON.
    pub(super) fn assumptions(&self, sender: Side, response: bool) -> Assumptions {
        Assumptions {
            sender,
            response,
            open_world: self.options.open_world,
            // The head's side sends to those who consume the API.
            lenient_receiver: self.options.open_world && sender == Side::Head,
            omitted: Omitted::Nothing,
            as_text: false,
        }
    }
}
