-- Holds all that the figures over all messages are made of, so that they are read without the texts.
CREATE INDEX messages_figures ON messages (role, finish_reason, first_token_ms, prompt_tokens, completion_tokens);
