//! Prints a report as JUnit's XML, with a suite for each test file.

use super::TestReport;
use crate::test::{CaseRun, Verdict};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::io;

pub(super) fn render(report: &TestReport<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory can't fail.
    let _ = write(report, &mut writer);
    let mut text = String::from_utf8(writer.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

fn write(report: &TestReport<'_>, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let counts = report.run.counts();
    let [tests, failures, errors] = [report.run.cases.len(), counts.failed, counts.could_not_run].map(|count| count.to_string());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attributes([("tests", tests.as_str()), ("failures", failures.as_str()), ("errors", errors.as_str())])
        .write_inner_content(|writer| {
            report.run.cases.chunk_by(|one, other| one.file == other.file).try_for_each(|suite| write_suite(report, suite, writer))
        })?;
    Ok(())
}

fn write_suite(report: &TestReport<'_>, cases: &[CaseRun], writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let Some(first) = cases.first() else { return Ok(()) };
    let count = |is: fn(&Verdict) -> bool| cases.iter().filter(|case| is(&case.verdict)).count().to_string();
    let (failures, errors) =
        (count(|verdict| matches!(verdict, Verdict::Failed(_))), count(|verdict| matches!(verdict, Verdict::CouldNotRun(_))));
    let (name, tests) = (report.path(first.file), cases.len().to_string());
    writer
        .create_element("testsuite")
        .with_attributes([("name", name.as_str()), ("tests", tests.as_str()), ("failures", failures.as_str()), ("errors", errors.as_str())])
        .write_inner_content(|writer| cases.iter().try_for_each(|case| write_case(report, case, writer)))?;
    Ok(())
}

fn write_case(report: &TestReport<'_>, case: &CaseRun, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let (file, line) = (report.path(case.file), report.line(case.span).to_string());
    let attributes = [("name", case.name.as_str()), ("classname", case.rule.as_str()), ("file", file.as_str()), ("line", line.as_str())];
    let element = writer.create_element("testcase").with_attributes(attributes);
    match &case.verdict {
        Verdict::Passed => element.write_empty()?,
        Verdict::CouldNotRun(error) => element.write_inner_content(|writer| {
            writer.create_element("error").with_attribute(("message", error.reason.as_str())).write_empty().map(drop)
        })?,
        Verdict::Failed(mismatches) => element.write_inner_content(|writer| {
            let messages: Vec<String> = mismatches
                .iter()
                .map(|found| {
                    format!("line {}: {}: expected {}, found {}", report.line(found.span), found.place, found.expected, found.found)
                })
                .collect();
            let failure = writer.create_element("failure").with_attribute(("message", messages.first().map_or("", String::as_str)));
            failure.write_text_content(BytesText::new(&messages.join("\n"))).map(drop)
        })?,
    };
    Ok(())
}
