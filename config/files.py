"""Data files beside the code, read once."""

from functools import cache
from pathlib import Path

from config.bands import Bands, parse_bands
from config.items import Catalogue, parse_catalogue
from config.milestones import Proposal, parse_milestones
from config.policy import Policy, parse_policy


@cache
def load_policy() -> Policy:
    """The policy of config/policy.toml; raises KeyError or ValueError naming what is misspelt."""
    return parse_policy(Path(__file__).with_name("policy.toml").read_text(encoding="utf-8"))


@cache
def load_catalogues() -> tuple[Catalogue, ...]:
    """The catalogues of config/catalogue, the newest year first; raises as load_policy does."""
    files = Path(__file__).with_name("catalogue").glob("*.toml")
    found = [parse_catalogue(file.read_text(encoding="utf-8")) for file in files]
    return tuple(sorted(found, key=lambda catalogue: -catalogue.fiscal_year))


@cache
def load_milestones() -> tuple[Proposal, ...]:
    """The proposals of config/milestones.toml; raises as load_policy does."""
    return parse_milestones(Path(__file__).with_name("milestones.toml").read_text(encoding="utf-8"))


@cache
def load_bands() -> Bands:
    """The bands of config/bands.toml; raises as load_policy does."""
    return parse_bands(Path(__file__).with_name("bands.toml").read_text(encoding="utf-8"))
