//! Finds the records: files of a folder, one file, or lines of NDJSON. A file is read only by the thread that simulates its record, and a line when its
//! turn comes.

use engine_fhir::Document;
use engine_rehearse::simulate::{Simulated, Simulation, SkipError};
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    vec,
};
use walkdir::WalkDir;

/// A record to be read.
pub(super) struct Input {
    /// Where it lies, for messages: `patients/a.json`, `patients/all.ndjson:3`.
    pub(super) place: String,
    /// Where it lies below what was named, for samples.
    pub(super) key: String,
    content: Content,
}

enum Content {
    /// A file that is a record.
    File(PathBuf),
    /// A line that is a record.
    Line(Vec<u8>),
    /// It can't be read.
    Unreadable(String),
}

impl Input {
    /// Simulates the rules on the record; gives a line for each rule.
    pub(super) fn simulate(&self, simulation: &Simulation<'_>) -> Result<Vec<Simulated>, SkipError> {
        let unreadable = |error: &dyn ToString| SkipError::Unreadable(error.to_string());
        match &self.content {
            Content::File(path) => simulation.run(&fs::read_to_string(path).map_err(|error| unreadable(&error))?),
            Content::Line(bytes) => simulation.run_line(str::from_utf8(bytes).map_err(|error| unreadable(&error))?),
            Content::Unreadable(error) => Err(SkipError::Unreadable(error.clone())),
        }
    }
}

/// The records, one after the other.
pub(super) struct Records {
    /// The path that was named on the command line.
    root: PathBuf,
    files: vec::IntoIter<PathBuf>,
    lines: Option<Lines>,
}

/// The lines of a file of NDJSON that are left.
struct Lines {
    reader: Box<dyn BufRead + Send>,
    place: String,
    key: String,
    number: usize,
}

impl Records {
    /// The records of a folder, of a file, or of the lines of standard input (`-`).
    pub(super) fn of(patients: &Path) -> Result<Records, String> {
        let root = patients.to_owned();
        if patients == Path::new("-") {
            let reader = Box::new(BufReader::new(io::stdin()));
            let lines = Lines { reader, place: "standard input".to_owned(), key: String::new(), number: 0 };
            return Ok(Records { root, files: Vec::new().into_iter(), lines: Some(lines) });
        }
        let files = match fs::metadata(patients) {
            Ok(metadata) if metadata.is_dir() => files_of(patients)?,
            Ok(_) => vec![root.clone()],
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(format!("{}: there is no such file or folder", patients.display()));
            }
            Err(error) => return Err(format!("{}: can't be read: {error}", patients.display())),
        };
        Ok(Records { root, files: files.into_iter(), lines: None })
    }

    /// How many there are, where that is known before all are read.
    pub(super) fn expected(&self) -> Option<u64> {
        let files = self.files.as_slice();
        (!self.is_stream() && !files.iter().any(|file| is_ndjson(file))).then_some(files.len() as u64)
    }

    /// Whether they come from standard input.
    pub(super) fn is_stream(&self) -> bool {
        self.root == Path::new("-")
    }

    /// What to say where there is no record.
    pub(super) fn nothing(&self) -> String {
        match self.root.display() {
            _ if self.is_stream() => "standard input: no record came; it is to have one a line, a FHIR Bundle".to_owned(),
            root if self.root.is_dir() => format!("{root}: no record in it; records are files that end in .json or .ndjson"),
            root => format!("{root}: no record in it; it is to have one a line, a FHIR Bundle"),
        }
    }

    /// The path of a file below the one that was named.
    fn key(&self, file: &Path) -> String {
        file.strip_prefix(&self.root).unwrap_or(file).to_string_lossy().into_owned()
    }

    /// The record in a file; `None` where the file has a record a line, which come next.
    fn enter(&mut self, file: PathBuf) -> Option<Input> {
        let (place, key) = (file.display().to_string(), self.key(&file));
        if !is_ndjson(&file) {
            return Some(Input { place, key, content: Content::File(file) });
        }
        match is_one_record(&file).and_then(|is_one| Ok((is_one, File::open(&file)?))) {
            Ok((true, _)) => Some(Input { place, key, content: Content::File(file) }),
            Ok((false, opened)) => {
                self.lines = Some(Lines { reader: Box::new(BufReader::new(opened)), place, key, number: 0 });
                None
            }
            Err(error) => Some(Input { place, key, content: Content::Unreadable(error.to_string()) }),
        }
    }
}

impl Iterator for Records {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(input) = self.lines.as_mut().and_then(Lines::next) {
                return Some(input);
            }
            self.lines = None;
            let file = self.files.next()?;
            if let Some(input) = self.enter(file) {
                return Some(input);
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Input;

    /// The next line that isn't blank. Where reading fails, that is the last one.
    fn next(&mut self) -> Option<Input> {
        loop {
            let mut line = Vec::new();
            let read = self.reader.read_until(b'\n', &mut line);
            self.number += 1;
            let content = match read {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => Content::Line(line),
                Err(error) => {
                    self.reader = Box::new(io::empty());
                    Content::Unreadable(error.to_string())
                }
            };
            let at = |text: &str| format!("{text}:{}", self.number);
            return Some(Input { place: at(&self.place), key: at(&self.key), content });
        }
    }
}

/// The files of a folder that hold records, by name.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let mut files = Vec::new();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name())) {
        let path = entry.map_err(|error| error.to_string())?.into_path();
        if path.is_file() && (is_ndjson(&path) || has_ending(&path, "json")) {
            files.push(path);
        }
    }
    Ok(files)
}

fn is_ndjson(file: &Path) -> bool {
    has_ending(file, "ndjson") || has_ending(file, "jsonl")
}

fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// Whether a file of NDJSON begins with a resource other than a Bundle, so that its lines are the resources of one record.
fn is_one_record(file: &Path) -> io::Result<bool> {
    let lines = Lines { reader: Box::new(BufReader::new(File::open(file)?)), place: String::new(), key: String::new(), number: 0 };
    let first = lines.filter_map(|input| if let Content::Line(line) = input.content { Some(line) } else { None }).next();
    let document = first.and_then(|line| Document::parse(line).ok());
    Ok(document.is_some_and(|document| document.root().resource_type().is_some_and(|resource_type| resource_type != "Bundle")))
}
