-- Strings that identify are ascii; instants are microseconds since 1970, days are days since 1970.
CREATE TABLE dossier (
  code VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_version INT NOT NULL,
  channel TINYINT NOT NULL,
  status TINYINT NOT NULL,
  status_day INT NOT NULL,
  file_time BIGINT NOT NULL,
  receive_time BIGINT NULL,
  due_day INT NULL,
  refused_day INT NULL,
  -- Days of supplement requests, separated by commas.
  supplement_days TEXT CHARACTER SET ascii COLLATE ascii_bin NULL,
  postal_out_day INT NULL,
  applicant_hash BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (code),
  KEY by_agency (agency, code)
) ENGINE=InnoDB;

-- Personal data, apart and erasable: without the salt the hash of a dossier leads to nobody.
CREATE TABLE person (
  dossier_code VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  full_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_vietnamese_as_ci NOT NULL,
  identity_number VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  phone VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  salt BINARY(16) NOT NULL,
  PRIMARY KEY (dossier_code)
) ENGINE=InnoDB;

-- The last serial given or kept in each code series, `H50.07-220315`.
CREATE TABLE code_serial (
  series VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_serial BIGINT NOT NULL,
  PRIMARY KEY (series)
) ENGINE=InnoDB;
