ALTER TABLE catalog_procedure
  ADD COLUMN charge_dong BIGINT NOT NULL DEFAULT 0,
  -- Level, 0 is that of the managing agency.
  ADD COLUMN offered_at TINYINT NOT NULL DEFAULT 0;

CREATE TABLE catalog_component (
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_version INT NOT NULL,
  position INT NOT NULL,
  id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name_vi VARCHAR(500) NOT NULL,
  optional TINYINT NOT NULL,
  PRIMARY KEY (procedure_id, procedure_version, position)
) ENGINE=InnoDB;

CREATE TABLE catalog_fee_discount (
  id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Empty: every procedure.
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  percent TINYINT NOT NULL,
  valid_from INT NOT NULL,
  valid_to INT NOT NULL,
  basis_vi VARCHAR(255) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB;
