//! What the server says when it starts, and why it won't.

use super::LABS;
use engine_tests::{Folder, Server, printed, run_in};
use std::net::TcpListener;

/// What it prints on standard error and exits with.
fn refuses(folder: &Folder, arguments: &[&str]) -> (String, i32) {
    let (_, stderr, code) = printed(&run_in(folder.path(), &[&["serve"], arguments].concat()));
    (stderr, code)
}

#[test]
fn a_broken_rule_is_shown_and_nothing_is_served() {
    let folder = Folder::with(&[("rules/labs.yaml", &LABS.replace("count(found)", "count(fond)"))]);
    let (stderr, code) = refuses(&folder, &[]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("rules/labs.yaml:13:") && stderr.contains("found"), "{stderr}");
}

#[test]
fn a_file_that_is_no_text_and_a_folder_that_is_not_there_are_named() {
    let folder = Folder::with(&[("rules/labs.yaml", LABS)]);
    std::fs::write(folder.path().join("rules/other.yaml"), b"id: \xff").expect("a file");
    let (stderr, code) = refuses(&folder, &[]);
    assert!(code == 1 && stderr.contains("other.yaml: is not text in UTF-8"), "{stderr}");
    let (stderr, code) = refuses(&folder, &["--rules", "nowhere"]);
    assert!(code == 1 && stderr.contains("nowhere") && stderr.contains("can't be read"), "{stderr}");
}

#[test]
fn nothing_outside_the_rules_folder_is_read() {
    let secret = "title: Secret\nsource: https://example.org\ncodes: { http://loinc.org: [4548-4] }\n";
    let json = r#"{"resourceType":"ValueSet","expansion":{"contains":[{"system":"http://loinc.org","code":"4548-4","display":"Secret"}]}}"#;
    let with = |path: &str, text: &str| {
        let files = [("rules/labs.yaml", LABS), ("secret.yaml", secret), ("secret.json", json), (path, text)];
        refuses(&Folder::with(&files), &[])
    };
    let including = LABS.replace("hook:", "include: [../secret.yaml]\nhook:");
    for (path, text, what) in [
        ("rules/labs.yaml", including.as_str(), "../secret.yaml"),
        ("rules/labs.yaml", &including.replace("../secret.yaml", "/etc/hostname"), "/etc/hostname"),
        ("rules/valuesets/stolen.yaml", "title: Stolen\nsource: https://example.org\nfhir: ../../secret.json\n", "secret.json"),
        ("rules/valuesets/stolen.yaml", "title: Stolen\nsource: https://example.org\nfhir: /etc/hostname\n", "/etc/hostname"),
    ] {
        let (stderr, code) = with(path, text);
        assert!(code == 1 && stderr.contains(what) && !stderr.contains("Secret"), "{stderr}");
    }
    let folder = Folder::with(&[("rules/labs.yaml", LABS), ("secret.yaml", secret)]);
    std::os::unix::fs::symlink("../secret.yaml", folder.path().join("rules/linked.yaml")).expect("a link");
    let (stderr, code) = refuses(&folder, &[]);
    assert!(code == 1 && stderr.contains("linked.yaml: is a link that leads out of the rules folder"), "{stderr}");
}

#[test]
fn a_port_that_is_taken_is_told_with_another() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let folder = Folder::with(&[("rules/labs.yaml", LABS)]);
    let (stderr, code) = refuses(&folder, &["--listen", &address]);
    assert!(code == 2 && stderr.contains(&address) && stderr.contains("--listen 127.0.0.1:"), "{stderr}");
}

#[test]
fn where_others_can_reach_it_it_will_not_listen_unless_told() {
    let folder = Folder::with(&[("rules/labs.yaml", LABS), ("engine.yaml", "listen: 0.0.0.0:0")]);
    for arguments in [["--listen", "0.0.0.0:0"], ["--config", "engine.yaml"]] {
        let (stderr, code) = refuses(&folder, &arguments);
        assert!(code == 2 && stderr.contains("--insecure"), "{stderr}");
    }
    let server = Server::start(folder.path(), &["--insecure"]);
    assert_eq!(server.get("/health/live").0, 200);
}

#[test]
fn settings_that_cannot_be_used_are_told_with_their_place() {
    let folder = Folder::with(&[("rules/labs.yaml", LABS), ("engine.yaml", "limits:\n  bodi: 1MB\n"), ("trust.yaml", "tls: {}\n")]);
    let (stderr, code) = refuses(&folder, &["--config", "engine.yaml"]);
    assert_eq!((stderr.as_str(), code), ("error: engine.yaml:2:3: there is no setting `bodi`; did you mean `body`?\n", 2));
    let (stderr, code) = refuses(&folder, &["--config", "trust.yaml"]);
    assert!(code == 2 && stderr.contains("trust.yaml:1:"), "{stderr}");
    let (stderr, code) = refuses(&folder, &["--config", "nowhere.yaml"]);
    assert!(code == 2 && stderr.contains("nowhere.yaml"), "{stderr}");
}
