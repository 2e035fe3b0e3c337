//! `counterpart docs`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::Input;
use super::target::Target;
use super::{Outcome, refused, show_report};
use crate::diagnostic::Severity;
use crate::docs::Flavour;
use crate::error::Error;
use crate::pages::{DocsOptions, generate_docs};
use crate::source::read_file;

/// Generate documentation pages: a static site and Markdown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart docs petstore.yaml --out site
  counterpart docs petstore.yaml --out site --single            # and everything in site/single.html
  counterpart docs petstore.yaml --out pages --no-site --markdown tabs
  counterpart docs petstore.yaml --out site --accent '#1d5a86' --logo logo.svg --footer 'By *us*'

Exit status: 0 clean; 1 the contract has errors, it has warnings and --strict is set, or with --check the
pages are stale; 2 could not run.")]
pub struct Docs {
    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    target: Target,

    /// Write no HTML pages.
    #[arg(long)]
    no_site: bool,

    /// Also write everything into one file, `single.html`.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    single: Option<bool>,

    /// The Markdown flavour in `markdown/`; that of GitHub by default.
    #[arg(long, value_enum)]
    markdown: Option<Markdown>,

    /// The colour of links; darkened or lightened where contrast requires it.
    #[arg(long, value_name = "#RRGGBB")]
    accent: Option<String>,

    /// An SVG to show before the title.
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,

    /// The footer of every page, in CommonMark.
    #[arg(long, value_name = "TEXT")]
    footer: Option<String>,

    /// The language of the contract's descriptions, such as `de` or `pt-BR`.
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,

    /// The crate of the generated client, for samples; the one that `generate` makes by default.
    #[arg(long, value_name = "CRATE")]
    client: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Markdown {
    /// For GitHub and most documentation sites.
    Github,
    /// With `{% tabs %}` blocks around samples.
    Tabs,
    /// No Markdown.
    None,
}

impl Docs {
    pub fn run(self) -> Result<Outcome, Error> {
        let settings = self.input.settings()?;
        let folder = self.target.folder(settings.docs_out.clone())?;
        let mut loaded = self.input.load(&settings)?;
        let mut options = settings.docs;
        self.adjust(&mut options)?;
        let files = generate_docs(&mut loaded, &options);
        let least = if options.diagnostics.strict {
            Severity::Warning
        } else {
            Severity::Error
        };
        show_report(&loaded, least);
        match files {
            Ok(files) => self.target.take(&folder, &files),
            Err(error) => refused(error),
        }
    }

    /// Applies the options of the command line.
    fn adjust(&self, options: &mut DocsOptions) -> Result<(), Error> {
        let pages = &mut options.pages;
        pages.site &= !self.no_site;
        pages.single = self.single.unwrap_or(pages.single);
        match self.markdown {
            Some(Markdown::Github) => pages.markdown = Some(Flavour::Github),
            Some(Markdown::Tabs) => pages.markdown = Some(Flavour::Tabs),
            Some(Markdown::None) => pages.markdown = None,
            None => {}
        }
        if let Some(path) = &self.logo {
            let named = |error| Error::Usage(format!("{}: {error}", path.display()));
            pages.logo = Some(read_file(path).map_err(named)?);
        }
        let pairs = [
            (&self.accent, &mut pages.accent),
            (&self.footer, &mut pages.footer),
            (&self.lang, &mut pages.lang),
            (&self.client, &mut options.client),
        ];
        for (own, set) in pairs {
            if own.is_some() {
                set.clone_from(own);
            }
        }
        Ok(())
    }
}
