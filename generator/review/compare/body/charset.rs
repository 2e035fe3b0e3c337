//! How the characters of a text are written.

use crate::compare::context::Message;
use crate::compare::findings::{Change, Findings};
use crate::compare::media_type;
use crate::finding::Verdict;
use crate::rules;
use counterpart_contract::MediaType;

/// How a text is written, where both contracts say so.
pub(super) fn compare(findings: &mut Findings, message: Message<'_, '_>, pair: [&MediaType; 2]) {
    let Message {
        context,
        sender,
        part,
        ..
    } = message;
    let written = pair.map(|media| media_type::charset(&media.name));
    let [Some(was), Some(now)] = &written else {
        return;
    };
    if was == now {
        return;
    }
    // The characters of ASCII are written alike in what came after it.
    let ascii = written[sender.index()].as_deref() == Some("us-ascii");
    let read = written[sender.other().index()].as_deref();
    let (verdict, reason) = match read {
        Some("utf-8" | "iso-8859-1" | "windows-1252") if ascii => (Verdict::Compatible, None),
        _ => {
            let reason =
                "whether receivers go by the charset that comes with the text depends on them";
            (Verdict::Unproven, Some(reason.to_owned()))
        }
    };
    let change = Change {
        places: pair.map(|media| Some(media.place.clone())),
        detail: format!("{was} {now}"),
        reason,
        ..Change::new(
            &rules::CHARSET_CHANGED,
            verdict,
            format!("the charset changed from {was} to {now}"),
        )
    };
    context.report(findings, change, part);
}
