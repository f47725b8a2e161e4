"""Looks at everything the service stands on and says what is wrong, which setting it is, and the cure."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import channel_of
from bot.line import Channel, LineError
from config.clock import ClockError
from config.settings import Settings, warnings
from models import schema
from models.agency import Agency
from models.backlog import backlogs
from models.database import is_reachable, transaction
from models.secrets import SecretError
from tasks.house import House

OK, WARN, WRONG = "ok", "warn", "wrong"
_NOT_SET = "ยังไม่ได้ตั้ง"
QUOTA_NEARLY_SPENT = 0.9
_SEALED = "เปิดรหัสลับของ LINE ไม่ได้ ให้ตั้ง SECRET_KEY เป็นค่าเดิม หรือเก็บรหัสใหม่ด้วย `flask agency channel`"
LOST = {  # what no worker moves any more: somebody has to look
    ("inbox", "failed"): "เหตุการณ์จาก LINE ที่ประมวลผลไม่ได้ ดูบันทึก (log) ของ worker",
    ("delivery", "given_up"): "ข้อความที่เลิกส่งหลังพยายามครบหนึ่งวัน ดูด้วย `flask outbox`",
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at. state: ok, warn (works, but know it) or wrong; says holds the cure unless all is well."""

    about: str
    state: str
    says: str


def examine(house: House) -> Iterator[Finding]:
    """Every finding in the order in which a fault would cause the next; secrets are never shown."""
    yield from _settings(house.settings)
    yield from _data_dir(house.settings)
    yield from _clock(house)
    for look in (_schema, _backlog, _line):
        try:
            found = list(look(house))
        except SQLAlchemyError as error:
            words = str(error).splitlines()[0]
            yield Finding("database", WRONG, f"ใช้ฐานข้อมูลไม่ได้ ตรวจ DATABASE_URL และดูว่าเซิร์ฟเวอร์ทำงานอยู่ ({words})")
            return
        yield from found
        if any(f.state == WRONG for f in found):
            return  # what stands on it would only seem broken too


def _settings(settings: Settings) -> Iterator[Finding]:
    warned = dict(sentence.split(" ", 1) for sentence in warnings(settings))
    shown = {
        "DATABASE_URL": make_url(settings.database_url).render_as_string(hide_password=True),
        "DATA_DIR": str(settings.data_dir),
        "LINE_CHANNEL_SECRET": _hidden(settings.line_channel_secret),
        "LINE_CHANNEL_ACCESS_TOKEN": _hidden(settings.line_channel_access_token),
        "LINE_CHANNEL_ID": settings.line_channel_id or _NOT_SET,
        "LINE_API_BASE": settings.line_api_base,
        "PUBLIC_URL": settings.public_url or f"{_NOT_SET}: ข้อความจะไม่มีลิงก์ไปหน้าเว็บ",
        "SECRET_KEY": _hidden(settings.secret_key),
        "CLOCK_FILE": _NOT_SET,
        "METRICS_TOKEN": _hidden(settings.metrics_token),
        "PORT": str(settings.port),
        "WEB_CONCURRENCY": str(settings.web_concurrency),
        "EVIDENCE_MAX_MB": str(settings.evidence_max_mb),
        "EVIDENCE_S3_ENDPOINT": settings.evidence_s3.endpoint
        if settings.evidence_s3
        else f"{_NOT_SET}: เก็บไฟล์ใน DATA_DIR",
    }
    for name, value in shown.items():
        yield Finding(name, WARN if name in warned else OK, warned.get(name, value))


def _hidden(value: str | None) -> str:
    return "ตั้งแล้ว" if value else _NOT_SET


def _data_dir(settings: Settings) -> Iterator[Finding]:
    # The folder is made at first use: then its nearest folder that is there must let us.
    place = next(p for p in (settings.data_dir, *settings.data_dir.parents) if p.exists())
    if not os.access(place, os.W_OK | os.X_OK):
        yield Finding("DATA_DIR", WRONG, f"เขียนใน {place} ไม่ได้ ให้ตั้ง DATA_DIR เป็นที่อื่น หรือเปลี่ยนเจ้าของโฟลเดอร์")


