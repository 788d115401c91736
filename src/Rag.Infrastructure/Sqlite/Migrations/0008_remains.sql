-- What a version that lost its row may have left in the stores. The row goes when nothing is left, so that a delete or a switch that
-- died in the middle is finished at the next start. It references no document: it outlives it.
CREATE TABLE version_remains (
  document_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  file_key TEXT NOT NULL,
  removed_at TEXT NOT NULL,
  PRIMARY KEY (document_id, number)
) STRICT;

-- Who does what only one instance may do at a time, and until when.
CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;
