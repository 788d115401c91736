-- A row a conversation, so that a page of the list needs no look at every message. It comes and goes with its messages.
CREATE TABLE conversations (
  id TEXT NOT NULL PRIMARY KEY,
  started_at TEXT NOT NULL,
  last_message_at TEXT NOT NULL
) STRICT;

CREATE INDEX conversations_by_last_message ON conversations (last_message_at, id);

INSERT INTO conversations (id, started_at, last_message_at)
SELECT conversation_id, min(timestamp), max(timestamp) FROM messages GROUP BY conversation_id;

-- Of a question: the site it was asked from.
ALTER TABLE messages ADD COLUMN origin TEXT;

-- Of an answer: its question. No reference: it is looked at when the answer is stored, and both are deleted together.
ALTER TABLE messages ADD COLUMN question_id TEXT;
