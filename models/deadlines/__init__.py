"""How a Thai deadline wording is understood, from scanned words to terms; models.recurrence is its door. Pure."""
