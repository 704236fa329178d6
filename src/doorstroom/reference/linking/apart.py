"""Trains in a process of its own, so that whoever asked holds no memory for it, neither meanwhile nor afterwards."""

import json
import os
import subprocess  # the child is this module, started without a shell
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from .training import Kind, Recipe, Text, train

SOURCE = Path(__file__).resolve().parents[3]
DONE = "weights "


class TrainingFailed(Exception):
    """The child ended without weights; the text says with which code."""


def train_apart(texts: Sequence[Text], recipe: Recipe, path: Path, tell: Callable[[str], None]) -> str:
    """Have weights trained on the texts and written to a file; return their fingerprint."""
    fingerprint = ""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", __name__, str(path.resolve())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        encoding="utf-8",
    ) as child:
        assert child.stdin and child.stdout
        try:
            child.stdin.write(json.dumps(asdict(recipe)) + "\n")
            for text in texts:  # the child says nothing before it has read them all
                child.stdin.write(json.dumps((text.key, text.text, text.language, text.kind)) + "\n")
            child.stdin.close()
        except BrokenPipeError:
            raise TrainingFailed(f"training stopped with code {child.wait()}") from None
        for line in child.stdout:
            if line.startswith(DONE):
                fingerprint = line.removeprefix(DONE).strip()
            else:
                tell(line.rstrip("\n"))
    if child.returncode or not fingerprint:
        raise TrainingFailed(f"training stopped with code {child.returncode}")
    return fingerprint


def main() -> None:
    """Train on what stands on the standard input and write the weights to the file that was named."""
    recipe = Recipe(**json.loads(sys.stdin.readline()))
    texts = []
    for line in sys.stdin:
        key, text, language, kind = json.loads(line)
        texts.append(Text(sys.intern(key), text, sys.intern(language), Kind(kind)))
    encoder = train(texts, recipe, _say)
    encoder.save(Path(sys.argv[1]))
    _say(f"{DONE}{encoder.fingerprint}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
