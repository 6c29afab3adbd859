-- One row: every transaction that writes locks it first, so commits of all instances are ordered.
-- counter_version 0 until the first instance starts; pulse counts transactions, also without events.
CREATE TABLE journal_head (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence BIGINT NOT NULL,
  chain_hash BINARY(32) NOT NULL,
  counter_version BIGINT NOT NULL,
  pulse BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB;

INSERT INTO journal_head (id, sequence, chain_hash, counter_version)
VALUES (1, 0, REPEAT('\0', 32), 0);

-- Never updated, never deleted. The request columns stand on the last event of a command only.
CREATE TABLE event (
  sequence BIGINT NOT NULL PRIMARY KEY,
  subject VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  event_time BIGINT NOT NULL,
  record_time BIGINT NOT NULL,
  organisation VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  command_end TINYINT NOT NULL,
  chain_hash BINARY(32) NOT NULL,
  request_key BINARY(16) NULL UNIQUE,
  body_hash VARBINARY(32) NULL,
  resource VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL
) ENGINE=InnoDB;

-- Where this service stands in each journal it follows.
CREATE TABLE follower_cursor (
  source VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  chain_hash VARBINARY(32) NOT NULL
) ENGINE=InnoDB;

-- Followed commands that could not be applied: the cursor moved on, people decide.
CREATE TABLE conflict (
  source VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sequence BIGINT NOT NULL,
  reason VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  record_time BIGINT NOT NULL,
  PRIMARY KEY (source, sequence)
) ENGINE=InnoDB;
