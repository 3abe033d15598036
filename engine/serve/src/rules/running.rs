//! The rules that are being served, and what is derived from them once: the answer of discovery and its ETag.
//!
//! There is always a whole set that compiled. It is swapped atomically or not at all, and a call keeps the set that it began with.

use crate::digest::sha256;
use actix_web::web::Bytes;
use arc_swap::ArcSwap;
use engine_hooks::discovery::{self, Service};
use engine_rule::{plan::Plan, rule_set::RuleSet};
use engine_syntax::source::Sources;
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

/// A set of rules and what is derived from it.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) rules: RuleSet,
    pub(crate) discovery: Discovery,
    pub(crate) since: Timestamp,
    /// The digest of the files that the set was compiled from.
    pub(crate) digest: String,
    /// The scopes that each service requires, by id.
    scopes: BTreeMap<String, Vec<String>>,
}

/// What `GET /cds-services` answers.
#[derive(Debug)]
pub(crate) struct Discovery {
    pub(crate) body: Bytes,
    /// The ETag of the body, without quotes.
    pub(crate) etag: String,
}

/// How the last attempt to load went.
#[derive(Debug)]
pub(crate) enum LastLoad {
    Succeeded,
    /// The set before it is still served. Each problem is a line.
    Failed {
        problems: Vec<String>,
    },
}

/// What is served, shared by all threads.
#[derive(Debug)]
pub(crate) struct Current {
    running: ArcSwap<Running>,
    last_load: ArcSwap<LastLoad>,
}

impl Current {
    pub(crate) fn new(running: Running) -> Current {
        Current { running: ArcSwap::from_pointee(running), last_load: ArcSwap::from_pointee(LastLoad::Succeeded) }
    }
    pub(crate) fn get(&self) -> Arc<Running> {
        self.running.load_full()
    }
    pub(crate) fn last_load(&self) -> Arc<LastLoad> {
        self.last_load.load_full()
    }
    pub(crate) fn replace(&self, running: Running) {
        self.running.store(Arc::new(running));
        self.last_load.store(Arc::new(LastLoad::Succeeded));
    }
    pub(crate) fn keep(&self, problems: Vec<String>) {
        self.last_load.store(Arc::new(LastLoad::Failed { problems }));
    }
}

impl Running {
    /// These rules, served from now on; `sources` is what they were compiled from.
    pub(crate) fn of(rules: RuleSet, sources: &Sources) -> Running {
        let scopes = rules.served().map(|plan| (plan.id.clone(), plan.required_scopes())).collect();
        Running { discovery: Discovery::of(&rules), digest: digest(sources), scopes, rules, since: Timestamp::now() }
    }
    /// The scopes that a rule of the set requires.
    pub(crate) fn scopes_of(&self, plan: &Plan) -> &[String] {
        self.scopes.get(&plan.id).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Discovery {
    fn of(rules: &RuleSet) -> Discovery {
        let services: Vec<Service> = rules.served().flat_map(|plan| services(plan)).collect();
        let body = discovery::to_json(&services);
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        Discovery { etag: format!("{:016x}", hasher.finish()), body: body.into() }
    }
}

/// SHA-256 of all files, by path and text: equal sets have equal digests, on every machine.
fn digest(sources: &Sources) -> String {
    let mut files: Vec<(&str, &str)> = sources.files().map(|(_, file)| (file.path.as_str(), &*file.text)).collect();
    files.sort_unstable();
    let texts: Vec<(&str, [u8; 8])> =
        files.into_iter().flat_map(|(path, text)| [path, text]).map(|text| (text, (text.len() as u64).to_be_bytes())).collect();
    sha256(texts.iter().flat_map(|(text, length)| [length.as_slice(), text.as_bytes()]))
}

/// The services of a rule: one for each hook that it answers, under the same id.
fn services(plan: &Plan) -> Vec<Service> {
    let scopes = plan.required_scopes();
    let prefetch: Vec<(String, String)> =
        plan.entries.iter().filter(|entry| entry.is_advertised).map(|entry| (entry.name.clone(), entry.template.published())).collect();
    let service = |hook: &str| Service {
        hook: hook.to_owned(),
        hook_version: plan.hook_version.clone(),
        id: plan.id.clone(),
        title: plan.title.clone(),
        description: plan.description.clone(),
        prefetch: prefetch.clone(),
        usage_requirements: plan.usage_requirements.clone(),
        scopes: scopes.clone(),
    };
    plan.hooks.iter().map(|hook| service(&hook.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest_of(files: &[(&str, &str)]) -> String {
        let mut sources = Sources::default();
        for (path, text) in files {
            sources.add(*path, *text);
        }
        digest(&sources)
    }

    #[test]
    fn the_digest_follows_paths_and_texts_and_nothing_else() {
        let digest = digest_of(&[("a.yaml", "id: a"), ("b.yaml", "id: b")]);
        assert_eq!(digest, digest_of(&[("b.yaml", "id: b"), ("a.yaml", "id: a")]));
        for other in [
            [("a.yaml", "id: a"), ("b.yaml", "id: c")],
            [("a.yaml", "id: a"), ("c.yaml", "id: b")],
            [("a.yaml", "id: ab.yaml"), ("", "id: b")],
        ] {
            assert_ne!(digest, digest_of(&other));
        }
    }
}
