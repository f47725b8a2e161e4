"""Every table of the service in one metadata: what the migrations, the backup and the tests go by."""

from models import (
    agency,
    assignment,
    audit,
    calendar_link,
    chat,
    delivery,
    evidence,
    inbox,
    link_check,
    measure,
    milestones,
    outbox,
    own_days,
    page_access,
    people,
    plan_draft,
    rehearsal,
    reply,
    report_answer,
    unit,
)
from models.base import Base

ROOMS = (
    *(agency, assignment, audit, chat, delivery, evidence, inbox, link_check, measure, outbox, people, reply),
    *(calendar_link, milestones, own_days, page_access, plan_draft, rehearsal, report_answer, unit),
)
METADATA = Base.metadata
