//! `engine new`: writes a rule and its test, ready to run.

use crate::shared::{arguments::RulesFolder, exit, target, terminal};
use clap::Args;
use engine_hooks::catalogue::{Catalogue, Hook};
use engine_rehearse::Draft;
use engine_spelling::closest;
use engine_syntax::language;
use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The topic of a rule for which none is given.
const TOPIC: &str = "general";

/// Write a new rule and its test, both ready to run
///
/// They are written to `rules/<topic>/<id>.yaml` and beside it. On a terminal, what isn't given is asked.
#[derive(Args)]
pub(crate) struct New {
    /// The id of the rule, or its topic and id: `diabetes/a1c-overdue`
    #[arg(value_name = "[TOPIC/]ID")]
    id: String,

    /// The hook that calls it, of HL7's library or declared in the settings
    #[arg(long, value_name = "HOOK")]
    hook: Option<String>,

    /// Its name for people
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    #[command(flatten)]
    folder: RulesFolder,
}

impl New {
    pub(crate) fn run(self) -> ExitCode {
        match self.write() {
            Ok([rule, test]) => {
                terminal::print(&format!("wrote {}\nwrote {}\n\nNow: engine test {}\n", rule.display(), test.display(), rule.display()))
            }
            Err(message) => exit::could_not_run(&message),
        }
    }

    fn rules(&self) -> &Path {
        &self.folder.rules
    }

    fn write(&self) -> Result<[PathBuf; 2], String> {
        let (topic, id) = self.id.rsplit_once('/').unwrap_or((TOPIC, &self.id));
        check_id(id)?;
        check_topic(topic)?;
        self.check_folder(topic)?;
        let catalogue = self.folder.settings.hooks()?;
        self.check_free(id, &catalogue)?;
        let hook = self.hook(&catalogue)?;
        let title = match &self.title {
            Some(title) => title.clone(),
            None => ask("Title", &plain_title(id))?.unwrap_or_else(|| plain_title(id)),
        };
        let folder = self.rules().join(topic);
        let schemas = self.schemas(topic);
        let draft = Draft { id, title: title.trim(), hook, schemas: schemas.as_deref() };
        let files = [folder.join(format!("{id}.yaml")), folder.join(format!("{id}.test.yaml"))];
        if let Some(taken) = files.iter().find(|file| file.exists()) {
            return Err(format!("{}: is there already; choose another id", taken.display()));
        }
        fs::create_dir_all(&folder).map_err(|error| format!("{}: can't be made: {error}", folder.display()))?;
        for (file, text) in files.iter().zip([draft.rule(), draft.test()]) {
            terminal::write(file, &text)?;
        }
        Ok(files)
    }

    /// Refuses a topic that begins with the rules folder's own name, which a shell completes before it.
    fn check_folder(&self, topic: &str) -> Result<(), String> {
        let first = topic.split('/').next().unwrap_or_default();
        match self.rules().file_name().is_some_and(|folder| folder == first) {
            true => Err(format!("`{}` begins with the folder of the rules; leave `{first}/` out", self.id)),
            false => Ok(()),
        }
    }

    /// Refuses an id that another rule has, whatever its topic.
    fn check_free(&self, id: &str, catalogue: &Catalogue) -> Result<(), String> {
        if !self.rules().is_dir() {
            return Ok(());
        }
        let compiled = target::whole_folder(self.rules())?.compile(catalogue);
        let taken = compiled.rules.find_any(id).map(|plan| &compiled.sources.file(plan.file).path);
        taken.map_or(Ok(()), |path| Err(format!("{}: has the id `{id}` already; choose another", self.rules().join(path).display())))
    }

    fn hook<'c>(&self, catalogue: &'c Catalogue) -> Result<&'c Hook, String> {
        let name = match &self.hook {
            Some(name) => name.clone(),
            None => {
                let names = catalogue.names();
                let question = format!("Hook ({})", names.join(", "));
                ask(&question, "patient-view")?.ok_or_else(|| format!("say which hook calls it, with --hook: {}", names.join(", ")))?
            }
        };
        catalogue.find(&name, None).ok_or_else(|| match closest(&name, catalogue.names()) {
            Some(meant) => format!("no hook is named `{name}`; did you mean `{meant}`?"),
            None => format!("no hook is named `{name}`; HL7's are {}", catalogue.names().join(", ")),
        })
    }

    /// The folder `schemas` beside that of the rules, as the new files see it.
    fn schemas(&self, topic: &str) -> Option<String> {
        let rules = self.rules().canonicalize().ok()?;
        let is_there = rules.parent()?.join("schemas").join("rule.schema.json").is_file();
        is_there.then(|| format!("../{}schemas", "../".repeat(Path::new(topic).components().count())))
    }
}

fn check_id(id: &str) -> Result<(), String> {
    match language::is_id(id) {
        true => Ok(()),
        false => Err(format!(
            "`{id}` can't be the id of a rule: an id has small letters, digits and `-`, 64 at most, and begins with a letter or digit"
        )),
    }
}

/// A topic is a folder below the rules' own.
fn check_topic(topic: &str) -> Result<(), String> {
    match !topic.is_empty() && topic.split('/').all(|part| language::is_id(part) && !["valuesets", "tables", "common"].contains(&part)) {
        true => Ok(()),
        false => Err(format!(
            "`{topic}` can't be a topic: it is a folder of the rules, named with small letters, digits and `-`, and none of valuesets, tables and common"
        )),
    }
}

/// "a1c-overdue" as "A1c overdue".
fn plain_title(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Asks a question on the terminal, and gives the answer or, where it is empty, the default; `None` where there is no terminal.
fn ask(question: &str, default: &str) -> Result<Option<String>, String> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let unreadable = |error: io::Error| format!("the terminal can't be read: {error}");
    eprint!("{question} [{default}]: ");
    io::stderr().flush().map_err(unreadable)?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).map_err(unreadable)?;
    let answer = answer.trim();
    Ok(Some(if answer.is_empty() { default.to_owned() } else { answer.to_owned() }))
}
