//! From a rule as written to its Plan.
//!
//! Every construct is compiled even after a mistake, so that one run reports all of them. Knows in which order the constructs of a rule see each other's
//! names. Must never know how a construct is compiled, or any other rule.

use super::{
    card::{Card, action::Action},
    context::RuleContext,
    definition, prefetch,
    rule::{Logic, Plan},
    usage::Usage,
    when,
};
use crate::{
    scope::{Scope, names::NameSort},
    terminology::Library,
    value::types::{Type, Typed},
};
use engine_hooks::catalogue::{Catalogue, Hook};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{unknown_hook, unknown_hook_version},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Definitions, Rule},
    source::Text,
};

/// What compiling a rule came to.
pub(crate) struct CompiledRule<'r> {
    /// Its plan; `None` where a mistake has been reported.
    pub(crate) plan: Option<Plan>,
    /// What its names are used for.
    pub(crate) usage: Usage<'r>,
}

/// Compiles a rule with what it and its includes define.
pub(crate) fn compile_rule<'r>(
    rule: &Rule,
    definitions: &'r Definitions,
    library: &Library,
    catalogue: &Catalogue,
    diagnostics: &mut Diagnostics,
) -> CompiledRule<'r> {
    let found_before = diagnostics.len();
    let mut context = RuleContext::new(library, diagnostics);
    let hooks = hooks(rule, catalogue, &mut context);
    define_call(&mut context.scope);
    if definitions.are_incomplete {
        context.scope.note_incomplete();
    }
    let context_fields = prefetch::context_fields(&hooks, &mut context.scope);
    let entries = prefetch::compile(&definitions.prefetch, &hooks, &mut context);
    let values = definition::compile_all(&definitions.values, &mut context);
    let when = when::compile(rule.when.as_ref(), &mut context);
    let cards = context.each(&rule.cards, |card, context| Card::compile(card, rule.source.as_ref(), context));
    let system_actions = context.each(&rule.system_actions, Action::compile_system);
    // What an error hides may be the use.
    if !context.diagnostics.has_errors_in(rule.span.file) {
        context.report_negations();
    }
    let usage = Usage {
        values: definition::usage(&definitions.values, &values, &context.scope),
        entries: prefetch::usage(&definitions.prefetch, entries.as_deref().unwrap_or_default(), &context.scope),
    };
    let names = context.scope.into_names();
    let is_sound = !diagnostics.has_errors_since(found_before);
    let finish = || {
        let (entries, entry_slots) = entries?.into_iter().map(|entry| (entry.planned, entry.slot)).unzip();
        let logic = Logic { names, context_fields, entry_slots, values, when: when?, cards: cards?, system_actions: system_actions? };
        Some(plan(rule, hooks, entries, logic))
    };
    CompiledRule { plan: is_sound.then(finish).flatten(), usage }
}

fn plan(rule: &Rule, hooks: Vec<Hook>, entries: Vec<super::prefetch::planned::PlannedEntry>, logic: Logic) -> Plan {
    let text = |text: &Text| text.as_str().to_owned();
    Plan {
        file: rule.span.file,
        id: text(&rule.id),
        version: text(&rule.version),
        title: rule.title.as_ref().map(text),
        description: text(&rule.description),
        usage_requirements: rule.usage_requirements.as_ref().map(text),
        hook_version: rule.hook_version.as_ref().map(text),
        mode: rule.mode,
        access: rule.access,
        hooks,
        entries,
        logic,
    }
}

/// `context` and `request`, out of which a value can be extracted with `from`.
fn define_call(scope: &mut Scope) {
    scope.define("context", Typed::present(Type::Any), NameSort::Context, None);
    scope.define("request", Typed::present(Type::Any), NameSort::Request, None);
}

