"""Setting the office up on the first start: by the operator's commands, then by its people in LINE."""

import json
import re

from demo import cast
from demo.ground import Ground
from demo.processes import Children, flask, start_line, start_service
from demo.trouble import Trouble
from simulator.client import SimulatorClient

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
ANSWER_SECONDS = 30.0


def set_up(children: Children) -> None:
    """From an empty folder to an office at work on its first day; raises Trouble when anything is refused."""
    ground = children.ground
    ground.path("clock").write_text(cast.BEGINS + "\n", encoding="utf-8")
    ground.path("scenario.json").write_text(json.dumps(cast.scenario(), ensure_ascii=False), encoding="utf-8")
    start_line(children)
    group_codes, staff_codes = _create(ground)
    start_service(children)
    with SimulatorClient(ground.line_url) as line:
        line.set(redelivery=True)  # as an office is told to switch it on in the LINE console
        for group, code in zip(cast.groups(), group_codes, strict=True):
            _open_group(line, group, code)
        registering = [person.name for person in cast.people() if person.name not in cast.UNREGISTERED]
        _register(line, registering, staff_codes)
    _import_plan(ground, len(registering))
    ground.mark_ready()


def _create(ground: Ground) -> tuple[list[str], dict[str, str]]:
    """The office with its roster; a code for each group, and everybody's by the name LINE shows."""
    office = ("--agency", cast.SLUG)
    *_, for_staff = printed = flask(
        ground,
        ("db", "upgrade"),
        ("agency", "create", cast.SLUG, "--name", cast.AGENCY, "--units", cast.UNITS),
        ("staff", "import", str(cast.ROSTER), *office),
        *(("chat", "code", *office, "--type", group.kind) for group in cast.groups()),
        ("staff", "code", "--all", *office, "--format", "json"),
    )
    group_codes = [found[0] for words in printed[3:-1] if (found := CODE.search(words))]
    return group_codes, {cast.line_name(row["name"]): row["code"] for row in json.loads(for_staff)}


def _import_plan(ground: Ground, registered: int) -> None:
    """Last, when its reminders have groups to go to; then the roster must show everybody who typed a code."""
    year = str(cast.FISCAL_YEAR)
    _, roster = flask(
        ground,
        ("plan", "import", str(cast.PLAN), "--agency", cast.SLUG, "--fiscal-year", year),
        ("staff", "list", "--agency", cast.SLUG, "--format", "json"),
    )
    found = sum(row["registered"] for row in json.loads(roster))
    if found != registered:
        raise Trouble(f"ลงทะเบียนได้ {found} จาก {registered} คน ดู {ground.path('web.log')} · see that log")


def _open_group(line: SimulatorClient, group: cast.Group, code: str) -> None:
    """The bot is invited, the administrator types the group's code, then the others come in."""
    line.join(group.name)
    _answered(line, group.name)
    line.say(cast.ADMINISTRATOR, group.name, code)
    _answered(line, group.name, 2)
    line.member_joined(group.name, *(name for name in group.members if name != cast.ADMINISTRATOR))


def _register(line: SimulatorClient, names: list[str], codes: dict[str, str]) -> None:
    """Everybody adds the bot, types the code they were handed, and reads the answer."""
    for name in names:
        line.follow(name)
    for name in names:
        _answered(line, name)
        line.say(name, None, codes[name])
    for name in names:
        _answered(line, name, 2)
        line.act("mark_read", user=name, chat=name)


def _answered(line: SimulatorClient, chat: str, count: int = 1) -> None:
    try:
        line.wait_for(chat, count, seconds=ANSWER_SECONDS)
    except RuntimeError as error:
        raise Trouble(f"ตามงานไม่ตอบในแชต {chat} · {error}") from error
