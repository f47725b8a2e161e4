"""Every table of the service in one metadata: what the migrations, the backup and the tests go by."""

from models import (
    agency,
    assignment,
    audit,
    chat,
    delivery,
    evidence,
    inbox,
    link_check,
    measure,
    outbox,
    page_access,
    people,
    reply,
    report_answer,
)
from models.base import Base

ROOMS = (
    *(agency, assignment, audit, chat, delivery, evidence, inbox, link_check, measure, outbox, people, reply),
    *(page_access, report_answer),
)
METADATA = Base.metadata
