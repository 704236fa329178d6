"""How matching works, told from the rules as data."""

from dataclasses import dataclass

from django.utils.translation import gettext

from doorstroom.common.dates import today

from .. import bridge, rules
from ..models import SpreadRule
from .explained import component_labels
from .first import spread_rule


@dataclass(frozen=True)
class Weight:
    """What one reason counts for."""

    label: str
    weight: int


@dataclass(frozen=True)
class Speed:
    """How one way of travelling is estimated."""

    label: str
    start_minutes: int
    km_per_hour: str
    detour_percent: int


@dataclass(frozen=True)
class Method:
    """The rules in force."""

    ruleset: str
    hash: str
    weights: tuple[Weight, ...]
    total: int
    speeds: tuple[Speed, ...]
    recency_days: int
    start_slack: int
    very_well_from: int
    well_from: int
    spread: SpreadRule | None


def method(region: str) -> Method:
    """Return the rules that the lists of a region are made with, as they are in force now."""
    labels = component_labels()
    names = (gettext("Lopend"), gettext("Fiets"), gettext("Openbaar vervoer"), gettext("Auto"))
    return Method(
        ruleset=bridge.RULES.id,
        hash=bridge.RULES.hash,
        weights=tuple(Weight(labels[part.name], part.weight) for part in bridge.RULES.components),
        total=sum(bridge.RULES.weights),
        speeds=tuple(
            Speed(name, way.start_minutes, f"{way.metres_per_minute * 60 / 1000:.1f}", way.detour_percent - 100)
            for name, way in zip(names, bridge.RULES.travel, strict=True)
        ),
        recency_days=bridge.RULES.recency_days,
        start_slack=bridge.RULES.start_slack,
        very_well_from=rules.FIT_FROM[0][0],
        well_from=rules.FIT_FROM[1][0],
        spread=spread_rule(region, today()),
    )
