//! The settings: their defaults, and the message for each mistake.

use super::*;
use crate::audit::{AuditLog, PatientIds};
use engine_call::WrongPatient;

fn read(text: &str) -> Config {
    Config::parse(text, Path::new("conf/engine.yaml")).unwrap()
}

fn error(text: &str) -> String {
    Config::parse(text, Path::new("engine.yaml")).unwrap_err().to_string()
}

#[test]
fn an_empty_file_is_the_defaults() {
    for text in ["", "# nothing\n\n"] {
        let config = read(text);
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.rules, Path::new("./rules"));
        assert_eq!((config.body_limit, config.deadline), (10_000_000, Duration::from_millis(500)));
        assert_eq!(config.call_limits.wrong_patient, WrongPatient::Refuse);
        assert!(config.cors_origins.is_empty());
    }
}

#[test]
fn every_setting_is_read() {
    let config = read(
        "listen: 127.0.0.1:9000\nbaseUrl: https://cds.example.org\nrules: ./mine\ntimezone: America/New_York\nchecks: { wrongPatient: warn }\n\
         limits: { body: 1MB, deadline: 2s, fetches: 4, pages: 3, response: 5000 }\ncors: { origins: ['https://ehr.example.org'] }\n\
         hooks: { fancy-structure: { context: { userId: { required: true, token: true, type: string } } } }\n",
    );
    assert_eq!(config.listen.port(), 9000);
    assert_eq!(config.rules, Path::new("conf/./mine"));
    assert_eq!(config.zone.iana_name(), Some("America/New_York"));
    assert_eq!(config.call_limits.wrong_patient, WrongPatient::Warn);
    assert_eq!((config.call_limits.fetches, config.call_limits.pages, config.call_limits.response), (4, 3, 5000));
    assert_eq!(config.cors_origins, ["https://ehr.example.org"]);
    let field = config.catalogue.find("fancy-structure", None).and_then(|hook| hook.field("userId")).cloned();
    assert!(field.is_some_and(|field| field.is_required && field.is_prefetch_token && field.kind == FieldKind::Text));
}

#[test]
fn variables_of_the_environment_stand_in_strings() {
    assert_eq!(read("rules: /srv/${CARGO_PKG_NAME}").rules, Path::new("/srv/engine-serve"));
    assert!(error("rules: ${NO_SUCH_VARIABLE_HERE}").contains("no variable `NO_SUCH_VARIABLE_HERE`"));
}

#[test]
fn an_unknown_setting_is_an_error_with_a_suggestion() {
    assert_eq!(error("listen: 127.0.0.1:80\nlisen: 1"), "engine.yaml:2:1: there is no setting `lisen`; did you mean `listen`?");
    assert!(error("limits: { boddy: 1MB }").contains("did you mean `body`?"));
}

#[test]
fn a_wrong_value_is_named_with_what_was_expected() {
    assert_eq!(error("limits:\n  body: big"), "engine.yaml:2:9: `big` is not a size such as 512KB or 10MB");
    assert!(error("timezone: Mars/Olympus").contains("IANA"));
    assert!(error("checks: { wrongPatient: ignore }").contains("refuse, warn"));
    assert!(error("cors: { origins: ['https://ehr.example.org/'] }").contains("origin"));
    assert!(error("limits: { fetches: 0 }").contains("engine.yaml:1:"));
}

#[test]
fn the_audit_is_set_by_a_word_or_by_its_settings() {
    assert!(!read("").audit.is_required);
    assert!(read("audit: required").audit.is_required);
    let audit = read("audit: { required: true, log: audit.jsonl, patient: plain, comments: true }").audit;
    assert!(audit.is_required && audit.keeps_comments && matches!(audit.patients, Some(PatientIds::Plain)));
    assert_eq!(audit.log, Some(AuditLog::File("conf/audit.jsonl".into())));
    assert_eq!(read("audit: { log: stdout }").audit.log, Some(AuditLog::Stdout));
    assert_eq!(
        error("audit: optional"),
        "engine.yaml:1:8: `optional` is not `required`, or settings such as { required: true, log: audit.jsonl }"
    );
    assert!(error("audit: { requird: true }").contains("did you mean `required`?"));
    let message = error("audit: { key: short }");
    assert!(message.contains("16 characters at least"), "{message}");
}

#[test]
fn the_store_lies_beside_the_settings_and_its_password_is_not_shown() {
    assert_eq!(read("").store.to_string(), "sqlite:conf/engine.db");
    assert_eq!(read("store: sqlite:/var/lib/engine.db").store.to_string(), "sqlite:/var/lib/engine.db");
    assert_eq!(read("store: postgres://engine:secret@db/cds").store.to_string(), "postgres://db/cds");
    assert!(error("store: mysql://localhost/cds").contains("sqlite:FILE, or postgres://"));
}

#[test]
fn what_is_no_yaml_is_an_error_with_its_place() {
    assert!(error("listen: [").starts_with("engine.yaml:"));
    assert!(error("- a\n- b").starts_with("engine.yaml:1:1:"));
}

#[test]
fn the_command_line_goes_before_the_file() {
    let options = Options { rules: Some("/elsewhere".into()), listen: Some(([127, 0, 0, 1], 1).into()), ..Options::default() };
    let config = read("rules: ./mine\nlisten: 127.0.0.1:9000").overridden(&options);
    assert_eq!((config.rules.as_path(), config.listen.port()), (Path::new("/elsewhere"), 1));
}

#[test]
fn the_schema_describes_every_setting() {
    let schema = schema();
    let properties = schema.get("properties").and_then(|found| found.as_object()).unwrap();
    assert_eq!(properties.len(), 15);
    assert!(properties.values().all(|property| property.get("description").is_some()));
    assert_eq!(schema.get("additionalProperties"), Some(&false.into()));
}
