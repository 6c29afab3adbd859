-- One row per change of all open due dates; at most the newest runs.
CREATE TABLE recalculation (
  number BIGINT NOT NULL PRIMARY KEY,
  state TINYINT NOT NULL,             -- as in processing.proto
  catalog_revision BIGINT NOT NULL,
  reason_code VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  organisation VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  start_time BIGINT NOT NULL,
  end_time BIGINT NULL,
  examined BIGINT NOT NULL,           -- dossiers, of the present or last walk
  moved BIGINT NOT NULL,              -- legs
  walked_through VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- code
  walk_moved BIGINT NOT NULL
) ENGINE=InnoDB;
