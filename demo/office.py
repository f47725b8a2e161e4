"""Setting the office up on the first start: by the operator's commands, then by its people in LINE."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

from demo import cast
from demo.ground import Ground
from demo.processes import Children, flask, start_line, start_service
from demo.trouble import Trouble
from simulator.client import SimulatorClient

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
ANSWER_SECONDS = 30.0
COMMANDS_AT_ONCE = 2  # each takes a second of one core to start


def set_up(children: Children) -> None:
    """From an empty folder to an office at work on its first day; raises Trouble when anything is refused."""
    ground = children.ground
    ground.path("clock").write_text(cast.BEGINS + "\n", encoding="utf-8")
    ground.path("scenario.json").write_text(json.dumps(cast.scenario(), ensure_ascii=False), encoding="utf-8")
    start_line(children)
    flask(ground, "db", "upgrade")
    flask(ground, "agency", "create", cast.SLUG, "--name", cast.AGENCY, "--units", cast.UNITS)
    flask(ground, "staff", "import", str(cast.ROSTER), "--agency", cast.SLUG)
    with ThreadPoolExecutor(COMMANDS_AT_ONCE) as hands, SimulatorClient(ground.line_url) as line:
        group_codes = [hands.submit(_group_code, ground, group) for group in cast.groups()]
        staff_codes = hands.submit(_staff_codes, ground)
        start_service(children)
        line.set(redelivery=True)  # as an office is told to switch it on in the LINE console
        for group, code in zip(cast.groups(), group_codes, strict=True):
            _open_group(line, group, code.result())
        _register(ground, line, staff_codes.result())
    year = str(cast.FISCAL_YEAR)
    flask(ground, "plan", "import", str(cast.PLAN), "--agency", cast.SLUG, "--fiscal-year", year)
    ground.mark_ready()


def _group_code(ground: Ground, group: cast.Group) -> str:
    found = CODE.search(flask(ground, "chat", "code", "--agency", cast.SLUG, "--type", group.kind))
    if found is None:
        raise Trouble(f"flask chat code printed no code for {group.name}")
    return found[0]


def _staff_codes(ground: Ground) -> dict[str, str]:
    """Everybody's code by the name LINE shows."""
    printed = json.loads(flask(ground, "staff", "code", "--all", "--agency", cast.SLUG, "--format", "json"))
    return {cast.line_name(row["name"]): row["code"] for row in printed}


def _open_group(line: SimulatorClient, group: cast.Group, code: str) -> None:
    """The bot is invited, the administrator types the group's code, then the others come in."""
    line.join(group.name)
    _answered(line, group.name)
    line.say(cast.ADMINISTRATOR, group.name, code)
    _answered(line, group.name, 2)
    line.member_joined(group.name, *(name for name in group.members if name != cast.ADMINISTRATOR))


def _register(ground: Ground, line: SimulatorClient, codes: dict[str, str]) -> None:
    """Everybody but the visitor's two adds the bot and types the code they were handed, and reads the answer."""
    registering = [person.name for person in cast.people() if person.name not in cast.UNREGISTERED]
    for name in registering:
        line.follow(name)
    for name in registering:
        _answered(line, name)
        line.say(name, None, codes[name])
    for name in registering:
        _answered(line, name, 2)
        line.act("mark_read", user=name, chat=name)
    roster = json.loads(flask(ground, "staff", "list", "--agency", cast.SLUG, "--format", "json"))
    registered = sum(row["registered"] for row in roster)
    if registered != len(registering):
        raise Trouble(f"ลงทะเบียนได้ {registered} จาก {len(registering)} คน · see {ground.path('web.log')}")


def _answered(line: SimulatorClient, chat: str, count: int = 1) -> None:
    try:
        line.wait_for(chat, count, seconds=ANSWER_SECONDS)
    except RuntimeError as error:
        raise Trouble(f"ตามงานไม่ตอบในแชต {chat} · {error}") from error
