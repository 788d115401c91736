-- A JSON list of what goes into {0} and so on of failure_detail, which is a template from now on; null for none.
ALTER TABLE document_versions ADD COLUMN failure_arguments TEXT;
