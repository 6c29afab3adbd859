-- Statements on their way: when their first line was written. Removed once a statement names the
-- upload, or with its lines when none does.
CREATE TABLE statement_upload (
  upload VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  begin_time BIGINT NOT NULL,
  KEY by_time (begin_time)
) ENGINE=InnoDB;
