//! The audit log: records as JSON lines, in a file or on standard output, for whatever collects logs.

use super::record::Record;
use std::{
    fs::OpenOptions,
    io::{self, Write, stdout},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Where JSON lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditLog {
    /// Standard output.
    Stdout,
    /// The end of a file, which its owner's group may read. It is opened again for each write, so that it may be moved away (log rotation).
    File(PathBuf),
}

impl AuditLog {
    /// Reads `stdout` or the path of a file.
    pub(crate) fn read(text: &str) -> Option<AuditLog> {
        match text {
            "" => None,
            "stdout" => Some(AuditLog::Stdout),
            file => Some(AuditLog::File(file.into())),
        }
    }

    /// A relative path becomes one from `folder`.
    pub(crate) fn within(self, folder: &Path) -> AuditLog {
        match self {
            AuditLog::File(file) => AuditLog::File(folder.join(file)),
            AuditLog::Stdout => AuditLog::Stdout,
        }
    }

    /// Writes a line for each record.
    pub(crate) fn write<'r>(&self, records: impl Iterator<Item = &'r Record>) -> io::Result<()> {
        let mut lines = Vec::new();
        for record in records {
            serde_json::to_writer(&mut lines, record)?;
            lines.push(b'\n');
        }
        if lines.is_empty() {
            return Ok(());
        }
        match self {
            AuditLog::Stdout => {
                let mut out = stdout().lock();
                out.write_all(&lines)?;
                out.flush()
            }
            AuditLog::File(file) => OpenOptions::new().create(true).append(true).mode(0o640).open(file)?.write_all(&lines),
        }
    }
}
