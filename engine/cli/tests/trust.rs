//! Who may call, and what a granted token may be used for: the program with clients set up, asked by an EHR and by those who pretend to be one.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod trust {
    mod agreed;
    mod ehr;
    mod forged;
    mod keys;
    mod once;
    mod served;
    mod token;
}
