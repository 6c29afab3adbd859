-- One row per dossier in processing. Codes and ids only: nothing here is personal.
CREATE TABLE dossier_case (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_version INT NOT NULL,
  field VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  catalog_revision BIGINT NOT NULL,   -- decided under at receipt
  status TINYINT NOT NULL,            -- national code, 0 when void
  withdrawal_requested TINYINT NOT NULL,
  withdrawal_cause BIGINT NOT NULL,   -- sequence in intake's journal
  void TINYINT NOT NULL,
  hand_over_time BIGINT NULL,
  version BIGINT NOT NULL,            -- counts the changes; the etag
  timeline MEDIUMBLOB NOT NULL        -- motcua.processing.storage.v1.Timeline
) ENGINE=InnoDB;

-- The legs as they are now, for the work list; derived from the timeline.
CREATE TABLE leg (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number INT NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- holder
  channel TINYINT NOT NULL,
  receive_day INT NOT NULL,
  due_day INT NOT NULL,               -- 2147483647: none, so that it sorts last
  waiting TINYINT NOT NULL,           -- PauseKind, 0 when the clock runs
  end_kind TINYINT NOT NULL,          -- LegEnd; 9 when the dossier is void
  end_day INT NULL,
  PRIMARY KEY (code, number),
  KEY leg_work (agency, end_kind, due_day, code, number)
) ENGINE=InnoDB;

-- Agencies that gave a leg away: what was counted there stays theirs.
CREATE TABLE former_holder (
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (agency, code)
) ENGINE=InnoDB;
