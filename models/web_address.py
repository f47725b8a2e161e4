"""Whether an address that somebody gave may be kept and shown as evidence."""

from urllib.parse import urlsplit

LONGEST = 2000


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
