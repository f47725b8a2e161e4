"""The one file that speaks to LINE: signatures, sending, and the few questions we ask about a channel."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

import urllib3
from linebot.v3.messaging import ApiClient, ApiException, Configuration

from bot.line_content import Content, ContentClient

T = TypeVar("T")
TIMEOUT = (3.05, 10.0)  # seconds to connect, to read: the SDK itself would wait for ever
TOKEN_MARGIN = 60.0  # a stateless token is renewed this many seconds before its quarter of an hour is over


class LineError(Exception):
    """LINE did not answer a question. retry says whether trying again can help."""

    def __init__(self, words: str, retry: bool, status: int | None = None) -> None:
        super().__init__(words)
        self.retry = retry
        self.status = status


@dataclass(frozen=True)
class Channel:
    """One office's credentials: its secret, and a long-lived token or a channel id to issue short ones from."""

    secret: str
    token: str | None = None
    channel_id: str | None = None


@dataclass(frozen=True)
class Answer:
    """What became of one send.

    state: accepted (LINE took it, now or under the same retry key before), refused (LINE said no to this
    message), limited (429: rate or quota, ask which), spent (429 when LINE's quota tells that it is used up), unsent
    (it never came to a decision about the message: no connection, no valid access token), unclear (it may or may
    not have been said).
    sent: LINE's ids and quote tokens in the order of the messages.
    """

    state: str
    status: int | None
    words: str
    sent: tuple[tuple[str, str | None], ...] = ()


@dataclass
class _Token:
    value: str = ""
    ends: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


def signature_is_valid(secret: str, body: bytes, signature: str | None) -> bool:
    """True when the header is the HMAC-SHA256 of the raw body under the channel secret (line.md, section 1)."""
    genuine = base64.b64encode(hmac.digest(secret.encode(), body, "sha256"))
    return hmac.compare_digest(genuine, (signature or "").encode())


class LineGateway:
    """All calls to LINE for any number of channels; one is shared by all threads of a process."""

    def __init__(self, api_base: str, pool: int = 320) -> None:
        configuration = Configuration(host=api_base, access_token="-")  # noqa: S106 (each call brings its own)
        configuration.connection_pool_maxsize = pool
        configuration.retries = urllib3.Retry(0)  # retrying is the outbox's business, under one retry key
        self._client = ApiClient(configuration)
        self._api_base = api_base
        self._contents = ContentClient(api_base)
        self._tokens: dict[str, _Token] = {}
        self._tokens_lock = threading.Lock()

    def close(self) -> None:
        """Close the connections kept open."""
        self._client.rest_client.pool_manager.clear()
        self._contents.close()

    def reply(self, channel: Channel, reply_token: str, messages: list[dict[str, Any]]) -> Answer:
        """Say up to five messages for free. Never tried twice: LINE has no retry key for replies."""
        return self._send(channel, "/v2/bot/message/reply", {"replyToken": reply_token, "messages": messages}, None)

    def push(self, channel: Channel, to: str, messages: list[dict[str, Any]], retry_key: str) -> Answer:
        """Say up to five messages, counted once for each person reached; safe to repeat under the same key for 24 h."""
        return self._send(channel, "/v2/bot/message/push", {"to": to, "messages": messages}, retry_key)

    def bot_id(self, channel: Channel) -> str:
        """The bot's own user id: the `destination` of its webhooks."""
        return self._told(channel, "/v2/bot/info", "userId", str)

    def basic_id(self, channel: Channel) -> str:
        """The bot's id as people search for it ("@123abcde"); links that open its 1:1 chat name it."""
        return self._told(channel, "/v2/bot/info", "basicId", str)

    def quota(self, channel: Channel) -> int | None:
        """Counted messages a month the plan allows; None when unlimited."""
        answer = self._ask(channel, "/v2/bot/message/quota")
        return _field(answer, "value", int) if answer.get("type") == "limited" else None

    def quota_used(self, channel: Channel) -> int:
        """Counted messages of this month as LINE knows them (approximate)."""
        return self._told(channel, "/v2/bot/message/quota/consumption", "totalUsage", int)

    def member_count(self, channel: Channel, group_id: str) -> int:
        """People in a group or room, the bot not counted: what a push there costs."""
        kind = "room" if group_id.startswith("R") else "group"
        return self._told(channel, f"/v2/bot/{kind}/{quote(group_id, safe='')}/members/count", "count", int)

    def group_name(self, channel: Channel, group_id: str) -> str:
        """The group's name as its members see it."""
        return self._told(channel, f"/v2/bot/group/{quote(group_id, safe='')}/summary", "groupName", str)

    def profile_name(self, channel: Channel, user_id: str, group_id: str | None = None) -> str:
        """The name an account shows; of somebody known only from a group LINE tells it by that group."""
        group = f"group/{quote(group_id, safe='')}/member" if group_id else "profile"
        return self._told(channel, f"/v2/bot/{group}/{quote(user_id, safe='')}", "displayName", str)

    def content(self, channel: Channel, message_id: str) -> Content:
        """What somebody sent, to be read in pieces inside `with`; its status says whether it is there (line.md 6).

        Raises LineError when LINE did not answer, or gives no access token.
        """
        try:
            answer = self._contents.open(self._token(channel), message_id)
        except urllib3.exceptions.HTTPError as error:
            raise LineError(f"LINE did not answer: {type(error).__name__}", retry=True) from error
        if answer.status == 401:  # a short-lived token that LINE no longer takes: the next try issues another
            self._forget_token(channel)
        return answer

    def _told(self, channel: Channel, path: str, name: str, kind: Callable[[Any], T]) -> T:
        return _field(self._ask(channel, path), name, kind)

    def _ask(self, channel: Channel, path: str) -> dict[str, Any]:
        try:
            answer = self._call("GET", path, channel, None, {})
            return dict(json.loads(answer.data))
        except ApiException as error:
            raise LineError(_words(error), retry=error.status in (429, 500), status=error.status) from error
        except (urllib3.exceptions.HTTPError, ValueError, TypeError) as error:
            raise LineError(f"LINE did not answer: {type(error).__name__}", retry=True) from error

    def _send(self, channel: Channel, path: str, body: dict[str, Any], retry_key: str | None) -> Answer:
        headers = {"X-Line-Retry-Key": retry_key} if retry_key else {}
        try:
            answer = self._call("POST", path, channel, body, headers)
            return _accepted(answer.status, answer.data)
        except ApiException as error:
            return _refusal(error)
        except LineError as error:
            return Answer("unsent", error.status, str(error))
        except urllib3.exceptions.HTTPError as error:
            return Answer("unsent" if _never_connected(error) else "unclear", None, type(error).__name__)

    def _call(self, method: str, path: str, channel: Channel, body: Any, headers: dict[str, str]) -> Any:
        try:
            return self._request(method, path, self._token(channel), body, headers)
        except ApiException as error:
            if error.status != 401 or channel.token or not channel.channel_id:
                raise
        self._forget_token(channel)
        return self._request(method, path, self._token(channel), body, headers)

    def _request(self, method: str, path: str, token: str, body: Any, headers: dict[str, str]) -> Any:
        return self._client.request(
            method,
            self._api_base + path,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers},
            body=body,
            _request_timeout=TIMEOUT,
        )

    def _token(self, channel: Channel) -> str:
        if channel.token:
            return channel.token
        with self._tokens_lock:
            kept = self._tokens.setdefault(channel.channel_id or "", _Token())
        with kept.lock:
            if time.monotonic() >= kept.ends:
                kept.value, lasts = self._issue_token(channel)
                kept.ends = time.monotonic() + lasts - TOKEN_MARGIN
            return kept.value

    def _forget_token(self, channel: Channel) -> None:
        with self._tokens_lock:
            self._tokens.pop(channel.channel_id or "", None)

    def _issue_token(self, channel: Channel) -> tuple[str, float]:
        form = [
            ("grant_type", "client_credentials"),
            ("client_id", channel.channel_id or ""),
            ("client_secret", channel.secret),
        ]
        try:
            answer = self._client.request(
                "POST",
                self._api_base + "/oauth2/v3/token",
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                post_params=form,
                _request_timeout=TIMEOUT,
            )
            issued = json.loads(answer.data)
            return str(issued["access_token"]), float(issued["expires_in"])
        except ApiException as error:
            raise LineError(f"no access token: {_words(error)}", error.status >= 500, error.status) from error
        except (urllib3.exceptions.HTTPError, ValueError, TypeError, KeyError) as error:
            raise LineError(f"no access token: {type(error).__name__}", retry=True) from error


