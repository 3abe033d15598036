//! `engine new` from outside: a rule and its test that are right at once.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, printed, run_in};

fn run(folder: &Folder, arguments: &[&str]) -> (String, i32) {
    let (out, err, code) = printed(&run_in(folder.path(), arguments));
    (out + &err, code)
}

#[test]
fn a_new_rule_lints_clean_and_its_test_passes() {
    let folder = Folder::with(&[]);
    let (output, code) =
        run(&folder, &["new", "screening/bone-density", "--hook", "patient-view", "--title", "Bone density: who needs it"]);
    assert!(
        code == 0 && output.contains("wrote rules/screening/bone-density.yaml") && output.contains("engine test rules/screening/"),
        "{output}"
    );
    let (output, code) = run(&folder, &["lint", "--deny-warnings"]);
    assert!(code == 0, "{output}");
    assert_eq!(run(&folder, &["test", "--min-coverage", "100"]), ("3 tests: 3 passed\n".to_owned(), 0));
    insta::assert_snapshot!(std::fs::read_to_string(folder.path().join("rules/screening/bone-density.yaml")).unwrap());
}

#[test]
fn what_cannot_be_made_is_told() {
    let folder = Folder::with(&[("rules/general/taken.yaml", "")]);
    let output = |arguments: &[&str]| {
        let (output, code) = run(&folder, &[&["new"], arguments].concat());
        assert_eq!(code, 2, "{output}");
        output
    };
    assert!(output(&["Bone_Density", "--hook", "patient-view"]).contains("`Bone_Density` can't be the id of a rule"));
    assert!(output(&["valuesets/x", "--hook", "patient-view"]).contains("`valuesets` can't be a topic"));
    assert!(output(&["x", "--hook", "patient-veiw"]).contains("did you mean `patient-view`?"));
    assert!(output(&["taken", "--hook", "patient-view"]).contains("rules/general/taken.yaml: is there already"));
    assert!(output(&["rules/a/x", "--hook", "patient-view"]).contains("leave `rules/` out"));
    std::fs::remove_file(folder.path().join("rules/general/taken.yaml")).unwrap();
    folder.write("rules/b/elsewhere.yaml", "id: elsewhere\nhook: patient-view\nversion: 1.0.0\ndescription: x\nsource: { label: x }\ncards: [ { id: a, summary: x, indicator: info } ]\n");
    assert!(output(&["c/elsewhere", "--hook", "patient-view"]).contains("rules/b/elsewhere.yaml: has the id `elsewhere` already"));
    assert!(output(&["x"]).contains("say which hook calls it, with --hook"), "nobody at a terminal can be asked");
}
