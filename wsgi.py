"""The composition: settings checked first, then one house with its web application and its operator's commands."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
import structlog
from flask import Flask

from bot.webhook import make_blueprint
from config import logging
from config.settings import Settings, SettingsError, load, warnings
from tasks import house
from tasks.commands import (
    admin,
    agency,
    backup,
    calendar,
    chat,
    db,
    doctor,
    duty,
    outbox,
    plan,
    plan_draft,
    plan_import,
    rehearse,
    replies,
    report,
    schedule,
    staff,
    told,
    unit,
)
from tasks.scheduling import Waker
from web import (
    access,
    border,
    compression,
    entry,
    errors,
    files,
    health,
    measure,
    mine,
    overview,
    plan_next,
    plan_review,
    rendering,
    security,
    share,
    subscribe,
)
from web import calendar as calendar_pages
from web import picture as picture_pages
from web import plan as plan_pages
from web import report as report_pages
from web.office import pages as office

WEB = Path(__file__).parent / "web"
# Open to everybody: each says itself whom it lets in.
BLUEPRINTS = (health.blueprint, entry.blueprint, calendar_pages.blueprint, picture_pages.blueprint)
# Only for who is signed in.
PAGES = (
    *(overview.blueprint, measure.blueprint, share.blueprint, mine.blueprint, files.blueprint),
    *(plan_pages.blueprint, plan_review.blueprint, plan_next.blueprint, report_pages.blueprint, office.blueprint),
    subscribe.blueprint,
)
COMMANDS = (
    admin.group,
    agency.group,
    backup.backup_command,
    backup.restore_command,
    calendar.group,
    calendar.milestone_group,
    chat.group,
    db.group,
    doctor.command,
    duty.group,
    outbox.command,
    plan.group,
    rehearse.command,
    replies.group,
    report.group,
    schedule.schedule,
    staff.group,
    told.command,
    unit.group,
)


def create_app(settings: Settings, wake: Callable[[], None] | None = None) -> Flask:
    """The web application and its commands; connects to nothing yet.

    wake: called when a webhook is stored; by default a thread of this process answers at once.
    """
    app = Flask("tamngan", static_folder=str(WEB / "static"), template_folder=str(WEB / "templates"))
    app.secret_key = settings.secret_key or None
    built = house.build(settings)
    app.extensions["tamngan"] = built
    waker = Waker(built)
    app.extensions["tamngan-waker"] = waker  # gunicorn.conf.py stops it when its process ends
    webhook = make_blueprint(settings, built.engine, built.clock, wake or waker.wake)
    machines = (webhook, health.blueprint, calendar_pages.blueprint)
    security.protect(app, settings, machines)
    access.guard(app, PAGES)
    border.guard(app, machines)
    for blueprint in (webhook, *BLUEPRINTS, *PAGES):
        app.register_blueprint(blueprint)
    rendering.register(app)
    compression.register(app)
    errors.register(app)
    for command in COMMANDS:
        app.cli.add_command(command)
    plan.group.add_command(plan_import.command)
    plan.group.add_command(plan_draft.command)
    return app


def checked_settings() -> Settings:
    """The settings of the environment; when any is wrong, each is named with its cure and the process ends."""
    try:
        return load()
    except SettingsError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


def start() -> Flask:
    """What the servers load: a process that serves says what it was started with, a command is left in peace."""
    logging.configure()
    settings = checked_settings()
    if click.get_current_context(silent=True) is None:
        log = structlog.get_logger("tamngan")
        for warning in warnings(settings):
            log.warning("setting", what=warning)
    return create_app(settings)


app = start()
