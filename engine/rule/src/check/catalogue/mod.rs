//! All checks, one a file. To add one: the file, and its name in this list, in alphabetical order.

use super::Check;

/// Declares each check's module and lists its `CHECK`.
macro_rules! catalogue {
    ($($check:ident,)+) => {
        $(pub mod $check;)+

        /// Every check, by name.
        pub static ALL: &[&Check] = &[$(&$check::CHECK),+];
    };
}

catalogue! {
    action_lacks_description,
    action_lacks_resource,
    app_context_needs_smart,
    argument_not_literal,
    bad_date_literal,
    bad_date_pattern,
    bad_pattern,
    braces_in_expression,
    chained_comparison,
    condition_not_boolean,
    date_arithmetic,
    duplicate_card,
    duplicate_id,
    duplicate_name,
    expression_syntax,
    expression_too_large,
    foreign_quotes,
    include_clash,
    include_cycle,
    incompatible_types,
    incompatible_units,
    link_not_absolute,
    list_for_one,
    loop_over_no_list,
    merge_not_a_resource,
    missing_parentheses,
    missing_selection_behavior,
    missing_source,
    prefetch_cycle,
    prints_missing_value,
    prints_unprintable,
    quantity_product,
    query_syntax,
    single_equals,
    template_block,
    template_syntax,
    unclosed_text,
    uncoverable_query,
    undeclared_unit,
    unknown_column,
    unknown_function,
    unknown_hook,
    unknown_hook_version,
    unknown_include,
    unknown_indicator,
    unknown_name,
    unknown_operator,
    unknown_search_parameter,
    unknown_table,
    unknown_token,
    unknown_unit,
    unknown_value_set,
    unquoted_date,
    word_operator,
    wrong_argument_count,
    wrong_argument_type,
}
