"""The year's report in the source document's own form: what it says (pure) apart from the files it is written into."""
