"""From what somebody does to other kinds of work: occupations compared by the groups their skills belong to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

OPTIONAL = 0.5  # what an optional skill counts beside an essential one

Floats = npt.NDArray[np.float32]


def profile_of(asked: Mapping[str, bool], groups: Mapping[str, Iterable[str]]) -> dict[str, float]:
    """Return how much of each skill group is asked; `asked` says of each skill whether it is essential."""
    found: dict[str, float] = defaultdict(float)
    for skill, essential in asked.items():
        for group in groups.get(skill, ()):
            found[group] += 1.0 if essential else OPTIONAL
    return dict(found)


class SwitchIndex:
    """Occupations by their skill groups; a group that few occupations ask says more than one that all ask."""

    def __init__(self, profiles: Mapping[str, Mapping[str, float]]) -> None:
        """Keep one row per occupation, brought to length one."""
        self.keys = list(profiles)
        names = sorted({name for profile in profiles.values() for name in profile})
        self.places = {name: place for place, name in enumerate(names)}
        counts = np.zeros((len(self.keys), len(names)), np.float32)
        for row, profile in zip(counts, profiles.values(), strict=True):
            for name, value in profile.items():
                row[self.places[name]] = value
        asking = (counts > 0).sum(axis=0)
        self.rarity = np.log((1 + len(self.keys)) / (1 + asking)).astype(np.float32)
        self.rows = self._unit(counts * self.rarity)

    def near(self, profile: Mapping[str, float]) -> list[tuple[str, float]]:
        """Return all occupations that share a group with a profile, nearest first."""
        vector = np.zeros((1, len(self.places)), np.float32)
        for name, value in profile.items():
            if name in self.places:
                vector[0, self.places[name]] = value
        likeness = (self._unit(vector * self.rarity) @ self.rows.T)[0]
        order = np.argsort(-likeness, kind="stable")
        return [(self.keys[place], float(likeness[place])) for place in order if likeness[place] > 0]

    @staticmethod
    def _unit(rows: Floats) -> Floats:
        found: Floats = rows / (np.sqrt((rows * rows).sum(axis=1, keepdims=True)) + np.float32(1e-9))
        return found
