//! Where the documents stand that a call fetches, so that nodes into them live as long as the call.

use engine_fhir::Document;
use std::cell::OnceCell;

/// Documents, put down one after the other and never taken away.
#[derive(Debug, Default)]
pub struct Shelf {
    place: OnceCell<(Document, Box<Shelf>)>,
}

impl Shelf {
    /// Puts down a document.
    pub fn put(&self, document: Document) -> &Document {
        let mut free = self;
        while let Some((_, next)) = free.place.get() {
            free = next;
        }
        &free.place.get_or_init(|| (document, Box::default())).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_stay_where_they_were_put() {
        let shelf = Shelf::default();
        let all: Vec<&Document> = ["1", "2", "3"].iter().map(|text| shelf.put(Document::parse(*text).unwrap())).collect();
        assert_eq!(all.iter().map(|document| document.text()).collect::<Vec<_>>(), ["1", "2", "3"]);
    }
}
