//! A server that several tests of a file ask.

use crate::{Folder, Server};
use std::sync::{Arc, Mutex, Weak};

/// Started by the first test that needs it, stopped by the last that lets it go: a `static` is never dropped, and would leave it running.
#[derive(Debug, Default)]
pub struct Shared {
    running: Mutex<Weak<Running>>,
}

/// A server, and the folder that it serves from.
#[derive(Debug)]
pub struct Running {
    /// The server.
    pub server: Server,
    /// Its folder; dropped after it.
    pub folder: Folder,
}

impl Shared {
    /// Not started yet.
    pub const fn new() -> Shared {
        Shared { running: Mutex::new(Weak::new()) }
    }

    /// The one that runs, else a new one on `files`, with an `engine.yaml` among them.
    pub fn server(&self, files: &[(&str, &str)]) -> Arc<Running> {
        let mut running = self.running.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let folder = Folder::with(files);
            let server = Server::start(folder.path(), &["--config", "engine.yaml"]);
            let started = Arc::new(Running { server, folder });
            *running = Arc::downgrade(&started);
            started
        })
    }
}
