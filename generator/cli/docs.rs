//! `counterpart docs`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::generate::open;
use super::{Outcome, complain, print, show_report};
use crate::diagnostic::{Severity, has_errors};
use crate::docs::{Flavour, Options};
use crate::output;
use crate::pages::pages;
use counterpart_contract::document::ReadOptions;

/// Make documentation pages: a static site, and Markdown beside it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart docs petstore.yaml --out site
  counterpart docs petstore.yaml --out site --single            # and everything in site/single.html
  counterpart docs petstore.yaml --out pages --no-site --markdown tabs
  counterpart docs petstore.yaml --out site --accent '#1d5a86' --logo logo.svg --footer 'By *us*'")]
pub struct Docs {
    /// The contract: an OpenAPI 3.0 or 3.1 document, or `-` for standard input.
    spec: PathBuf,

    /// The folder of the pages.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Write no folders of HTML pages.
    #[arg(long)]
    no_site: bool,

    /// Write everything into one file as well, `single.html`.
    #[arg(long)]
    single: bool,

    /// The Markdown that is written into `markdown/`.
    #[arg(long, value_enum, default_value = "github")]
    markdown: Markdown,

    /// The colour of links; darkened or lightened where it could not be read.
    #[arg(long, value_name = "#RRGGBB")]
    accent: Option<String>,

    /// An SVG that stands before the title.
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,

    /// What stands at the foot of every page, in CommonMark.
    #[arg(long, value_name = "TEXT")]
    footer: Option<String>,

    /// The language of the contract's descriptions, such as `de` or `pt-BR`.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,

    /// The crate of the generated client, for samples.
    #[arg(long, value_name = "CRATE")]
    client: Option<String>,

    /// Write nothing: compare, and exit with 1 where the pages are stale.
    #[arg(long)]
    check: bool,

    /// Read files outside the contract's folder where a `$ref` leads to them.
    #[arg(long)]
    allow_outside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Markdown {
    /// As GitHub and most documentation sites read it.
    Github,
    /// With `{% tabs %}` blocks around samples.
    Tabs,
    /// None.
    None,
}

impl Docs {
    pub fn run(self) -> Outcome {
        self.made().unwrap_or_else(|error| {
            complain(&format!("{error}\n"));
            Outcome::Failed
        })
    }

    fn made(self) -> Result<Outcome, Box<dyn std::error::Error>> {
        let read = ReadOptions {
            allow_outside: self.allow_outside,
        };
        let loaded = open(&self.spec, read)?;
        show_report(&loaded, Severity::Error);
        if has_errors(&loaded.report) {
            return Ok(Outcome::Failed);
        }
        let logo = match &self.logo {
            Some(path) => {
                let named = |error| format!("{}: {error}", path.display());
                Some(std::fs::read_to_string(path).map_err(named)?)
            }
            None => None,
        };
        let options = Options {
            site: !self.no_site,
            single: self.single,
            markdown: match self.markdown {
                Markdown::Github => Some(Flavour::Github),
                Markdown::Tabs => Some(Flavour::Tabs),
                Markdown::None => None,
            },
            accent: self.accent,
            logo,
            footer: self.footer,
            lang: self.lang,
        };
        let files = pages(&loaded.contract, &options, self.client.as_deref())?;
        if self.check {
            let difference = output::compare(&self.out, &files)?;
            print(&difference);
            return Ok(if difference.is_empty() {
                Outcome::Clean
            } else {
                Outcome::Findings
            });
        }
        output::write(&self.out, &files)?;
        Ok(Outcome::Clean)
    }
}
