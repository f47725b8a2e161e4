"""What the dialogue says in English to whoever writes English; names, titles and record words stay Thai. Pure."""

from datetime import date

from bot.messages.english_people import PEOPLE
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
# What buttons say: LINE takes 40 letters on a button of a card; those that share a row have half of a phone's width and
# stay within 20. Whose the work is stands above the button.
BUTTONS = {
    "undo": "Undo",
    "undo one": "Undo {what}",
    "undo all": "Undo all",
    "pick day": "Choose a day",
    "yes until": "Yes, until {until}",
    "no reason": "Without a reason",
    "not a reason": "That is no reason",
    "is reason": "Yes, that is why",
    "is no reason": "No, leave it out",
    "refuse bare": "Refuse, no reason",
    "more requests": "{count} more",
    "grant": "Grant",
    "refuse": "Refuse",
    "withdraw one": "Withdraw {what}",
    "refuse so": "Refuse, as typed",
    "withdraw": "Withdraw the request",
    "yes open": "Yes, not done yet",
    "yes ours": "Yes, ours",
    "for another": "Yes, for them",
    "this for another": "Yes, {what}",
    "close now": "Close it now",
    "remind them": "Remind those missing",
    "register": "Register my name",
    "privacy": "What is kept of me",
    "answer later": "Answer later",
    "all there": "It is all there",
    "change": "Change the answer",
    "change one": "Change “{label}”",
    "delete old": "Delete old answer",
    "leave it": "Leave it as it is",
    "not this": "Not this one",
    "no evidence": "No evidence",
    "continue": "Continue {what}",
    "yes note": "Yes, note it down",
    "no": "No",
    "to private": "Add in the 1:1 chat",
    "press done": "Done",
    "press doing": "In progress",
    "press stuck": "Problem",
    "press later": "More time",
    "press followed up": "Followed up",
    "press gathered": "All gathered",
    "next page": "Next page ({count} more)",
    "my tasks": "My tasks",
    "help": "How to use",
    "overdue": "Overdue",
    "summary": "Summary",
    "missing": "Who has not reported",
    "tell coordinator": "Tell the coordinator",
    "acknowledge": "Acknowledge",
    "published": "Published",
    "back acknowledged": "Undo acknowledging",
    "more finished": "{count} more to see",
}
_OTHERS = BUTTONS | PEOPLE
LINES = _OTHERS | {
    "saved": "Recorded",
    "saved for": "Recorded, {name}",
    "with links": " with {links} link(s)",
    "password": "A link with a password was not kept: whoever reads the report would see it. Please send one without.",
    "obstacle": "Problem: {words}",
    "which obstacle": "What is the problem? A short reply to this message is enough.",
    "undone": "Undone: {what}",
    "back to": "{what} is “{status}” again",
    "nothing to undo": "Undone already, or followed by a newer report. Nothing was changed.",
    "edited": "Changed as your message now says",
    "request withdrawn": "The request for more time for {what} is withdrawn",
    "until when": "Until which day do you need more time for {what}? It is due on {due}.",
    "from the deadline": "Counted from today, more time for {what} ends on {day}, not after the day it is due, {due}. "
    "Do you mean until {until}?",
    "falls on": "({day} falls on another day of the week. If you mean another day, send it.)",
    "time asked": "More time requested for {what}: until {until}",
    "reason": "Reason: {words}",
    "reason asked": "Why is more time needed? A short reply to this message is enough.",
    "reason changed": "Your reason for more time for {what} was changed: {words}",
    "reason kept": "Your reason for more time for {what} was added: {words}",
    "no reason given": "Sent without a reason.",
    "is it the reason": "Is this why more time is needed for {what}?",
    "reason removed": "The reason was taken out of your request for {what}. The request stands.",
    "granted": "Recorded: more time granted for {what}, until {until} (the plan's date, {due}, stays in the report)",
    "refused": "Recorded: more time for {what} not granted. It is still due on {due}.",
    "why refused": "Why is more time for {what} not granted? A short reply to this message is enough.",
    "withdraw which": "Which request for more time shall be withdrawn? Until you press, it stands.",
    "not refused": "Nothing is decided yet. Please press one of the buttons.",
    "refusal reworded": "The reason for not granting more time for {what} was changed: {words}",
    "own request": "Somebody else has to decide on your own request. Nothing was changed.",
    "day passed": "Not granted yet: the day asked for, {until}, has passed. Please have another day asked for "
    "{what}, or refuse.",
    "not to decide": "The head of that unit, the coordinator or an executive decides on this request.",
    "nothing to decide": "This request was decided or withdrawn before. Nothing was changed.",
    "no requests": "No request for more time is waiting for you.",
    "requests": "{count} request(s) for more time are waiting for you",
    "request of": "{name} asks for more time for {what}",
    "from to": "From {day} to {until}",
    "without reason": "No reason was given.",
    "put before": "Sent to {whom} to decide (the plan's date, {due}, stays in the report)",
    "waits for": "It waits for {whom}, not yet registered on LINE; please ask them to (the plan's date, {due}, stays)",
    "waits for nobody": "It waits: nobody who decides is registered yet. Please tell the ITA coordinator.",
    "decides alone": "Nobody else on the roster could decide, so you may; it will be recorded as a decision on your "
    "own request (the plan's date, {due}, stays in the report)",
    "withdrawn": "The request for {what} is withdrawn. It is still due on {due}.",
    "already done": "{what}, due {due}, was recorded as completed before. Thank you.",
    "open again": "{what} was recorded as completed before. Is it not done yet?",
    "overtaken": "{what} was reported anew since then: it stays “{state}”. If that has changed, please tell it again.",
    "which": "Which one do you mean? It will be recorded as “{state}”.",
    "which of many": "There are {count}. If yours is not among the buttons, look under “my tasks”.",
    "whose": "Do you mean the part of {owner}? {what} will be recorded as “{state}”.",
    "not yours": "{what} belongs to {owner}. Please let them report it, or tell the ITA coordinator.",
    "another's": "{what} belongs to {owner}. Shall it be recorded for them as “{state}”?",
    "close": "{count} unit(s) have not handed in {what} yet: {names}\nClose the gathering due {due} all the same?",
    "not your report": "{who} or the coordinator takes this back. Nothing was changed.",
    "gone from plan": "What this card is about is not in the plan any more. Type “my tasks” for what is still waiting.",
    "not recorded": "{what} was not recorded: {why}",
    "not recorded bare": "{what} was not recorded. Please ask the ITA coordinator.",
    "own unit only": "You can see the work of your own unit only. Type “my tasks” or “summary”.",
    "not allowed": "The coordinator or an executive has to do this. Please tell the ITA coordinator.",
    "group not ready": "This group is not set up yet. Whoever looks after it types the group's code first; until then "
    "the 1:1 chat works.",
    "not registered": "I do not know this account yet. Please register your name first, then I can record your work.",
    "still registering": "The coordinator has yet to confirm who you are. You will be told as soon as that is done.",
    "sender unknown": "LINE did not tell who sent this, so nothing was recorded. Please press the button under the "
    "card and choose your name, or write in the 1:1 chat.",
    "report begins": "The year's report of {what} needs {count} things.",
    "report lacks": "The year's report of {what} still lacks {count}.",
    "noted": "Noted, “{label}” of {what}: {words}",
    "link kept": "The link is kept as evidence of {what}",
    "report whole": "The report of {what} is complete. Thank you, {name}",
    "report whole bare": "The report of {what} is complete. Thank you.",
    "nothing lacks": "None of your reports lacks anything.",
    "may wait": "All right. When you are ready, type “continue” or “my tasks”.",
    "done before": "{what} is recorded as completed.",
    "not noted": "This was not noted for the report of {what}.",
    "proof wanted": "Noted: {words}\nThe evidence of {what} has to be a link, a photo or a file; send it in this chat.",
    "type anew": "Please type “{label}” of {what} anew.\nUntil now: {words}",
    "deleted": "“{label}” of {what} is deleted",
    "answer gone": "This answer was changed or deleted before. Nothing was changed.",
    "evidence taken": "Taken as evidence of {what}, due {due}",
    "evidence received": "Received as evidence of {what}, due {due}. The file is being checked; you will be told if it "
    "cannot be used.",
    "which evidence": "Received. Which one is it evidence of?",
    "no button for it": "If yours is not among the buttons, type its code, or report it as done first.",
    "taken out": "Taken out; it is not used as evidence.",
    "lacking": "Completed, but the report lacks something: {count}",
    "lacking more": "and {count} more",
    "whose answer": "Is this “{label}” of {what}?",
    "which report": "Which report is this for?",
    "come privately": "The details are answered in the 1:1 chat: type “continue” there.",
    "days late": "{days} day(s) overdue",
    "in days": "in {days} day(s)",
    "today": "today",
    "due": "Due {due} ({long})",
    "extended to": "Extended to {until} ({long}) · the plan's date {due}",
    "all units": "All units",
    "gathered by": "{who} → gathered by {gatherer}",
    "handed in": "handed in {done}/{total}",
    "not handed in": "not yet: {names}",
    "names more": " and {count} more",
    "gathers": "Gathered from all units",
    "status": "Status: {status}",
    "nothing mine": "Nothing is waiting for a report in these two months.",
    "nothing late": "Nothing is overdue.",
    "things": "{title}: {count}",
    "left": "The part of {owners} was not recorded: they report it themselves.",
    "not found": "{codes} is not among the work waiting for a report.",
    "not in plan": "{codes} is not in this year's plan.",
    "nothing waits": "Nothing is waiting for a report.",
    "acknowledged": "Thank you. Just let me know when it is done.",
    "unclear": "I did not understand that. Try “{code} is done”, or choose a button.",
    "unclear without code": "I did not understand that. Hold a reminder's card and reply to it, or choose a button.",
    "how it stands": "Status of {code}{as_of}",
    "as of": " as of {day}",
    "finished": "{status} · due {due}",
    "told finished": "{status} (due {due})",
    "seen by executive": "acknowledged by an executive",
    "on the site": "published",
    "said noted": "noted: {who}",
    "plan of": "The plan of {year}",
    "nothing there": "{plan} has no work of {what}.",
    "nothing in view": "{plan} has no work of what you asked for.",
    "no year": "Nothing is recorded of the year {year}.",
    "no plan": "There is no plan of this year yet. The coordinator imports it with flask plan import.",
    "not yet": "{day} is still to come. How things stood can be asked up to today.",
    "help title": "How to use Tamngan",
    "help by code": "Press a button under a reminder, or type “{code} is done”, “{code} 60% done”, “{code} waiting for "
    "documents” or “{code} extend to 15 Jan”.",
    "help by quote": "Press a button under a reminder, or hold its card, choose reply and type “done”, “60% done”, "
    "“waiting for documents” or “extend to 15 Jan”.",
    "help 2": "Ask for “my tasks”, “overdue” or “summary”. In a group press, reply to a card, or call @ตามงาน first.",
}

