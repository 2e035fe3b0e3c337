//! Reading a JSON text (RFC 8259) value by value, without a tree of values in between.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::names::Names;
use super::number;
use super::observer::{Observer, Scalar};
use super::outline::Outline;
use super::problem::{Malformed, Mismatch};
use super::text::{self, Broken, NumberEnd};

/// How deep arrays and objects may be within one another. Types are read by recursion.
const DEPTH: usize = 127;

/// Reads one value after another from a JSON text.
///
/// Every method consumes one value, whether it is of the type or not. What is wrong is kept by the
/// reader, so that types need not pass errors on: [`finish`](Self::finish) returns it.
pub struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) depth: usize,
    pub(super) observer: Option<&'t mut (dyn Observer + 't)>,
    /// An object must not have two properties of one name.
    pub(super) is_strict: bool,
    /// Where the text is not JSON. Nothing is read beyond.
    pub(super) broken: Option<Broken>,
    /// The first value that is not of its type.
    pub(super) mismatch: Option<Box<Mismatch>>,
    /// Whether reading goes on behind such a value.
    pub(super) goes_on: bool,
    /// What was looked at before it was read.
    pub(super) outline: Outline,
    /// How many attempts this one is within.
    pub(super) attempts: u8,
}

impl<'t> Reader<'t> {
    /// Starts to read a text. Of properties that have one name, the last counts.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            observer: None,
            is_strict: false,
            broken: None,
            mismatch: None,
            goes_on: false,
            outline: Outline::default(),
            attempts: 0,
        }
    }

    /// Starts to read at an offset, within so many arrays and objects, with something that looks at every
    /// value.
    pub fn observed(
        text: &'t str,
        at: usize,
        depth: usize,
        observer: &'t mut (dyn Observer + 't),
    ) -> Self {
        Self {
            at,
            depth,
            observer: Some(observer),
            goes_on: true,
            ..Self::new(text)
        }
    }

    /// Starts to read at an offset.
    pub fn from(text: &'t str, at: usize) -> Self {
        Self {
            at,
            ..Self::new(text)
        }
    }

    /// Refuses objects that have two properties of one name: parsers do not agree which of them
    /// counts (RFC 8259, section 4), so one would act on what another has not validated.
    pub fn strict(self) -> Self {
        Self {
            is_strict: true,
            ..self
        }
    }

    /// Ends: nothing but whitespace may follow.
    pub fn end(mut self) -> Result<Option<Box<Mismatch>>, Malformed> {
        if !self.is_stopped() && (self.peek() != 0 || self.at < self.text.len()) {
            self.break_off((self.at, "nothing is expected after the value"));
        }
        match self.broken {
            Some(broken) => Err(Malformed::new(self.text, broken)),
            None => Ok(self.mismatch),
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.broken.is_some() || (self.mismatch.is_some() && !self.goes_on)
    }

    /// Stops reading, as the text is not JSON.
    #[cold]
    pub(super) fn break_off(&mut self, broken: Broken) {
        if !self.is_stopped() {
            self.broken = Some(broken);
        }
        self.at = self.text.len();
    }

    /// Keeps that a value was not of its type.
    #[cold]
    pub(super) fn keep(&mut self, mismatch: Mismatch) {
        if !self.is_stopped() && self.mismatch.is_none() {
            self.mismatch = Some(Box::new(mismatch));
        }
        if !self.goes_on {
            self.at = self.text.len();
        }
    }

    /// Says that the value at an offset is not of its type.
    #[cold]
    pub fn mismatch<T>(&mut self, at: usize, message: impl Into<Cow<'static, str>>) -> Option<T> {
        self.keep(Mismatch {
            at,
            name: None,
            message: message.into(),
        });
        None
    }

    /// Says that the next value is not of the type that is expected, and passes over it.
    #[cold]
    pub(super) fn unexpected<T>(&mut self, expected: &str) -> Option<T> {
        let at = self.at;
        let found = match self.peek() {
            b'n' => "null",
            b't' | b'f' => "a boolean",
            b'"' => "a string",
            b'[' => "an array",
            b'{' => "an object",
            b'-' | b'0'..=b'9' => "a number",
            _ => {
                self.break_off((at, "a value is expected"));
                return None;
            }
        };
        if self.goes_on {
            self.skip();
        }
        self.mismatch(at, format!("{expected} is expected, not {found}"))
    }

    /// Passes over whitespace and returns the byte that follows; zero at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return *byte,
                None => return 0,
            }
        }
    }

    /// Returns the offset of the next value.
    pub fn offset(&mut self) -> usize {
        self.peek();
        self.at
    }

    fn see(&mut self, at: usize, scalar: Scalar<'_>) {
        if let Some(observer) = &mut self.observer {
            observer.scalar(at, scalar);
        }
    }

    fn word(&mut self, word: &str, scalar: Scalar<'_>) -> Option<()> {
        let at = self.at;
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            self.break_off((at, "a value is expected"));
            return None;
        }
        self.at += word.len();
        self.see(at, scalar);
        Some(())
    }

    /// Whether the next value is null.
    pub(super) fn is_null(&mut self) -> bool {
        self.peek() == b'n'
    }

    /// Reads null.
    pub fn null(&mut self) -> Option<()> {
        match self.peek() {
            b'n' => self.word("null", Scalar::Null),
            _ => self.unexpected("null"),
        }
    }

    /// Reads a boolean.
    pub fn boolean(&mut self) -> Option<bool> {
        match self.peek() {
            b't' => self.word("true", Scalar::Boolean(true)).map(|()| true),
            b'f' => self.word("false", Scalar::Boolean(false)).map(|()| false),
            _ => self.unexpected("a boolean"),
        }
    }

    /// Reads a string.
    pub fn string(&mut self) -> Option<Cow<'t, str>> {
        self.string_as("a string")
    }

    /// Reads a string that stands for something else.
    pub fn string_as(&mut self, what: &str) -> Option<Cow<'t, str>> {
        if self.peek() != b'"' {
            return self.unexpected(what);
        }
        let at = self.at;
        let string = self.quoted()?;
        self.see(at, Scalar::String(&string));
        Some(string)
    }

    /// Reads a string whose quote was seen.
    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        match text::string(self.text, self.at + 1) {
            Ok((string, end)) => {
                self.at = end;
                Some(string)
            }
            Err(broken) => {
                self.break_off(broken);
                None
            }
        }
    }

    /// Reads a number, as its text.
    pub fn number(&mut self) -> Option<&'t str> {
        self.number_as("a number")
    }

    /// Reads a number as the nearest floating-point number.
    pub fn float(&mut self) -> Option<f64> {
        self.peek();
        let at = self.at;
        let Some((number, end)) = number::short(self.text.as_bytes(), at) else {
            return self.number().map(number::float);
        };
        self.at = end;
        if let Some(text) = self.text.get(at..end) {
            self.see(at, Scalar::Number(text));
        }
        Some(number)
    }

    pub(super) fn number_as(&mut self, what: &str) -> Option<&'t str> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return self.unexpected(what);
        }
        let at = self.at;
        match text::number(self.text.as_bytes(), at) {
            Ok(NumberEnd { end, has_exponent }) => {
                let number = self.text.get(at..end).unwrap_or_default();
                // Only what is long, or has an exponent, can be out of range.
                if (has_exponent || end - at > 300) && number::float(number).is_infinite() {
                    self.break_off((at, "a number that is out of range"));
                    return None;
                }
                self.at = end;
                self.see(at, Scalar::Number(number));
                Some(number)
            }
            Err(broken) => {
                self.break_off(broken);
                None
            }
        }
    }

    /// Begins an array or an object whose bracket was seen. Returns the end where it is passed over.
    pub(super) fn open(&mut self, is_object: bool) -> Option<usize> {
        let at = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH {
            self.break_off((at, "arrays and objects are nested too deeply"));
        }
        let observer = self.observer.as_mut()?;
        observer.open(at, is_object)
    }

    fn close(&mut self) {
        self.at += 1;
        self.depth = self.depth.saturating_sub(1);
        if let Some(observer) = &mut self.observer {
            observer.close(self.at);
        }
    }

    /// Begins an array.
    pub fn array(&mut self) -> Option<()> {
        if self.peek() != b'[' {
            return self.unexpected("an array");
        }
        self.open(false);
        Some(())
    }

    /// Whether another item of an array follows, of which so many were read.
    pub fn has_item(&mut self, index: usize) -> bool {
        match self.peek() {
            b']' => {
                self.close();
                return false;
            }
            b',' if index > 0 => {
                self.at += 1;
                self.peek();
            }
            _ if index == 0 => {}
            _ => {
                self.break_off((self.at, "a comma or the end of the array is expected"));
                return false;
            }
        }
        if self.is_stopped() {
            return false;
        }
        if let Some(observer) = &mut self.observer {
            observer.item(self.at, index);
        }
        true
    }

    /// Begins an object, and returns its offset.
    pub(super) fn begin_object(&mut self) -> Option<usize> {
        if self.peek() != b'{' {
            return self.unexpected("an object");
        }
        let at = self.at;
        self.open(true);
        Some(at)
    }

    /// Returns the name of the next property of an object.
    #[inline]
    pub(super) fn name(&mut self, is_first: bool) -> Option<Cow<'t, str>> {
        let mut byte = self.peek();
        if byte == b'}' {
            self.close();
            return None;
        }
        if !is_first {
            if byte != b',' {
                self.break_off((self.at, "a comma or the end of the object is expected"));
                return None;
            }
            self.at += 1;
            byte = self.peek();
        }
        let at = self.at;
        if byte != b'"' {
            self.break_off((at, "the name of a property is expected"));
            return None;
        }
        let name = self.quoted()?;
        if self.peek() != b':' {
            self.break_off((self.at, "a colon is expected"));
            return None;
        }
        self.at += 1;
        if let Some(observer) = &mut self.observer {
            observer.name(at, &name);
        }
        Some(name)
    }

    /// Passes over a value.
    pub fn skip(&mut self) {
        match self.peek() {
            b'"' => drop(self.string()),
            b'{' => match self.open(true) {
                Some(end) => self.jump(end),
                None => self.skip_properties(),
            },
            b'[' => match self.open(false) {
                Some(end) => self.jump(end),
                None => {
                    let mut index = 0;
                    while !self.is_over() && self.has_item(index) {
                        self.skip();
                        index += 1;
                    }
                }
            },
            b't' | b'f' => drop(self.boolean()),
            b'n' => drop(self.null()),
            _ => drop(self.number_as("a value")),
        }
    }

    fn skip_properties(&mut self) {
        let mut names = Names::default();
        let mut is_first = true;
        while !self.is_over()
            && let Some(name) = self.name(is_first)
        {
            is_first = false;
            if self.is_strict && names.met(name) {
                self.twice();
            }
            self.skip();
        }
    }

    #[cold]
    pub(super) fn twice(&mut self) {
        self.break_off((self.at, "an object has two properties of one name"));
    }

    fn jump(&mut self, end: usize) {
        self.depth = self.depth.saturating_sub(1);
        self.at = end;
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_stopped() || self.observer.as_ref().is_some_and(|own| own.is_over())
    }
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Reader")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
