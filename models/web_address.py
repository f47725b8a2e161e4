"""Whether an address that somebody gave may be kept and shown as evidence."""

import re
from urllib.parse import urlsplit

LONGEST = 2000
_WHO = re.compile(r"(https?://)[^\s/?#@]{0,500}@(?:[^\s/?#@]{0,200}@){0,5}", re.IGNORECASE)


def is_web_address(link: str) -> bool:
    """Of the web, whole, and without a name or password, which everybody who reads a page would see.

    "www.…" as people type it counts; any other scheme than http and https does not.
    """
    typed = f"https://{link}" if link[:4].lower() == "www." else link
    try:
        parts = urlsplit(typed)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket that never ends, a port that is none
        return False
    letters = len(link) <= LONGEST and link.isprintable() and not any(letter.isspace() for letter in link)
    return parts.scheme in ("http", "https") and named and letters and "@" not in parts.netloc


def names_who(link: str) -> bool:
    """Whether an address tells a name or password to sign in with."""
    return bool(_WHO.match(link))


def without_who(words: str) -> str:
    """The words with names and passwords taken out of their addresses: "https://…@example.go.th/a"."""
    return _WHO.sub(r"\1…@", words)
