-- What gas cost and what transactions of ours took of it, for people.

-- +goose Up

-- gas_prices is one row every ten seconds at most, kept for a month.
CREATE TABLE gas_prices (
    at           INTEGER PRIMARY KEY,
    block        INTEGER NOT NULL,
    base_fee_wei TEXT    NOT NULL,           -- of the next block, per gas
    minimum_wei  TEXT    NOT NULL,           -- below which it does not fall, per gas
    data_wei     TEXT    NOT NULL,           -- for a unit of data
    tip_wei      TEXT    NOT NULL            -- that a medium tier offers, per gas
) STRICT;

-- gas_receipts are the newest attempts that landed with their estimates, in gas.
CREATE TABLE gas_receipts (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    block        INTEGER NOT NULL,
    shape        TEXT    NOT NULL,           -- families in order
    route        TEXT    NOT NULL,           -- addresses of the pools in order
    success      INTEGER NOT NULL,
    estimate     INTEGER NOT NULL,           -- of execution; 0: not known any more
    used         INTEGER NOT NULL,
    l1_estimate  INTEGER NOT NULL,           -- of the data; 0: not known
    l1_used      INTEGER NOT NULL,
    offered_wei  TEXT    NOT NULL,           -- the fee cap that was signed, per gas
    paid_wei     TEXT    NOT NULL
) STRICT;
CREATE INDEX gas_receipts_at ON gas_receipts (at);
