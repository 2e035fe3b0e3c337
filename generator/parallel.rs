//! Work spread over the cores of the machine.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

/// What two works make that are done at the same time.
#[cfg(feature = "cli")]
pub(crate) fn both<A, B: Send>(
    here: impl FnOnce() -> A,
    beside: impl FnOnce() -> B + Send,
) -> (A, B) {
    scope(|scope| {
        let beside = scope.spawn(beside);
        let here = here();
        // A panic there is one here.
        (
            here,
            beside.join().unwrap_or_else(|panic| resume_unwind(panic)),
        )
    })
}

/// What the work makes of each item, in the order of the items whatever the order in which they
/// were done: output never shows how many cores made it.
///
/// Items are taken up in their order, so those that take long are better put first.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = available_parallelism().map_or(1, usize::from);
    if threads == 1 || items.len() < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(item)));
        }
    };
    let mut done = scope(|scope| {
        let others = (1..threads.min(items.len())).map(|_| scope.spawn(worker));
        let others: Vec<_> = others.collect();
        let mut done = worker();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
