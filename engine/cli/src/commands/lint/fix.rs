//! `engine lint --fix`: writes the mends that are certain.

use super::{cache::LintCache, lint};
use crate::shared::target::{Compiled, Target};
use engine_hooks::catalogue::Catalogue;
use engine_rule::fix;
use jiff::civil::Date;

/// A mend may bring another to light; more rounds than this would be two mends undoing each other.
const ROUNDS: usize = 10;

/// Mends the files asked for until nothing certain is left to mend, and says which were changed.
pub(super) fn mend(target: &Target, today: Date, hooks: &Catalogue) -> Result<Compiled, String> {
    let mut compiled = lint(target, today, hooks, &LintCache::Off);
    for _ in 0..ROUNDS {
        let asked = target.shown(&compiled.sources);
        let mended = fix::apply(&compiled.sources, &compiled.diagnostics);
        let mended: Vec<_> = mended.into_iter().filter(|(file, _)| asked.contains(file)).collect();
        if mended.is_empty() {
            break;
        }
        for (file, text) in mended {
            let path = target.root.join(&compiled.sources.file(file).path);
            std::fs::write(&path, text).map_err(|error| format!("{}: can't be written: {error}", path.display()))?;
            eprintln!("mended {}", path.display());
        }
        compiled = lint(target, today, hooks, &LintCache::Off);
    }
    Ok(compiled)
}
