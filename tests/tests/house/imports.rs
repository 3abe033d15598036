//! What the files of a crate import of it, read from their syntax: `use` lines and paths. Tests are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility, visit::Visit};

/// A module's path from the crate's root.
type Module = Vec<String>;

/// That one room takes something from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    pub(crate) from: String,
    pub(crate) to: String,
    /// A file in which it does.
    pub(crate) file: String,
}

/// A crate: its modules, and what each takes from which.
pub(crate) struct Crate {
    manifest: String,
    modules: BTreeMap<Module, BTreeSet<Module>>,
}

impl Crate {
    /// Reads the crate in `folder`.
    pub(crate) fn read(folder: &Path) -> Crate {
        let mut files = BTreeMap::new();
        read_folder(&folder.join("src"), &mut Vec::new(), &mut files);
        let tests: BTreeSet<Module> = files.iter().flat_map(|(module, file)| test_modules(module, file)).collect();
        files.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
        let known = Known::of(&files);
        let modules = files.iter().map(|(module, file)| (module.clone(), uses(module, file, &known))).collect();
        Crate { manifest: fs::read_to_string(folder.join("Cargo.toml")).unwrap(), modules }
    }

    /// The crates of the engine that it depends on, tests aside.
    pub(crate) fn dependencies(&self, name: &str) -> Vec<Import> {
        let section = self.manifest.split("\n[").find(|section| section.starts_with("dependencies]")).unwrap_or_default();
        let names = section.lines().filter_map(|line| line.strip_prefix("engine-")?.split(['.', ' ', '=']).next());
        names.map(|to| Import { from: name.to_owned(), to: to.to_owned(), file: "Cargo.toml".to_owned() }).collect()
    }

    /// The modules of its root.
    pub(crate) fn rooms(&self) -> BTreeSet<String> {
        self.modules.keys().filter_map(|module| module.first().cloned()).collect()
    }

    /// The modules that have modules of their own, the root among them.
    pub(crate) fn folders(&self) -> BTreeSet<Module> {
        self.modules.keys().filter_map(|module| module.split_last()).map(|(_, parent)| parent.to_vec()).collect()
    }

    /// The folders directly in `parent`, by name.
    pub(crate) fn folders_in(&self, parent: &[String]) -> BTreeSet<String> {
        let below = self.modules.keys().filter(|module| module.starts_with(parent) && module.len() > parent.len() + 1);
        below.map(|module| module[parent.len()].clone()).collect()
    }

    /// Which of the modules directly in `parent`, with all that is in them, take something from which.
    pub(crate) fn imports_between(&self, parent: &[String]) -> Vec<Import> {
        let child = |module: &Module| module.strip_prefix(parent).and_then(|rest| rest.first().cloned());
        let mut imports: BTreeMap<(String, String), String> = BTreeMap::new();
        for (module, used) in &self.modules {
            let Some(from) = child(module) else { continue };
            for to in used.iter().filter_map(&child).filter(|to| *to != from) {
                imports.entry((from.clone(), to)).or_insert_with(|| module.join("/"));
            }
        }
        imports.into_iter().map(|((from, to), file)| Import { from, to, file }).collect()
    }
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn read_folder(folder: &Path, module: &mut Module, files: &mut BTreeMap<Module, syn::File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            module.push(name);
            read_folder(&path, module, files);
            module.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let named: Module = match name.as_str() {
                "lib" | "main" | "mod" => module.clone(),
                _ => module.iter().cloned().chain([name]).collect(),
            };
            files.insert(named, syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        }
    }
}

/// The files that a module declares for its tests.
fn test_modules<'f>(module: &'f Module, file: &'f syn::File) -> impl Iterator<Item = Module> {
    let declared = file.items.iter().filter_map(|item| match item {
        Item::Mod(item) if item.content.is_none() && is_of_tests(&item.attrs) => Some(item.ident.to_string()),
        _ => None,
    });
    declared.map(|name| module.iter().cloned().chain([name]).collect())
}

fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

/// What paths may lead to.
struct Known {
    modules: BTreeSet<Module>,
    /// What modules hand on by `pub use`: under which name, and where it is.
    handed_on: BTreeMap<(Module, String), Module>,
}

impl Known {
    fn of(files: &BTreeMap<Module, syn::File>) -> Known {
        let mut known = Known { modules: files.keys().cloned().collect(), handed_on: BTreeMap::new() };
        for (module, file) in files {
            let public = file.items.iter().filter_map(|item| match item {
                Item::Use(item) if !matches!(item.vis, Visibility::Inherited) => Some(item),
                _ => None,
            });
            for (name, path) in public.flat_map(|item| paths_of(&item.tree)) {
                if let Some(absolute) = known.absolute(module, &path) {
                    known.handed_on.insert((module.clone(), name), absolute);
                }
            }
        }
        known
    }

    /// The module in which the thing at this path is, as `module` writes the path; `None` of what another crate has.
    fn module_of(&self, module: &Module, path: &[String]) -> Option<Module> {
        let mut path = self.absolute(module, path)?;
        // What is handed on may be handed on again, but not for ever.
        for _ in 0..8 {
            let length = (0..=path.len()).rev().find(|length| self.modules.contains(&path[..*length]))?;
            let (module, rest) = path.split_at(length);
            match rest.first().and_then(|name| self.handed_on.get(&(module.to_vec(), name.clone()))) {
                Some(further) => path = [further.as_slice(), &rest[1..]].concat(),
                None => return Some(module.to_vec()),
            }
        }
        None
    }

    /// From the crate's root.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let supers = path.iter().take_while(|segment| *segment == "super").count();
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (&[][..], &path[1..]),
            "super" => (&module[..module.len().checked_sub(supers)?], &path[supers..]),
            "self" => (&module[..], &path[1..]),
            child if self.modules.contains(&[module.as_slice(), &[child.to_owned()]].concat()) => (&module[..], path),
            _ => return None,
        };
        Some([base, rest].concat())
    }
}

/// The paths of a `use`, each with the name that it gives.
fn paths_of(tree: &UseTree) -> Vec<(String, Vec<String>)> {
    let below = |name: &syn::Ident, tree: &UseTree| {
        let prefixed = |(given, path): (String, Vec<String>)| (given, [vec![name.to_string()], path].concat());
        paths_of(tree).into_iter().map(prefixed).collect()
    };
    match tree {
        UseTree::Path(path) => below(&path.ident, &path.tree),
        UseTree::Name(name) if name.ident == "self" => vec![(String::new(), Vec::new())],
        UseTree::Name(name) => vec![(name.ident.to_string(), vec![name.ident.to_string()])],
        UseTree::Rename(rename) => vec![(rename.rename.to_string(), vec![rename.ident.to_string()])],
        UseTree::Glob(_) => vec![(String::new(), Vec::new())],
        UseTree::Group(group) => group.items.iter().flat_map(paths_of).collect(),
    }
}

/// The modules that a file takes something from.
fn uses(module: &Module, file: &syn::File, known: &Known) -> BTreeSet<Module> {
    let mut reader = Reader { module, known, found: BTreeSet::new() };
    reader.visit_file(file);
    reader.found
}

struct Reader<'c> {
    module: &'c Module,
    known: &'c Known,
    found: BTreeSet<Module>,
}

impl Reader<'_> {
    fn note(&mut self, path: &[String]) {
        self.found.extend(self.known.module_of(self.module, path));
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_of_tests(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        paths_of(&item.tree).iter().for_each(|(_, path)| self.note(path));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.note(&segments);
        }
        syn::visit::visit_path(self, path);
    }
}
