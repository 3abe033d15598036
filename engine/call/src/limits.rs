//! What a call may cost, and how strict it is. Knows numbers alone; whoever makes a call sets them.

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

/// What becomes of a call whose prefetched data belong to another patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WrongPatient {
    /// It is refused.
    #[default]
    Refuse,
    /// It is answered, and the call report lists what is wrong.
    Warn,
}

impl Default for CallLimits {
    fn default() -> CallLimits {
        CallLimits { fetches: 16, pages: 10, resources: 10_000, response: 20_000_000, wrong_patient: WrongPatient::default() }
    }
}
