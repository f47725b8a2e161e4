"""Data files beside the code, read once."""

from functools import cache
from pathlib import Path

from config.policy import Policy, parse_policy


@cache
def load_policy() -> Policy:
    """The policy of config/policy.toml; raises KeyError or ValueError naming what is misspelt."""
    return parse_policy(Path(__file__).with_name("policy.toml").read_text(encoding="utf-8"))
