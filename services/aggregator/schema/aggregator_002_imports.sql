-- Documents with reported numbers, withdrawn ones too. Their titles are free text: they stand here
-- and in no event.
CREATE TABLE import_document (
  id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  title_vi VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256 VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  organisation VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  import_time BIGINT NOT NULL,
  withdrawn TINYINT NOT NULL,
  count_size INT NOT NULL,
  version BIGINT NOT NULL,
  revision BIGINT NOT NULL,   -- of the journal, at its last change
  KEY import_revision (revision)
) ENGINE=InnoDB;

-- What each of them says.
CREATE TABLE import_count (
  import_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel TINYINT NOT NULL,
  day INT NOT NULL,
  counter SMALLINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (import_id, agency, procedure_id, channel, day, counter)
) ENGINE=InnoDB;
