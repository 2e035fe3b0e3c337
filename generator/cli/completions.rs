//! `counterpart completions`

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Arguments, Outcome, print};

/// Print a completion script for a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  counterpart completions bash > ~/.local/share/bash-completion/completions/counterpart
  counterpart completions zsh > ~/.zfunc/_counterpart
  counterpart completions fish > ~/.config/fish/completions/counterpart.fish")]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Outcome {
        // Generated into memory first, because a pipe that is closed early is not an error.
        let mut script = Vec::new();
        let mut command = Arguments::command();
        clap_complete::generate(self.shell, &mut command, "counterpart", &mut script);
        print(&String::from_utf8_lossy(&script));
        Outcome::Clean
    }
}
