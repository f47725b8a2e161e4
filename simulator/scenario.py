"""A cast to begin with: who is there, which groups, which quota, from one JSON file."""

import json
from pathlib import Path

from simulator.world import World

OFFICE = Path(__file__).parent / "scenarios" / "office.json"


def play(world: World, file: str | Path) -> None:
    """The file: {"users": [{"name", "title", "friend", …}], "groups": [{"name", "members", "bot"}], "quota": 300}.

    "clock" (ISO moment) sets the clock if it has a file and stands not yet.
    """
    wish = json.loads(Path(file).read_text(encoding="utf-8"))
    for user in wish.get("users", []):
        world.add_user(**user)
    for group in wish.get("groups", []):
        world.add_group(**group)
    if "quota" in wish:
        world.quota = wish["quota"]
    if "clock" in wish and world.clock.file is not None and not world.clock.simulated:
        world.clock.to(wish["clock"])
