"""What LINE answers to a question is read strictly: an answer without what was asked for is no answer."""

import pytest

from bot.line import Channel, LineError, LineGateway
from tests.web_pages import site

OFFICE = Channel(secret="secret", token="token")


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"count": null}', b'{"count": "many"}', b"<html>"])
def test_a_group_whose_size_line_does_not_tell_is_asked_again_later(body: bytes):
    with site() as line:
        line.page("/v2/bot/group/C1/members/count", body)
        gateway = LineGateway(f"http://localhost:{line.port}")
        with pytest.raises(LineError) as refused:
            gateway.member_count(OFFICE, "C1")
        gateway.close()
    assert refused.value.retry


@pytest.mark.parametrize(
    ("body", "allowed"), [(b'{"type": "limited", "value": 300}', 300), (b'{"type": "none"}', None)]
)
def test_the_quota_is_a_number_or_none_where_there_is_no_limit(body: bytes, allowed: int | None):
    with site() as line:
        line.page("/v2/bot/message/quota", body)
        gateway = LineGateway(f"http://localhost:{line.port}")
        assert gateway.quota(OFFICE) == allowed
        gateway.close()
