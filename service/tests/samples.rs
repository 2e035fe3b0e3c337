//! Runs the samples of the documentation unchanged, except for the URL, the token and the id.

use std::path::Path;

use serde_json::Value;
use tokio::process::Command;

use crate::app::App;

/// A language of samples: the tag of its fence, its interpreter and arguments, a snippet that tests
/// whether it is installed, and code that makes a sample print its result.
struct Language {
    fence: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    trial: &'static str,
    end: &'static str,
}

const LANGUAGES: [Language; 3] = [
    Language {
        fence: "shell",
        program: "sh",
        arguments: &["-c"],
        trial: "curl --version",
        end: "",
    },
    Language {
        fence: "javascript",
        program: "node",
        arguments: &["--input-type=module", "-e"],
        trial: "await fetch('data:,')",
        end: "\nconsole.log(JSON.stringify(data));",
    },
    Language {
        fence: "python",
        program: "python3",
        arguments: &["-c"],
        trial: "import requests",
        end: "",
    },
];

impl Language {
    /// Returns the output of a program, or its errors if it fails.
    async fn run(&self, code: &str) -> Result<String, String> {
        let mut command = Command::new(self.program);
        for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(proxy);
        }
        let run = command.args(self.arguments).arg(code).output().await;
        let output = run.map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

/// Returns the sample of a page in one language.
fn sample<'a>(page: &'a str, fence: &str) -> &'a str {
    let start = format!("```{fence}\n");
    let (_, rest) = page.split_once(&start).expect("a sample");
    rest.split("\n```").next().unwrap_or_default()
}

#[tokio::test]
async fn every_sample_works() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/docs/markdown/operations");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let mut retrievals: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("retrieve"))
        .collect();
    retrievals.sort();
    assert_eq!(retrievals.len(), 5);
    let app = App::start().await;
    let here = |code: &str, id: &str| {
        code.replace("https://yourdomain.commercelayer.io", &app.origin)
            .replace("your-access-token", &app.token)
            .replace("xYZkjABcde", id)
    };
    for language in LANGUAGES {
        if let Err(reason) = language.run(language.trial).await {
            eprintln!("skipped: samples in {} ({reason})", language.fence);
            continue;
        }
        let run = async |page: &str, id: &str| -> Value {
            let code = here(sample(page, language.fence), id) + language.end;
            let said = language.run(&code).await;
            let said = said.unwrap_or_else(|error| panic!("{}: {error}\n{code}", language.fence));
            serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}\n{code}"))
        };
        let before = app.store.count().await.unwrap();
        let created = run(&read("create_external_payment.md"), "").await;
        let id = created["data"]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{created}"));
        assert_eq!(app.store.count().await.unwrap(), before + 1);
        for name in &retrievals {
            let page = read(name);
            let response = run(&page, id).await;
            let url = page
                .split("'https://yourdomain.commercelayer.io")
                .nth(1)
                .unwrap();
            let path = url.split('\'').next().unwrap().replace("xYZkjABcde", id);
            assert_eq!(
                response,
                app.get(&path).await.body,
                "{name} in {}",
                language.fence
            );
        }
    }
    app.stop().await;
}