/// The hooks that the rule answers; those that nobody defines are reported.
fn hooks(rule: &Rule, catalogue: &Catalogue, context: &mut RuleContext<'_>) -> Vec<Hook> {
    let version = rule.hook_version.as_ref().map(Text::as_str);
    let mut hooks = Vec::new();
    for name in &rule.hooks {
        match (catalogue.find(name.as_str(), version), catalogue.find(name.as_str(), None)) {
            (Some(hook), _) => hooks.push(hook.clone()),
            (None, Some(newest)) => {
                report_version(rule, newest, context);
                hooks.push(newest.clone());
            }
            (None, None) => hooks.extend(report_hook(name, catalogue, context)),
        }
    }
    hooks
}

/// The hook that was meant, by which the rest of the rule is judged. Where that can't be told, neither can the names that its context would bring.
fn report_hook(name: &Text, catalogue: &Catalogue, context: &mut RuleContext<'_>) -> Option<Hook> {
    let diagnostic = Diagnostic::new(&unknown_hook::CHECK, name.span(), format!("no hook is named `{}`", name.as_str()));
    let meant = closest(name.as_str(), catalogue.names());
    let diagnostic = match meant {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic,
    };
    context.report(diagnostic.help("HL7's hooks are known; a hook of your own is declared in engine.yaml under `hooks`"));
    if meant.is_none() {
        context.scope.note_incomplete();
    }
    catalogue.find(meant?, None).cloned()
}

fn report_version(rule: &Rule, newest: &Hook, context: &mut RuleContext<'_>) {
    let Some(version) = &rule.hook_version else { return };
    let message = format!("`{}` has no version `{}`", newest.name, version.as_str());
    let diagnostic = Diagnostic::new(&unknown_hook_version::CHECK, version.span(), message);
    let newest = newest.version.as_deref().unwrap_or("none: leave `hookVersion` out");
    context.report(diagnostic.help(format!("its newest version is {newest}")));
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    /// The checks that fire on a rule of this hook, each with the text that it points at.
    fn said(hook: &str, patient: &str, resource: &str) -> Vec<String> {
        let rule = format!(
            "id: a\nhook: {hook}\nversion: 1.0.0\ndescription: x\nsource: {{ label: x }}\nprefetch: {{ patient: 'Patient/{{{{{patient}}}}}' }}\n\
             values:\n  orders: {{ find: context.draftOrders, type: MedicationRequest }}\n  born: {{ from: patient, path: $.birthDate, as: date }}\n\
             when: count(orders) > 0 && present(born)\n\
             systemActions: [ {{ type: create, description: x, resource: {{ resourceType: ServiceRequest, status: active, {resource} }} }} ]\n"
        );
        let found = findings(&[("a.yaml", rule.as_str())]);
        found.iter().map(|finding| format!("{}: {}", finding.check, finding.text)).collect()
    }

    const RIGHT: &str = "intent: order, subject: { display: '{{ born }}' }";

    #[test]
    fn a_rule_is_judged_by_the_hook_that_was_meant() {
        assert_eq!(said("order-sign", "context.patientId", RIGHT), [""; 0]);
        assert_eq!(said("order_sign", "context.patientId", RIGHT), ["unknown-hook: order_sign"]);
        assert_eq!(said("order_sign", "context.patientID", RIGHT), ["unknown-hook: order_sign", "unknown-token: {{context.patientID}}"]);
    }

    #[test]
    fn of_a_hook_that_nobody_knows_no_name_is_missed() {
        assert_eq!(said("zzz", "context.patientId", RIGHT), ["unknown-hook: zzz"]);
    }

    #[test]
    fn a_mistake_in_a_resource_does_not_hide_the_next() {
        let wrong =
            "intent: orders, subject: { display: '{{ bron }}' }, code: { coding: [ { system: 'http://loinc.org', code: 4548-5 } ] }";
        let found = said("order-sign", "context.patientId", wrong);
        assert_eq!(found, ["unknown-name: bron", "code-not-in-binding: orders", "bad-check-digit: 4548-5"]);
    }

    #[test]
    fn a_misspelt_element_is_not_missed_as_well() {
        let found = said("order-sign", "context.patientId", "intent: order, subjct: { display: '{{ born }}' }");
        assert_eq!(found, ["unknown-resource-element: subjct"]);
        assert_eq!(said("order-sign", "context.patientId", "intent: order"), ["resource-lacks-element: resourceType"]);
    }
}
