//! Looking at a value before it is read.
#![forbid(unsafe_code)]

use super::outline::{Node, Outline};
use super::reader::Reader;

/// More attempts than this are not made within one another, or a value would be read as often as it is
/// deep.
const ATTEMPTS: u8 = 4;

impl Outline {
    /// Returns the value at an offset. An outline of a value around it serves as well: what is nested
    /// is looked at once, however many values around it are.
    pub fn of<'a>(&'a mut self, text: &'a str, at: usize) -> Option<Node<'a>> {
        if !self.covers(at) {
            self.begin(at);
            let mut reader = Reader::observed(text, at, 0, self);
            reader.skip();
            let end = reader.at;
            self.end(end);
        }
        self.node(text, at)
    }
}

impl Reader<'_> {
    /// Looks at the next value without reading it.
    pub fn look(&mut self) -> Option<Node<'_>> {
        let at = self.offset();
        self.outline.of(self.text, at)
    }

    /// Reads what may fail, and if it does, reads the same value in the second way. The observer sees the
    /// value once.
    pub fn attempt<T>(
        &mut self,
        first: impl FnOnce(&mut Self) -> Option<T>,
        second: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.attempts >= ATTEMPTS {
            return first(self);
        }
        let start = self.offset();
        let end = self.observer.is_some().then(|| {
            self.skip();
            self.at
        });
        if self.is_stopped() {
            return None;
        }
        // What was seen is also known to have no name twice.
        let is_strict = self.is_strict;
        if end.is_some() {
            self.is_strict = false;
            self.at = start;
        }
        let observer = self.observer.take();
        let mismatch = self.mismatch.take();
        let goes_on = std::mem::replace(&mut self.goes_on, false);
        let depth = self.depth;
        self.attempts += 1;
        let mut read = first(self);
        self.attempts -= 1;
        if self.mismatch.take().is_some() || read.is_none() {
            self.at = start;
            self.depth = depth;
            read = match self.broken {
                None => second(self),
                Some(_) => None,
            };
        }
        self.mismatch = mismatch;
        self.goes_on = goes_on;
        self.observer = observer;
        self.is_strict = is_strict;
        if let Some(end) = end.filter(|_| self.broken.is_none()) {
            self.at = end;
        }
        read
    }
}
