//! Places of findings in the files of both contracts.

use std::collections::HashMap;

use super::review::{Report, Version};
use crate::finding::Finding;
use counterpart_contract::source::{FileId, Place, Position, Sources};

/// Lines before and after the one that changed.
const AROUND: usize = 5;
/// Longer lines are cut: a minified document is one line.
const WIDTH: usize = 160;

/// A place in a file.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PlaceView {
    /// The file's name, as the reader knows it.
    pub file: String,
    /// The line, from one.
    pub line: usize,
    /// The column, from one.
    pub column: usize,
    /// The JSON pointer into the file.
    pub pointer: String,
    /// The lines around it; none where nobody asked for them.
    pub lines: Vec<Line>,
}

/// A line of a file, around a place.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Line {
    /// The line's number, from one.
    pub number: usize,
    /// The line's text, cut where it is long.
    pub text: String,
    /// The line of the place itself.
    pub marked: bool,
    /// The other contract has no such line around the place.
    pub changed: bool,
}

/// The places of a report's findings, each file having been read once.
pub(super) struct Places<'a> {
    base: Side<'a>,
    head: Side<'a>,
}

struct Side<'a> {
    sources: &'a Sources,
    positions: HashMap<Place, Position>,
    /// The lines of files, once somebody has asked for some.
    lines: HashMap<FileId, Vec<&'a str>>,
}

impl<'a> Side<'a> {
    fn new(version: &Version<'a>, places: impl Iterator<Item = Place>) -> Self {
        let places: Vec<Place> = places.collect();
        let wanted: Vec<&Place> = places.iter().collect();
        let found = version.sources.locate_all(&wanted);
        let known = places.into_iter().zip(found);
        Self {
            sources: version.sources,
            positions: known
                .filter_map(|(place, position)| Some((place, position?)))
                .collect(),
            lines: HashMap::new(),
        }
    }

    fn view(&self, place: &Place) -> Option<PlaceView> {
        let position = self.positions.get(place)?;
        Some(PlaceView {
            file: file_name(self.sources, place.file),
            line: position.line,
            column: position.column,
            pointer: place.pointer.to_string(),
            lines: Vec::new(),
        })
    }

    fn excerpt(&mut self, place: &Place) -> Option<PlaceView> {
        let mut view = self.view(place)?;
        let text = &self.sources.file(place.file)?.text;
        let all = self.lines.entry(place.file);
        let all = all.or_insert_with(|| text.lines().collect());
        let first = view.line.saturating_sub(AROUND).max(1);
        let lines = all.iter().enumerate().skip(first - 1);
        view.lines = lines
            .take(view.line + AROUND + 1 - first)
            .map(|(index, text)| Line {
                number: index + 1,
                text: text.chars().take(WIDTH).collect(),
                marked: index + 1 == view.line,
                changed: false,
            })
            .collect();
        Some(view)
    }
}

impl<'a> Places<'a> {
    pub fn new(report: &Report<'a>) -> Self {
        let [base, head] = [&report.base, &report.head].map(|version| version.sources);
        let findings = &report.findings;
        let old = findings.iter().filter_map(|finding| finding.base.clone());
        let new = findings.iter().filter_map(|finding| finding.head.clone());
        let shown = findings.iter().map(|finding| shown(finding, base, head));
        Self {
            base: Side::new(&report.base, old),
            head: Side::new(&report.head, new.chain(shown)),
        }
    }

    /// Where a finding is, in the old files and in the new ones.
    pub fn both(&self, finding: &Finding) -> [Option<PlaceView>; 2] {
        let base = finding.base.as_ref();
        let head = finding.head.as_ref();
        [
            base.and_then(|place| self.base.view(place)),
            head.and_then(|place| self.head.view(place)),
        ]
    }

    /// The same with the lines around, those marked that only one of the two has.
    pub fn excerpts(&mut self, finding: &Finding) -> [Option<PlaceView>; 2] {
        let base = finding.base.as_ref();
        let head = finding.head.as_ref();
        let mut base = base.and_then(|place| self.base.excerpt(place));
        let mut head = head.and_then(|place| self.head.excerpt(place));
        if let (Some(base), Some(head)) = (&mut base, &mut head) {
            let texts = |view: &PlaceView| -> Vec<String> {
                let lines = view.lines.iter();
                lines.map(|line| line.text.trim().to_owned()).collect()
            };
            let [old, new] = [texts(base), texts(head)];
            mark(&mut base.lines, &new);
            mark(&mut head.lines, &old);
        }
        [base, head]
    }

    /// Where a finding is shown to those who look at the new files.
    pub fn shown(&self, finding: &Finding) -> Option<PlaceView> {
        let place = shown(finding, self.base.sources, self.head.sources);
        self.head.view(&place)
    }
}

/// A finding's place in the new files: what was removed is shown at what is left of where it was.
fn shown(finding: &Finding, base: &Sources, head: &Sources) -> Place {
    if let Some(place) = &finding.head {
        return place.clone();
    }
    let left = finding.base.as_ref().and_then(|place| {
        let file = head.find(&base.file(place.file)?.name)?;
        Some(Place::new(file, place.pointer.clone()))
    });
    left.unwrap_or_default()
}

fn mark(lines: &mut [Line], others: &[String]) {
    for line in lines {
        let text = line.text.trim();
        line.changed = !text.is_empty() && others.iter().all(|other| other != text);
    }
}

/// A file's name as those know it who called for the review.
pub(super) fn file_name(sources: &Sources, file: FileId) -> String {
    let shown = sources.shown(file);
    shown.strip_prefix("./").unwrap_or(&shown).to_owned()
}
