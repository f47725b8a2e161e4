"""The service's real processes killed at every commit and every call to LINE, and at any moment between."""
