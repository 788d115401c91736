-- Which state of the configuration is stored, so that a change made from an older one is refused. 0: none was stored yet.
ALTER TABLE bot ADD COLUMN config_revision INTEGER NOT NULL DEFAULT 0;

UPDATE bot SET config_revision = 1 WHERE config IS NOT NULL;
