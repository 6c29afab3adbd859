-- Where each source stands here.
CREATE TABLE received_source (
  source VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  epoch VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  revision BIGINT NOT NULL,         -- of the source
  digest BINARY(16) NOT NULL,       -- over the cells below, as the source had it
  complete_until BIGINT NOT NULL,   -- microseconds since 1970; 0: nothing promised
  apply_time BIGINT NOT NULL,
  cell_count BIGINT NOT NULL        -- cells of value ≠ 0
) ENGINE=InnoDB;

-- The cells received. A cell taken back stays with value 0, so that those who follow this
-- database learn of it.
CREATE TABLE received_cell (
  cell_id BINARY(16) NOT NULL PRIMARY KEY,  -- SHA-256 of source and key, cut
  source VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel TINYINT NOT NULL,
  day INT NOT NULL,
  counter SMALLINT NOT NULL,
  responsible_agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value BIGINT NOT NULL,
  own_revision BIGINT NOT NULL      -- of received_head, when it changed last
) ENGINE=InnoDB;

-- One row: the count of this database itself. Locked first by every writer.
CREATE TABLE received_head (
  id TINYINT NOT NULL PRIMARY KEY,
  epoch VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  revision BIGINT NOT NULL
) ENGINE=InnoDB;
