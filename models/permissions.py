"""The one table of what each role may see and do. Pure."""

from enum import StrEnum

from models.records import Role


class Action(StrEnum):
    """What somebody may want to do.

    Whatever the role, everybody sees their unit's work and reports what is given to them, or to the unit or section
    they sit in. "unit" is all of that unit, its sections and its other officers with it. Nobody decides their own
    request; stand_in_extension: decide on one where nobody whom the policy names is registered. Whoever gathers a duty
    may remind those who owe it too.
    manage_office: units, groups, working days, reminders, the calendar. manage_staff: the roster, roles (of which
    GIVES tells) and who is signed in. see_trail: what was sent and what was changed.
    """

    SEE_ALL = "see_all"
    REPORT_UNIT = "report_unit"
    REPORT_ANY = "report_any"
    DECIDE_UNIT_EXTENSION = "decide_unit_extension"
    DECIDE_EXTENSION = "decide_extension"
    STAND_IN_EXTENSION = "stand_in_extension"
    CONFIRM_STAFF = "confirm_staff"
    VERIFY = "verify"
    PUBLISH = "publish"
    REMIND_MISSING = "remind_missing"
    MANAGE_OFFICE = "manage_office"
    MANAGE_STAFF = "manage_staff"
    SEE_TRAIL = "see_trail"
    MANAGE_PLAN = "manage_plan"


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
    # Keeps the service running: people and plans, but no word on anybody's work while somebody else is there to say it.
    Role.ADMINISTRATOR: frozenset(
        {
            *(Action.SEE_ALL, Action.CONFIRM_STAFF, Action.STAND_IN_EXTENSION),
            *(Action.MANAGE_OFFICE, Action.MANAGE_STAFF, Action.MANAGE_PLAN, Action.SEE_TRAIL),
        }
    ),
}
# Which roles a person of a role may give to others and take from them, and whose accounts they may let in. Only an
# administrator makes another: otherwise who runs the work could become, through a second account, who watches over it.
GIVES: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: frozenset(Role) - {Role.ADMINISTRATOR},
    Role.ADMINISTRATOR: frozenset(Role),
}


def may(role: Role, action: Action) -> bool:
    """True when somebody of this role may do this; an account bound to nobody has no role and may do nothing."""
    return action in ALLOWED[role]


def may_give(giver: Role, role: Role) -> bool:
    """True when somebody of this role may make others one of that role, or no longer one."""
    return role in GIVES.get(giver, frozenset())
