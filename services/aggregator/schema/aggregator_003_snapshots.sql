-- Closed periods. A row is never changed and never deleted.
CREATE TABLE snapshot (
  first_day INT NOT NULL,
  last_day INT NOT NULL,
  number INT NOT NULL,
  head MEDIUMBLOB NOT NULL,   -- motcua.aggregator.v1.Snapshot, signed
  PRIMARY KEY (first_day, last_day, number)
) ENGINE=InnoDB;

-- What heads refer to, once each: contents, pages of facts, catalogues. Written before the head that
-- names it; what no head names is swept.
CREATE TABLE snapshot_part (
  digest BINARY(32) NOT NULL PRIMARY KEY,   -- SHA-256 over the canonical form
  content LONGBLOB NOT NULL
) ENGINE=InnoDB;
