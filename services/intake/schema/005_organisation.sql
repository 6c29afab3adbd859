-- What an agency says of its own history. A site was told, but never kept.
ALTER TABLE catalog_agency
  ADD COLUMN IF NOT EXISTS has_site TINYINT NOT NULL DEFAULT 0,
  -- Empty: none.
  ADD COLUMN IF NOT EXISTS successor VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    DEFAULT '',
  -- Ids between commas.
  ADD COLUMN IF NOT EXISTS formed_from TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    DEFAULT '',
  -- Places between commas, oldest first, each `parent/area/last day`.
  ADD COLUMN IF NOT EXISTS former_places TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    DEFAULT '';
