"""The one table of what each role may see and do. Pure."""

from enum import StrEnum

from models.records import Role


class Action(StrEnum):
    """What somebody may want to do.

    "own" is what is given to them, or to the unit or section they sit in; "unit" is all of the unit they sit in,
    its sections and its other officers with it. Nobody decides their own request, whatever the role.
    """

    SEE_OWN = "see_own"
    SEE_UNIT = "see_unit"
    SEE_ALL = "see_all"
    REPORT_OWN = "report_own"
    REPORT_UNIT = "report_unit"
    REPORT_ANY = "report_any"
    ACKNOWLEDGE = "acknowledge"
    DECIDE_UNIT_EXTENSION = "decide_unit_extension"
    DECIDE_EXTENSION = "decide_extension"
    SEND_REMINDERS = "send_reminders"
    CONFIRM_STAFF = "confirm_staff"
    MANAGE_PLAN = "manage_plan"
    MANAGE_OFFICE = "manage_office"


_OFFICER = frozenset({Action.SEE_OWN, Action.SEE_UNIT, Action.REPORT_OWN})

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.OFFICER: _OFFICER,
    # A head decides what the unit's officers ask for; what a head asks for goes to a coordinator or executive.
    Role.UNIT_HEAD: _OFFICER | {Action.REPORT_UNIT, Action.DECIDE_UNIT_EXTENSION},
    Role.COORDINATOR: frozenset(Action) - {Action.ACKNOWLEDGE},
    # Executives acknowledge what others report; their own follow-ups they report themselves.
    Role.EXECUTIVE: frozenset(
        {
            *(Action.SEE_OWN, Action.SEE_UNIT, Action.SEE_ALL, Action.REPORT_OWN),
            *(Action.ACKNOWLEDGE, Action.DECIDE_UNIT_EXTENSION, Action.DECIDE_EXTENSION, Action.SEND_REMINDERS),
        }
    ),
    # Keeps the service running: people and plans, but no word on anybody's work.
    Role.ADMINISTRATOR: _OFFICER | {Action.SEE_ALL, Action.CONFIRM_STAFF, Action.MANAGE_PLAN, Action.MANAGE_OFFICE},
}


def may(role: Role, action: Action) -> bool:
    """True when somebody of this role may do this; an account bound to nobody has no role and may do nothing."""
    return action in ALLOWED[role]
