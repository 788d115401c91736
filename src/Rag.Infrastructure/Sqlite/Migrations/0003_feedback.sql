-- One rating an answer; it goes with its message.
CREATE TABLE feedback (
  message_id TEXT NOT NULL PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  rating TEXT NOT NULL CHECK (rating IN ('up', 'down')),
  comment TEXT,
  rated_at TEXT NOT NULL
) STRICT;

-- From the question to the first word of its answer.
ALTER TABLE messages ADD COLUMN first_token_ms INTEGER;
