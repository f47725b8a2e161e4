"""A LINE that takes every push 50 ms later, bare enough never to be what is measured: `python -m bench.line PORT`."""

import asyncio
import itertools
import sys

TAKES = 0.05  # seconds for every call
QUOTA = b'{"type":"none"}'
USED = b'{"totalUsage":0}'


class Line(asyncio.Protocol):
    """One kept connection; answers in the order of the requests, as HTTP/1.1 has it."""

    numbers = itertools.count(10**17)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has come."""
        self._transport, self._heard = transport, b""

    def data_received(self, data: bytes) -> None:
        """Part of a request, or the end of it."""
        self._heard += data
        while (whole := self._request()) is not None:
            answer = self._answer(whole)
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
            asyncio.get_running_loop().call_later(TAKES, self._transport.write, head + answer)  # type: ignore[attr-defined]

    def _request(self) -> bytes | None:
        """The first line of a request that is here whole, taken off what was heard."""
        head, end, rest = self._heard.partition(b"\r\n\r\n")
        _, _, length = head.lower().partition(b"content-length:")
        body = int(length.split(b"\r\n", 1)[0]) if length else 0
        if not end or len(rest) < body:
            return None
        self._heard = rest[body:]
        return head.split(b"\r\n", 1)[0]

    def _answer(self, line: bytes) -> bytes:
        if line.startswith(b"GET"):
            return USED if b"consumption" in line else QUOTA
        return b'{"sentMessages":[{"id":"%d","quoteToken":"q"}]}' % next(self.numbers)


async def serve(port: int) -> None:
    """Until it is ended."""
    server = await asyncio.get_running_loop().create_server(Line, "127.0.0.1", port, backlog=1_000)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
