"""The way from an event to the bot: signed POSTs in order per chat, a 2-second limit, redelivery, and a log."""

import base64
import hashlib
import heapq
import hmac
import json
import random
import threading
import time
from collections import deque
from typing import Any

import urllib3

from simulator.sending import REPLY_CAP, REPLY_LIFE
from simulator.world import World

LANES_AT_ONCE = 8
Event = dict[str, Any]
Line = dict[str, Any]


def sign(secret: str, raw: bytes) -> str:
    """LINE's x-line-signature: Base64 of HMAC-SHA256 of the raw body under the channel secret."""
    return base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest()).decode()


class Dispatcher:
    """One lane per chat, so that a chat's events leave in order; several lanes go at once.

    Redelivery waits real seconds outside the lanes: later events overtake it, as they do at LINE.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.http = urllib3.PoolManager(maxsize=LANES_AT_ONCE, block=True, retries=False)
        self.wake = threading.Condition()
        self.lanes: dict[str, deque[list[Event]]] = {}
        self.busy: set[str] = set()
        self.again: list[tuple[float, int, int, list[Event]]] = []
        self.held: list[Event] = []
        self.sent: deque[Event] = deque(maxlen=1_000)
        self.counter = 0
        self.closed = False
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(LANES_AT_ONCE)]
        for thread in self.threads:
            thread.start()

    # -- putting in -------------------------------------------------------------------------------------------

    def put(self, event: Event) -> None:
        if self.world.settings.hold:
            self.held.append(event)
        else:
            self._enqueue([event])

    def release(self, batch: bool = False, shuffle: bool = False, seed: int = 0) -> int:
        """Sends what was held; shuffled by `seed`, in one POST if batch. Returns how many events."""
        events, self.held = self.held, []
        self.send_again(events, batch, shuffle, seed)
        return len(events)

    def send_again(self, events: list[Event], batch: bool = False, shuffle: bool = False, seed: int = 0) -> None:
        if shuffle:
            random.Random(seed).shuffle(events)
        if batch and events:
            self._enqueue(events, lane="batch")
        else:
            for event in events:
                self._enqueue([event], lane="again" if shuffle else None)

    def last(self, count: int) -> list[Event]:
        return list(self.sent)[-count:]

    def _enqueue(self, events: list[Event], lane: str | None = None) -> None:
        with self.wake:
            self.lanes.setdefault(lane or lane_of(events[0]), deque()).append(events)
            self.wake.notify()

    # -- waiting ----------------------------------------------------------------------------------------------

    def idle(self) -> bool:
        with self.wake:
            return not self.lanes and not self.busy and not self.again

    def settle(self, seconds: float) -> bool:
        """True once nothing is under way or due again; False when that took longer than real `seconds`."""
        end = time.monotonic() + seconds
        while not self.idle():
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True

    def close(self) -> None:
        with self.wake:
            self.closed = True
            self.wake.notify_all()
        for thread in self.threads:
            thread.join(timeout=self.world.settings.webhook_timeout + 1)
        self.http.clear()

    # -- working ----------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self.wake:
                taken = self._take()
                while taken is None and not self.closed:
                    self.wake.wait(self._until_next())
                    taken = self._take()
                if self.closed:
                    return
            lane, attempt, events = taken
            try:
                self._deliver(events, attempt)
            finally:
                with self.wake:
                    self.busy.discard(lane)
                    self.wake.notify()

    def _take(self) -> tuple[str, int, list[Event]] | None:
        if self.again and self.again[0][0] <= time.monotonic():
            _, number, attempt, events = heapq.heappop(self.again)
            self.busy.add(f"redelivery {number}")
            return f"redelivery {number}", attempt, events
        for lane, waiting in self.lanes.items():
            if lane not in self.busy:
                events = waiting.popleft()
                if not waiting:
                    del self.lanes[lane]
                self.busy.add(lane)
                return lane, 0, events
        return None

    def _until_next(self) -> float | None:
        return max(0.0, self.again[0][0] - time.monotonic()) if self.again else None

    def _deliver(self, events: list[Event], attempt: int) -> None:
        if self.world.bot.webhook is None:
            return
        line = self.send_now(events)
        settings = self.world.settings
        if 200 <= line["status"] < 300 or not settings.redelivery or attempt >= len(settings.redelivery_delays):
            return
        due = time.monotonic() + settings.redelivery_delays[attempt]
        with self.wake:
            self.counter += 1
            heapq.heappush(self.again, (due, self.counter, attempt + 1, [redelivered(e) for e in events]))
            self.wake.notify_all()

    def send_now(self, events: list[Event], url: str | None = None) -> Line:
        """One POST, waited for; the log line of it."""
        self._start_tokens(events)
        self.sent.extend(events)
        raw = json.dumps({"destination": self.world.bot.user_id, "events": events}, ensure_ascii=False).encode()
        return self.post(raw, sign(self.world.bot.secret, raw), events, url)

    def post(self, raw: bytes, signature: str | None, events: list[Event], url: str | None = None) -> Line:
        """Any bytes under any signature; status is 0 when there was no answer in time."""
        url = url or self.world.bot.webhook
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "LineBotWebhook/2.0"}
        if signature is not None:
            headers["x-line-signature"] = signature
        started, status, error, said = time.perf_counter(), 0, "", ""
        try:
            limit = urllib3.Timeout(total=self.world.settings.webhook_timeout)
            answer = self.http.request("POST", url, body=raw, headers=headers, timeout=limit, redirect=False)
            status, said = answer.status, answer.data[:500].decode(errors="replace")
        except urllib3.exceptions.NewConnectionError:  # urllib3 counts it among its timeouts
            error = "could_not_connect"
        except urllib3.exceptions.TimeoutError:
            error = "request_timeout"
        except urllib3.exceptions.HTTPError:
            error = "could_not_connect"
        line: Line = {
            "time": self.world.clock.now().isoformat(),
            "ids": [e["webhookEventId"] for e in events],
            "types": [e["type"] for e in events],
            "redelivery": any(e["deliveryContext"]["isRedelivery"] for e in events),
            "status": status,
            "error": error,
            "answer": said,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            "events": events,
        }
        with self.world.change():
            self.world.webhooks.append(line)
        return line

    def _start_tokens(self, events: list[Event]) -> None:
        """A reply token lives a minute from each delivery, at most 20 minutes from the event."""
        now = self.world.clock.milliseconds()
        with self.world.change():
            for event in events:
                token = self.world.reply_tokens.get(event.get("replyToken", ""))
                if token is not None:
                    token.valid_until = min(now + REPLY_LIFE, token.event_at + REPLY_CAP)


def lane_of(event: Event) -> str:
    source = event.get("source", {})
    return source.get("groupId") or source.get("userId") or "none"


def redelivered(event: Event) -> Event:
    """The same event as LINE sends it again: nothing else changes."""
    return {**event, "deliveryContext": {**event.get("deliveryContext", {}), "isRedelivery": True}}
