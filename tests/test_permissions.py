"""The role table, row by row."""

import pytest

from models.permissions import ALLOWED, Action, may, may_give
from models.records import Role

DECIDE = {Action.DECIDE_UNIT_EXTENSION, Action.DECIDE_EXTENSION}
RUN = {Action.MANAGE_PLAN, Action.MANAGE_OFFICE, Action.MANAGE_STAFF, Action.SEE_TRAIL}
TABLE = {
    Role.OFFICER: set(),
    Role.UNIT_HEAD: {Action.REPORT_UNIT, Action.DECIDE_UNIT_EXTENSION},
    Role.COORDINATOR: {
        *(Action.SEE_ALL, Action.REPORT_UNIT, Action.REPORT_ANY, Action.CONFIRM_STAFF, *DECIDE),
        *(Action.STAND_IN_EXTENSION, Action.PUBLISH, Action.REMIND_MISSING, *RUN),
    },
    Role.EXECUTIVE: {Action.SEE_ALL, Action.VERIFY, Action.REMIND_MISSING} | DECIDE,
    Role.ADMINISTRATOR: {Action.SEE_ALL, Action.CONFIRM_STAFF, Action.STAND_IN_EXTENSION, *RUN},
}


def test_every_role_is_in_the_table():
    assert set(ALLOWED) == set(Role) == set(TABLE)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_each_role_may_do_what_the_table_says_and_nothing_else(role: Role, action: Action):
    assert may(role, action) is (action in TABLE[role])


def test_only_a_coordinator_reports_for_anybody():
    assert [role for role in Role if may(role, Action.REPORT_ANY)] == [Role.COORDINATOR]


def test_who_runs_the_work_does_not_acknowledge_it():
    assert [role for role in Role if may(role, Action.VERIFY)] == [Role.EXECUTIVE]


def test_whoever_decides_everywhere_sees_everything():
    for role in Role:
        assert may(role, Action.SEE_ALL) or not may(role, Action.DECIDE_EXTENSION)


def test_only_an_administrator_makes_an_administrator_and_only_two_roles_give_any():
    assert [role for role in Role if may_give(role, Role.ADMINISTRATOR)] == [Role.ADMINISTRATOR]
    assert [role for role in Role if may_give(role, Role.EXECUTIVE)] == [Role.COORDINATOR, Role.ADMINISTRATOR]
    assert not any(may_give(role, one) for role in (Role.OFFICER, Role.UNIT_HEAD, Role.EXECUTIVE) for one in Role)
