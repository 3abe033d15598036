//! Who may call, and what a lent token may be used for: the program with clients set up, asked by an EHR and by those who pretend to be one.

mod trust {
    mod agreed;
    mod ehr;
    mod forged;
    mod keys;
    mod once;
    mod served;
    mod token;
}
