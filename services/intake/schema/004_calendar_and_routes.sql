CREATE TABLE catalog_calendar_year (
  year INT NOT NULL,
  source VARCHAR(500) NOT NULL,
  PRIMARY KEY (year)
) ENGINE=InnoDB;

-- A day says nothing without the year it belongs to: who stated days states them again, with years.
DELETE FROM catalog_calendar_day;
ALTER TABLE catalog_calendar_day
  DROP COLUMN working,
  -- DayKind: 0 off, 1 working, 2 morning off, 3 afternoon off.
  ADD COLUMN kind TINYINT NOT NULL AFTER day,
  ADD COLUMN source VARCHAR(500) NOT NULL;

CREATE TABLE catalog_route_step (
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  procedure_version INT NOT NULL,
  number INT NOT NULL,
  -- One of the two.
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name_vi VARCHAR(255) NOT NULL,
  time INT NOT NULL,
  time_unit TINYINT NOT NULL,
  may_pause TINYINT NOT NULL,
  -- Numbers of the steps before, between commas.
  after VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (procedure_id, procedure_version, number)
) ENGINE=InnoDB;
