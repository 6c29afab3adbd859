-- What is, or was, wrong with a province.
CREATE TABLE portal_problem (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind TINYINT NOT NULL,
  subject VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_time BIGINT NOT NULL,       -- microseconds since 1970, as all times here
  last_time BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  detail VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  passed_time BIGINT NULL,
  PRIMARY KEY (province, kind, subject)
) ENGINE=InnoDB;

-- Epochs of a province that were held here and given up for another.
CREATE TABLE portal_left_epoch (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (province, epoch)
) ENGINE=InnoDB;

-- Epochs an administrator takes whatever they contradict; each is used once.
CREATE TABLE portal_accepted_epoch (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (province, epoch)
) ENGINE=InnoDB;

-- Faults on request.
CREATE TABLE portal_faults (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  refuse_per_mille INT NOT NULL,
  delay_per_mille INT NOT NULL,
  delay_ms INT NOT NULL,
  duplicate_per_mille INT NOT NULL,
  forget_per_mille INT NOT NULL,
  seed BIGINT NOT NULL
) ENGINE=InnoDB;

-- Verified snapshots. One with usable = 0 keeps its place in the order of numbers and nothing more.
CREATE TABLE portal_snapshot (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_day INT NOT NULL,
  last_day INT NOT NULL,
  number INT NOT NULL,
  provisional TINYINT NOT NULL,
  usable TINYINT NOT NULL,
  digest BINARY(32) NOT NULL,
  key_id VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  receive_time BIGINT NOT NULL,
  row_hash BINARY(32) NOT NULL,     -- SHA-256 over the above and its sums
  PRIMARY KEY (province, first_day, last_day, number)
) ENGINE=InnoDB;

-- What the facts of a snapshot add up to.
CREATE TABLE portal_snapshot_sum (
  province VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_day INT NOT NULL,
  last_day INT NOT NULL,
  number INT NOT NULL,
  counter SMALLINT NOT NULL,
  channel TINYINT NOT NULL,
  flow BIGINT NOT NULL,
  before_period BIGINT NOT NULL,
  PRIMARY KEY (province, first_day, last_day, number, counter, channel)
) ENGINE=InnoDB;
