-- Every agency that holds a leg of a dossier, or held one: what was counted there stays theirs.
INSERT IGNORE INTO former_holder (agency, code) SELECT agency, code FROM leg;
RENAME TABLE former_holder TO holder;

-- The open legs, for the work lists; derived from the timelines, and at start if there are none.
DROP TABLE leg;
CREATE TABLE leg (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number INT NOT NULL,
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- holder
  officer VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- empty: nobody
  standing TINYINT NOT NULL,          -- of its clock; see leg_tables.h
  due_day INT NOT NULL,               -- 2147483647: none, so that it sorts last
  receive_day INT NOT NULL,
  channel TINYINT NOT NULL,
  PRIMARY KEY (code, number),
  KEY leg_agency (agency, standing, due_day, code, number),
  KEY leg_officer (officer, standing, due_day, code, number)
) ENGINE=InnoDB;

-- The open linked legs that nobody has acknowledged; derived like the open legs. A table of its own,
-- so that the many legs that were never handed over pay for neither index.
CREATE TABLE unmatched_hand_over (
  code VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number INT NOT NULL,
  sender VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  receiver VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  give_time BIGINT NOT NULL,
  due_day INT NOT NULL,               -- as in leg
  PRIMARY KEY (code, number),
  KEY hand_over_sent (sender, give_time, code, number),
  KEY hand_over_received (receiver, give_time, code, number)
) ENGINE=InnoDB;
