-- The ledger only grows: no row of ledger_transaction, ledger_entry, payment_finding, receipt,
-- confirmation, statement or statement_line is ever changed. Codes and amounts, nothing personal:
-- what payers write is kept as a hash. Instants are microseconds since 1970, days local days.

-- The head of an account: the dossier as followed (no money), and how often it was changed. The
-- rest follows from the ledger: state for lists, expire_time of the pending payment for the sweep.
CREATE TABLE account (
  code VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,  -- or confirmations/…
  opened TINYINT NOT NULL,            -- 0: processing spoke before intake, or no dossier
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- first receiver
  procedure_id VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel TINYINT NOT NULL,           -- of the dossier
  receive_time BIGINT NULL,
  end_time BIGINT NULL,               -- withdrawn, stopped, refused
  void_time BIGINT NULL,
  state TINYINT NOT NULL,             -- Account.State; 0 unless opened
  expire_time BIGINT NULL,
  version BIGINT NOT NULL,            -- the etag
  KEY by_agency (agency, code),
  KEY by_state (state, code),
  KEY by_expiry (expire_time)
) ENGINE=InnoDB;

CREATE TABLE ledger_transaction (
  account VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number INT NOT NULL,                -- 1, 2, 3 … in its account
  kind VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- payment_posted …
  event_time BIGINT NOT NULL,
  day INT NOT NULL,                   -- of event_time
  about INT NOT NULL,                 -- number of the obligation, payment, refund, receipt; 0: none
  reason_code VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount_dong BIGINT NOT NULL,        -- raised, begun, received, refunded, receipted
  obligation_kind TINYINT NOT NULL,   -- 0 but for obligation_raised
  discount_percent TINYINT NOT NULL,
  channel TINYINT NOT NULL,           -- PaymentChannel of a payment, else 0
  expire_time BIGINT NULL,
  gateway_transaction VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reference_hash VARBINARY(16) NOT NULL,
  PRIMARY KEY (account, number),
  KEY by_day (day, kind, channel, gateway_transaction)  -- the order of a reconciliation
) ENGINE=InnoDB;

CREATE TABLE ledger_entry (
  account VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number INT NOT NULL,
  line INT NOT NULL,
  ledger_account VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- receivable/1 …
  amount_dong BIGINT NOT NULL,        -- debit +, credit −
  PRIMARY KEY (account, number, line)
) ENGINE=InnoDB;

CREATE TABLE payment_finding (
  account VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number INT NOT NULL,                -- of the transaction that found it
  line INT NOT NULL,
  kind TINYINT NOT NULL,              -- PaymentFinding.Kind
  gateway TINYINT NOT NULL,           -- PaymentChannel, 0: none
  gateway_transaction VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount_dong BIGINT NOT NULL,
  event_time BIGINT NOT NULL,
  PRIMARY KEY (account, number, line),
  KEY by_time (event_time, account, number, line)
) ENGINE=InnoDB;

-- Serials given; the last of a book is the greatest. What became of a receipt tells the ledger.
CREATE TABLE receipt (
  agency VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  book VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  serial BIGINT NOT NULL,
  account VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number INT NOT NULL,                -- of the transaction that gave it
  receipt INT NOT NULL,               -- number in the account
  replaces INT NOT NULL,              -- number of the old receipt; 0: none
  PRIMARY KEY (agency, book, serial),
  UNIQUE KEY by_account (account, number)
) ENGINE=InnoDB;

-- Which account has a gateway's transaction: each is there once, assigned or not.
CREATE TABLE confirmation (
  gateway TINYINT NOT NULL,
  gateway_transaction VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (gateway_transaction, gateway)  -- looked up by transactions alone
) ENGINE=InnoDB;

-- Only the newest version of a day counts.
CREATE TABLE statement (
  gateway TINYINT NOT NULL,
  day INT NOT NULL,
  version INT NOT NULL,
  upload VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  digest BINARY(32) NOT NULL,
  line_count BIGINT NOT NULL,
  amount_dong BIGINT NOT NULL,
  PRIMARY KEY (gateway, day, version),
  UNIQUE KEY by_upload (upload)
) ENGINE=InnoDB;

-- Written before their statement is imported: lines of an upload that no statement names count
-- for nothing and may be removed.
CREATE TABLE statement_line (
  upload VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  line INT NOT NULL,
  gateway_transaction VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  dossier VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,  -- empty: none named
  amount_dong BIGINT NOT NULL,
  time BIGINT NOT NULL,
  PRIMARY KEY (upload, gateway_transaction, line)  -- the order of a reconciliation
) ENGINE=InnoDB;
