-- What checks of integrity found and what was done about it, for people.

-- +goose Up

-- integrity_snapshots are the newest hundred.
CREATE TABLE integrity_snapshots (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    snapshot TEXT    NOT NULL CHECK (json_valid(snapshot))
) STRICT;

-- recoveries are the newest hundred attempts to repair something.
CREATE TABLE recoveries (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    attempt TEXT    NOT NULL CHECK (json_valid(attempt))
) STRICT;
