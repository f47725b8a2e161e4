"""What a month will need, what it keeps for urgent things, and what will not go."""

from datetime import date

from tasks.delivery.budget import Foreseen, Need, Place, Shortage, kept, needs, shortage

TENTH, LAST = date(2027, 2, 10), date(2027, 2, 26)
ESCALATED, OVERDUE, DUE_TODAY, SOON, EARLY = 1, 2, 3, 4, 5
GROUP, PIRIYA = 7, 8
PLACES = {GROUP: Place(20, 0.0), PIRIYA: Place(1, 0.0)}


def test_what_one_chat_is_told_on_one_day_is_one_digest_as_urgent_as_its_most_urgent_item():
    told = [Foreseen(GROUP, LAST, SOON, 1, (31,)), Foreseen(GROUP, LAST, DUE_TODAY, 2, (31, 32))]
    assert needs(told, PLACES) == (Need(LAST, DUE_TODAY, 2.0, (1, 2)),)


def test_a_digest_costs_the_whole_group_where_line_reaches_nobody_of_one_item():
    told = [Foreseen(GROUP, LAST, SOON, 1, (31,)), Foreseen(GROUP, LAST, SOON, 2, ())]
    assert needs(told, PLACES) == (Need(LAST, SOON, 20.0, (1, 2)),)


def test_where_people_speak_on_nine_days_of_ten_a_tenth_is_expected_to_be_pushed():
    (need,) = needs([Foreseen(GROUP, LAST, SOON, 1, ())], {GROUP: Place(20, 0.9)})
    assert round(need.cost, 6) == 2


def test_different_days_and_chats_are_different_digests():
    told = [
        Foreseen(GROUP, TENTH, SOON, 1, ()),
        Foreseen(GROUP, LAST, SOON, 1, ()),
        Foreseen(PIRIYA, LAST, SOON, 2, ()),
    ]
    assert [need.cost for need in needs(told, PLACES)] == [20, 20, 1]


def test_each_urgency_leaves_what_the_more_urgent_ones_will_need_and_the_reserve():
    needed = (Need(LAST, OVERDUE, 4.5, (1,)), Need(LAST, DUE_TODAY, 10, (2,)), Need(TENTH, EARLY, 20, (3,)))
    found = kept(needed, (ESCALATED, OVERDUE, DUE_TODAY, SOON, EARLY), 15, ESCALATED)
    assert found == {ESCALATED: 0, OVERDUE: 15, DUE_TODAY: 20, SOON: 30, EARLY: 30}


def test_with_enough_for_everything_nothing_is_short():
    assert (
        shortage((Need(LAST, DUE_TODAY, 10, (1,)), Need(TENTH, EARLY, 5, (2,))), 30, 15, ESCALATED, DUE_TODAY) is None
    )


def test_when_it_will_not_suffice_the_least_urgent_is_what_does_not_go():
    needed = (Need(TENTH, EARLY, 20, (1, 2)), Need(LAST, DUE_TODAY, 10, (2, 3)))
    assert shortage(needed, 40, 15, ESCALATED, DUE_TODAY) == Shortage(30, 20, False, (1, 2))


def test_it_is_said_when_even_what_is_due_on_its_day_will_not_go():
    short = shortage((Need(LAST, DUE_TODAY, 10, (2, 3)),), 9, 0, ESCALATED, DUE_TODAY)
    assert short == Shortage(10, 10, True, (2, 3))


def test_what_travels_free_anyway_needs_nothing_even_when_nothing_is_left():
    assert shortage((Need(LAST, DUE_TODAY, 0, (2,)),), 0, 15, ESCALATED, DUE_TODAY) is None
