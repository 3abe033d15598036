//! Used tokens in this process's memory: for an engine without a store. What it remembers ends with the process.

use aws_lc_rs::digest::{Context, SHA256};
use engine_smart::client::{CannotTell, Recording, Use, UsedTokens};
use jiff::Timestamp;
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

/// How many tokens of one issuer are remembered: about 40 bytes each. An issuer that sends more within their lifetime can't be checked any more,
/// and no other is touched by it.
const MOST: usize = 1_000_000;

/// Half of a SHA-256 digest: as long as a UUID, whatever the length of the `jti`.
type Digest = [u8; 16];

/// Used tokens in memory.
#[derive(Debug, Default)]
pub(crate) struct InMemory {
    issuers: Mutex<HashMap<String, Used>>,
}

/// The used tokens of an issuer.
#[derive(Debug, Default)]
struct Used {
    tokens: HashSet<Digest>,
    /// The same, with when each may be forgotten; the earliest first.
    ends: BinaryHeap<Reverse<(Timestamp, Digest)>>,
}

impl UsedTokens for InMemory {
    fn use_jti<'r>(&'r self, issuer: &'r str, jti: &'r str, until: Timestamp) -> Recording<'r> {
        Box::pin(std::future::ready(self.record(issuer, jti, until, Timestamp::now(), MOST)))
    }
}

impl InMemory {
    fn record(&self, issuer: &str, jti: &str, until: Timestamp, now: Timestamp, most: usize) -> Result<Use, CannotTell> {
        let mut issuers = self.issuers.lock().unwrap_or_else(PoisonError::into_inner);
        let used = issuers.entry(issuer.to_owned()).or_default();
        used.forget(now);
        let digest = digest(jti);
        if used.tokens.contains(&digest) {
            return Ok(Use::Again);
        }
        if used.tokens.len() >= most {
            return Err(CannotTell);
        }
        used.tokens.insert(digest);
        used.ends.push(Reverse((until, digest)));
        Ok(Use::First)
    }
}

impl Used {
    /// Forgets the tokens that have ended.
    fn forget(&mut self, now: Timestamp) {
        while let Some(Reverse((until, digest))) = self.ends.peek().copied()
            && until <= now
        {
            self.ends.pop();
            self.tokens.remove(&digest);
        }
    }
}

fn digest(jti: &str) -> Digest {
    let mut context = Context::new(&SHA256);
    context.update(jti.as_bytes());
    let whole = context.finish();
    let mut half = Digest::default();
    half.iter_mut().zip(whole.as_ref()).for_each(|(to, from)| *to = *from);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn an_id_is_used_once_by_each_issuer_until_its_end() {
        let used = InMemory::default();
        let record = |issuer: &str, jti: &str, now: i64| used.record(issuer, jti, at(now + 300), at(now), MOST);
        assert_eq!(record("a", "1", 0), Ok(Use::First));
        assert_eq!(record("a", "1", 0), Ok(Use::Again));
        assert_eq!(record("b", "1", 0), Ok(Use::First));
        assert_eq!(record("a", "2", 0), Ok(Use::First));
        assert_eq!(record("a", "1", 299), Ok(Use::Again));
        assert_eq!(record("a", "1", 300), Ok(Use::First));
    }

    #[test]
    fn when_it_is_full_it_cannot_tell_and_others_still_can() {
        let used = InMemory::default();
        let record = |issuer: &str, jti: usize, now: i64| used.record(issuer, &jti.to_string(), at(now + 300), at(now), 10);
        for jti in 0..10 {
            assert_eq!(record("a", jti, 0), Ok(Use::First));
        }
        assert_eq!(record("a", 10, 0), Err(CannotTell));
        assert_eq!(record("a", 3, 0), Ok(Use::Again));
        assert_eq!(record("b", 10, 0), Ok(Use::First));
        assert_eq!(record("a", 10, 300), Ok(Use::First));
    }

    #[test]
    fn of_many_at_once_exactly_one_is_the_first() {
        let used = InMemory::default();
        let firsts = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..100).map(|_| scope.spawn(|| used.record("a", "1", at(300), at(0), MOST))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).filter(|found| *found == Ok(Use::First)).count()
        });
        assert_eq!(firsts, 1);
    }
}
