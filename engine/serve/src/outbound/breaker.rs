//! When a server that fails is left alone. Knows outcomes and times alone, and does nothing by itself.
//!
//! It opens when, within a window, enough attempts failed and they were most of them; so neither one slow answer nor a few among thousands shut
//! anybody out. After a pause one attempt at a time tries whether the server is well again.

use std::time::{Duration, Instant};

/// How many attempts must fail within a window.
const FAILURES: u32 = 10;
/// How long outcomes count.
const WINDOW: Duration = Duration::from_secs(10);
/// How long a server is left alone.
pub(super) const PAUSE: Duration = Duration::from_secs(10);

/// Whether a server is asked.
#[derive(Debug)]
pub(super) enum Breaker {
    /// It is.
    Closed(Window),
    /// It isn't, before this.
    Open { until: Instant },
    /// One attempt is under way to find out.
    Trying,
}

/// Outcomes since a moment.
#[derive(Debug)]
pub(super) struct Window {
    since: Instant,
    failed: u32,
    succeeded: u32,
}

/// What an outcome has changed.
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
            Breaker::Trying => true,
        }
    }

    /// Lets an attempt through, or not.
    pub(super) fn admit(&mut self, now: Instant) -> bool {
        if self.is_open(now) {
            return false;
        }
        if matches!(self, Breaker::Open { .. }) {
            *self = Breaker::Trying;
        }
        true
    }

    pub(super) fn succeeded(&mut self, now: Instant) -> Change {
        match self {
            Breaker::Closed(window) => {
                window.at(now).succeeded += 1;
                Change::None
            }
            Breaker::Trying => {
                *self = Breaker::new(now);
                Change::Closed
            }
            // One that had begun before it opened proves nothing of what comes.
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
            Breaker::Trying => true,
            Breaker::Open { .. } => false,
        };
        if !is_failing {
            return Change::None;
        }
        let was_closed = matches!(self, Breaker::Closed(_));
        *self = Breaker::Open { until: now + PAUSE };
        if was_closed { Change::Opened } else { Change::None }
    }

    /// An attempt was given up before anything was learned about the server.
    pub(super) fn given_up(&mut self, now: Instant) {
        if matches!(self, Breaker::Trying) {
            *self = Breaker::Open { until: now };
        }
    }
}

impl Window {
    fn since(since: Instant) -> Window {
        Window { since, failed: 0, succeeded: 0 }
    }
    /// Itself, begun anew where it has ended.
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

    /// One that has opened, and when.
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
    fn an_attempt_that_is_given_up_leaves_its_place_to_the_next() {
        let (mut breaker, now) = open();
        let later = now + PAUSE;
        assert!(breaker.admit(later));
        breaker.given_up(later);
        assert!(breaker.admit(later));
    }

    #[test]
    fn what_had_begun_before_changes_nothing() {
        let (mut breaker, now) = open();
        assert_eq!(breaker.succeeded(now), Change::None);
        assert_eq!(breaker.failed(now), Change::None);
        breaker.given_up(now);
        assert!(!breaker.admit(now));
    }
}
