"""Whose chat comes next in a pass, and how long the others get to write between two of its transactions."""

import pytest

from tasks.delivery.pausing import pause_after
from tasks.delivery.turns import FEW, MISSES, Turn, Turns

KLONG_HOI, NONG_BUA = 1, 2


def chats(agency_id: int, count: int, has_answer: bool = False) -> list[Turn]:
    return [Turn(agency_id * 1_000 + n, agency_id, has_answer) for n in range(count)]


def taken(turns: Turns, limit: int) -> list[int]:
    return [turn.chat_id for turn in turns.take(limit)]


def known(turns: Turns) -> Turns:
    """After a first look LINE was not needed, or has told the quota."""
    turns.first(turns.take(2 * FEW))
    return turns


def test_of_an_office_only_a_few_chats_are_looked_at_before_it_is_known_whether_line_must_be_asked():
    turns = Turns(chats(KLONG_HOI, 50), each=20)
    assert len(taken(turns, 40)) == FEW
    assert len(taken(turns, 40)) == 20


def test_an_answer_never_waits_for_that():
    turns = Turns(chats(KLONG_HOI, 30, has_answer=True), each=20)
    assert len(taken(turns, 40)) == 20


def test_while_line_is_asked_for_the_quota_the_office_waits_and_its_answers_and_the_others_go_on():
    turns = known(Turns([*chats(KLONG_HOI, 6), *chats(KLONG_HOI, 1, has_answer=True), *chats(NONG_BUA, 2)], each=20))
    asking, *rest = chats(KLONG_HOI, 6)
    assert turns.park(asking)
    assert not turns.park(rest[0])
    assert taken(turns, 40) == [1_000, 2_000, 2_001]
    turns.unpark(KLONG_HOI)
    assert taken(turns, 40) == [1_001, 1_000, 1_001, 1_002, 1_003, 1_004, 1_005]


def test_what_an_office_has_on_its_way_counts_and_the_next_office_goes_instead():
    turns = known(Turns([*chats(KLONG_HOI, 5), *chats(NONG_BUA, 5)], each=3))
    for _ in range(3):
        turns.sent(KLONG_HOI)
    assert taken(turns, 4) == [2_000, 2_001, 2_002]
    turns.landed(KLONG_HOI, True)
    assert taken(turns, 4) == [1_000, 2_003, 2_004]


def test_after_three_requests_in_a_row_that_came_to_nothing_the_rest_of_the_pass_is_for_the_others():
    turns = known(Turns([*chats(KLONG_HOI, 5), *chats(NONG_BUA, 1)], each=20))
    for effect in [False] * (MISSES - 1) + [True] + [False] * (MISSES - 1) + [None]:
        turns.sent(KLONG_HOI)
        turns.landed(KLONG_HOI, effect)
    assert taken(turns, 1) == [1_000]
    turns.sent(KLONG_HOI)
    turns.landed(KLONG_HOI, False)
    assert taken(turns, 9) == [2_000]


def test_a_chat_to_which_more_is_to_be_said_comes_next_and_the_others_keep_their_order():
    turns = known(Turns(chats(KLONG_HOI, 3), each=20))
    assert taken(turns, 1) == [1_000]
    turns.first([Turn(9, KLONG_HOI)])
    assert taken(turns, 9) == [9, 1_001, 1_002]


@pytest.mark.parametrize(("held", "pause"), [(0.02, 0.02), (0.1, 0.05), (0.18, 0.18), (3.0, 0.2)])
def test_others_get_to_write_as_long_again_within_bounds(held: float, pause: float):
    assert pause_after(held) == pause
