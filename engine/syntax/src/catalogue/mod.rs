//! All checks of what a file says, one a file. To add one: the file, and its name in this list, in alphabetical order.
//!
//! A check that looks at a construct as it was read is a function `check` in its file, and its line in the list says at what it looks. What only a stage of
//! parsing or compiling can know is reported there, and the head of the check's file says where.

use crate::{
    diagnostic::Diagnostics,
    model::{Rule, TableFile, test_file::TestFile},
};

/// What looks at a construct as it was read.
enum Inspection {
    Rule(fn(&Rule, &mut Diagnostics)),
    Table(fn(&TableFile, &mut Diagnostics)),
    Test(fn(&TestFile, &mut Diagnostics)),
}

crate::checks! {
    action_lacks_description: Rule,
    action_lacks_resource: Rule,
    always_false,
    always_true,
    app_context_needs_smart: Rule,
    argument_not_literal,
    bad_check_digit,
    bad_code,
    bad_code_system,
    bad_column_type,
    bad_date_literal,
    bad_date_pattern,
    bad_fhir_value_set,
    bad_id,
    bad_pattern: Test,
    bad_version,
    bare_patient_id,
    braces_in_expression,
    chained_comparison,
    code_in_no_value_set,
    code_not_in_binding,
    code_without_system,
    codes_beyond_binding,
    codes_beyond_query,
    comment_cuts_text,
    condition_not_boolean,
    contradicting_indicators: Rule,
    count_before_filter,
    count_without_sort,
    critical_without_evidence: Rule,
    date_arithmetic,
    double_negation,
    duplicate_card: Rule,
    duplicate_code,
    duplicate_id,
    duplicate_key,
    duplicate_name: Test,
    duplicate_override_reason: Rule,
    duplicate_suggestion: Rule,
    empty_table,
    empty_value,
    empty_value_set,
    excluded_condition,
    expects_nothing: Test,
    expression_syntax,
    expression_too_large,
    file_too_large,
    find_needs_resources,
    foreign_quotes,
    from_needs_json,
    html_in_markdown,
    impossible_expectation: Test,
    include_clash,
    include_cycle,
    incompatible_types,
    incompatible_units,
    indicator_not_known,
    link_not_absolute: Rule,
    list_for_one,
    list_needs_index,
    literal_id,
    loop_over_no_list,
    markup_in_summary,
    merge_not_a_resource,
    missing_key,
    missing_parentheses,
    missing_selection_behavior: Rule,
    missing_source: Rule,
    negated_missing,
    never_known,
    no_main_code,
    no_main_date,
    not_a_concept,
    not_a_list,
    optional_token_in_required_query,
    path_compares_unlike,
    path_syntax,
    path_too_broad,
    prefetch_cycle,
    prints_missing_value,
    prints_unprintable,
    quantity_product,
    query_syntax,
    resource_lacks_element,
    resource_without_type,
    search_of_all_patients,
    several_documents,
    several_recommended: Rule,
    single_equals,
    summary_may_be_cut,
    summary_too_long,
    suppression_without_reason,
    template_block,
    template_in_plain_text: Rule,
    template_syntax,
    token_without_system,
    too_complex,
    torn_text,
    type_not_in_query,
    unclosed_text,
    uncommon_query,
    uncoverable_query,
    undeclared_column: Table,
    undeclared_unit,
    unit_needs_quantity,
    unknown_column,
    unknown_element,
    unknown_function,
    unknown_hook,
    unknown_hook_version,
    unknown_in_test,
    unknown_include,
    unknown_indicator,
    unknown_key,
    unknown_modifier,
    unknown_name,
    unknown_operator,
    unknown_resource_element,
    unknown_resource_type,
    unknown_rule,
    unknown_search_parameter,
    unknown_table,
    unknown_token,
    unknown_unit,
    unknown_value_set,
    unknown_word,
    unordered_pick,
    unquoted_date,
    unquoted_template,
    unreadable_file,
    unused_suppression,
    update_changes_nothing: Rule,
    word_operator,
    wrong_argument_count,
    wrong_argument_type,
    wrong_cardinality,
    wrong_cell,
    wrong_element_value,
    wrong_form,
    wrong_kind,
    wrong_reading,
    wrong_search_value,
    yaml_alias,
    yaml_syntax,
    yaml_tag,
}

/// Reports what the checks of rules find.
pub fn inspect_rule(rule: &Rule, diagnostics: &mut Diagnostics) {
    for inspection in INSPECTIONS {
        if let Inspection::Rule(check) = inspection {
            check(rule, diagnostics);
        }
    }
}

/// Reports what the checks of tables find.
pub fn inspect_table(table: &TableFile, diagnostics: &mut Diagnostics) {
    for inspection in INSPECTIONS {
        if let Inspection::Table(check) = inspection {
            check(table, diagnostics);
        }
    }
}

/// Reports what the checks of test files find.
pub fn inspect_tests(tests: &TestFile, diagnostics: &mut Diagnostics) {
    for inspection in INSPECTIONS {
        if let Inspection::Test(check) = inspection {
            check(tests, diagnostics);
        }
    }
}
