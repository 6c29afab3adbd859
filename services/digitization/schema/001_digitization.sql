-- Files on disk that were checked. A file without a row belongs to nobody.
CREATE TABLE paper_file (
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL,
  media_type VARCHAR(127) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  store_time BIGINT NOT NULL
) ENGINE=InnoDB;

-- Files that an erasure left without use: to be removed from the disk. Each erasure adds its own
-- row, so that whoever is done with one does not forget the next.
CREATE TABLE file_to_erase (
  sequence BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE=InnoDB;

-- One row per dossier. Codes and ids only: nothing here is personal. All but version and state
-- is derived from state.
CREATE TABLE folder (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NULL,        -- null before the receipt
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NULL,  -- likewise
  finisher VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NULL,
  finish_day INT NULL,
  incomplete TINYINT NOT NULL,      -- a required component is not digitized
  result_missing TINYINT NOT NULL,  -- finished without a result
  doubtful TINYINT NOT NULL,        -- the newest result is
  doubts INT NOT NULL,              -- of that result: 1 << Doubt, added
  version BIGINT NOT NULL,          -- counts the changes; the etag
  state MEDIUMBLOB NOT NULL,        -- motcua.digitization.storage.v1.Folder
  KEY folder_agency (agency, code),
  KEY folder_finisher (finisher, code),
  KEY folder_missing (result_missing, code),
  KEY folder_doubtful (doubtful, finish_day, code)
) ENGINE=InnoDB;

-- Which folders a file is a component of, in any version; derived.
CREATE TABLE component_use (
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scanned TINYINT NOT NULL,  -- 0: only reused from a personal document store
  PRIMARY KEY (sha256, code)
) ENGINE=InnoDB;

-- Which folders a file is the result of, in any version; derived.
CREATE TABLE result_use (
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (sha256, code)
) ENGINE=InnoDB;

-- Results attached just before they were due, by agency and time: where bursts are seen.
CREATE TABLE near_due_result (
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attach_time BIGINT NOT NULL,
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (agency, attach_time, code),
  KEY near_due_code (code)
) ENGINE=InnoDB;

-- Personal, erasable: detached signatures, which name their signers.
CREATE TABLE signature (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  component VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- empty: the result
  version INT NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,        -- what was signed
  der BLOB NOT NULL,
  PRIMARY KEY (code, component, version)
) ENGINE=InnoDB;

-- Personal, erasable: fields as OCR has read them.
CREATE TABLE reading (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  component VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version INT NOT NULL,
  fields MEDIUMBLOB NOT NULL,  -- motcua.digitization.v1.ExtractFieldsResponse
  PRIMARY KEY (code, component, version)
) ENGINE=InnoDB;

-- Personal, erasable: papers of citizens and companies, by a keyed hash of the identity number.
CREATE TABLE personal_document (
  id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  owner_key BINARY(32) NOT NULL,
  kind VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  dossier VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  verdict TINYINT NOT NULL,
  valid_to INT NULL,  -- null: without end
  store_time BIGINT NOT NULL,
  KEY document_owner (owner_key, store_time),
  KEY document_dossier (dossier),
  KEY document_file (sha256)
) ENGINE=InnoDB;
