//! Patterns as programs for backtracking.

use super::backtrack::Op;
use super::tree::Pattern;

/// A program whose classes are kept beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    steps: Vec<Op<'static>>,
    /// The class of each instruction that has one.
    classes: Vec<(usize, Vec<(u32, u32)>)>,
}

impl Program {
    pub(super) fn of(pattern: &Pattern) -> Self {
        let captures = pattern.refers_back();
        let groups = match pattern.groups() {
            Some((_, end)) if captures => end as usize,
            _ => 0,
        };
        let mut writer = Writer {
            program: Self {
                steps: Vec::new(),
                classes: Vec::new(),
            },
            captures,
            slots: 2 * groups,
        };
        writer.write(pattern, true);
        writer.push(Op::Match);
        writer.program
    }

    /// The instructions.
    #[must_use]
    pub fn ops(&self) -> Vec<Op<'_>> {
        let mut ops: Vec<Op<'_>> = self.steps.clone();
        for (at, ranges) in &self.classes {
            if let Some(Op::Set(found) | Op::SetBefore(found)) = ops.get_mut(*at) {
                *found = ranges;
            }
        }
        ops
    }
}

struct Writer {
    program: Program,
    /// Whether groups capture: only where something refers back.
    captures: bool,
    /// How many slots are taken.
    slots: usize,
}

impl Writer {
    fn push(&mut self, op: Op<'static>) -> usize {
        self.program.steps.push(op);
        self.program.steps.len() - 1
    }

    fn here(&self) -> usize {
        self.program.steps.len()
    }

    fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    /// Writes over an instruction that leads to here.
    fn land(&mut self, at: usize, op: impl Fn(usize) -> Op<'static>) {
        let here = self.here();
        if let Some(place) = self.program.steps.get_mut(at) {
            *place = op(here);
        }
    }

    fn write(&mut self, pattern: &Pattern, ahead: bool) {
        match pattern {
            Pattern::Empty => {}
            Pattern::Set(class) => {
                let at = self.push(match ahead {
                    true => Op::Set(&[]),
                    false => Op::SetBefore(&[]),
                });
                self.program.classes.push((at, class.ranges().to_vec()));
            }
            Pattern::Start => drop(self.push(Op::Start)),
            Pattern::End => drop(self.push(Op::End)),
            Pattern::Boundary(holds) => drop(self.push(Op::Boundary(*holds))),
            Pattern::Concat(parts) if ahead => parts.iter().for_each(|part| self.write(part, true)),
            Pattern::Concat(parts) => {
                parts.iter().rev().for_each(|part| self.write(part, false));
            }
            Pattern::Either(options) => self.either(options, ahead),
            Pattern::Repeat(inner, min, max) => self.repeat(inner, *min, *max, ahead),
            Pattern::Group(number, inner) => {
                let slot = 2 * (*number as usize - 1);
                let ends = if ahead {
                    (slot, slot + 1)
                } else {
                    (slot + 1, slot)
                };
                if self.captures {
                    self.push(Op::Mark(ends.0));
                }
                self.write(inner, ahead);
                if self.captures {
                    self.push(Op::Mark(ends.1));
                }
            }
            Pattern::Reference(number) => {
                let slot = 2 * (*number as usize - 1);
                self.push(match ahead {
                    true => Op::Repeated(slot),
                    false => Op::RepeatedBefore(slot),
                });
            }
            Pattern::Around {
                pattern,
                ahead,
                holds,
            } => {
                let around = self.push(Op::Match);
                self.write(pattern, *ahead);
                self.push(Op::Match);
                self.land(around, |end| Op::Around(*holds, end));
            }
        }
    }

    fn either(&mut self, options: &[Pattern], ahead: bool) {
        let mut jumps = Vec::new();
        for (index, option) in options.iter().enumerate() {
            let is_last = index + 1 == options.len();
            let split = (!is_last).then(|| self.push(Op::Match));
            self.write(option, ahead);
            if let Some(split) = split {
                jumps.push(self.push(Op::Match));
                self.land(split, Op::Split);
            }
        }
        for jump in jumps {
            self.land(jump, Op::Jump);
        }
    }

    fn repeat(&mut self, inner: &Pattern, min: u32, max: Option<u32>, ahead: bool) {
        let groups = inner.groups().filter(|_| self.captures);
        let is_simple = !inner.may_be_empty() && groups.is_none();
        match (min, max) {
            (_, Some(0)) => {}
            (1, Some(1)) => self.write(inner, ahead),
            (0, Some(1)) if is_simple => {
                let split = self.push(Op::Match);
                self.write(inner, ahead);
                self.land(split, Op::Split);
            }
            (0, None) if is_simple => {
                let split = self.push(Op::Match);
                self.write(inner, ahead);
                self.push(Op::Jump(split));
                self.land(split, Op::Split);
            }
            _ => self.counted(inner, (min, max), groups, ahead),
        }
    }

    fn counted(
        &mut self,
        inner: &Pattern,
        (min, max): (u32, Option<u32>),
        groups: Option<(u32, u32)>,
        ahead: bool,
    ) {
        let most = max.unwrap_or(u32::MAX);
        let count = self.slot();
        self.push(Op::Zero(count));
        let round = self.push(Op::Match);
        let mark = inner.may_be_empty().then(|| self.slot());
        if let Some(mark) = mark {
            self.push(Op::Mark(mark));
        }
        if let Some((first, end)) = groups {
            // Each round begins without what the one before captured (ECMA-262, section 22.2.2.3.1).
            let slots = [first, end].map(|number| 2 * (number as usize - 1));
            self.push(Op::Forget(slots[0], slots[1]));
        }
        self.write(inner, ahead);
        if let Some(mark) = mark {
            self.push(Op::Moved(mark, count, min));
        }
        self.push(Op::Jump(round));
        self.land(round, |end| Op::Round(count, min, most, end));
    }
}
