-- How an answer came about; it goes with its message.
CREATE TABLE message_traces (
  message_id TEXT NOT NULL PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  trace TEXT NOT NULL
) STRICT;

-- Holds all that the figures of a day are made of.
CREATE INDEX messages_by_time ON messages (timestamp, role, finish_reason, conversation_id, first_token_ms, prompt_tokens, completion_tokens);

CREATE INDEX messages_unanswered ON messages (timestamp) WHERE finish_reason = 'no_answer';
