"""Evidence as it comes in: contents fetched from LINE, links looked at, bytes kept and removed."""
