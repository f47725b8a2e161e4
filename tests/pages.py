"""What the tests of pages share: the office's application, a browser without a screen, and signing in by link."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from config.settings import load
from models import page_access, people
from models.database import transaction
from tests.office import Office
from wsgi import create_app

KEY = "a-key-for-the-pages-of-tests"


@dataclass
class Pages:
    """The application on one office's database, at a moment that tests set."""

    app: Flask
    office: Office
    clock_file: Path

    @property
    def engine(self) -> Engine:
        found: Engine = self.app.extensions["tamngan"].engine
        return found

    @property
    def now(self) -> datetime:
        found: datetime = self.app.extensions["tamngan"].clock()
        return found

    def at(self, moment: datetime) -> None:
        """Set everybody's clock."""
        self.clock_file.write_text(moment.isoformat())

    def link(self, name: str) -> str:
        """A fresh link for somebody, as the bot would give it."""
        with transaction(self.engine) as session:
            person = people.staff_by_id(session, self.office.agency_id, self.office.staff[name])
            assert person
            return "/in/" + page_access.make_link(session, person, self.now)

    def nobody(self) -> "Browser":
        """A browser that nobody signed in with."""
        return Browser(self.app.test_client())

    def signed_in(self, name: str) -> "Browser":
        """A browser in which somebody signed in by a link."""
        browser = self.nobody()
        link = self.link(name)
        browser.get(link)
        assert browser.post(link).status_code == 302
        return browser


@dataclass
class Browser:
    """Follows links and sends forms as a browser without scripts does."""

    client: FlaskClient
    page: str = field(default="", repr=False)

    def get(self, address: str) -> TestResponse:
        """Open an address; a page is remembered with its forms."""
        answer = self.client.get(address)
        answer.get_data()
        answer.close()
        if answer.mimetype == "text/html":
            self.page = answer.text
        return answer

    def post(self, address: str, **fields: Any) -> TestResponse:
        """Send a form of the page that is open, with the token that stands in it."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        return self.client.post(address, data={"csrf_token": token[1] if token else "", **fields})

    def read(self, address: str) -> str:
        """The words of a page (200), tags taken out and spaces made one."""
        answer = self.get(address)
        assert answer.status_code == 200, (answer.status_code, words_in(answer.text))
        return words_in(answer.text)


def words_in(page: str) -> str:
    """What a reader reads."""
    body = page.partition("<body>")[2] or page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@contextmanager
def opened(engine: Engine, office: Office, folder: Path, now: datetime, **settings: str) -> Iterator[Pages]:
    """The application beside a test's own engine, on the same database."""
    clock_file = folder / "clock"
    clock_file.write_text(now.isoformat())
    url = engine.url.render_as_string(hide_password=False)
    given = {"DATA_DIR": str(folder), "DATABASE_URL": url, "CLOCK_FILE": str(clock_file), "SECRET_KEY": KEY}
    app = create_app(load({**given, **settings}), wake=lambda: None)
    try:
        yield Pages(app, office, clock_file)
    finally:
        app.extensions["tamngan"].engine.dispose()