# The questions for the year's report, by their Thai words in models/completeness.py and config/catalogue; a label such
# as “สรุปผล” is the report's own word and is quoted as it is.
ASKS = {
    "ทำอะไร เมื่อไร ที่ไหน": "what was done, when and where?",
    "เกิดผลอย่างไร ประชาชนหรือหน่วยงานได้อะไร": "what came of it for the people or the office?",
    "มีลิงก์หน้าเว็บ รูป หรือไฟล์ไหม": "is there a link, a photo or a file?",
    "ข้อมูลที่เผยแพร่มีครบหรือไม่": "does what was published show all of this?",
    "จัดกิจกรรมใด เช่น ประชุม สัมมนา และเมื่อไร": "which activities (meetings, seminars, …), and when?",
    "จัดซื้อจัดจ้างทั้งหมดกี่รายการ แยกตามวิธี": "how many purchases in all, by method?",
    "จัดที่ไหน": "where did it take place?",
    "จัดวันที่เท่าใด": "on which day?",
    "ดำเนินการช่วงวันที่เท่าใดถึงเท่าใด": "from which day to which day?",
    "ดำเนินการเมื่อไร": "when was it done?",
    "พบปัญหาหรืออุปสรรคอะไรบ้าง": "what problems were met?",
    "มีทั้งหมดกี่เรื่อง แยกตามประเภทหรือเดือน": "how many in all, by kind or by month?",
    "มีผู้เข้าร่วมกี่คน และแนบรายชื่อแล้วหรือไม่": "how many took part, and is the list of names attached?",
    "มีผู้ใช้บริการกี่คนหรือกี่ครั้ง": "how many people used it, or how often?",
    "มีรายละเอียดการดำเนินการอย่างไร": "how was it done, in detail?",
    "มีโครงการหรือกิจกรรมใดบ้าง แต่ละรายการก้าวหน้าถึงไหน": "which projects or activities, and how far is each?",
    "มีโครงการหรือหลักสูตรใดบ้าง": "which projects or courses?",
    "มีใครเข้าร่วมบ้าง กี่คน": "who took part, and how many?",
    "เปิดให้บริการออนไลน์เรื่องใดบ้าง": "which services are online?",
    "ใช้งบประมาณไปเท่าใด": "how much of the budget was used?",
}
HINTS = {
    "ส่งในแชตนี้ได้เลย": "send it in this chat",
    "ถ้าไม่มี พิมพ์ว่า 0 เรื่อง": "if there were none, type 0",
    "ถ้าไม่มี พิมพ์ว่า ไม่มี": "if there were none, type “none”",
    "ถ้าไม่ได้ใช้ พิมพ์ว่า 0 บาท": "if none was used, type 0 baht",
}
REMARKS = {
    "plan": "These are the words of the plan. If you can tell what was really done (day, place, how many people), "
    "press ‹Change the answer›.",
    "another": "Another item has the same answer. If this one differs, press ‹Change the answer›.",
    "number": "The answer has no figure yet. If you know how many, press ‹Change the answer›.",
    "date": "The answer has no day yet. If you know it, press ‹Change the answer›.",
    "added": "There was an answer before; both are kept.",
}
# Why a step is refused, by the Thai words of models/assignment.py.
REFUSALS = {
    "รายการนี้ถูกยกเลิกไปแล้ว": "it was taken out of the plan.",
    "ผู้บริหารรับทราบเรื่องนี้แล้ว": "an executive has acknowledged it.",
    "รายการนี้เสร็จแล้ว": "it is completed.",
    "วันที่ขอเลื่อนต้องหลังกำหนดเดิม และไม่ใช่วันที่ผ่านมาแล้ว": "the new day must be after the day it is due, and not be past.",
    "ขอเลื่อนได้ไม่เกิน 2 ปีนับจากวันนี้": "at most two years from today can be asked for.",
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


def spoken_in(voice: Voice) -> dict[str, int]:
    """What a button carries so that its press is answered in English as well."""
    return {"en": 1} if speaks(voice) else {}


def chosen(voice: Voice, thai: str, key: str, **values: str | int) -> str:
    """The English line for whoever writes English, the Thai words for everybody else."""
    return line(key, **values) if speaks(voice) else thai
