//! The rules folder is followed: what changes there is served within a second, and no call fails meanwhile.

use super::{LABS, call, server, summary};
use engine_tests::{Folder, Server};
use std::{
    fs,
    os::unix::fs::symlink,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

const PATH: &str = "/cds-services/labs";

/// The rule, its summary beginning with another word.
fn saying(word: &str) -> String {
    LABS.replace("Labs:", &format!("{word}:"))
}

/// Waits until the card begins with a word, and checks that it took a second at most, and a little for the machine.
fn soon_says(server: &Server, word: &str) {
    let begun = Instant::now();
    server.wait_until(word, |server| summary(&server.post(PATH, &call()).1).starts_with(word));
    assert!(begun.elapsed() < Duration::from_millis(1500), "{:?}", begun.elapsed());
}

#[test]
fn a_rule_that_is_saved_is_served_and_no_call_fails_meanwhile() {
    let (folder, server) = server("");
    let (is_over, calls) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let (status, answer) = server.post(PATH, &call());
                    assert_eq!(status, 200, "{answer}");
                    calls.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for word in ["One", "Two", "Three"] {
            folder.write("rules/labs.yaml", &saying(word));
            soon_says(&server, word);
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert!(calls.load(Ordering::Relaxed) > 20);
}

#[test]
fn an_editor_that_renames_a_new_file_over_the_old_is_seen() {
    let (folder, server) = server("");
    folder.write("rules/.labs.yaml.swp", &saying("Renamed"));
    fs::rename(folder.path().join("rules/.labs.yaml.swp"), folder.path().join("rules/labs.yaml")).expect("a rename");
    soon_says(&server, "Renamed");
}

#[test]
fn files_come_go_and_change_their_names() {
    let (folder, server) = server("");
    let services = |server: &Server| server.get("/cds-services").1["services"].as_array().map_or(0, Vec::len);
    folder.write("rules/more/vitals.yaml", &LABS.replace("id: labs", "id: vitals"));
    server.wait_until("a second service is there", |server| services(server) == 2);
    fs::rename(folder.path().join("rules/more"), folder.path().join("rules/other")).expect("a rename");
    server.wait_until("it still is", |server| services(server) == 2 && server.get("/health/ready").1["lastReload"] == "succeeded");
    fs::remove_dir_all(folder.path().join("rules/other")).expect("it goes");
    server.wait_until("it is gone", |server| services(server) == 1);
    assert_eq!(server.post("/cds-services/vitals", &call()).0, 404);
}

#[test]
fn a_broken_set_never_replaces_a_good_one() {
    let (folder, server) = server("");
    folder.write("rules/labs.yaml", &saying("Broken").replace("count(found)", "count(fond)"));
    server.wait_until("the failure is reported", |server| server.get("/health/ready").1["lastReload"] == "failed");
    let (status, ready) = server.get("/health/ready");
    assert_eq!(status, 200);
    assert!(ready["problems"][0].as_str().is_some_and(|problem| problem.starts_with("labs.yaml:13:")), "{ready}");
    assert_eq!(summary(&server.post(PATH, &call()).1), "Labs: 1");
    let metrics = server.get("/metrics").1.to_string();
    assert!(metrics.contains("engine_last_reload_succeeded 0"), "{metrics}");

    folder.write("rules/labs.yaml", &saying("Mended"));
    soon_says(&server, "Mended");
    assert_eq!(server.get("/health/ready").1["lastReload"], "succeeded");
}

#[test]
fn a_folder_swapped_by_a_link_is_seen() {
    let folder = Folder::with(&[("one/labs.yaml", &saying("One")), ("two/labs.yaml", &saying("Two"))]);
    symlink("one", folder.path().join("rules")).expect("a link");
    let server = Server::start(folder.path(), &[]);
    soon_says(&server, "One");
    swap(&folder, "two", "rules");
    soon_says(&server, "Two");
    folder.write("two/labs.yaml", &saying("Three"));
    soon_says(&server, "Three");
}

#[test]
fn a_config_map_is_followed() {
    let folder = Folder::with(&[("rules/..1/labs.yaml", &saying("One")), ("rules/..2/labs.yaml", &saying("Two"))]);
    symlink("..1", folder.path().join("rules/..data")).expect("a link");
    symlink("..data/labs.yaml", folder.path().join("rules/labs.yaml")).expect("a link");
    let server = Server::start(folder.path(), &[]);
    soon_says(&server, "One");
    swap(&folder, "..2", "rules/..data");
    fs::remove_dir_all(folder.path().join("rules/..1")).expect("it goes");
    soon_says(&server, "Two");
}

/// Puts a link in the place of another at once, as Kubernetes does.
fn swap(folder: &Folder, target: &str, link: &str) {
    symlink(target, folder.path().join("next")).expect("a link");
    fs::rename(folder.path().join("next"), folder.path().join(link)).expect("a rename");
}
