//! Works on items with all processors, and hands over the results in the order of the items.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    ops::ControlFlow,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

/// Does `work` for each item, as many at once as there are processors, and hands the results to `take` in the order of the items, until it breaks.
///
/// An item is taken only when a processor is free for it, so that no more items are in memory than there are processors.
pub(super) fn in_order<T, R: Send>(
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let items = Mutex::new(items.enumerate());
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(threads);
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((index, item)) = next() {
                    // Nobody takes results any more.
                    if sender.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut turn) = (BTreeMap::new(), 0);
        for (index, result) in receiver {
            early.insert(index, result);
            while let Some(result) = early.remove(&turn) {
                turn += 1;
                if take(result).is_break() {
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut taken = Vec::new();
        let slow_at_first = |item: u64| {
            thread::sleep(Duration::from_millis(20_u64.saturating_sub(item)));
            item * 2
        };
        in_order(0..100, slow_at_first, |result| {
            taken.push(result);
            ControlFlow::Continue(())
        });
        assert_eq!(taken, (0..100).map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn work_ends_where_nobody_takes_its_results() {
        let mut taken = 0;
        in_order(
            0..,
            |item: u64| item,
            |_| {
                taken += 1;
                if taken < 10 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        assert_eq!(taken, 10);
    }
}
