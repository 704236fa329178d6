"""Training the linker on the vocabulary that is loaded."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ..linking.apart import train_apart
from ..linking.encoder import WrongWeights, load
from ..linking.training import Recipe, hash_of_inputs
from ..queries import texts_in_use

SMALL = 20_000  # texts; below this a vocabulary such as the starter set, which needs far less


@dataclass(frozen=True)
class Trained:
    """What training did; `fresh` is False when the weights already came from these words."""

    texts: int
    inputs: str
    fingerprint: str
    seconds: float
    fresh: bool


def train_linker(*, again: bool = False, seed: int = 1, tell: Callable[[str], None] = lambda line: None) -> Trained:
    """Train on the words in use and keep the weights; when nothing changed since the last time, do nothing."""
    began = time.monotonic()
    path = Path(settings.LINKING_WEIGHTS)
    texts = texts_in_use()
    recipe = recipe_for(len(texts), seed)
    inputs = hash_of_inputs(texts, recipe)
    held = _held(path)
    if held is not None and held[0] == inputs and not again:
        return Trained(len(texts), inputs, held[1], time.monotonic() - began, fresh=False)
    fingerprint = train_apart(texts, recipe, path, tell)
    return Trained(len(texts), inputs, fingerprint, time.monotonic() - began, fresh=True)


def recipe_for(texts: int, seed: int = 1) -> Recipe:
    """Return how to train on so many texts: seconds for the starter set, minutes for all of ESCO."""
    if texts < SMALL:
        return Recipe(seed=seed, buckets=1 << 14, batch=256, steps=40, foreign_anchors=0.25, parts=0.1)
    return Recipe(seed=seed, foreign_anchors=0.25)


def _held(path: Path) -> tuple[str, str] | None:
    """Return the inputs and the fingerprint of the weights in use, or None when there are no good ones."""
    try:
        encoder = load(path)
    except WrongWeights:
        return None
    return encoder.inputs, encoder.fingerprint
