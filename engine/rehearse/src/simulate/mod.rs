//! Rules simulated: how often each card would show, for whom, what was missing and how fast, over as many patients' records as there are.
//!
//! ```text
//! text of a record ─> Simulation ─> a SimulationLine a rule ─> Tally <─> Tally ─> SimulationReport ─> text, JSON, CSV, HTML
//! ```
//!
//! Lines are all that a report is made from, and tallies of them add up in any order: so records can be simulated on many machines at once, and the report of
//! their lines together is, byte for byte, the one that a single machine would have made of the same lines. Knows what is counted, and how it is reported. Must
//! never know where records lie, and no report names a patient.

mod missing_cause;
mod missing_values;
mod person;
mod report;
mod simulation;
mod simulation_line;
mod skip;
mod tally;

pub use missing_cause::MissingCause;
pub use person::{AgeBand, Sex};
pub use report::SimulationReport;
pub use simulation::Simulation;
pub use simulation_line::{CardPair, MissingValue, Simulated, SimulationLine, Skipped};
pub use skip::{SkipError, SkipKind};
pub use tally::Tally;
