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
    codes_beyond_query,
    bad_code,
    bad_code_system,
    bad_column_type,
    bad_fhir_value_set,
    condition_not_boolean,
    duplicate_card,
    duplicate_code,
    duplicate_id,
    duplicate_name,
    find_needs_resources,
    from_needs_json,
    empty_table,
    empty_value_set,
    include_clash,
    include_cycle,
    link_not_absolute,
    list_needs_index,
    loop_over_no_list,
    merge_not_a_resource,
    missing_selection_behavior,
    missing_source,
    no_main_code,
    no_main_date,
    not_a_list,
    path_compares_unlike,
    path_syntax,
    path_too_broad,
    prefetch_cycle,
    prints_missing_value,
    prints_unprintable,
    query_syntax,
    template_block,
    template_syntax,
    type_not_in_query,
    uncoverable_query,
    unit_needs_quantity,
    unknown_element,
    unknown_column,
    unknown_hook,
    unknown_hook_version,
    unknown_include,
    unknown_indicator,
    unknown_name,
    unknown_resource_type,
    unknown_search_parameter,
    unknown_token,
    unknown_unit,
    unknown_value_set,
    wrong_pick,
    wrong_reading,
    wrong_cell,
}
