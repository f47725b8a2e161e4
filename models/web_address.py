"""Whether an address that somebody gave may be kept as evidence, and how it reads."""

from urllib.parse import urlsplit

from models.passwords import names_who

LONGEST, SHOWN = 2000, 120  # letters kept, and shown of a longer one
# Never in the name of a site; browsers take some of them for "/" or "." and go elsewhere than it reads (WHATWG URL).
_NO_HOST = frozenset("\\<>^|%\"`{}'")


def is_web_address(link: str) -> bool:
    """Of the web, whole, and without a name or password, which everybody who reads a page would see.

    "www.…" as people type it counts; any other scheme than http and https does not, nor a host that browsers would read
    as another.
    """
    try:
        parts = urlsplit(_with_scheme(link))
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket that never ends, a port that is none
        return False
    letters = len(link) <= LONGEST and link.isprintable() and not any(letter.isspace() for letter in link)
    plain = not _NO_HOST.intersection(parts.netloc) and not names_who(link)
    return parts.scheme in ("http", "https") and named and letters and plain and "@" not in parts.netloc


def readable(link: str) -> str:
    """The address, cut where it is long, and beside one with letters neither ASCII nor Thai the host in punycode."""
    shown = link if len(link) <= SHOWN else f"{link[: SHOWN - 1]}…"
    try:
        host = urlsplit(_with_scheme(link)).hostname or ""
        spelled = host.encode("idna").decode()
    except ValueError:  # no address, or a part of the host too long for one
        return shown
    foreign = any(not letter.isascii() and not "\u0e00" <= letter <= "\u0e7f" for letter in host)
    return f"{shown} ({spelled})" if foreign else shown


def _with_scheme(link: str) -> str:
    return f"https://{link}" if link[:4].lower() == "www." else link
