-- Times are Unix milliseconds. Amounts are native wei as decimal text: they
-- exceed 63 bits. Hashes and addresses are text with 0x.
--
-- Rows with a crc are evidence. Triggers keep the crc (crc32c is a function of
-- this program, so another tool can read these tables but not write them) and
-- refuse to change a row whose crc does not fit: PRAGMA integrity_check does
-- not see a flipped bit in a value.

-- +goose Up

-- attempts is the journal: a row is durable before its transaction is sent.
CREATE TABLE attempts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    opportunity INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    chain_id    INTEGER NOT NULL,
    account     TEXT    NOT NULL CHECK (length(account) = 42),
    nonce       INTEGER NOT NULL CHECK (nonce >= 0),
    raw         BLOB    NOT NULL CHECK (length(raw) > 0), -- the signed bytes that are sent, and sent again
    hash        TEXT    NOT NULL UNIQUE CHECK (length(hash) = 66),
    route       TEXT    NOT NULL CHECK (json_valid(route)),
    state       TEXT    NOT NULL CHECK (state IN ('reserved', 'sent', 'unknown', 'landed', 'failed', 'refused')),
    block       INTEGER,                                  -- of the receipt
    gas_used    INTEGER,                                  -- of the receipt
    gas_price   TEXT,                                     -- effective, wei, of the receipt
    error       TEXT,
    updated_at  INTEGER NOT NULL,
    crc         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- No nonce has two different transactions. Only one that the node refused,
-- which is in no block and never will be, gives its nonce back.
CREATE UNIQUE INDEX attempts_nonce ON attempts (chain_id, account, nonce) WHERE state <> 'refused';
CREATE INDEX attempts_open ON attempts (state) WHERE state IN ('reserved', 'sent', 'unknown');

-- ledger is what each attempt earned and spent.
CREATE TABLE ledger (
    attempt   INTEGER PRIMARY KEY REFERENCES attempts (id),
    block     INTEGER NOT NULL,
    tx        TEXT    NOT NULL UNIQUE CHECK (length(tx) = 66),
    success   INTEGER NOT NULL CHECK (success IN (0, 1)),
    gross_wei TEXT    NOT NULL CHECK (gross_wei <> '' AND gross_wei NOT GLOB '*[^0-9]*'),
    loss_wei  TEXT    NOT NULL CHECK (loss_wei <> '' AND loss_wei NOT GLOB '*[^0-9]*'),
    gas_wei   TEXT    NOT NULL CHECK (gas_wei <> '' AND gas_wei NOT GLOB '*[^0-9]*'),
    net_wei   TEXT    NOT NULL CHECK (ltrim(net_wei, '-') <> '' AND substr(net_wei, 2) NOT GLOB '*[^0-9]*' AND net_wei GLOB '[-0-9]*'),
    at        INTEGER NOT NULL,
    crc       INTEGER NOT NULL DEFAULT 0
) STRICT;

-- paper_trades is what attempts would have done in paper mode.
CREATE TABLE paper_trades (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    opportunity INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    block       INTEGER NOT NULL,
    route       TEXT    NOT NULL CHECK (json_valid(route)),
    success     INTEGER NOT NULL CHECK (success IN (0, 1)),
    gross_wei   TEXT    NOT NULL,
    gas_wei     TEXT    NOT NULL,
    net_wei     TEXT    NOT NULL,
    error       TEXT
) STRICT;

-- control is the stop level that survives a restart: always one row.
CREATE TABLE control (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    level      TEXT    NOT NULL CHECK (level IN ('run', 'pause', 'drain', 'kill')),
    reason     TEXT    NOT NULL,
    who        TEXT    NOT NULL,
    changed_at INTEGER NOT NULL,
    until      INTEGER                                    -- a timed pause ends here
) STRICT;
INSERT INTO control (id, level, reason, who, changed_at) VALUES (1, 'run', '', '', 0);

-- settings is what the database has to remember about itself.
CREATE TABLE settings (
    key        TEXT PRIMARY KEY,
    value      TEXT    NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER attempts_seal AFTER INSERT ON attempts BEGIN
    UPDATE attempts SET crc = crc32c(id, opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, block, gas_used, gas_price, error, updated_at) WHERE id = NEW.id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER attempts_fixed BEFORE UPDATE OF id, opportunity, created_at, chain_id, account, nonce, raw, hash, route ON attempts BEGIN
    SELECT RAISE(ABORT, 'the transaction of an attempt never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER attempts_intact BEFORE UPDATE OF state, block, gas_used, gas_price, error, updated_at ON attempts
WHEN OLD.crc <> crc32c(OLD.id, OLD.opportunity, OLD.created_at, OLD.chain_id, OLD.account, OLD.nonce, OLD.raw, OLD.hash, OLD.route, OLD.state, OLD.block, OLD.gas_used, OLD.gas_price, OLD.error, OLD.updated_at) BEGIN
    SELECT RAISE(ABORT, 'corrupt row in attempts');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER attempts_reseal AFTER UPDATE OF state, block, gas_used, gas_price, error, updated_at ON attempts BEGIN
    UPDATE attempts SET crc = crc32c(id, opportunity, created_at, chain_id, account, nonce, raw, hash, route, state, block, gas_used, gas_price, error, updated_at) WHERE id = NEW.id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER attempts_kept BEFORE DELETE ON attempts BEGIN
    SELECT RAISE(ABORT, 'the journal is never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_seal AFTER INSERT ON ledger BEGIN
    UPDATE ledger SET crc = crc32c(attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at) WHERE attempt = NEW.attempt;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_intact BEFORE UPDATE OF attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at ON ledger
WHEN OLD.crc <> crc32c(OLD.attempt, OLD.block, OLD.tx, OLD.success, OLD.gross_wei, OLD.loss_wei, OLD.gas_wei, OLD.net_wei, OLD.at) BEGIN
    SELECT RAISE(ABORT, 'corrupt row in ledger');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_reseal AFTER UPDATE OF attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at ON ledger BEGIN
    UPDATE ledger SET crc = crc32c(attempt, block, tx, success, gross_wei, loss_wei, gas_wei, net_wei, at) WHERE attempt = NEW.attempt;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is never deleted');
END;
-- +goose StatementEnd
