"""Channel secrets as the database keeps them: sealed with a key derived from SECRET_KEY."""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# Named so that no other use of SECRET_KEY (signed links) ever shares this key.
PURPOSE = b"tamngan channel secrets 1"


class SecretError(Exception):
    """A sealed secret cannot be opened with this SECRET_KEY. Trying again helps only with the right key."""


def seal_secret(plain: str, secret_key: str) -> str:
    """The secret as it may be stored. Raises SecretError when SECRET_KEY is not set."""
    return _box(secret_key).encrypt(plain.encode()).decode()


def open_secret(sealed: str, secret_key: str) -> str:
    """The secret itself. Raises SecretError when SECRET_KEY is not set or is not the one it was sealed with."""
    try:
        return _box(secret_key).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretError(
            "a stored channel secret cannot be opened: SECRET_KEY is not the one it was stored with; "
            "set the old one back, or store the secret anew with `flask agency channel`"
        ) from error


def _box(secret_key: str) -> Fernet:
    if not secret_key:
        raise SecretError("SECRET_KEY is not set: set a long random value before storing channel secrets")
    return Fernet(_derived(secret_key))


@cache
def _derived(secret_key: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
    return base64.urlsafe_b64encode(key)
