"""Every setting of the service, read once from the environment and checked before anything starts."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from config.clock import ClockError, make_clock

ROOT = Path(__file__).resolve().parent.parent
LINE_API = "https://api.line.me"


class SettingsError(Exception):
    """One or more settings are wrong: each line names the setting and the cure. Trying again cannot help."""


@dataclass(frozen=True)
class ObjectStore:
    """An S3-compatible place for evidence files instead of the folder: endpoint with its scheme, bucket, keys."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str
    region: str


@dataclass(frozen=True)
class Settings:
    """The environment as the service understands it. Secrets are never printed: see `flask doctor`."""

    data_dir: Path
    database_url: str
    line_channel_secret: str | None
    line_channel_access_token: str | None
    line_channel_id: str | None
    line_api_base: str
    public_url: str | None
    secret_key: str
    secret_key_is_temporary: bool
    clock_file: Path | None
    metrics_token: str | None
    port: int
    web_concurrency: int
    evidence_max_mb: int
    evidence_s3: ObjectStore | None

    @property
    def has_line_credentials(self) -> bool:
        """True when one office's LINE channel is given in the environment."""
        return bool(self.line_channel_secret and (self.line_channel_access_token or self.line_channel_id))

    @property
    def pages(self) -> str | None:
        """The address of the pages; None while people could not sign in there (no PUBLIC_URL or no SECRET_KEY)."""
        return self.public_url if self.secret_key else None

    @property
    def evidence_dir(self) -> Path:
        """Where photos and files that people sent as evidence are kept; the backup takes it along."""
        return self.data_dir / "evidence"


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read `.env` (if present) under the environment and check it.

    Raises SettingsError naming every setting at fault and its cure.
    """
    given = _environment() if environ is None else environ
    faults: list[str] = []
    data_dir = Path(given.get("DATA_DIR") or "var").resolve()
    settings = Settings(
        data_dir=data_dir,
        database_url=_database_url(given.get("DATABASE_URL"), data_dir, faults),
        line_channel_secret=given.get("LINE_CHANNEL_SECRET") or None,
        line_channel_access_token=given.get("LINE_CHANNEL_ACCESS_TOKEN") or None,
        line_channel_id=given.get("LINE_CHANNEL_ID") or None,
        line_api_base=_url(given, "LINE_API_BASE", LINE_API, faults),
        public_url=_url(given, "PUBLIC_URL", "", faults) or None,
        secret_key=given.get("SECRET_KEY") or "",
        secret_key_is_temporary=not given.get("SECRET_KEY"),
        clock_file=Path(given["CLOCK_FILE"]).resolve() if given.get("CLOCK_FILE") else None,
        metrics_token=given.get("METRICS_TOKEN") or None,
        port=_number(given, "PORT", 8000, faults),
        web_concurrency=_number(given, "WEB_CONCURRENCY", 1, faults),
        evidence_max_mb=_number(given, "EVIDENCE_MAX_MB", 50, faults),
        evidence_s3=_object_store(given, faults),
    )
    faults += _line_faults(settings) + _clock_faults(settings.clock_file)
    if settings.secret_key and len(settings.secret_key) < 16:
        faults.append("SECRET_KEY is shorter than 16 characters: set a long random value, e.g. `openssl rand -hex 32`")
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def warnings(settings: Settings) -> list[str]:
    """What is allowed but should be known: a sentence each that begins with the setting's name."""
    found = []
    if settings.clock_file:
        found.append(f"CLOCK_FILE ตั้งไว้: ทุกโพรเซสใช้เวลาจาก {settings.clock_file} ให้เอาออกเมื่อใช้งานจริง")
    if settings.line_api_base != LINE_API:
        found.append(f"LINE_API_BASE ตั้งไว้: ข้อความไปที่ {settings.line_api_base} ไม่ไปที่ LINE ให้เอาออกเมื่อใช้งานจริง")
    if settings.secret_key_is_temporary:
        found.append("SECRET_KEY ยังไม่ได้ตั้ง: สร้างลิงก์และเก็บรหัสลับของ LINE ไม่ได้ ให้ตั้งเป็นค่าสุ่มยาว ๆ เช่น `openssl rand -hex 32`")
    if not settings.has_line_credentials:
        found.append(
            "LINE_CHANNEL_SECRET ยังไม่ได้ตั้ง: ให้ตั้งพร้อม LINE_CHANNEL_ACCESS_TOKEN หรือ LINE_CHANNEL_ID "
            "เว้นแต่ทุกหน่วยงานเก็บของตนไว้ในฐานข้อมูล"
        )
    return found


