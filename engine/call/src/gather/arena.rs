//! An arena for the documents that a call fetches, so that nodes into them live as long as the call.

use engine_fhir::Document;
use std::cell::OnceCell;

/// Documents that are never removed: a list, each with the place for the next.
#[derive(Debug, Default)]
pub struct DocumentArena {
    head: OnceCell<(Document, Box<DocumentArena>)>,
}

impl DocumentArena {
    /// Takes in a document, which stays for as long as the arena.
    pub fn alloc(&self, document: Document) -> &Document {
        let mut free = self;
        while let Some((_, next)) = free.head.get() {
            free = next;
        }
        &free.head.get_or_init(|| (document, Box::default())).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_stay_where_they_were_allocated() {
        let arena = DocumentArena::default();
        let all: Vec<&Document> = ["1", "2", "3"].iter().map(|text| arena.alloc(Document::parse(*text).unwrap())).collect();
        assert_eq!(all.iter().map(|document| document.text()).collect::<Vec<_>>(), ["1", "2", "3"]);
    }
}
