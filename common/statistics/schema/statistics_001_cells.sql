-- The count of a source: every cell with its value now and the revision that changed it last.
-- Cells of an epoch that is being counted stand beside those of the epoch in cell_head.
CREATE TABLE IF NOT EXISTS cell (
  epoch_no INT NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel TINYINT NOT NULL,
  day INT NOT NULL,
  counter SMALLINT NOT NULL,
  responsible_agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (epoch_no, agency, procedure_id, channel, day, counter, responsible_agency),
  KEY cell_revision (epoch_no, revision)
) ENGINE=InnoDB;
-- One row: which epoch is in force, the journal sequence it is counted through, its digest.
CREATE TABLE IF NOT EXISTS cell_head (
  id TINYINT NOT NULL PRIMARY KEY,
  epoch CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch_no INT NOT NULL,
  revision BIGINT NOT NULL,
  digest BINARY(16) NOT NULL
) ENGINE=InnoDB;
INSERT IGNORE INTO cell_head (id, epoch, epoch_no, revision, digest)
  VALUES (1, LOWER(HEX(RANDOM_BYTES(16))), 1, 0, UNHEX(REPEAT('00', 16)));
