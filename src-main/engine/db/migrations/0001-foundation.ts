import type { Migration } from './migration.ts';

export const foundation: Migration = {
  number: 1,
  title: 'the log, the case, its items, what witnesses say of them, their keyframes, fixity checks',
  sql: `
-- The record. Everything below it is a projection that replaying it gives again.
CREATE TABLE log_entry (
  seq   INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL,
  leaf  BLOB NOT NULL CHECK (length(leaf) = 32)
) STRICT;
CREATE TRIGGER log_entry_is_never_changed BEFORE UPDATE ON log_entry
  BEGIN SELECT RAISE(ABORT, 'log entries are never changed'); END;
CREATE TRIGGER log_entry_is_never_removed BEFORE DELETE ON log_entry
  BEGIN SELECT RAISE(ABORT, 'log entries are never removed'); END;

-- Roots of the complete runs of 256 leaves, so that a root or a proof need not read every leaf.
CREATE TABLE log_subtree (
  n    INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Every signed state of the log, as the entries tell of them.
CREATE TABLE checkpoint (
  size      INTEGER PRIMARY KEY,
  seq       INTEGER NOT NULL REFERENCES log_entry (seq),
  signed_at TEXT NOT NULL,
  root      TEXT NOT NULL,
  note      TEXT NOT NULL
) STRICT;

-- Checkpoints of other logs that this custodian has witnessed.
CREATE TABLE cosigned_checkpoint (
  seq          INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  cosigned_at  TEXT NOT NULL,
  origin       TEXT NOT NULL,
  verifier_key TEXT NOT NULL,
  size         INTEGER NOT NULL,
  root         TEXT NOT NULL
) STRICT;
CREATE INDEX cosigned_checkpoint_by_origin ON cosigned_checkpoint (origin, size);

CREATE TABLE anchor_request (
  seq          INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  size         INTEGER NOT NULL REFERENCES checkpoint (size),
  requested_at TEXT NOT NULL,
  imprint      TEXT NOT NULL,
  nonce        TEXT NOT NULL,
  request      TEXT NOT NULL
) STRICT;

CREATE TABLE anchor (
  seq          INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  request_seq  INTEGER NOT NULL REFERENCES anchor_request (seq),
  size         INTEGER NOT NULL REFERENCES checkpoint (size),
  gen_time     TEXT NOT NULL,
  accuracy_ms  INTEGER,
  authority    TEXT NOT NULL,
  root_sha256  TEXT NOT NULL,
  reply        TEXT NOT NULL,
  roots        TEXT NOT NULL
) STRICT;

-- Which entries concern which item; the entry itself stays in log_entry.
CREATE TABLE entry_item (
  item_number INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  PRIMARY KEY (item_number, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_info (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  seq       INTEGER NOT NULL REFERENCES log_entry (seq),
  log       TEXT NOT NULL,
  title     TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  -- The log that this one is the successor of.
  predecessor TEXT
) STRICT;

CREATE TABLE signing_key (
  fingerprint TEXT PRIMARY KEY,
  seq         INTEGER NOT NULL REFERENCES log_entry (seq),
  role        TEXT NOT NULL CHECK (role IN ('custodian', 'log')),
  name        TEXT NOT NULL,
  affiliation TEXT,
  public_key  TEXT NOT NULL,
  encrypted   INTEGER NOT NULL CHECK (encrypted IN (0, 1)),
  backed_up_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  seq          INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  started_at   TEXT NOT NULL,
  ended_at     TEXT,
  tool_version TEXT NOT NULL,
  clock_state  TEXT NOT NULL
) STRICT;

CREATE TABLE import_run (
  seq           INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  started_at    TEXT NOT NULL,
  ended_at      TEXT,
  outcome       TEXT NOT NULL CHECK (outcome IN ('unfinished', 'finished', 'cancelled', 'stopped')),
  request       TEXT NOT NULL,
  received_from TEXT,
  how           TEXT,
  source_url    TEXT,
  relevance     TEXT
) STRICT;
CREATE INDEX import_run_by_request ON import_run (request);

CREATE TABLE import_gap (
  import_seq INTEGER NOT NULL REFERENCES import_run (seq),
  field      TEXT NOT NULL,
  why        TEXT NOT NULL,
  PRIMARY KEY (import_seq, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
  number             INTEGER PRIMARY KEY,
  sha256             TEXT NOT NULL UNIQUE,
  bytes              INTEGER NOT NULL,
  first_seq          INTEGER NOT NULL REFERENCES log_entry (seq),
  name               TEXT NOT NULL,
  media_kind         TEXT,
  duration_s         TEXT,
  width              INTEGER,
  height             INTEGER,
  damaged            INTEGER NOT NULL DEFAULT 0 CHECK (damaged IN (0, 1)),
  disagreement_count INTEGER NOT NULL DEFAULT 0,
  credentials        TEXT,
  examined_seq       INTEGER REFERENCES log_entry (seq),
  keyframes_seq      INTEGER REFERENCES log_entry (seq)
) STRICT;
CREATE INDEX item_not_examined ON item (number) WHERE examined_seq IS NULL OR keyframes_seq IS NULL;
-- What a library is sorted by.
CREATE INDEX item_by_name ON item (name COLLATE NOCASE, number);
CREATE INDEX item_by_bytes ON item (bytes, number);
CREATE INDEX item_by_duration ON item (coalesce(CAST(duration_s AS REAL), -1), number);

-- Every file made by a tool or by us that the log answers for. The evidentiary copies are the items themselves.
CREATE TABLE derivative (
  sha256      TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  seq         INTEGER NOT NULL REFERENCES log_entry (seq),
  item_number INTEGER REFERENCES item (number)
) STRICT;
CREATE UNIQUE INDEX derivative_once ON derivative (sha256, coalesce(item_number, 0));
CREATE INDEX derivative_by_item ON derivative (item_number);

CREATE TABLE receipt (
  seq               INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  item_number       INTEGER NOT NULL REFERENCES item (number),
  import_seq        INTEGER NOT NULL REFERENCES import_run (seq),
  received_at       TEXT NOT NULL,
  name              TEXT NOT NULL,
  name_bytes        BLOB,
  source_path       TEXT NOT NULL,
  source_path_bytes BLOB,
  source_modified   TEXT NOT NULL,
  volume            TEXT NOT NULL,
  copy_verified     INTEGER NOT NULL CHECK (copy_verified IN (0, 1))
) STRICT;
CREATE INDEX receipt_by_item ON receipt (item_number, seq);
CREATE INDEX receipt_by_source ON receipt (import_seq, source_path);

CREATE TABLE other_digest (
  item_number INTEGER NOT NULL REFERENCES item (number),
  algorithm   TEXT NOT NULL,
  digest      TEXT NOT NULL,
  seq         INTEGER NOT NULL REFERENCES log_entry (seq),
  PRIMARY KEY (item_number, algorithm)
) STRICT, WITHOUT ROWID;
CREATE INDEX other_digest_by_digest ON other_digest (digest);

CREATE TABLE source_not_received (
  seq         INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  import_seq  INTEGER NOT NULL REFERENCES import_run (seq),
  source_path TEXT NOT NULL,
  reason      TEXT NOT NULL
) STRICT;

CREATE TABLE witness_report (
  seq         INTEGER NOT NULL REFERENCES log_entry (seq),
  witness     TEXT NOT NULL,
  item_number INTEGER NOT NULL REFERENCES item (number),
  version     TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  problem     TEXT,
  raw_sha256  TEXT NOT NULL,
  raw_bytes   INTEGER NOT NULL,
  PRIMARY KEY (seq, witness)
) STRICT, WITHOUT ROWID;
CREATE INDEX witness_report_by_item ON witness_report (item_number, seq);

CREATE TABLE observation (
  seq     INTEGER NOT NULL REFERENCES log_entry (seq),
  n       INTEGER NOT NULL,
  witness TEXT NOT NULL,
  field   TEXT NOT NULL,
  basis   TEXT NOT NULL,
  path    TEXT NOT NULL,
  raw     TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
-- What a library is narrowed by: a few rows of many.
CREATE INDEX observation_of_codec ON observation (value, seq) WHERE field = 'video-codec';
CREATE INDEX observation_of_position ON observation (seq, value) WHERE field = 'position';

CREATE TABLE disagreement (
  seq        INTEGER NOT NULL REFERENCES log_entry (seq),
  n          INTEGER NOT NULL,
  field      TEXT NOT NULL,
  tolerance  TEXT NOT NULL,
  statements TEXT NOT NULL,
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE keyframe_scan (
  seq          INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  item_number  INTEGER NOT NULL REFERENCES item (number),
  -- NULL when there is nothing to show; then "none_because" says why.
  index_sha256 TEXT,
  index_bytes  INTEGER,
  basis        TEXT,
  time_base    TEXT,
  indexed      INTEGER NOT NULL,
  pictured     INTEGER NOT NULL,
  none_because TEXT
) STRICT;
CREATE INDEX keyframe_scan_by_item ON keyframe_scan (item_number, seq);

CREATE TABLE keyframe (
  seq           INTEGER NOT NULL REFERENCES keyframe_scan (seq),
  n             INTEGER NOT NULL,
  pts           INTEGER NOT NULL,
  position      INTEGER,
  found         TEXT NOT NULL,
  frame_sha256  TEXT,
  pdq           TEXT,
  pdq_quality   INTEGER,
  poster_sha256 TEXT,
  poster_bytes  INTEGER,
  distinct_here INTEGER CHECK (distinct_here IN (0, 1)),
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;

-- Whether two items show the same footage, as a person judged it; of two items, the newest judgement counts.
CREATE TABLE sameness (
  seq       INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  a_number  INTEGER NOT NULL REFERENCES item (number),
  b_number  INTEGER NOT NULL REFERENCES item (number),
  judged_at TEXT NOT NULL,
  verdict   TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'undetermined')),
  because   TEXT NOT NULL
) STRICT;
CREATE INDEX sameness_by_a ON sameness (a_number);
CREATE INDEX sameness_by_b ON sameness (b_number);

-- The parts of both items that a judgement is about; none where it is about both as a whole. Times in units of the time bases.
CREATE TABLE sameness_segment (
  seq         INTEGER NOT NULL REFERENCES sameness (seq),
  n           INTEGER NOT NULL,
  mirrored    INTEGER NOT NULL CHECK (mirrored IN (0, 1)),
  a_from      INTEGER NOT NULL,
  a_to        INTEGER NOT NULL,
  a_time_base TEXT NOT NULL,
  b_from      INTEGER NOT NULL,
  b_to        INTEGER NOT NULL,
  b_time_base TEXT NOT NULL,
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE fixity_check (
  seq           INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  checked_at    TEXT NOT NULL,
  checked       INTEGER NOT NULL,
  finding_count INTEGER NOT NULL,
  result_sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE fixity_finding (
  seq         INTEGER NOT NULL REFERENCES fixity_check (seq),
  n           INTEGER NOT NULL,
  item_number INTEGER REFERENCES item (number),
  path        TEXT NOT NULL,
  code        TEXT NOT NULL,
  expected    TEXT NOT NULL,
  actual      TEXT NOT NULL,
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;

-- What was claimed of items, in the claimant's words, and how it was read (JSON of the entry).
CREATE TABLE claim (
  number            INTEGER PRIMARY KEY,
  seq               INTEGER NOT NULL UNIQUE REFERENCES log_entry (seq),
  recorded_at       TEXT NOT NULL,
  about             TEXT NOT NULL CHECK (about IN ('time', 'place', 'identity', 'figure', 'other')),
  claimant          TEXT NOT NULL,
  quote             TEXT NOT NULL,
  language          TEXT,
  translation       TEXT,
  source_url        TEXT,
  said_at           TEXT,
  meaning           TEXT NOT NULL,
  means             TEXT,
  reading_confirmed INTEGER NOT NULL CHECK (reading_confirmed IN (0, 1))
) STRICT;

CREATE TABLE claim_item (
  claim_number INTEGER NOT NULL REFERENCES claim (number),
  n            INTEGER NOT NULL,
  item_number  INTEGER NOT NULL REFERENCES item (number),
  PRIMARY KEY (claim_number, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_item_by_item ON claim_item (item_number);

CREATE TABLE evidence (
  number            INTEGER PRIMARY KEY,
  seq               INTEGER NOT NULL UNIQUE REFERENCES log_entry (seq),
  claim_number      INTEGER NOT NULL REFERENCES claim (number),
  recorded_at       TEXT NOT NULL,
  basis             TEXT NOT NULL,
  limit_kind        TEXT NOT NULL,
  statement         TEXT NOT NULL,
  withdrawn_seq     INTEGER REFERENCES log_entry (seq),
  withdrawn_because TEXT
) STRICT;
CREATE INDEX evidence_by_claim ON evidence (claim_number, number);

CREATE TABLE assessment (
  seq             INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  claim_number    INTEGER NOT NULL REFERENCES claim (number),
  assessed_at     TEXT NOT NULL,
  verdict         TEXT NOT NULL,
  inputs          TEXT NOT NULL,
  document_sha256 TEXT NOT NULL,
  document_bytes  INTEGER NOT NULL
) STRICT;
CREATE INDEX assessment_by_claim ON assessment (claim_number, seq);

CREATE TABLE judgement (
  seq            INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  claim_number   INTEGER NOT NULL REFERENCES claim (number),
  judged_at      TEXT NOT NULL,
  verdict        TEXT NOT NULL,
  because        TEXT NOT NULL,
  assessment_seq INTEGER REFERENCES assessment (seq)
) STRICT;
CREATE INDEX judgement_by_claim ON judgement (claim_number, seq);

-- How often an item was looked at, and where: at the command line or in the window.
CREATE TABLE item_opening (
  seq         INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  item_number INTEGER NOT NULL REFERENCES item (number),
  opened_at   TEXT NOT NULL,
  place       TEXT NOT NULL
) STRICT;
CREATE INDEX item_opening_by_item ON item_opening (item_number, seq);

-- Notes and marks, and what takes their place: a row without text withdraws the one that it replaces.
CREATE TABLE item_note (
  seq               INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  item_number       INTEGER NOT NULL REFERENCES item (number),
  noted_at          TEXT NOT NULL,
  kind              TEXT,
  text              TEXT,
  label             TEXT,
  from_pts          INTEGER,
  to_pts            INTEGER,
  time_base         TEXT,
  stream            INTEGER,
  x                 INTEGER,
  y                 INTEGER,
  width             INTEGER,
  height            INTEGER,
  picture_width     INTEGER,
  picture_height    INTEGER,
  -- Once: of two corrections of one note, which one stands could not be said.
  replaces          INTEGER UNIQUE REFERENCES item_note (seq),
  withdrawn_because TEXT,
  CHECK ((text IS NULL) = (withdrawn_because IS NOT NULL))
) STRICT;
CREATE INDEX item_note_by_item ON item_note (item_number, seq);

-- Files that were made from an item on demand; "derivative" names them as well.
CREATE TABLE made_file (
  seq         INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  item_number INTEGER NOT NULL REFERENCES item (number),
  made_at     TEXT NOT NULL,
  made_for    TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  media_type  TEXT NOT NULL,
  tool        TEXT NOT NULL,
  version     TEXT NOT NULL,
  pts         INTEGER,
  time_base   TEXT,
  starts_at_s TEXT
) STRICT;
CREATE INDEX made_file_by_item ON made_file (item_number, seq);

CREATE TABLE item_disposition (
  seq         INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  item_number INTEGER NOT NULL REFERENCES item (number),
  disposed_at TEXT NOT NULL,
  disposition TEXT NOT NULL,
  receiver    TEXT,
  because     TEXT NOT NULL
) STRICT;
CREATE INDEX item_disposition_by_item ON item_disposition (item_number, seq);

-- Bundles handed over, receipts for them, bundles taken in. Which items: entry_item.
CREATE TABLE bundle_export (
  seq             INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  bundle          TEXT NOT NULL,
  exported_at     TEXT NOT NULL,
  item_count      INTEGER NOT NULL,
  entry_count     INTEGER NOT NULL,
  disclosure      TEXT NOT NULL,
  checkpoint_size INTEGER NOT NULL REFERENCES checkpoint (size),
  form            TEXT NOT NULL,
  -- A JSON list of texts; NULL when it is not encrypted.
  encrypted_to    TEXT,
  originals       INTEGER NOT NULL CHECK (originals IN (0, 1))
) STRICT;
CREATE INDEX bundle_export_by_bundle ON bundle_export (bundle);

CREATE TABLE bundle_receipt (
  seq          INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  bundle       TEXT NOT NULL,
  filed_at     TEXT NOT NULL,
  receiver     TEXT NOT NULL,
  receiver_key TEXT NOT NULL,
  key_pinned   INTEGER NOT NULL CHECK (key_pinned IN (0, 1)),
  finding_count INTEGER NOT NULL,
  receipt      TEXT NOT NULL
) STRICT;
CREATE INDEX bundle_receipt_by_bundle ON bundle_receipt (bundle);

CREATE TABLE bundle_received (
  seq           INTEGER PRIMARY KEY REFERENCES log_entry (seq),
  bundle        TEXT NOT NULL,
  received_at   TEXT NOT NULL,
  sender        TEXT NOT NULL,
  sender_key    TEXT NOT NULL,
  key_pinned    INTEGER NOT NULL CHECK (key_pinned IN (0, 1)),
  log           TEXT NOT NULL,
  item_count    INTEGER NOT NULL,
  entry_count   INTEGER NOT NULL,
  disclosure    TEXT NOT NULL,
  contents      TEXT NOT NULL,
  verification  TEXT NOT NULL,
  finding_count INTEGER NOT NULL,
  receipt       TEXT NOT NULL,
  originals     INTEGER NOT NULL CHECK (originals IN (0, 1))
) STRICT;
CREATE INDEX bundle_received_by_bundle ON bundle_received (bundle);

-- What came along with a bundle, each part with the log that it is of: as its custodian states it, not as this case does.
-- "prefix" is the part's folder in the bundle; "bundle" is the one that the part was made for.
CREATE TABLE received_part (
  seq           INTEGER NOT NULL REFERENCES bundle_received (seq),
  prefix        TEXT NOT NULL,
  bundle        TEXT NOT NULL,
  log           TEXT NOT NULL,
  title         TEXT NOT NULL,
  custodian     TEXT,
  custodian_key TEXT,
  PRIMARY KEY (seq, prefix)
) STRICT, WITHOUT ROWID;

CREATE TABLE received_entry (
  seq       INTEGER NOT NULL REFERENCES bundle_received (seq),
  prefix    TEXT NOT NULL,
  entry_seq INTEGER NOT NULL,
  at        TEXT NOT NULL,
  type      TEXT NOT NULL,
  -- The claim that it records or is about, by the entry of that log.
  claim_seq INTEGER,
  sha256    TEXT NOT NULL,
  PRIMARY KEY (seq, prefix, entry_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_entry_by_claim ON received_entry (seq, prefix, claim_seq) WHERE claim_seq IS NOT NULL;

-- By digest: of a bundle without evidentiary copies, the items are known by their digests alone.
CREATE TABLE received_entry_item (
  item_sha256 TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  prefix      TEXT NOT NULL,
  entry_seq   INTEGER NOT NULL,
  PRIMARY KEY (item_sha256, seq, prefix, entry_seq)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE item_search USING fts5 (
  names, facts, provenance, notes, tokenize = 'unicode61 remove_diacritics 2'
);
`,
};
