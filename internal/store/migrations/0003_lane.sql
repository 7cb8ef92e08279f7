-- +goose Up

-- lane_submissions says which sequence number of a round of Timeboost's express
-- lane belongs to which content: a row is durable before it is sent, and never
-- changes. Sequence numbers of a round are processed in order.
CREATE TABLE lane_submissions (
    chain_id   INTEGER NOT NULL,
    auction    TEXT    NOT NULL CHECK (length(auction) = 42),
    round      INTEGER NOT NULL CHECK (round >= 0),
    sequence   INTEGER NOT NULL CHECK (sequence >= 0),
    raw        BLOB    NOT NULL CHECK (length(raw) > 0),        -- the signed transaction
    hash       TEXT    NOT NULL CHECK (length(hash) = 66),      -- of the transaction
    signature  BLOB    NOT NULL CHECK (length(signature) = 65), -- the controller's
    created_at INTEGER NOT NULL,
    crc        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (chain_id, auction, round, sequence),
    UNIQUE (chain_id, auction, round, hash)
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER lane_submissions_seal AFTER INSERT ON lane_submissions BEGIN
    UPDATE lane_submissions SET crc = crc32c(chain_id, auction, round, sequence, raw, hash, signature, created_at)
    WHERE chain_id = NEW.chain_id AND auction = NEW.auction AND round = NEW.round AND sequence = NEW.sequence;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER lane_submissions_fixed BEFORE UPDATE OF chain_id, auction, round, sequence, raw, hash, signature, created_at ON lane_submissions BEGIN
    SELECT RAISE(ABORT, 'a submission never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER lane_submissions_kept BEFORE DELETE ON lane_submissions BEGIN
    SELECT RAISE(ABORT, 'submissions are never deleted');
END;
-- +goose StatementEnd
