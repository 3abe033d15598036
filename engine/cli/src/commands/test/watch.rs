//! `engine test --watch`: again, whenever a file changes.

use notify_debouncer_full::{DebounceEventResult, new_debouncer, notify::RecursiveMode};
use std::{path::Path, sync::mpsc, time::Duration};

/// How long files must stay as they are.
const GATHER: Duration = Duration::from_millis(150);

/// Does something now and after each change below these folders; ends only with the program.
pub(super) fn again(folders: &[&Path], mut run: impl FnMut()) -> Result<(), String> {
    let (changed, changes) = mpsc::channel();
    let notice = move |result: DebounceEventResult| {
        if result.map_or(true, |events| events.iter().any(|event| !event.kind.is_access())) {
            // Fails only at the program's end.
            let _ = changed.send(());
        }
    };
    let mut watcher = new_debouncer(GATHER, None, notice).map_err(|error| format!("changes can't be watched: {error}"))?;
    for folder in folders {
        watcher.watch(folder, RecursiveMode::Recursive).map_err(|error| format!("{}: can't be watched: {error}", folder.display()))?;
    }
    loop {
        run();
        changes.recv().map_err(|error| format!("changes can't be watched: {error}"))?;
        changes.try_iter().for_each(drop);
    }
}
