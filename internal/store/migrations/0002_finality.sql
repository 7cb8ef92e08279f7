-- +goose Up

-- An attempt is final once its receipt is deep enough in the chain, or once it
-- can have none. Until then a reorg may take its receipt back, and it is asked
-- for again. Not part of the row's crc: a wrong 0 costs a question to the node.
ALTER TABLE attempts ADD COLUMN final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1));
CREATE INDEX attempts_provisional ON attempts (final) WHERE final = 0;
