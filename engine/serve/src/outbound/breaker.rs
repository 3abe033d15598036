//! A circuit breaker: a server that fails again and again is not asked for a while. Knows outcomes and times alone, and does nothing by itself.
//!
//! It opens when enough attempts within a window failed and at least as many failed as succeeded. So neither one slow answer nor a few failures among
//! thousands open it. After a pause it is half open: one attempt at a time finds out whether the server is well again.

use std::time::{Duration, Instant};

/// How many attempts must fail within a window.
const FAILURES: u32 = 10;
/// How long an outcome counts.
const WINDOW: Duration = Duration::from_secs(10);
/// How long the breaker stays open.
pub(super) const PAUSE: Duration = Duration::from_secs(10);

/// The state of the breaker.
#[derive(Debug)]
pub(super) enum Breaker {
    /// The server is asked.
    Closed(Window),
    /// The server isn't asked before this time.
    Open { until: Instant },
    /// One attempt is under way to find out whether the server is well.
    HalfOpen,
}

/// Outcomes since a moment.
#[derive(Debug)]
pub(super) struct Window {
    since: Instant,
    failed: u32,
    succeeded: u32,
}

/// How an outcome changed the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Opened,
    Closed,
    None,
}

impl Breaker {
    pub(super) fn new(now: Instant) -> Breaker {
        Breaker::Closed(Window::since(now))
    }

    /// Whether an attempt would be let through.
    pub(super) fn is_open(&self, now: Instant) -> bool {
        match self {
            Breaker::Closed(_) => false,
            Breaker::Open { until } => now < *until,
            Breaker::HalfOpen => true,
        }
    }

    /// Whether this attempt is let through. The first one after the pause makes the breaker half open.
    pub(super) fn admit(&mut self, now: Instant) -> bool {
        if self.is_open(now) {
            return false;
        }
        if matches!(self, Breaker::Open { .. }) {
            *self = Breaker::HalfOpen;
        }
        true
    }

    pub(super) fn succeeded(&mut self, now: Instant) -> Change {
        match self {
            Breaker::Closed(window) => {
                window.at(now).succeeded += 1;
                Change::None
            }
            Breaker::HalfOpen => {
                *self = Breaker::new(now);
                Change::Closed
            }
            // This attempt began before the breaker opened, so it says nothing about the server now.
            Breaker::Open { .. } => Change::None,
        }
    }

    pub(super) fn failed(&mut self, now: Instant) -> Change {
        let is_failing = match self {
            Breaker::Closed(window) => {
                let window = window.at(now);
                window.failed += 1;
                window.failed >= FAILURES && window.failed >= window.succeeded
            }
            Breaker::HalfOpen => true,
            Breaker::Open { .. } => false,
        };
        if !is_failing {
            return Change::None;
        }
        let was_closed = matches!(self, Breaker::Closed(_));
        *self = Breaker::Open { until: now + PAUSE };
        if was_closed { Change::Opened } else { Change::None }
    }

    /// An attempt was cancelled before anything was learned about the server.
    pub(super) fn cancelled(&mut self, now: Instant) {
        if matches!(self, Breaker::HalfOpen) {
            *self = Breaker::Open { until: now };
        }
    }
}

impl Window {
    fn since(since: Instant) -> Window {
        Window { since, failed: 0, succeeded: 0 }
    }
    /// This window, or a new one where it has ended.
    fn at(&mut self, now: Instant) -> &mut Window {
        if now.duration_since(self.since) >= WINDOW {
            *self = Window::since(now);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: Duration = Duration::from_millis(1);

    /// A breaker that has opened, and when.
    fn open() -> (Breaker, Instant) {
        let now = Instant::now();
        let mut breaker = Breaker::new(now);
        let changes: Vec<Change> = (0..FAILURES).map(|_| breaker.failed(now)).collect();
        assert_eq!(changes.last(), Some(&Change::Opened));
        assert!(changes.iter().rev().skip(1).all(|change| *change == Change::None));
        (breaker, now)
    }

    #[test]
    fn it_opens_after_many_failures_and_stays_so_for_a_while() {
        let (mut breaker, now) = open();
        assert!(!breaker.admit(now));
        assert!(!breaker.admit(now + PAUSE - MOMENT));
    }

    #[test]
    fn failures_far_apart_or_few_among_many_open_nothing() {
        let now = Instant::now();
        let mut breaker = Breaker::new(now);
        for second in 0..100 {
            breaker.failed(now + Duration::from_secs(2 * second));
        }
        assert!(breaker.admit(now + Duration::from_secs(200)));
        let mut breaker = Breaker::new(now);
        for _ in 0..500 {
            breaker.succeeded(now);
            breaker.succeeded(now);
            breaker.failed(now);
        }
        assert!(breaker.admit(now));
    }

    #[test]
    fn after_the_pause_one_attempt_decides() {
        let (mut breaker, now) = open();
        let later = now + PAUSE;
        assert!(breaker.admit(later));
        assert!(!breaker.admit(later));
        assert_eq!(breaker.succeeded(later), Change::Closed);
        assert!(breaker.admit(later) && breaker.admit(later));
    }

    #[test]
    fn an_attempt_that_fails_again_pauses_again() {
        let (mut breaker, now) = open();
        let later = now + PAUSE;
        assert!(breaker.admit(later));
        assert_eq!(breaker.failed(later), Change::None);
        assert!(!breaker.admit(later + PAUSE - MOMENT));
        assert!(breaker.admit(later + PAUSE));
    }

    #[test]
    fn an_attempt_that_is_cancelled_leaves_its_place_to_the_next() {
        let (mut breaker, now) = open();
        let later = now + PAUSE;
        assert!(breaker.admit(later));
        breaker.cancelled(later);
        assert!(breaker.admit(later));
    }

    #[test]
    fn what_had_begun_before_changes_nothing() {
        let (mut breaker, now) = open();
        assert_eq!(breaker.succeeded(now), Change::None);
        assert_eq!(breaker.failed(now), Change::None);
        breaker.cancelled(now);
        assert!(!breaker.admit(now));
    }
}
