//! The store itself, the same on SQLite and on PostgreSQL. What the engine makes of it is tested from outside.

use super::*;
use crate::audit::Record;
use engine_tests::TestStore;
use futures_util::future::join_all;
use jiff::SignedDuration;
use std::{
    env,
    process::{Command, Stdio},
    time::Instant,
};

/// Stores in a folder, by address; the folder goes with them.
fn each() -> (tempfile::TempDir, Vec<(Address, TestStore)>) {
    let folder = tempfile::tempdir().unwrap();
    let stores = TestStore::each().into_iter();
    let stores = stores.map(|store| (Address::read(&store.address).unwrap().within(folder.path()), store)).collect();
    (folder, stores)
}

/// Runs with a store, as a worker of the server would.
fn with<T>(address: &Address, work: impl AsyncFnOnce(Store) -> T) -> T {
    let (store, background) = Store::start(address, &AuditSettings::default()).unwrap();
    let worker = Builder::new_current_thread().enable_all().build().unwrap();
    let done = worker.block_on(work(store));
    background.finish();
    done
}

fn in_seconds(seconds: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_secs(seconds)
}

fn call() -> Entry {
    let record = serde_json::json!({ "id": uuid::Uuid::now_v7().to_string(), "time": Timestamp::now(), "ruleSet": "", "outcome": "answered", "milliseconds": 1.0 });
    let record: Record = serde_json::from_value(record).unwrap();
    Entry::Call(Box::new(CallEntry { record, patient: None }))
}

#[test]
fn a_token_is_used_once_by_each_issuer() {
    let (_folder, stores) = each();
    for (address, _) in &stores {
        with(address, async |store| {
            let long = "j".repeat(100_000);
            for jti in ["1", "with \0 and ' in it", &long] {
                assert_eq!(store.use_token("a", jti, in_seconds(60)).await, Ok(Use::First));
                assert_eq!(store.use_token("a", jti, in_seconds(60)).await, Ok(Use::Again));
                assert_eq!(store.use_token("b", jti, in_seconds(60)).await, Ok(Use::First));
            }
        });
        // It is remembered by the next engine.
        with(address, async |store| assert_eq!(store.use_token("a", "1", in_seconds(60)).await, Ok(Use::Again)));
    }
}

#[test]
fn a_token_that_has_ended_is_forgotten() {
    let (_folder, stores) = each();
    for (address, _) in &stores {
        with(address, async |store| {
            assert_eq!(store.use_token("a", "1", in_seconds(-1)).await, Ok(Use::First));
            assert_eq!(store.use_token("a", "1", in_seconds(60)).await, Ok(Use::First));
            assert_eq!(store.use_token("a", "1", in_seconds(60)).await, Ok(Use::Again));
        });
    }
}

#[test]
fn of_a_hundred_uses_at_once_one_is_the_first() {
    let (_folder, stores) = each();
    for (address, _) in &stores {
        let firsts = with(address, async |store| {
            let uses = join_all((0..100).map(|_| store.use_token("a", "1", in_seconds(60)))).await;
            uses.into_iter().filter(|used| *used == Ok(Use::First)).count()
        });
        assert_eq!(firsts, 1);
    }
}

const STORE_OF_THE_OTHER: &str = "ENGINE_TEST_STORE";

/// What the other process of the next test does: it uses the same hundred tokens, and prints for how many it was the first.
#[test]
fn the_other_process() {
    let Ok(address) = env::var(STORE_OF_THE_OTHER) else { return };
    let firsts = with(&Address::read(&address).unwrap(), use_hundred_tokens);
    println!("firsts: {firsts};");
}

async fn use_hundred_tokens(store: Store) -> usize {
    let tokens: Vec<String> = (0..100).map(|token| token.to_string()).collect();
    let uses = join_all(tokens.iter().map(|token| store.use_token("a", token, in_seconds(60)))).await;
    uses.into_iter().map(Result::unwrap).filter(|used| *used == Use::First).count()
}

#[test]
fn two_processes_share_what_they_used() {
    let (_folder, stores) = each();
    for (address, store) in &stores {
        let url = match address {
            Address::Sqlite(file) => format!("sqlite:{}", file.display()),
            Address::Postgres(_) => store.address.clone(),
        };
        let other = || {
            let mut other = Command::new(env::current_exe().unwrap());
            other.args(["--exact", "store::tests::the_other_process", "--nocapture"]).env(STORE_OF_THE_OTHER, &url);
            other.stdout(Stdio::piped()).spawn().unwrap()
        };
        let others = [other(), other()];
        let firsts = others.map(|other| {
            let out = String::from_utf8(other.wait_with_output().unwrap().stdout).unwrap();
            let count = out.split("firsts: ").nth(1).and_then(|rest| rest.split(';').next()).and_then(|count| count.parse::<usize>().ok());
            count.unwrap_or_else(|| panic!("{out}"))
        });
        assert_eq!(firsts.iter().sum::<usize>(), 100, "{firsts:?}");
    }
}

#[test]
fn without_a_database_no_use_is_known_and_what_finds_no_room_is_lost_without_waiting() {
    let address = Address::Sqlite("/no/such/folder/engine.db".into());
    with(&address, async |store| {
        assert!(store.use_token("a", "1", in_seconds(60)).await.is_err());
        assert!(store.keep_now(call()).await.is_err());
        let begun = Instant::now();
        (0..QUEUE + 1000).for_each(|_| store.keep(call()));
        assert!(begun.elapsed() < Duration::from_secs(5));
        assert!(store.health().lost() > 0 && store.health().lost() <= 1000, "{}", store.health().lost());
        assert!(store.health().problem().is_some());
    });
}

#[test]
fn many_are_written_at_once_and_all_are_there() {
    let (_folder, stores) = each();
    for (address, _) in &stores {
        with(address, async |store| {
            assert_eq!(store.keep_now(call()).await, Ok(()));
            (0..3000).for_each(|_| store.keep(call()));
            assert_eq!(store.health().lost(), 0);
        });
        let mut archive = Archive::open(address).unwrap();
        let mut count = 0;
        let each = |_| {
            count += 1;
            std::ops::ControlFlow::Continue(())
        };
        archive.calls(&Calls::default(), &AuditSettings::default(), each).unwrap();
        assert_eq!(count, 3001);
    }
}
