-- What the bot saw and decided, for people. It may be lost: nothing that money
-- rests on is here. Times are Unix milliseconds, amounts native wei in decimal.

-- +goose Up

-- opportunities are kept for days and then summed up in opportunity_days.
CREATE TABLE opportunities (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    block     INTEGER NOT NULL,           -- the state it was found on
    tier      TEXT    NOT NULL,
    route     TEXT    NOT NULL CHECK (json_valid(route)),
    in_wei    TEXT    NOT NULL,
    gross_wei TEXT    NOT NULL,
    gas_wei   TEXT    NOT NULL,           -- estimated
    net_wei   TEXT    NOT NULL,           -- expected; 0 if gross does not pay the gas
    outcome   TEXT    NOT NULL CHECK (outcome IN ('found', 'dropped', 'sent', 'unknown', 'landed', 'failed', 'refused')),
    reason    TEXT    NOT NULL DEFAULT '', -- of a drop or a refusal
    attempt   INTEGER
) STRICT;
CREATE INDEX opportunities_at ON opportunities (at);

CREATE TABLE opportunity_days (
    day     TEXT    NOT NULL,             -- UTC, as 2026-01-31
    tier    TEXT    NOT NULL,
    outcome TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    count   INTEGER NOT NULL,
    net_wei TEXT    NOT NULL,
    PRIMARY KEY (day, tier, outcome, reason)
) STRICT;
