//! Regular expressions of ECMA-262 that look around, refer back, or are too large for automata:
//! matched by backtracking, within a number of steps and an amount of memory that are linear in the
//! length of the text.
#![forbid(unsafe_code)]

/// An instruction. Where nothing else is said, matching goes on with the one after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op<'p> {
    /// The whole pattern or a lookaround has matched.
    Match,
    /// Takes a character of a class, as ranges of code points in their order.
    Set(&'p [(u32, u32)]),
    /// The same of the character before, in lookbehinds.
    SetBefore(&'p [(u32, u32)]),
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// A word boundary, or none.
    Boundary(bool),
    /// Goes on there.
    Jump(usize),
    /// Goes on with the next instruction or, where that leads to no match, there.
    Split(usize),
    /// Sets a slot to zero: the count of a repetition.
    Zero(usize),
    /// Begins a round, counted in the slot: at least so many, at most so many, and then there.
    Round(usize, u32, u32, usize),
    /// Remembers the position in a slot.
    Mark(usize),
    /// Fails if the position is the one in the first slot, and the count in the second one beyond a
    /// minimum: a round that is not needed takes something.
    Moved(usize, usize, u32),
    /// Forgets the positions in slots from the first up to the second.
    Forget(usize, usize),
    /// Takes the text between the positions in the slot and the one after it.
    Repeated(usize),
    /// The same before the position.
    RepeatedBefore(usize),
    /// A lookaround: what follows up to its `Match` has to match, or must not; then goes on there.
    Around(bool, usize),
}

/// Steps for each byte of a text.
const STEPS: usize = 256;

/// How often every instruction may be needed, whatever the text.
const ROUNDS: usize = 4;

/// What can be undone for each byte of a text.
const TRAIL: usize = 12;

/// What a short text has beside its own bytes.
const EXTRA: usize = 64;

/// A slot without a position.
const NONE: usize = usize::MAX;

/// What is undone or tried when matching fails.
#[derive(Debug, Clone, Copy)]
enum Back {
    /// An instruction and a position.
    Try(u32, u32),
    /// A slot and what was in it.
    Slot(u32, u32),
}

/// Returns whether a program matches anywhere in a text; `None` where it needs too many steps.
#[must_use]
pub fn search(program: &[Op<'_>], text: &str) -> Option<bool> {
    let own = program.len().saturating_mul(ROUNDS);
    let mut steps = text.len().saturating_add(EXTRA).saturating_mul(STEPS);
    steps = steps.saturating_add(own);
    search_within(program, text, &mut steps)
}

/// The same within a number of steps, of which it takes what it needs.
pub fn search_within(program: &[Op<'_>], text: &str, steps: &mut usize) -> Option<bool> {
    // Positions are kept in four bytes.
    if u32::try_from(text.len()).is_err() {
        return None;
    }
    let mut run = Run {
        program,
        text,
        slots: vec![NONE; slots(program)],
        trail: Vec::new(),
        most: text.len().saturating_add(EXTRA).saturating_mul(TRAIL),
        steps: *steps,
    };
    let found = run.anywhere();
    *steps = if found.is_some() { run.steps } else { 0 };
    found
}

/// How many slots a program uses.
fn slots(program: &[Op<'_>]) -> usize {
    let used = program.iter().map(|op| match *op {
        Op::Zero(slot) | Op::Mark(slot) => slot + 1,
        Op::Forget(_, end) => end,
        Op::Repeated(slot) | Op::RepeatedBefore(slot) => slot + 2,
        _ => 0,
    });
    used.max().unwrap_or(0)
}

struct Run<'p> {
    program: &'p [Op<'p>],
    text: &'p str,
    slots: Vec<usize>,
    trail: Vec<Back>,
    /// The longest trail.
    most: usize,
    /// What is left of the steps.
    steps: usize,
}

impl Run<'_> {
    /// Returns whether the program matches from any position on.
    fn anywhere(&mut self) -> Option<bool> {
        let anchored = self.program.first() == Some(&Op::Start);
        let text = self.text;
        let starts = text.char_indices().map(|(start, _)| start);
        for start in starts.chain([text.len()]) {
            if self.matches(0, start)? {
                return Some(true);
            }
            if anchored {
                break;
            }
        }
        Some(false)
    }

    /// Returns whether the program matches from an instruction on at a position. What lookarounds
    /// nest is as deep as the pattern's groups are, which has a limit.
    fn matches(&mut self, mut at: usize, mut position: usize) -> Option<bool> {
        let base = self.trail.len();
        loop {
            self.steps = self.steps.checked_sub(1)?;
            let mut next = Some((at + 1, position));
            match self.program.get(at).copied().unwrap_or(Op::Match) {
                Op::Match => return Some(true),
                Op::Set(ranges) => {
                    let taken = self.after(position).filter(|taken| has(ranges, *taken));
                    next = taken.map(|taken| (at + 1, position + taken.len_utf8()));
                }
                Op::SetBefore(ranges) => {
                    let taken = self.before(position).filter(|taken| has(ranges, *taken));
                    next = taken.map(|taken| (at + 1, position - taken.len_utf8()));
                }
                Op::Start => next = next.filter(|_| position == 0),
                Op::End => next = next.filter(|_| position == self.text.len()),
                Op::Boundary(holds) => {
                    let is_word = |side: Option<char>| {
                        side.is_some_and(|side| side.is_ascii_alphanumeric() || side == '_')
                    };
                    let found = is_word(self.before(position)) != is_word(self.after(position));
                    next = next.filter(|_| found == holds);
                }
                Op::Jump(there) => next = Some((there, position)),
                Op::Split(there) => self.later(there, position)?,
                Op::Zero(slot) => self.set(slot, 0)?,
                Op::Round(slot, least, most, there) => {
                    let count = self.slots.get(slot).copied()?;
                    if count >= most as usize {
                        next = Some((there, position));
                    } else {
                        if count >= least as usize {
                            self.later(there, position)?;
                        }
                        self.set(slot, count + 1)?;
                    }
                }
                Op::Mark(slot) => self.set(slot, position)?,
                Op::Moved(mark, slot, least) => {
                    let stands = self.slots.get(mark) == Some(&position);
                    let needed = self
                        .slots
                        .get(slot)
                        .is_some_and(|count| *count <= least as usize);
                    next = next.filter(|_| !stands || needed);
                }
                Op::Forget(first, end) => {
                    self.steps = self.steps.checked_sub(end.saturating_sub(first))?;
                    for slot in first..end {
                        self.set(slot, NONE)?;
                    }
                }
                Op::Repeated(slot) => {
                    let text = self.captured(slot);
                    let rest = self.text.get(position..).unwrap_or_default();
                    let length = text.len();
                    let found = rest.starts_with(text);
                    self.steps = self.steps.checked_sub(length)?;
                    next = found.then_some((at + 1, position + length));
                }
                Op::RepeatedBefore(slot) => {
                    let text = self.captured(slot);
                    let rest = self.text.get(..position).unwrap_or_default();
                    let length = text.len();
                    let found = rest.ends_with(text);
                    self.steps = self.steps.checked_sub(length)?;
                    next = found.then(|| (at + 1, position - length));
                }
                Op::Around(holds, there) => {
                    let start = self.trail.len();
                    let found = self.matches(at + 1, position)?;
                    if found && holds {
                        self.commit(start);
                    } else {
                        self.undo(start);
                    }
                    next = (found == holds).then_some((there, position));
                }
            }
            (at, position) = match next {
                Some(next) => next,
                None => match self.back(base) {
                    Some(earlier) => earlier,
                    None => return Some(false),
                },
            };
        }
    }

    fn after(&self, position: usize) -> Option<char> {
        self.text.get(position..)?.chars().next()
    }

    fn before(&self, position: usize) -> Option<char> {
        self.text.get(..position)?.chars().next_back()
    }

    /// What a group captured, in either direction; nothing where it did not match.
    fn captured(&self, slot: usize) -> &str {
        let ends = (self.slots.get(slot), self.slots.get(slot + 1));
        let (Some(one), Some(other)) = ends else {
            return "";
        };
        let range = *one.min(other)..*one.max(other);
        self.text.get(range).unwrap_or_default()
    }

    fn push(&mut self, back: Back) -> Option<()> {
        if self.trail.len() >= self.most {
            return None;
        }
        self.trail.push(back);
        Some(())
    }

    /// Comes back to an instruction if what is tried before leads to no match.
    fn later(&mut self, at: usize, position: usize) -> Option<()> {
        self.push(Back::Try(at.try_into().ok()?, position.try_into().ok()?))
    }

    fn set(&mut self, slot: usize, value: usize) -> Option<()> {
        let old = self.slots.get(slot).copied()?;
        if old != value {
            let kept = u32::try_from(old).unwrap_or(u32::MAX);
            self.push(Back::Slot(slot.try_into().ok()?, kept))?;
            *self.slots.get_mut(slot)? = value;
        }
        Some(())
    }

    fn restore(&mut self, slot: u32, old: u32) {
        let old = match old {
            u32::MAX => NONE,
            old => old as usize,
        };
        if let Some(slot) = self.slots.get_mut(slot as usize) {
            *slot = old;
        }
    }

    /// Goes back to what is tried next, down to a length of the trail.
    fn back(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.trail.len() > base {
            match self.trail.pop()? {
                Back::Try(at, position) => return Some((at as usize, position as usize)),
                Back::Slot(slot, old) => self.restore(slot, old),
            }
        }
        None
    }

    /// Undoes everything since the trail had a length.
    fn undo(&mut self, start: usize) {
        while self.back(start).is_some() {}
    }

    /// Keeps what was captured since the trail had a length, and tries nothing of it again.
    fn commit(&mut self, start: usize) {
        let mut kept = start;
        for index in start..self.trail.len() {
            if let Some(Back::Slot(..)) = self.trail.get(index) {
                self.trail.swap(kept, index);
                kept += 1;
            }
        }
        self.trail.truncate(kept);
    }
}

/// Returns whether a character is in one of the ranges.
fn has(ranges: &[(u32, u32)], character: char) -> bool {
    let code = u32::from(character);
    let after = ranges.partition_point(|(low, _)| *low <= code);
    let range = after.checked_sub(1).and_then(|index| ranges.get(index));
    range.is_some_and(|(_, high)| code <= *high)
}
