//! Work that is shared among the cores of the machine. Results keep the order of what they were made of, so that nobody can tell.

use std::{num::NonZero, thread};

/// Fewer than this for each core are done sooner than a thread starts.
const LEAST: usize = 16;

/// What `work` makes of each item, in the items' order. Where threads can't be had it is done here.
pub(crate) fn map<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(cores).max(LEAST);
    let Some((own, others)) = items.split_at_checked(share) else { return items.iter().map(work).collect() };
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = others.chunks(share).map(|items| (items, spawn(scope, items, work))).collect();
        let mut made: Vec<O> = own.iter().map(work).collect();
        for (items, handle) in others {
            let of_others = handle.and_then(|handle| handle.join().ok());
            made.extend(of_others.unwrap_or_else(|| items.iter().map(work).collect()));
        }
        made
    })
}

fn spawn<'s, I: Sync, O: Send + 's>(
    scope: &'s thread::Scope<'s, '_>,
    items: &'s [I],
    work: &'s (impl Fn(&I) -> O + Sync),
) -> Option<thread::ScopedJoinHandle<'s, Vec<O>>> {
    thread::Builder::new().spawn_scoped(scope, move || items.iter().map(work).collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        for count in [0, 1, LEAST, LEAST + 1, 1000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(map(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
