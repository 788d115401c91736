-- A line for every call to a model elsewhere. No reference to the conversation: the line outlives it, without its id.
CREATE TABLE token_ledger (
  position INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('chat', 'embedding')),
  model TEXT NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  is_estimated INTEGER NOT NULL CHECK (is_estimated IN (0, 1)),
  conversation_id TEXT
) STRICT;

-- Holds what the day's budget is counted from.
CREATE INDEX token_ledger_by_time ON token_ledger (at, kind, prompt_tokens, completion_tokens);

CREATE INDEX token_ledger_by_conversation ON token_ledger (conversation_id) WHERE conversation_id IS NOT NULL;
