//! All SQL. In what SQLite and PostgreSQL share: `$1` for what is bound, text and 64-bit integers, `ON CONFLICT`.

/// Name of the key of patients' hashes.
pub(super) const PATIENTS_KEY: &str = "patients";

pub(super) const KEEP_KEY: &str = "INSERT INTO own_keys (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
pub(super) const FIND_KEY: &str = "SELECT value FROM own_keys WHERE name = $1";

/// Touches a row where the token is new, or where its last use has ended; none where it is used again.
pub(super) const USE_TOKEN: &str = "INSERT INTO used_tokens (token, until) VALUES ($1, $2)
    ON CONFLICT (token) DO UPDATE SET until = excluded.until WHERE used_tokens.until < $3";
/// A token that has ended: to write something, which a disk that is full refuses.
pub(super) const USE_NO_TOKEN: &str = "INSERT INTO used_tokens (token, until) VALUES ('', 0) ON CONFLICT (token) DO NOTHING";
pub(super) const FORGET_TOKENS: &str = "DELETE FROM used_tokens WHERE until < $1";

/// What is inserted many rows at a time: table and columns.
pub(super) struct Insert {
    into: &'static str,
    columns: usize,
}

pub(super) const CALLS: Insert = Insert { into: "calls (id, time, service, client, patient, outcome, microseconds, record)", columns: 8 };
pub(super) const CARDS: Insert = Insert { into: "cards (uuid, call, time, service, card, is_shown)", columns: 6 };
pub(super) const FEEDBACK: Insert = Insert {
    into: "feedback (card_uuid, outcome, outcome_time, time, service, client, reason_system, reason_code, suggestions, comment)",
    columns: 10,
};

impl Insert {
    /// The statement for so many rows. What is there already is passed over.
    pub(super) fn rows(&self, rows: usize) -> String {
        let row = |row: usize| {
            let places: Vec<String> = (1..=self.columns).map(|column| format!("${}", row * self.columns + column)).collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("INSERT INTO {} VALUES {} ON CONFLICT DO NOTHING", self.into, rows.join(", "))
    }
}

pub(super) const VERSION: &str = "SELECT MAX(version) FROM _sqlx_migrations";

/// The newest `$7` of the calls from `$1` to before `$2`, oldest first. An empty text asks for all.
pub(super) const LIST_CALLS: &str = "SELECT record FROM (
        SELECT time, id, record FROM calls
        WHERE time >= $1 AND time < $2
            AND ($3 = '' OR service = $3)
            AND ($4 = '' OR client = $4)
            AND ($5 = '' OR outcome = $5 OR ($5 = 'refused' AND outcome <> 'answered'))
            AND ($6 = '' OR patient = $6 OR patient = $8)
        ORDER BY time DESC, id DESC LIMIT $7
    ) AS newest ORDER BY time, id";

pub(super) const COUNT_CALLS: &str = "SELECT service, outcome, COUNT(*) FROM calls WHERE time >= $1 GROUP BY service, outcome";
pub(super) const COUNT_CARDS: &str =
    "SELECT service, card, is_shown, COUNT(*) FROM cards WHERE time >= $1 GROUP BY service, card, is_shown";
pub(super) const COUNT_FEEDBACK: &str = "SELECT feedback.service, cards.card, feedback.outcome, reason_system, reason_code, COUNT(*)
    FROM feedback LEFT JOIN cards ON cards.uuid = feedback.card_uuid AND cards.service = feedback.service
    WHERE feedback.time >= $1
    GROUP BY feedback.service, cards.card, feedback.outcome, reason_system, reason_code";
/// How long the answer took that `$3` answers took no longer than.
pub(super) const FIND_DURATION: &str =
    "SELECT microseconds FROM calls WHERE service = $1 AND time >= $2 AND outcome = 'answered' ORDER BY microseconds LIMIT 1 OFFSET $3";
