"""The one exception a plan file can raise: what is wrong and what the person should do. Pure."""


class SourceError(Exception):
    """A file that cannot be read; the message is one Thai sentence. Trying again with the same file cannot help."""
