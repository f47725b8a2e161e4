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
QUOTA_NEARLY_SPENT = 0.9
LOST = {  # what no worker moves any more: somebody has to look
    ("inbox", "failed"): "events could not be understood: see the log of the worker",
    ("delivery", "given_up"): "messages were given up after a day of trying: see `flask outbox`",
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
            yield from look(house)
        except SQLAlchemyError as error:
            words = str(error).splitlines()[0]
            yield Finding("database", WRONG, f"{words}: check DATABASE_URL and that the server runs")
            return


def _settings(settings: Settings) -> Iterator[Finding]:
    warned = {sentence.split()[0]: sentence for sentence in warnings(settings)}
    shown = {
        "DATABASE_URL": make_url(settings.database_url).render_as_string(hide_password=True),
        "DATA_DIR": str(settings.data_dir),
        "LINE_CHANNEL_SECRET": _hidden(settings.line_channel_secret),
        "LINE_CHANNEL_ACCESS_TOKEN": _hidden(settings.line_channel_access_token),
        "LINE_CHANNEL_ID": settings.line_channel_id or "not set",
        "LINE_API_BASE": settings.line_api_base,
        "PUBLIC_URL": settings.public_url or "not set: messages carry no links to the pages",
        "SECRET_KEY": _hidden(settings.secret_key),
        "CLOCK_FILE": "not set",
        "METRICS_TOKEN": _hidden(settings.metrics_token),
        "PORT": str(settings.port),
        "WEB_CONCURRENCY": str(settings.web_concurrency),
        "EVIDENCE_MAX_MB": str(settings.evidence_max_mb),
        "EVIDENCE_S3_ENDPOINT": settings.evidence_s3.endpoint if settings.evidence_s3 else "not set: files in DATA_DIR",
    }
    for name, value in shown.items():
        yield Finding(name, WARN if name in warned else OK, warned.get(name, value))


def _hidden(value: str | None) -> str:
    return "set" if value else "not set"


def _data_dir(settings: Settings) -> Iterator[Finding]:
    # The folder is made at first use: then its nearest folder that is there must let us.
    place = next(p for p in (settings.data_dir, *settings.data_dir.parents) if p.exists())
    if not os.access(place, os.W_OK | os.X_OK):
        yield Finding("DATA_DIR", WRONG, f"{place} cannot be written to: set another DATA_DIR or its owner")


def _clock(house: House) -> Iterator[Finding]:
    try:
        yield Finding("clock", OK, house.clock().isoformat(timespec="seconds"))
    except ClockError as error:
        yield Finding("clock", WRONG, f"{error}; or unset CLOCK_FILE")


def _schema(house: House) -> Iterator[Finding]:
    is_reachable(house.engine)
    yield Finding("database", OK, f"{house.engine.dialect.name} answers")
    with house.engine.connect() as connection:
        stands = schema.current(connection)
        whole = stands == schema.head() and not schema.differences(connection)
    if whole:
        yield Finding("schema", OK, f"revision {stands}")
    else:
        yield Finding("schema", WRONG, f"revision {stands}, expected {schema.head()}: run `flask db upgrade`")


def _backlog(house: House) -> Iterator[Finding]:
    with transaction(house.engine) as session:
        found = backlogs(session)
    for backlog in found:
        cure = LOST.get((backlog.queue, backlog.state))
        about = f"{backlog.queue} {backlog.state}"
        yield Finding(about, WARN if cure else OK, f"{backlog.count}" + (f": {cure}" if cure else ""))


def _line(house: House) -> Iterator[Finding]:
    """Each office's channel answers, is the bot whose webhooks we know, and has messages left."""
    with transaction(house.engine) as session:
        agencies = session.scalars(select(Agency).order_by(Agency.slug)).all()
    if not agencies:
        yield Finding("LINE", WARN, "no office yet: create one with `flask agency create SLUG --name NAME`")
    for agency in agencies:
        about = f"LINE {agency.slug}"
        try:
            channel = channel_of(agency, house.settings)
        except SecretError as error:
            yield Finding(about, WRONG, str(error))
            continue
        if channel is None:
            yield Finding(about, WRONG, "no channel: set LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN")
        else:
            yield from _answers(about, lambda c=channel, a=agency: _ask_line(house, c, a))  # type: ignore[misc]


def _answers(about: str, ask: Callable[[], Iterator[tuple[str, str]]]) -> Iterator[Finding]:
    try:
        for state, says in ask():
            yield Finding(about, state, says)
    except LineError as error:
        yield Finding(about, WRONG, f"{error}: {_cure(error)}")


def _ask_line(house: House, channel: Channel, agency: Agency) -> Iterator[tuple[str, str]]:
    bot_id = house.gateway.bot_id(channel)
    if agency.line_bot_id not in (None, bot_id):
        yield WRONG, "the token is another bot's than the one whose webhooks come: use one channel's secret and token"
        return
    limit, used = house.gateway.quota(channel), house.gateway.quota_used(channel)
    nearly = limit is not None and used >= limit * QUOTA_NEARLY_SPENT
    says = f"answers; counted messages this month {used} of {limit if limit is not None else 'any number'}"
    yield (WARN, f"{says}: soon only free replies go out") if nearly else (OK, says)
    if limit is not None and limit < agency.quota:
        yield WARN, f"the office's budget of {agency.quota} a month is more than LINE allows ({limit})"


def _cure(error: LineError) -> str:
    if error.status in (400, 401, 403):
        return "issue LINE_CHANNEL_ACCESS_TOKEN anew in the LINE console, or check LINE_CHANNEL_ID and its secret"
    if error.retry:
        return "check the network and LINE_API_BASE, then try again"
    return "check LINE_API_BASE"
