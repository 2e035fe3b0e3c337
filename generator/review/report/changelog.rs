//! A review as the section of a changelog.

use std::fmt::Write;

use super::review::Report;
use super::whereabouts::whereabouts;
use crate::finding::{Finding, Verdict};
use counterpart_contract::diagnostic::visible;

impl Report<'_> {
    /// Writes the section of a changelog, in Markdown: what changed up to the new version.
    #[must_use]
    pub fn changelog_section(&self) -> String {
        let mut out = format!(
            "## {} ({})\n\n",
            visible(self.head.version),
            visible(&self.head.name)
        );
        if self.findings.is_empty() {
            out.push_str("No change.\n");
        }
        for (title, verdict) in [
            ("Breaking", Verdict::Breaking),
            ("Unproven", Verdict::Unproven),
            ("Compatible", Verdict::Compatible),
        ] {
            let of_verdict = |finding: &&Finding| {
                finding.verdict == verdict
                    && (verdict != Verdict::Compatible || !finding.rule.is_policy())
            };
            let list: Vec<&Finding> = self.findings.iter().filter(of_verdict).collect();
            if list.is_empty() {
                continue;
            }
            // Writing to a string cannot fail.
            let _ = writeln!(out, "### {title}\n");
            for finding in list {
                let _ = writeln!(
                    out,
                    "- {}{} ({})",
                    visible(&finding.message),
                    visible(&whereabouts(&[finding])),
                    finding.rule
                );
            }
            out.push('\n');
        }
        out
    }
}
