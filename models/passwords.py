"""The names and passwords that people type into addresses, and their words without them. Pure."""

import re
from collections.abc import Sequence

# What stands for a name and password taken out. Plain ASCII, so that what holds it still reads as an address, and its
# sender hears that it was not kept.
BLANK = "***"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]{1,9}://"
# How what stands before an "@", back to the last space, ends in a sign-in; with a password that holds what ends a host
# ("admin:a/b@") no port follows the colon, or no dot is before it.
_SIGN_IN = re.compile(rf"{_SCHEME}(?=[^/?#]*$)")
_ODD_SIGN_IN = re.compile(rf"{_SCHEME}(?=[^/?#:\[]+:(?!\d{{1,5}}(?:[/?#]|$)))")
_NO_DOT_SIGN_IN = re.compile(rf"{_SCHEME}(?=[^/?#:.\[]+:)")
_AFTER_SCHEME = f"://{BLANK}"
# "admin:pass123@files.example.go.th" with no scheme. A code is nobody's name, nor is a label before an address.
_LABEL = (
    r"(?i:mailto|(?:e-?|g|hot)?mail|reply-to|to|b?cc|from|attn|line|id|contact|person|officer|staff|sender|recipient|receiver"
    r"|address|office|tel|phone|mobile|fax|web|website|url|link|facebook|fb|page|note)|[A-Z]{2,64}"
)
_CODE = r"(?i:[oei][-.]?\d{1,3}(?:[-.][oei]?\d{1,3}){0,5})"
_USER = re.compile(rf"(?<![A-Za-z0-9._%+@/:-])(?!(?:{_LABEL}|{_CODE}):)[A-Za-z][A-Za-z0-9._+-]{{0,63}}:(?!//)")
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3}", re.IGNORECASE)
# "admin:secret@nas" of the office's own network; what goes on after an "@" is still the password while one follows.
_PLAIN_HOST = re.compile(r"[a-z][a-z0-9-]{0,62}(?=[:/,;]|\.?(?:$|[^!-~]))", re.IGNORECASE)
_GOES_ON = re.compile(r"[^\s\u0e00-\u0e7f,;]*")
_SPACE = re.compile(r"\s")
_NO_PASSWORD = re.compile(r"[\s\u0e00-\u0e7f]")  # Thai letters before an address are what was said of it
_NO_LOCAL_PART = re.compile(r"[^A-Za-z0-9._+-]")
_NAME = re.compile(r"[A-Za-z]+(?:[._+-][A-Za-z]+)*")  # letters alone before an "@" are whose address it is
_VALUE = r"=)(?:[^\s&;#\u0e00-\u0e7f]{1,500}|[^\s&;#]{1,500})"
_IN_QUERY = re.compile(
    r"([?&;#](?:[\w.-]{0,30}(?:password|passwd|passcode|passphrase|pwd|secret|[_.-](?:pass|pin))|pass|pw|pin|รหัสผ่าน)"
    + _VALUE,
    re.IGNORECASE,
)
# What opens many a link of a drive: the link is kept whole, or it would prove nothing; the words beside it are not.
_TOKEN = re.compile(rf"([?&;#](?:[\w.-]{{0,30}}[_.-])?token{_VALUE}", re.IGNORECASE)


def names_who(link: str) -> bool:
    """Whether an address tells a name or password to sign in with, before its host or in its query, or told one."""
    return _without_passwords(link) != link or f"{BLANK}@" in link or f"={BLANK}" in link


def without_who(words: str) -> str:
    """The words with names, passwords and tokens taken out of their addresses: "https://***@example.go.th/a".

    For what is kept and told; what is understood is read as it was typed.
    """
    return _TOKEN.sub(rf"\1{BLANK}", _without_passwords(words)) if "=" in words else _without_passwords(words)


def _without_passwords(words: str) -> str:
    if "@" in words:
        words = _without_sign_ins(words)
    return _IN_QUERY.sub(rf"\1{BLANK}", words) if "=" in words else words


def _without_sign_ins(words: str) -> str:
    """What is before each "@" is looked at by itself, so that twice as many words take twice as long."""
    *pieces, last = words.split("@")
    names_host = _before_hosts([*pieces, last])
    kept: list[str] = []
    is_open = False  # a password may go on behind the "@" that was kept last
    for n, piece in enumerate(pieces):
        is_open = is_open and names_host[n] and _GOES_ON.fullmatch(piece) is not None
        # "https://a:p@ss@example.go.th" goes on whatever follows, as browsers read it.
        if is_open or (kept and kept[-1].endswith(_AFTER_SCHEME) and not re.search(r"[\s/?#]", piece)):
            continue
        kept.append(_without_sign_in(piece, names_host[n]))
        is_open = kept[-1] != piece
    return "@".join([*kept, last])


def _before_hosts(pieces: Sequence[str]) -> list[bool]:
    """Of each piece but the last, whether a host without a scheme follows it, at once or after the last "@"."""
    found = [False]
    for after in reversed(pieces[1:]):
        goes_on = found[-1] and _GOES_ON.fullmatch(after) is not None
        found.append(goes_on or bool(_HOST.match(after) or _PLAIN_HOST.match(after)))
    return found[:0:-1]


def _without_sign_in(piece: str, names_host: bool) -> str:
    """What is before an "@"; names_host: a host without a scheme follows it."""
    word, plain = _SPACE.split(piece)[-1], _NO_PASSWORD.split(piece)[-1]
    if found := _SIGN_IN.search(word):
        return piece[: len(piece) - len(word) + found.end()] + BLANK
    is_named = _NAME.fullmatch(_NO_LOCAL_PART.split(plain)[-1])
    if found := _ODD_SIGN_IN.search(plain) or (None if is_named else _NO_DOT_SIGN_IN.search(plain)):
        return piece[: len(piece) - len(plain) + found.end()] + BLANK
    found = _USER.search(plain) if names_host else None
    is_of_link = "://" in word  # "https://webmail.example.go.th/#login:kla@…" opens with the address in it
    if found and found.end() < len(plain) and not (is_of_link and _NAME.fullmatch(plain, found.end())):
        return piece[: len(piece) - len(plain) + found.start()] + BLANK
    return piece
