-- Times are ISO 8601 in UTC with seven decimals, so that they compare as text. Ids are lower-case UUIDs.

CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  email_normalized TEXT NOT NULL UNIQUE,
  hashed_password TEXT NOT NULL,
  full_name TEXT,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  is_admin INTEGER NOT NULL CHECK (is_admin IN (0, 1)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  last_login TEXT
) STRICT;

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  refresh_token_id TEXT NOT NULL,
  spent_token_id TEXT,
  access_token_id TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;

CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- The two references are checked at commit, because document and version point at each other.
CREATE TABLE documents (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  visible_version INTEGER,
  pending_version INTEGER,
  last_version INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  FOREIGN KEY (id, visible_version) REFERENCES document_versions (document_id, number) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (id, pending_version) REFERENCES document_versions (document_id, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Only the visible and the pending version of a document have a row. owner, lease_until, not_before and attempt are the
-- queue's: a queued version is its own job.
CREATE TABLE document_versions (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  file_key TEXT NOT NULL,
  size INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  uploaded_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'processing', 'ready', 'failed')),
  progress REAL NOT NULL,
  pages INTEGER NOT NULL,
  chunks INTEGER NOT NULL,
  failure_code TEXT,
  failure_detail TEXT,
  indexed_at TEXT,
  owner TEXT,
  lease_until TEXT,
  not_before TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (document_id, number)
) STRICT;

CREATE INDEX document_versions_waiting ON document_versions (uploaded_at, document_id) WHERE status IN ('queued', 'processing');

-- Pages and chunks reference no document: a version's text outlives its record until DeleteVersionAsync removes it, because a
-- cascade would remove it without telling the projections.
CREATE TABLE pages (
  document_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  hidden_text TEXT NOT NULL,
  headings TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (document_id, version, number)
) STRICT;

CREATE TABLE chunks (
  sequence INTEGER NOT NULL PRIMARY KEY,
  document_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  chunk_index INTEGER NOT NULL,
  page INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  title TEXT,
  heading TEXT,
  other_pages TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  words INTEGER NOT NULL,
  UNIQUE (document_id, version, chunk_index)
) STRICT;

CREATE TABLE removed_versions (
  sequence INTEGER NOT NULL PRIMARY KEY,
  document_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (document_id, version)
) STRICT;

-- One counter for chunks and removals. Its own row, because the highest number in use goes down when chunks are removed.
CREATE TABLE passage_sequence (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL
) STRICT;

INSERT INTO passage_sequence (id, last) VALUES (1, 0);

-- position orders messages of the same instant as they were stored.
CREATE TABLE messages (
  position INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
  content TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  sources TEXT NOT NULL,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  finish_reason TEXT CHECK (finish_reason IN ('stop', 'length', 'no_answer', 'cancelled', 'failed'))
) STRICT;

CREATE INDEX messages_of_conversation ON messages (conversation_id, timestamp, position);

CREATE TABLE bot (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  config TEXT,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  last_activity TEXT
) STRICT;

INSERT INTO bot (id) VALUES (1);
