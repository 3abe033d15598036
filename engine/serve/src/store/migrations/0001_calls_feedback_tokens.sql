-- Calls with the cards that they showed, feedback on cards, tokens that were used.
-- In the SQL that SQLite and PostgreSQL share. Times are microseconds since 1970, UTC.

CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    time BIGINT NOT NULL,
    service TEXT,
    client TEXT,
    patient TEXT,
    outcome TEXT NOT NULL,
    microseconds BIGINT NOT NULL,
    record TEXT NOT NULL
);

CREATE INDEX calls_by_time ON calls (time);
CREATE INDEX calls_by_service ON calls (service, time);
CREATE INDEX calls_by_patient ON calls (patient, time);

CREATE TABLE cards (
    uuid TEXT PRIMARY KEY,
    call TEXT NOT NULL,
    time BIGINT NOT NULL,
    service TEXT NOT NULL,
    card TEXT NOT NULL,
    is_shown BIGINT NOT NULL
);

CREATE INDEX cards_by_time ON cards (time);

-- A report that is sent again is the same report.
CREATE TABLE feedback (
    card_uuid TEXT NOT NULL,
    outcome TEXT NOT NULL,
    outcome_time BIGINT NOT NULL,
    time BIGINT NOT NULL,
    service TEXT NOT NULL,
    client TEXT,
    reason_system TEXT,
    reason_code TEXT,
    suggestions TEXT NOT NULL,
    comment TEXT,
    PRIMARY KEY (card_uuid, outcome, outcome_time)
);

CREATE INDEX feedback_by_time ON feedback (time);

-- `token` is a digest of issuer and `jti`.
CREATE TABLE used_tokens (
    token TEXT PRIMARY KEY,
    until BIGINT NOT NULL
);

CREATE INDEX used_tokens_by_end ON used_tokens (until);

-- Keys that the engine made itself.
CREATE TABLE own_keys (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
