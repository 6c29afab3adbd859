-- The catalogue as it was last received; one row.
CREATE TABLE aggregator_catalog (
  id TINYINT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL,
  content LONGBLOB NOT NULL   -- motcua.catalog.v1.Catalog
) ENGINE=InnoDB;