def _field(answer: dict[str, Any], name: str, kind: Callable[[Any], T]) -> T:
    """One field of an answer; LineError, worth another try, where LINE did not give it or gave something else."""
    try:
        return kind(answer[name])
    except (KeyError, TypeError, ValueError) as error:
        raise LineError(f"LINE's answer has no {name}", retry=True) from error


def _never_connected(error: urllib3.exceptions.HTTPError) -> bool:
    reason = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
    return isinstance(reason, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError)


def _accepted(status: int, data: bytes) -> Answer:
    """A 2xx whose body cannot be read still was accepted, but we do not know under which message ids."""
    try:
        return Answer("accepted", status, "", _sent(json.loads(data)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Answer("unclear", status, "LINE's answer could not be read")


def _refusal(error: ApiException) -> Answer:
    status, words = int(error.status or 0), _words(error)
    if status == 409:
        return Answer("accepted", status, words, _sent_before(error))
    if status == 429:
        return Answer("limited", status, words)
    if status in (401, 403):  # the channel's credentials, not the message: it waits for the operator
        return Answer("unsent", status, words)
    # Below 400: no answer of LINE's (TLS broke off, something between redirects), so who knows what became of it.
    definite = 400 <= status < 500 and status != 408
    return Answer("refused" if definite else "unclear", status, words)


def _sent(body: dict[str, Any]) -> tuple[tuple[str, str | None], ...]:
    return tuple((str(m["id"]), m.get("quoteToken")) for m in body.get("sentMessages", ()))


def _sent_before(error: ApiException) -> tuple[tuple[str, str | None], ...]:
    try:
        return _sent(json.loads(error.body))
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()


def _words(error: ApiException) -> str:
    """LINE's own words for the operator; falls back to the status when the body is not LINE's JSON."""
    try:
        body = json.loads(error.body)
        details = "; ".join(f"{d.get('property')}: {d.get('message')}" for d in body.get("details", ()))
        return f"{body['message']}" + (f" ({details})" if details else "")
    except (ValueError, TypeError, KeyError, AttributeError):
        return f"HTTP {error.status}"
