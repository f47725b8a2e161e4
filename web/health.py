"""For whoever watches the service: is it alive, how much waits, what each office said. Nothing names a person."""

import hmac
from collections import Counter
from collections.abc import Iterator

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from models.backlog import backlogs, held, quotas, sent_this_month
from models.database import is_reachable, reading
from tasks.house import House, current_house

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while the database answers, else 503; says nothing more, since anybody may ask."""
    try:
        alive = is_reachable(current_house().engine)
    except SQLAlchemyError:
        alive = False
    return _plain("ok\n" if alive else "database does not answer\n", 200 if alive else 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus text behind `Authorization: Bearer METRICS_TOKEN`; 404 while no token is set."""
    house = current_house()
    token = house.settings.metrics_token
    if not token:
        return _plain("METRICS_TOKEN is not set\n", 404)
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return _plain("METRICS_TOKEN does not match\n", 401)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Waiting(house))
    registry.register(Said(house))
    try:
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    except SQLAlchemyError:
        return _plain("the database does not answer: see `flask doctor`\n", 503)


class Waiting(Collector):
    """The queues as gauges, read from the rows at each scrape: every process gives the same answer."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """How many rows, and for how long the oldest has waited."""
        now = self._house.clock()
        rows = GaugeMetricFamily("tamngan_rows", "Rows by queue and state", labels=["queue", "state"])
        age = GaugeMetricFamily("tamngan_oldest_seconds", "Age of the oldest row", labels=["queue", "state"])
        with reading(self._house.engine) as session:
            for backlog in backlogs(session):
                rows.add_metric([backlog.queue, backlog.state], backlog.count)
                if backlog.oldest:
                    age.add_metric([backlog.queue, backlog.state], (now - backlog.oldest).total_seconds())
        yield from (rows, age)


class Said(Collector):
    """What goes out by which way, what it costs and why something waits, read from the rows at each scrape."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Requests and counted messages of the month so far (Bangkok), what is left of each quota by our own ledger."""
        requests = _gauge("requests_this_month", "Requests to LINE", ["agency", "way", "state"])
        counted = _gauge("counted_this_month", "Counted messages, refused ones left out", ["agency"])
        left = _gauge("quota_left", "Counted messages left of the office's quota, by our own ledger", ["agency"])
        waiting = _gauge("held", "Messages that wait, by reason", ["reason"])
        with reading(self._house.engine) as session:
            spent = Counter(dict.fromkeys(limits := quotas(session), 0))
            for sent in sent_this_month(session, self._house.clock()):
                requests.add_metric([sent.agency, sent.way, sent.state], sent.requests)
                spent[sent.agency] += 0 if sent.state == "refused" else sent.counted
            for reason, count in held(session).items():
                waiting.add_metric([reason], count)
        for slug, limit in limits.items():
            counted.add_metric([slug], spent[slug])
            left.add_metric([slug], limit - spent[slug])
        yield from (requests, counted, left, waiting)


def _gauge(name: str, words: str, labels: list[str]) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"tamngan_{name}", words, labels=labels)


def _plain(words: str, status: int) -> Response:
    return Response(words, status, mimetype="text/plain")
