//! `engine lint --fix`: applies the fixes that are certain.

use super::{cache::LintCache, lint};
use crate::shared::target::{Compiled, Target};
use engine_hooks::catalogue::Catalogue;
use engine_syntax::fix;
use jiff::civil::Date;

/// A fix may bring another mistake to light; more rounds than this would be two fixes undoing each other.
const ROUNDS: usize = 10;

/// Fixes the files asked for until no certain fix is left, and says which were changed.
pub(super) fn apply_all(target: &Target, today: Date, hooks: &Catalogue) -> Result<Compiled, String> {
    let mut compiled = lint(target, today, hooks, &LintCache::Off);
    for _ in 0..ROUNDS {
        let asked = target.shown(&compiled.sources);
        let fixed = fix::apply(&compiled.sources, &compiled.diagnostics);
        let fixed: Vec<_> = fixed.into_iter().filter(|(file, _)| asked.contains(file)).collect();
        if fixed.is_empty() {
            break;
        }
        for (file, text) in fixed {
            let path = target.overwrite(&compiled.sources, file, &text)?;
            eprintln!("mended {}", path.display());
        }
        compiled = lint(target, today, hooks, &LintCache::Off);
    }
    Ok(compiled)
}
