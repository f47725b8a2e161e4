"""Settings, policy and vocabularies: what an operator or an office may change without touching code."""
