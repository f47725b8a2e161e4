"""Every page of *Office* on its one blueprint: loading them hangs them on it."""

from web.office import (
    days,
    groups,
    home,
    milestones,
    outbox,
    people,
    reminding,
    roster_import,
    sessions,
    settings,
    trail,
    units,
    waiting,
)
from web.office.room import blueprint

__all__ = ["blueprint"]
ROOMS = (
    *(days, groups, home, milestones, outbox, people, reminding),
    *(roster_import, sessions, settings, trail, units, waiting),
)
