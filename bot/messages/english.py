"""The few short lines that are said in English to whoever writes English; everything else stays Thai. Pure."""

from datetime import date

from models.records import Status, Voice

ENGLISH = "en"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

STATUS_WORDS = {
    Status.NOT_STARTED: "not started",
    Status.IN_PROGRESS: "in progress",
    Status.COMPLETED: "completed",
}
INTENDED = {
    "stuck": "held up by a problem",
    "later": "more time requested",
    "done": STATUS_WORDS[Status.COMPLETED],
    "doing": STATUS_WORDS[Status.IN_PROGRESS],
    "idle": STATUS_WORDS[Status.NOT_STARTED],
}
LINES = {
    "saved": "Recorded",
    "saved for": "Recorded, {name}",
    "with links": " with {links} link(s)",
    "password": "A link with a password was not kept: whoever reads the report would see it. Please send one without.",
    "obstacle": "Problem: {words}",
    "which obstacle": "What is the problem? A short reply to this message is enough.",
    "undo": "Undo",
    "undo one": "Undo {what}",
    "undo all": "Undo all",
    "undone": "Undone: {what}",
    "back to": "{what} is “{status}” again",
    "nothing to undo": "Undone already, or followed by a newer report. Nothing was changed.",
    "edited": "Changed as your message now says",
    "request withdrawn": "The request for more time for {what} is withdrawn",
    "until when": "Until which day do you need more time for {what}? It is due on {due}.",
    "pick day": "Choose a day",
    "time asked": "More time requested for {what}: until {until}",
    "reason": "Reason: {words}",
    "reason asked": "Why is more time needed? A short reply to this message is enough.",
    "reason changed": "Your reason for more time for {what} was changed: {words}",
    "reason kept": "Your reason for more time for {what} was added: {words}",
    "no reason given": "Sent without a reason.",
    "no reason": "Without a reason",
    "not a reason": "That is no reason",
    "is it the reason": "Is this why more time is needed for {what}?",
    "is reason": "Yes, that is why",
    "is no reason": "No, leave it out",
    "put before": "Sent to {whom} to decide (the plan's date, {due}, stays in the report)",
    "waits for": "It waits for {whom}, not yet registered on LINE; please ask them to (the plan's date, {due}, stays)",
    "waits for nobody": "It waits: nobody who decides is registered yet. Please tell the ITA coordinator.",
    "decides alone": "Nobody else on the roster could decide, so you may; it will be recorded as a decision on your "
    "own request (the plan's date, {due}, stays in the report)",
    "grant": "Grant",
    "refuse": "Refuse",
    "withdraw": "Withdraw the request",
    "withdrawn": "The request for {what} is withdrawn. It is still due on {due}.",
    "already done": "{what}, due {due}, was recorded as completed before. Thank you.",
    "which": "Which one do you mean? It will be recorded as “{state}”.",
    "which of many": "There are {count}. If yours is not among the buttons, look under “my tasks”.",
    "not yours": "{what} belongs to {owner}. Please let them report it, or tell the ITA coordinator.",
    "left": "The part of {owners} was not recorded: they report it themselves.",
    "not found": "{codes} is not among the work waiting for a report.",
    "nothing waits": "Nothing is waiting for a report.",
    "acknowledged": "Thank you. Just let me know when it is done.",
    "unclear": "I did not understand that. Try “{code} is done”, or choose a button.",
    "unclear without code": "I did not understand that. Hold a reminder's card and reply to it, or choose a button.",
    "my tasks": "My tasks",
    "help": "How to use",
    "overdue": "Overdue",
    "summary": "Summary",
    "missing": "Who has not reported",
    "help title": "How to use Tamngan",
    "help by code": "Press a button under a reminder, or type “{code} is done”, “{code} 60% done”, “{code} waiting for "
    "documents” or “{code} extend to 15 Jan”.",
    "help by quote": "Press a button under a reminder, or hold its card, choose reply and type “done”, “60% done”, "
    "“waiting for documents” or “extend to 15 Jan”.",
    "help 2": "Ask for “my tasks”, “overdue” or “summary”. In a group press, reply to a card, or call @ตามงาน first.",
}


def day_of(day: date) -> str:
    """ "15 April 2027": of the common era, as whoever writes English reads it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def speaks(voice: Voice) -> bool:
    """Whether the person is spoken to in English."""
    return voice.language == ENGLISH


def line(key: str, **values: str | int) -> str:
    """One line of the table with its values filled in."""
    return LINES[key].format(**values)


def chosen(voice: Voice, thai: str, key: str, **values: str | int) -> str:
    """The English line for whoever writes English, the Thai words for everybody else."""
    return line(key, **values) if speaks(voice) else thai
