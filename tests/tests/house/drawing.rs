//! The drawings in CONTRIBUTING.md: a block of text whose first line is a crate's folder, and then a line for each floor, the highest first.

/// A drawing.
pub(crate) struct Drawing {
    /// `engine`, whose rooms are the crates, or a crate as `engine/rule`.
    pub(crate) title: String,
    pub(crate) floors: Floors,
}

/// Rooms by floor, the highest first. Rooms on one floor, apart by ` · `, don't know each other.
pub(crate) struct Floors(Vec<Vec<String>>);

impl Floors {
    /// All rooms.
    pub(crate) fn rooms(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(String::as_str)
    }

    /// Whether `from` stands above `to`. Rooms that aren't drawn are reported as such, and not by what they import.
    pub(crate) fn allow(&self, from: &str, to: &str) -> bool {
        match (self.floor_of(from), self.floor_of(to)) {
            (Some(from), Some(to)) => from < to,
            _ => true,
        }
    }

    fn floor_of(&self, room: &str) -> Option<usize> {
        self.0.iter().position(|floor| floor.iter().any(|on_it| on_it == room))
    }
}

/// The drawings of a page of Markdown.
pub(crate) fn read(page: &str) -> Vec<Drawing> {
    page.split("```").skip(1).step_by(2).filter_map(read_block).collect()
}

fn read_block(block: &str) -> Option<Drawing> {
    let mut lines = block.lines().skip(1).filter(|line| !line.trim().is_empty());
    let title = lines.next().filter(|title| *title == "engine" || title.starts_with("engine/"))?;
    let floors = lines.map(|line| rooms_of(line).split(" · ").map(|room| room.trim().to_owned()).collect()).collect();
    Some(Drawing { title: title.trim().to_owned(), floors: Floors(floors) })
}

/// A floor's rooms, without what is said of them behind two spaces.
fn rooms_of(line: &str) -> &str {
    let line = line.trim();
    line.split_once("  ").map_or(line, |(rooms, _)| rooms)
}
