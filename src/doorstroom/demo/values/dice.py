"""Chance with a seed: every drawer has its own row of throws, so that one change does not move everything else."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

T = TypeVar("T")
ROOT = uuid5(NAMESPACE_URL, "https://demo.doorstroom.example/")


class Dice(random.Random):
    """Seeded throws for one thing, named by a path such as ("person", 12)."""

    def __init__(self, seed: int, *path: object) -> None:
        super().__init__(f"{seed}/{'/'.join(map(str, path))}")
        self.start, self.path = seed, path

    def under(self, *path: object) -> "Dice":
        """Return throws of its own for a part of this thing."""
        return Dice(self.start, *self.path, *path)

    def one(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[int(self.random() * len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Return up to `count` different choices."""
        return self.sample(list(choices), min(count, len(choices)))

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return one key, likelier when its weight is larger."""
        return self.choices(list(weights), list(weights.values()))[0]

    def chance(self, share: float) -> bool:
        """Return True in this share of throws."""
        return self.random() < share

    def near(self, low: float, high: float, peak: float | None = None) -> int:
        """Return a whole number between low and high, mostly near the peak."""
        return round(self.triangular(low, high, peak))

    def day(self, first: date, last: date) -> date:
        """Return a day from first to last."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def key(self, kind: str, *parts: object) -> UUID:
        """Return the key of a row: the same for the same seed, kind and parts."""
        return key(self.start, kind, *self.path, *parts)


def key(seed: int, kind: str, *parts: object) -> UUID:
    """Return a key that follows from the seed and the name of the thing."""
    return uuid5(ROOT, f"{seed}/{kind}/{'/'.join(map(str, parts))}")


def words(text: str, separator: str | None = None) -> list[str]:
    """Return the words of a list that is written as one text, parted by blanks or by the separator."""
    return text.split(separator)
