-- Covers the request columns, which the chain leaves out (journal/verify.h). NULL where they are,
-- and on what was stored before this column was.
ALTER TABLE event ADD COLUMN request_hash BINARY(16) NULL;
