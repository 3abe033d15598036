//! All SQL, in what SQLite and PostgreSQL share: `$1` for what is bound, text and 64-bit integers, `ON CONFLICT`.

/// Name of the key of patients' hashes.
pub(super) const PATIENTS_KEY: &str = "patients";

pub(super) const KEEP_KEY: &str = "INSERT INTO own_keys (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
pub(super) const FIND_KEY: &str = "SELECT value FROM own_keys WHERE name = $1";

/// Affects a row where the token is new or its last use is forgotten, and no row where it is used again.
pub(super) const USE_TOKEN: &str = "INSERT INTO used_tokens (token, until) VALUES ($1, $2)
    ON CONFLICT (token) DO UPDATE SET until = excluded.until WHERE used_tokens.until < $3";
/// Records a token that has expired already. Where it can be written, the store works: a full disk refuses it.
pub(super) const USE_NO_TOKEN: &str = "INSERT INTO used_tokens (token, until) VALUES ('', 0) ON CONFLICT (token) DO NOTHING";
pub(super) const FORGET_TOKENS: &str = "DELETE FROM used_tokens WHERE until < $1";

/// What is inserted many rows at a time. Values are bound in the order of the columns.
pub(super) struct Insert {
    table: &'static str,
    columns: &'static [&'static str],
}

pub(super) const CALLS: Insert =
    Insert { table: "calls", columns: &["id", "time", "service", "client", "patient", "outcome", "microseconds", "record"] };
pub(super) const CARDS: Insert = Insert { table: "cards", columns: &["uuid", "call", "time", "service", "card", "is_shown"] };
pub(super) const FEEDBACK: Insert = Insert {
    table: "feedback",
    columns: &[
        "card_uuid",
        "outcome",
        "outcome_time",
        "time",
        "service",
        "client",
        "reason_system",
        "reason_code",
        "suggestions",
        "comment",
    ],
};

impl Insert {
    /// The statement for so many rows. Rows that are there already are skipped.
    pub(super) fn rows(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |row: usize| {
            let placeholders: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
            format!("({})", placeholders.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("INSERT INTO {} ({}) VALUES {} ON CONFLICT DO NOTHING", self.table, self.columns.join(", "), rows.join(", "))
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
/// How long the answer took that comes after `$3` faster ones.
pub(super) const FIND_DURATION: &str =
    "SELECT microseconds FROM calls WHERE service = $1 AND time >= $2 AND outcome = 'answered' ORDER BY microseconds LIMIT 1 OFFSET $3";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_of_each_row_has_a_placeholder() {
        let insert = Insert { table: "people", columns: &["name", "age"] };
        assert_eq!(insert.rows(2), "INSERT INTO people (name, age) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING");
    }
}