def _clock(house: House) -> Iterator[Finding]:
    try:
        yield Finding("clock", OK, house.clock().isoformat(timespec="seconds"))
    except ClockError as error:
        yield Finding("clock", WRONG, f"อ่านเวลาไม่ได้ แก้ไฟล์ หรือเอา CLOCK_FILE ออก ({error})")


def _schema(house: House) -> Iterator[Finding]:
    is_reachable(house.engine)
    yield Finding("database", OK, f"{house.engine.dialect.name} ใช้ได้")
    with house.engine.connect() as connection:
        stands = schema.current(connection)
        whole = stands == schema.head() and not schema.differences(connection)
    if whole:
        yield Finding("schema", OK, f"รุ่น {stands}")
    elif stands is None:
        yield Finding("schema", WRONG, "ยังไม่มีตารางในฐานข้อมูล สร้างด้วย `flask db upgrade`")
    else:
        yield Finding("schema", WRONG, f"รุ่น {stands} ต้องเป็น {schema.head()} ปรับด้วย `flask db upgrade`")


def _backlog(house: House) -> Iterator[Finding]:
    with transaction(house.engine) as session:
        found = backlogs(session)
    for backlog in found:
        cure = LOST.get((backlog.queue, backlog.state))
        about = f"{backlog.queue} {backlog.state}"
        yield Finding(about, WARN if cure else OK, f"{backlog.count} รายการ" + (f": {cure}" if cure else ""))


def _line(house: House) -> Iterator[Finding]:
    """Each office's channel answers, is the bot whose webhooks we know, and has messages left."""
    with transaction(house.engine) as session:
        agencies = session.scalars(select(Agency).order_by(Agency.slug)).all()
    if not agencies:
        yield Finding("LINE", WARN, "ยังไม่มีหน่วยงาน สร้างด้วย `flask agency create SLUG --name NAME`")
    for agency in agencies:
        about = f"LINE {agency.slug}"
        try:
            channel = channel_of(agency, house.settings)
        except SecretError:
            yield Finding(about, WRONG, _SEALED)
            continue
        if channel is None:
            yield Finding(about, WRONG, "ยังไม่ได้เชื่อม LINE ให้ตั้ง LINE_CHANNEL_SECRET และ LINE_CHANNEL_ACCESS_TOKEN")
        else:
            yield from _answers(about, lambda c=channel, a=agency: _ask_line(house, c, a))  # type: ignore[misc]


def _answers(about: str, ask: Callable[[], Iterator[tuple[str, str]]]) -> Iterator[Finding]:
    try:
        for state, says in ask():
            yield Finding(about, state, says)
    except LineError as error:
        yield Finding(about, WRONG, f"{_cure(error)} ({error})")


def _ask_line(house: House, channel: Channel, agency: Agency) -> Iterator[tuple[str, str]]:
    bot_id = house.gateway.bot_id(channel)
    if agency.line_bot_id not in (None, bot_id):
        yield WRONG, "access token เป็นของบอตอื่น ไม่ใช่บอตที่ส่งเหตุการณ์มา ให้ใช้ secret และ token ของช่องทางเดียวกัน"
        return
    limit, used = house.gateway.quota(channel), house.gateway.quota_used(channel)
    nearly = limit is not None and used >= limit * QUOTA_NEARLY_SPENT
    says = f"ใช้ได้ เดือนนี้ใช้ข้อความนับโควตา {used} จาก {limit if limit is not None else 'ไม่จำกัด'}"
    yield (WARN, f"{says} ใกล้หมด ต่อไปจะส่งได้เฉพาะข้อความตอบซึ่งไม่เสียโควตา") if nearly else (OK, says)
    if limit is not None and limit < agency.quota:
        yield WARN, f"หน่วยงานตั้งไว้เดือนละ {agency.quota} ข้อความ มากกว่าที่ LINE ให้ ({limit})"


def _cure(error: LineError) -> str:
    if error.status in (400, 401, 403):
        return "LINE ไม่รับรหัส ออก LINE_CHANNEL_ACCESS_TOKEN ใหม่ หรือตรวจ LINE_CHANNEL_ID และ LINE_CHANNEL_SECRET"
    if error.retry:
        return "ติดต่อ LINE ไม่ได้ ตรวจเครือข่ายและ LINE_API_BASE แล้วลองใหม่"
    return "LINE ตอบไม่ตรงที่คาด ตรวจ LINE_API_BASE"
