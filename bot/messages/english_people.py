"""What English says of people: who they are, whose a thing is, whom to turn to, what executives have seen. Pure."""

PEOPLE = {
    "brief notice": "Tamngan keeps your name, unit, LINE account and what you report, only to remind and to write the "
    "office's report.",
    "who are you": "Who are you? Choose your name, or type it in full if it is not here.",
    "type name": "Please type your first and last name as the office's roster has them.",
    "name not found": "“{name}” is not on the roster. Try the full name, or ask the coordinator to add it.",
    "registration asked": "Received, {name}. The coordinator will confirm who you are, and you will be told.",
    "registered": "You are registered, {name}. You will be reminded of your work from now on.",
    "registered already": "This account is registered as {name}. If that is wrong, please tell the coordinator.",
    "name taken": "{name} is registered with another LINE account. If it changed, please ask the administrator for a "
    "new code.",
    "privately only": "This cannot be done in this group. Please add Tamngan as a friend and do it in the 1:1 chat.",
    "code unknown": "Nothing has this code. Please check its letters and type it once more.",
    "code over": "This code was used or is too old. Please ask the administrator for a new one.",
    "code for group": "This is a group's code. Please type it in the group that it is for.",
    "code seen": "A personal code cannot be used in this group, and this one is void now. Please ask the administrator "
    "for a new one and type it in the 1:1 chat.",
    "owned": "By the plan {what} belongs to {owner}. Nothing was changed.",
    "owned, tell": "By the plan {what} belongs to {owner}. Nothing was changed. If that is wrong, shall {name} be told "
    "to look into it?",
    "disowned which": "Which one do you mean? Hold its card and reply to it, or look under “my tasks”.",
    "coordinator told": "{whom} was told.",
    "coordinator not reached": "{whom} is not registered on LINE yet; please tell them yourself.",
    "nobody to tell": "The coordinator cannot be told from here; please tell them yourself.",
    "turn to": "Please ask {whom}, or see your work and how to use this from the buttons.",
    "coordinator": "coordinator",
    "administrator": "administrator",
    "turn to coordinator": "the office's ITA coordinator",
    "everybody turns to you": "You are the one whom everybody asks, {name}. The roster has no other coordinator or "
    "administrator.",
    "everybody registered": "All {count} people of the roster are registered.",
    "not registered yet": "{count} of {total} people are not registered yet",
    "people more": "and {count} more",
    "no unit": "without a unit",
    "empty roster": "The roster is empty.",
    "verified": "Recorded: {what} acknowledged",
    "not verified": "Undone: {what} waits to be acknowledged again",
    "not finished": "{what} is not among what waits to be acknowledged. Nothing was changed.",
    "of due date": ", due {due},",
    "every unit": "all units",
    "this one": "This",
    "executives only": "Only an executive acknowledges or sends back. Nothing was changed.",
    "why sent back": "Why is {what} sent back? A short reply to this message is enough; whoever answers for it will be "
    "told.",
    "sent back": "{what} is sent back and “in progress” again, and {owners} will be told to mend it.\nReason: {reason}",
    "sent back untold": "{what} is sent back and “in progress” again, but no chat reaches {owners}; please tell them "
    "yourself.\nReason: {reason}",
    "still asked": "{what} is not sent back yet. Please type the reason when it suits you.",
}
# The notice of PDPA section 23 (bot/messages/guidance.py has the Thai, which counts); ask: whom about it.
NOTICE = (
    "Personal data kept by Tamngan (Personal Data Protection Act B.E. 2562, section 23; the Thai notice is the one "
    "that counts)",
    "Controller: your office; ask {ask}",
    "Kept: name, position, unit, the LINE account registered, what you report of the work, links sent as evidence",
    "Not kept: other talk in groups; LINE's raw messages go within 30 days, and messages that are unsent go too",
    "What for: to remind of due dates, record how work stands and write the office's reports (task in the public "
    "interest)",
    "How long: the LINE account until it is given up and 90 days more; the record of messages sent one fiscal year and "
    "90 days more; work and evidence by the rules for official papers",
    "Who sees it: whoever in the office has to; messages go through LINE; nobody else is told unless the law says so",
    "Your rights: to see, copy, correct or erase it, to object to its use or have it stopped, and to complain to the "
    "PDPC; who does not register may report through the coordinator",
)
