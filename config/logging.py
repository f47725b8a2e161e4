"""What the processes say about themselves: JSON lines on standard error, without names, ids or texts of people."""

import logging.config
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import ExcInfo

# Fields that would carry a person's data into a log that others read (PDPA): their values are left out.
PERSONAL = frozenset(
    {"body", "code", "content", "display_name", "group_id", "line_id", "line_user_id", "name", "raw", "reply_token"}
    | {"room_id", "said", "secret", "text", "token", "user_id"}
)
LONGEST_CHAIN = 5
FRAMES = 12  # of each error, the innermost
Event = MutableMapping[str, Any]


def without_personal_data(_logger: object, _method: str, event: Event) -> Event:
    """Blank the value of every field that could name a person or repeat what they wrote."""
    return {key: "left out" if key in PERSONAL else value for key, value in event.items()}


def tell_error(exc_info: ExcInfo) -> list[dict[str, Any]]:
    """An error and what caused it: kind, place and the words of the machine, never the values at hand.

    A traceback's last line repeats what somebody wrote (a row's values, a text that could not be read).
    """
    told: list[dict[str, Any]] = []
    error: BaseException | None = exc_info[1]
    while error is not None and len(told) < LONGEST_CHAIN:
        frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        told.append({"type": type(error).__name__, "says": machine_words(error), "frames": frames[-FRAMES:]})
        error = error.__cause__ or error.__context__
    return told


def machine_words(error: BaseException) -> str:
    """What the system, Python's import or a database says; of the last only the first line: values come below."""
    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, ImportError | SyntaxError):
        return error.msg
    return str(getattr(error, "orig", "") or "").partition("\n")[0]


SHARED = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.ExceptionRenderer(tell_error),
    without_personal_data,
)


def as_dict() -> dict[str, Any]:
    """The configuration in the standard library's form: gunicorn takes the same."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": _formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Below WARNING these tell of every job, request and statement.
            **{name: {"level": "WARNING"} for name in ("apscheduler", "sqlalchemy", "alembic", "werkzeug")},
            # It warns each second that a long job still runs, which is as it should be (tasks/scheduling.py).
            "apscheduler.scheduler": {"level": "ERROR"},
            "gunicorn.error": {"handlers": [], "propagate": True, "level": "INFO"},
        },
    }


def configure() -> None:
    """Every logger of the process, our own and the libraries', speaks JSON from here on."""
    logging.config.dictConfig(as_dict())
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=list(SHARED),
    )