def _environment() -> dict[str, str]:
    try:
        written = dotenv_values(".env")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(".env cannot be read: save it as UTF-8 text that this user may read") from error
    from_file = {k: v for k, v in written.items() if v is not None}
    return {**from_file, **os.environ}


def _database_url(value: str | None, data_dir: Path, faults: list[str]) -> str:
    if not value:
        return f"sqlite:///{data_dir / 'tamngan.db'}"
    scheme = value.split(":", 1)[0]
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        value = "postgresql+psycopg:" + value.partition(":")[2]
    elif scheme != "sqlite":
        faults.append(f"DATABASE_URL begins with {scheme!r}: use postgresql://… or sqlite:///…, or unset it for SQLite")
        return value
    if not _is_address(value):  # never shown: it may hold a password
        faults.append("DATABASE_URL cannot be read: write postgresql://USER:PASSWORD@HOST:5432/NAME or sqlite:///PATH")
    return value


def _is_address(url: str) -> bool:
    try:
        return 0 < (make_url(url).port or 5432) < 65536
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        return False


def _clock_faults(clock_file: Path | None) -> list[str]:
    try:
        make_clock(clock_file)()
    except ClockError as error:
        return [f"{error}; or unset CLOCK_FILE"]
    return []


def _url(given: Mapping[str, str], name: str, default: str, faults: list[str]) -> str:
    value = (given.get(name) or default).rstrip("/")
    if value and not _is_web_address(value):
        faults.append(f"{name} is not an address: write it as https://host (no path needed, no user or password in it)")
    return value


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and port != 0


def _object_store(given: Mapping[str, str], faults: list[str]) -> ObjectStore | None:
    """All of it is given or nothing: half a store would lose files."""
    parts = {
        "EVIDENCE_S3_ENDPOINT": _url(given, "EVIDENCE_S3_ENDPOINT", "", faults),
        "EVIDENCE_S3_BUCKET": given.get("EVIDENCE_S3_BUCKET") or "",
        "EVIDENCE_S3_ACCESS_KEY": given.get("EVIDENCE_S3_ACCESS_KEY") or "",
        "EVIDENCE_S3_SECRET_KEY": given.get("EVIDENCE_S3_SECRET_KEY") or "",
    }
    missing = [name for name, value in parts.items() if not value]
    if missing:
        if len(missing) < len(parts):
            faults.append(
                f"{', '.join(missing)} is missing: set it, or unset {', '.join(parts)} to keep files in DATA_DIR"
            )
        return None
    endpoint, bucket, access_key, secret_key = parts.values()
    region = given.get("EVIDENCE_S3_REGION") or "us-east-1"
    if _is_web_address(endpoint) and set(urlsplit(endpoint)[2:]) != {""}:
        faults.append("EVIDENCE_S3_ENDPOINT has more than a host: leave the path out, the bucket is EVIDENCE_S3_BUCKET")
    if not _BUCKET.fullmatch(bucket) or _NUMBERS.fullmatch(bucket):
        faults.append("EVIDENCE_S3_BUCKET is no name of a bucket: 3 to 63 of a-z, 0-9, dots and dashes")
    if not _REGION.fullmatch(region):
        faults.append("EVIDENCE_S3_REGION is no name of a region: write it as us-east-1")
    return ObjectStore(endpoint, bucket, access_key, secret_key, region)


# As S3 has them; every store that speaks its language takes these.
_BUCKET = re.compile(r"(?=.{3,63}\Z)[a-z0-9]+(?:[.-]-{0,62}[a-z0-9]+)*")
_NUMBERS = re.compile(r"\d+(?:\.\d+){3}")
_REGION = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?")


def _number(given: Mapping[str, str], name: str, default: int, faults: list[str]) -> int:
    value = given.get(name) or str(default)
    if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    faults.append(f"{name} is {value!r}: give a whole number from 1 to 65535")
    return default


def _line_faults(settings: Settings) -> list[str]:
    token, secret, channel = (
        settings.line_channel_access_token,
        settings.line_channel_secret,
        settings.line_channel_id,
    )
    if (token or channel) and not secret:
        return ["LINE_CHANNEL_SECRET is missing: copy it from the channel's Basic settings in the LINE console"]
    if secret and not token and not channel:
        return [
            "LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID is missing: copy one from the channel in the LINE console"
        ]
    return []
