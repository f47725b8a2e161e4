"""The one table of what each role may see and do. Pure."""

from enum import StrEnum

from models.records import Role


class Action(StrEnum):
    """What somebody may want to do.

    Whatever the role, everybody sees their unit's work and reports what is given to them, or to the unit or section
    they sit in. "unit" is all of that unit, its sections and its other officers with it. Nobody decides their own
    request. Whoever gathers a duty may remind those who owe it too.
    """

    SEE_ALL = "see_all"
    REPORT_UNIT = "report_unit"
    REPORT_ANY = "report_any"
    DECIDE_UNIT_EXTENSION = "decide_unit_extension"
    DECIDE_EXTENSION = "decide_extension"
    CONFIRM_STAFF = "confirm_staff"
    VERIFY = "verify"
    PUBLISH = "publish"
    REMIND_MISSING = "remind_missing"


ALLOWED: dict[Role, frozenset[Action]] = {
    Role.OFFICER: frozenset(),
    # A head decides what the unit's officers ask for; what a head asks for goes to a coordinator or executive.
    Role.UNIT_HEAD: frozenset({Action.REPORT_UNIT, Action.DECIDE_UNIT_EXTENSION}),
    # Runs the work of the year, and so is not the one to acknowledge it.
    Role.COORDINATOR: frozenset(Action) - {Action.VERIFY},
    # Executives report their own follow-ups only, and nobody else's work.
    Role.EXECUTIVE: frozenset(
        {
            *(Action.SEE_ALL, Action.DECIDE_UNIT_EXTENSION, Action.DECIDE_EXTENSION),
            *(Action.VERIFY, Action.REMIND_MISSING),
        }
    ),
    # Keeps the service running: people and plans, but no word on anybody's work.
    Role.ADMINISTRATOR: frozenset({Action.SEE_ALL, Action.CONFIRM_STAFF}),
}


def may(role: Role, action: Action) -> bool:
    """True when somebody of this role may do this; an account bound to nobody has no role and may do nothing."""
    return action in ALLOWED[role]
