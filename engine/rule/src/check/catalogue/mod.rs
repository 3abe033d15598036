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
    bad_id,
    bad_version,
    bad_code,
    bad_code_system,
    bad_column_type,
    bad_fhir_value_set,
    condition_not_boolean,
    duplicate_card,
    duplicate_code,
    duplicate_id,
    duplicate_key,
    duplicate_name,
    empty_value,
    file_too_large,
    empty_table,
    empty_value_set,
    include_clash,
    include_cycle,
    link_not_absolute,
    loop_over_no_list,
    merge_not_a_resource,
    missing_key,
    missing_selection_behavior,
    missing_source,
    prefetch_cycle,
    prints_missing_value,
    prints_unprintable,
    query_syntax,
    several_documents,
    template_block,
    template_syntax,
    too_complex,
    uncoverable_query,
    unknown_column,
    unknown_hook,
    unknown_hook_version,
    unknown_include,
    unknown_indicator,
    unknown_key,
    unknown_name,
    unknown_search_parameter,
    unknown_token,
    unknown_word,
    unquoted_template,
    wrong_form,
    wrong_kind,
    yaml_alias,
    yaml_syntax,
    yaml_tag,
    wrong_cell,
}
