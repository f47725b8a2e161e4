"""The pages in the order of the menu, and who sees each there."""

from dataclasses import dataclass

from flask import current_app, request

from models.permissions import Action
from web.access import visitor_may


@dataclass(frozen=True)
class Place:
    """One entry of the menu; action: what the role must be allowed, None for everybody signed in."""

    endpoint: str
    words: str
    action: Action | None = None

    @property
    def is_here(self) -> bool:
        """Whether this page is one of its blueprint's, or of one whose name goes on from it."""
        own = self.endpoint.partition(".")[0]
        return request.blueprint is not None and (request.blueprint == own or request.blueprint.startswith(f"{own}_"))


PLACES: tuple[Place, ...] = (
    Place("overview.show", "ภาพรวม"),
    Place("mine.show", "งานของฉัน"),
    Place("plan.home", "แผน", Action.MANAGE_PLAN),
    Place("report.show", "รายงาน", Action.SEE_ALL),
    Place("office.home", "หน่วยงาน", Action.MANAGE_OFFICE),
)


def places() -> tuple[Place, ...]:
    """What stands in the menu of who is looking."""
    known = current_app.view_functions
    return tuple(p for p in PLACES if p.endpoint in known and (p.action is None or visitor_may(p.action)))
