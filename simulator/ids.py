"""Identifiers in the shapes LINE gives them."""

import hashlib
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FIRST_MESSAGE_ID = 561_230_966_842_064_897  # past 2^53 on purpose: a number type would round it
MESSAGE_STEP = 1_009


def user_id(seed: str) -> str:
    """The same seed gives the same id, so that a demo started anew keeps its people."""
    return "U" + hashlib.sha256(f"user:{seed}".encode()).hexdigest()[:32]


def group_id(seed: str) -> str:
    return "C" + hashlib.sha256(f"group:{seed}".encode()).hexdigest()[:32]


def message_id(number: int) -> str:
    return str(FIRST_MESSAGE_ID + number * MESSAGE_STEP)


def ulid(milliseconds: int) -> str:
    """26 characters of Crockford's base 32: 48 bits of time, 80 of chance."""
    value = (milliseconds << 80) | secrets.randbits(80)
    return "".join(CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def token() -> str:
    return secrets.token_hex(16)


def long_token() -> str:
    return secrets.token_urlsafe(48)
