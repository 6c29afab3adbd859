CREATE TABLE catalog_head (
  id TINYINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB;

INSERT INTO catalog_head (id, revision) VALUES (1, 0);

CREATE TABLE catalog_agency (
  id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name_vi VARCHAR(255) NOT NULL,
  level TINYINT NOT NULL,
  kind VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  group_vi VARCHAR(255) NOT NULL,
  parent VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  list_order INT NOT NULL,
  area VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  alias_of VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  valid_from INT NOT NULL,
  valid_to INT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB;

CREATE TABLE catalog_procedure (
  id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version INT NOT NULL,
  valid_from INT NOT NULL,
  name_vi VARCHAR(500) NOT NULL,
  field VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  field_vi VARCHAR(255) NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  service_level TINYINT NOT NULL,
  has_fee TINYINT NOT NULL,
  online_payment TINYINT NOT NULL,
  on_national_portal TINYINT NOT NULL,
  legal_time INT NOT NULL,
  legal_time_unit TINYINT NOT NULL,
  online_legal_time INT NOT NULL,
  same_day TINYINT NOT NULL,
  fee_dong BIGINT NOT NULL,
  PRIMARY KEY (id, version)
) ENGINE=InnoDB;

CREATE TABLE catalog_calendar_day (
  day INT NOT NULL,
  working TINYINT NOT NULL,
  reason_vi VARCHAR(255) NOT NULL,
  PRIMARY KEY (day)
) ENGINE=InnoDB;
