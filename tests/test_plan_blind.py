"""Documents written blind, of the kinds offices really send, are read as a careful person reads them."""

from collections.abc import Callable

import pytest

from tests.blind_kit import Blind
from tests.blind_plans import FIRST
from tests.blind_plans_again import SECOND
from tests.blind_score import compare


@pytest.mark.parametrize("document", [*FIRST, *SECOND], ids=lambda document: document.__name__)
def test_every_field_of_a_document_never_seen_is_read_as_a_person_reads_it(document: Callable[[], Blind]) -> None:
    missed = [(field, where, wanted, got) for field, where, wanted, got in compare(document()) if wanted != got]
    assert missed == []
