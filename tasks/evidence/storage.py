"""Where the bytes of evidence lie: a folder, or an S3-compatible store by setting; each whole or not there."""

import hashlib
import os
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException

from config.settings import ObjectStore, Settings
from tasks.evidence.kinds import HEAD, ZIP

MOST_MEMBERS = 5_000  # names inside a document; real ones have a few hundred, with more it is none
PART = 16 * 1024**2  # bytes of an upload held in memory; larger objects go up in parts of this size

# A store that swallows what it is sent must be given up long before the piece is another worker's (LEASE): the client's
# own five minutes, five times over, are not.
TIMEOUT = urllib3.Timeout(connect=5, read=30)
RETRIES = urllib3.Retry(total=1, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504))


class StorageError(Exception):
    """The store did not take, give or remove something; trying again later can help."""


class TooLarge(Exception):
    """More bytes than are taken; trying again cannot help."""


@dataclass(frozen=True)
class Received:
    """Bytes on this machine, counted and hashed on their way; gone again when the `with` that gave them ends."""

    path: Path
    size: int
    sha256: str
    head: bytes

    def members(self) -> tuple[str, ...]:
        """The names inside a zip; () for anything else, a broken one too."""
        if not self.head.startswith(ZIP):
            return ()
        try:
            if not _is_short(self.path, self.size):
                return ()
            with zipfile.ZipFile(self.path) as archive:
                names = tuple(archive.namelist())
                return names if len(names) <= MOST_MEMBERS else ()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return ()


def _is_short(path: Path, size: int) -> bool:
    """Whether a zip's list of names is short by its own end: to read one of a million first would cost the memory."""
    with path.open("rb") as file:
        file.seek(max(0, size - _END_WITHIN))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or tail[max(0, end - 20) : end].startswith(b"PK\x06\x07"):  # the latter: a list for more than 65,535
        return False
    return int.from_bytes(tail[end + 12 : end + 16], "little") <= MOST_MEMBERS * _A_MEMBER


_A_MEMBER = 200  # bytes in the list; the reader goes by the list's length, whatever number of names is said beside it
_END_WITHIN = 22 + 65_535  # bytes of a zip's end and the longest comment after it


class Storage(Protocol):
    """A place for bytes under names such as "1/2570/00000007-0a1b2c3d4e5f.jpg"; every method raises StorageError."""

    where: str

    def put(self, name: str, received: Received, content_type: str) -> None:
        """Keep the bytes under the name; the same name again replaces them."""

    def remove(self, name: str) -> None:
        """Remove what lies under the name; nothing there is as good."""

    def read(self, name: str) -> bytes:
        """Everything under the name."""


class FolderStorage:
    """A folder of this machine, for its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.where = str(folder)

    def put(self, name: str, received: Received, content_type: str) -> None:
        """Renamed into its place, so that nobody ever finds half a file."""
        kept = self._folder / name
        try:
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.replace(received.path, kept)
        except OSError as error:
            raise StorageError(f"cannot keep a file: {error.strerror}") from error

    def remove(self, name: str) -> None:
        """Remove the file."""
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"cannot remove a file: {error.strerror}") from error

    def read(self, name: str) -> bytes:
        """The whole file."""
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise StorageError(f"cannot read a file: {error.strerror}") from error


class BucketStorage:
    """A bucket of an S3-compatible store."""

    def __init__(self, store: ObjectStore) -> None:
        address = urlsplit(store.endpoint)
        self._bucket = store.bucket
        self.where = f"{store.endpoint}/{store.bucket}"
        with _told():
            self._client = Minio(
                endpoint=address.netloc,
                access_key=store.access_key,
                secret_key=store.secret_key,
                secure=address.scheme == "https",
                region=store.region,
                http_client=urllib3.PoolManager(timeout=TIMEOUT, retries=RETRIES),
            )

    def put(self, name: str, received: Received, content_type: str) -> None:
        """Uploaded whole or in parts: the store shows an object only when all of it is there."""
        with _told():
            self._client.fput_object(self._bucket, name, str(received.path), content_type, part_size=PART)

    def remove(self, name: str) -> None:
        """Remove the object."""
        with _told():
            self._client.remove_object(self._bucket, name)

    def read(self, name: str) -> bytes:
        """The whole object."""
        with _told():
            answer = self._client.get_object(self._bucket, name)
            try:
                return bytes(answer.read())
            finally:
                answer.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (
        MinioException,
        urllib3.exceptions.HTTPError,
        OSError,
        ValueError,
    ) as error:  # ValueError: a name it refuses
        raise StorageError(f"the object store: {type(error).__name__}") from error


def storage_of(settings: Settings) -> Storage:
    """The store these settings name; connects to nothing yet."""
    return BucketStorage(settings.evidence_s3) if settings.evidence_s3 else FolderStorage(settings.evidence_dir)


@contextmanager
def received(settings: Settings, pieces: Iterable[bytes], most: int) -> Iterator[Received]:
    """The pieces as one file of this machine until the `with` ends, unless it was put into the store.

    most: bytes; raises TooLarge past them, StorageError when the disk does not take them.
    """
    folder = settings.evidence_dir / PARTS
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
    except OSError as error:
        raise StorageError(f"cannot write: {error.strerror}") from error
    path = Path(name)
    try:
        yield _written(handle, path, pieces, most)
    finally:
        path.unlink(missing_ok=True)


def sweep_parts(settings: Settings) -> int:
    """Remove what processes that ended while receiving left lying; returns how many files. Goes by the disk's clock."""
    swept = 0
    for path in (settings.evidence_dir / PARTS).glob("tmp*"):
        with suppress(OSError):  # another worker was there first, or has just kept it
            if path.stat().st_mtime < time.time() - LEFT_BEHIND:
                path.unlink()
                swept += 1
    return swept


LEFT_BEHIND = 24 * 3600  # seconds without a byte; a transfer lasts minutes
PARTS = ".parts"  # what is on its way in; on the same disk as the folder, so that it can be renamed into it


def _written(handle: int, path: Path, pieces: Iterable[bytes], most: int) -> Received:
    digest, size, head = hashlib.sha256(), 0, b""
    with os.fdopen(handle, "wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise TooLarge
            digest.update(piece)
            head = head if len(head) >= HEAD else (head + piece)[:HEAD]
            try:
                file.write(piece)
            except OSError as error:
                raise StorageError(f"cannot write: {error.strerror}") from error
        file.flush()
        os.fsync(file.fileno())
    return Received(path, size, digest.hexdigest(), head)
