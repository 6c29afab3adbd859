-- How the statuses of each province are followed. `generation` counts the times they were
-- forgotten to be read anew: rows of an older one are of no account, and are deleted bit by bit.
-- replay_target 0: no replay is under way. The cell columns are the head of synced_cell.
CREATE TABLE sync_province (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  generation BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  replay BIGINT NOT NULL,
  replay_sequence BIGINT NOT NULL,
  replay_target BIGINT NOT NULL,
  cell_epoch CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  cell_revision BIGINT NOT NULL,
  cell_digest BINARY(16) NOT NULL
) ENGINE=InnoDB;

-- Every event held of every dossier; `sequence` is that of the province's intake.
CREATE TABLE synced_status (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  generation BIGINT NOT NULL,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sequence BIGINT NOT NULL,
  number BIGINT NOT NULL,
  status TINYINT NOT NULL,
  day INT NOT NULL,
  begins TINYINT NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel TINYINT NULL,
  PRIMARY KEY (province, generation, code, sequence)
) ENGINE=InnoDB;

-- What they amount to. `has_gaps` is 0 for a void dossier.
CREATE TABLE synced_dossier (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  generation BIGINT NOT NULL,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status TINYINT NOT NULL,
  sequence BIGINT NOT NULL,
  statuses INT NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel TINYINT NULL,
  finish_day INT NULL,
  has_gaps TINYINT NOT NULL,
  fully_synced TINYINT NOT NULL,
  PRIMARY KEY (province, generation, code),
  KEY synced_dossier_gaps (province, generation, has_gaps, code),
  KEY synced_dossier_totals (province, generation, status, fully_synced, has_gaps),
  KEY synced_dossier_synced (province, generation, fully_synced, code)
) ENGINE=InnoDB;

-- What the bridge put last, of dossiers that are not followed.
CREATE TABLE bridged_dossier (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status TINYINT NOT NULL,
  status_time BIGINT NOT NULL,
  PRIMARY KEY (province, code),
  KEY bridged_dossier_status (province, status)
) ENGINE=InnoDB;

-- Fully synced results as cells of each province's source `portal`.
CREATE TABLE synced_cell (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  generation BIGINT NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel TINYINT NOT NULL,
  day INT NOT NULL,
  value BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (province, generation, agency, procedure_id, channel, day),
  KEY synced_cell_revision (province, generation, revision)
) ENGINE=InnoDB;
