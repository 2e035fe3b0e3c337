//! The request as a command line (POSIX shell quoting).

use super::pretty;
use crate::docs::request::{Body, MultipartValue, Request};

pub fn write(request: &Request) -> String {
    // `-g`: brackets in the URL are not a glob pattern.
    let mut lines = vec![
        format!("curl -g -X {}", request.method),
        quoted(&request.url()),
    ];
    for (name, value) in &request.headers {
        // curl sets this header itself, with the boundary that it chooses.
        let chosen =
            matches!(request.body, Body::Multipart(_)) && name.eq_ignore_ascii_case("content-type");
        if !chosen {
            lines.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
        }
    }
    match &request.body {
        Body::None => {}
        Body::Json(value) => lines.push(format!("-d {}", quoted(&pretty(value)))),
        Body::Form { pairs, .. } => {
            for (name, value) in pairs {
                lines.push(format!(
                    "--data-urlencode {}",
                    quoted(&format!("{name}={value}"))
                ));
            }
        }
        Body::Multipart(parts) => {
            for (name, part) in parts {
                lines.push(match part {
                    MultipartValue::Text(text) => {
                        format!("--form-string {}", quoted(&format!("{name}={text}")))
                    }
                    MultipartValue::File => format!("-F {}", quoted(&format!("{name}=@file"))),
                });
            }
        }
        Body::Text(text) => lines.push(format!("--data-raw {}", quoted(text))),
        Body::File => lines.push("--data-binary @file".into()),
    }
    lines.join(" \\\n  ")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
