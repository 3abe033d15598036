//! Hot reload: when files of the rules folder change, the whole set is compiled and swapped in. A set with errors never replaces one without.
//!
//! The system's change notices start a reload at once, debounced for a moment so that an editor's several writes are one change. They don't see a change
//! behind a link that is swapped, so the folder's fingerprint is polled as well, twice a second.

use super::{folder::Fingerprint, running::Current, source::RuleSource};
use crate::metric;
use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::{
    path::Path,
    sync::{
        Arc, Weak,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

/// How long the folder must stay unchanged before it is read.
const GATHER: Duration = Duration::from_millis(50);
/// How often the fingerprint is polled.
const POLL: Duration = Duration::from_millis(500);

/// Something has changed.
#[derive(Debug)]
struct Notice;

/// Follows the rules folder, in a thread of its own, as long as anybody serves what is `current`. `loaded_at` is the fingerprint that the folder had
/// before the current set was read.
pub(crate) fn follow(source: RuleSource, current: &Arc<Current>, loaded_at: Fingerprint) -> std::io::Result<()> {
    let current = Arc::downgrade(current);
    thread::Builder::new().name("reload".to_owned()).spawn(move || run(&source, &current, loaded_at)).map(drop)
}

fn run(source: &RuleSource, current: &Weak<Current>, mut seen: Fingerprint) {
    let (notify, notices) = mpsc::channel();
    let mut watcher = watch(&source.folder, &notify);
    while let Some(current) = current.upgrade() {
        let now = source.fingerprint();
        if now != seen {
            seen = settled(now, source);
            reload(source, &current);
            // A folder that was swapped in is a new one to the system, so it is watched anew.
            drop(watcher);
            watcher = watch(&source.folder, &notify);
        }
        metric::upkeep();
        drop(current);
        wait(&notices);
    }
}

/// Waits for a notice, or until it is time to poll.
fn wait(notices: &Receiver<Notice>) {
    if notices.recv_timeout(POLL).is_ok() {
        notices.try_iter().for_each(drop);
    }
}

/// The folder's fingerprint once it has stopped changing, so that no file is read half written. It waits for a few rounds at most.
fn settled(mut seen: Fingerprint, source: &RuleSource) -> Fingerprint {
    for _ in 0..5 {
        thread::sleep(GATHER);
        let now = source.fingerprint();
        if now == seen {
            break;
        }
        seen = now;
    }
    seen
}

/// Asks the system for change notices. Where it gives none, polling alone finds changes.
fn watch(folder: &Path, notify: &Sender<Notice>) -> Option<Debouncer<RecommendedWatcher, RecommendedCache>> {
    let notify = notify.clone();
    let handler = move |result: DebounceEventResult| {
        let is_change = result.map_or(true, |events| events.iter().any(|event| !event.kind.is_access()));
        if is_change {
            // It fails only when nobody follows the folder any more.
            let _ = notify.send(Notice);
        }
    };
    let watched =
        new_debouncer(GATHER, None, handler).and_then(|mut watcher| watcher.watch(folder, RecursiveMode::Recursive).map(|()| watcher));
    watched.inspect_err(|error| tracing::debug!(%error, "the system gives no notice of changes; the rules folder is polled")).ok()
}

/// Compiles what the folder holds now, and serves it from now on if it has no errors.
fn reload(source: &RuleSource, current: &Current) {
    match source.load() {
        Ok(loaded) => {
            tracing::info!(rules = loaded.running.rules.len(), "rules reloaded");
            metric::reloaded(loaded.running.rules.len());
            current.replace(loaded.running);
        }
        Err(broken) => {
            let problems = broken.lines();
            tracing::error!("rules not reloaded, the ones before go on serving; {broken}");
            metric::reload_failed();
            current.keep(problems);
        }
    }
}
