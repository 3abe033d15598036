//! What a call may cost, and how strict it is. Knows numbers alone; whoever makes a call sets them.

use crate::WrongPatient;

/// What a call may cost, and how strict it is.
#[derive(Clone, Copy, Debug)]
pub struct CallLimits {
    /// Fetches under way at once.
    pub fetches: usize,
    /// Pages of one query.
    pub pages: usize,
    /// Resources that one query may bring.
    pub resources: usize,
    /// Bytes that one query may bring, decompressed.
    pub response: usize,
    /// What becomes of prefetched data of another patient.
    pub wrong_patient: WrongPatient,
}

impl Default for CallLimits {
    fn default() -> CallLimits {
        CallLimits { fetches: 16, pages: 10, resources: 10_000, response: 20_000_000, wrong_patient: WrongPatient::default() }
    }
}
