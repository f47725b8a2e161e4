"""Whether an address that somebody gave may be kept as evidence, and words without the passwords in theirs."""

import re
from urllib.parse import urlsplit

LONGEST = 2000
# What stands for a name and password taken out. Plain ASCII, so that what holds it still reads as an address, and its
# sender hears that it was not kept.
BLANK = "***"
# Never in the name of a site; browsers take some of them for "/" or "." and go elsewhere than it reads (WHATWG URL).
_NO_HOST = frozenset("\\<>^|%\"`{}'")
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]{1,9}://"
# A password may hold what ends a host ("admin:a/b@"): then no port follows the colon, or no dot is before it.
_WHO = re.compile(
    rf"({_SCHEME})(?:"
    r"(?:[^\s/?#@]{0,500}@){1,6}"
    r"|[^\s/?#@:\[]{1,200}:(?!\d{1,5}(?:[/?#\s]|$))[^\s@]{0,300}@"
    r"|[^\s/?#@:.\[]{1,200}:[^\s@]{0,300}@)"
)
# "admin:secret@files.example.go.th" with no scheme; "email:kla@example.go.th" is a label before an address.
_LABEL = r"(?:mailto|e-?mail|g?mail|hotmail|to|b?cc|from|line|id|contact|address)"
_BARE_WHO = re.compile(
    rf"(?<![A-Za-z0-9._%+@/:-])(?!{_LABEL}:)[a-z][a-z0-9._+-]{{0,63}}:(?!//)[^\s@]{{1,200}}@"
    r"(?=(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})",
    re.IGNORECASE,
)
_IN_QUERY = re.compile(
    r"([?&;#](?:[\w.-]{0,30}(?:password|passwd|passcode|passphrase|pwd|[_.-]pass)|pass|pw|รหัสผ่าน)=)[^\s&;#]{1,500}",
    re.IGNORECASE,
)


def is_web_address(link: str) -> bool:
    """Of the web, whole, and without a name or password, which everybody who reads a page would see.

    "www.…" as people type it counts; any other scheme than http and https does not, nor a host that browsers would read
    as another.
    """
    typed = f"https://{link}" if link[:4].lower() == "www." else link
    try:
        parts = urlsplit(typed)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket that never ends, a port that is none
        return False
    letters = len(link) <= LONGEST and link.isprintable() and not any(letter.isspace() for letter in link)
    plain = not _NO_HOST.intersection(parts.netloc) and not names_who(link)
    return parts.scheme in ("http", "https") and named and letters and plain and "@" not in parts.netloc


def names_who(link: str) -> bool:
    """Whether an address tells a name or password to sign in with, before its host or in its query."""
    return bool(_WHO.match(link) or _IN_QUERY.search(link))


def without_who(words: str) -> str:
    """The words with names and passwords taken out of their addresses: "https://***@example.go.th/a"."""
    words = _WHO.sub(rf"\1{BLANK}@", words)
    return _IN_QUERY.sub(rf"\1{BLANK}", _BARE_WHO.sub(f"{BLANK}@", words))


def readable(link: str) -> str:
    """The address, and beside one in letters that pass for Latin ones the host as browsers spell it (punycode)."""
    try:
        host = urlsplit(link).hostname or ""
        spelled = host.encode("idna").decode()
    except ValueError:  # no address, or a part of the host too long for one
        return link
    foreign = any(not letter.isascii() and not "\u0e00" <= letter <= "\u0e7f" for letter in host)
    return f"{link} ({spelled})" if foreign else link
