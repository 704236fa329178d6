"""Plants each defect of a folder in a scratch copy of the tree and counts how many the ordinary tests find.

The tests know nothing of the defects: per defect those of the rooms it touches run, then those of the whole house,
without the long walk over the matrix.
Called by `python3 dev.py test --mutants [folder]`; only the standard library, so that a broken tree cannot break it.
"""

import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = Path(__file__).resolve().parent
PATIENCE = 600  # seconds for the tests of one defect
# What looks at every room, cheapest first.
HOUSE = (
    "tests/architecture/test_keep_the_house.py",
    "tests/privacy/test_document_who_may_see_what.py",
    "tests/core",
    "tests/trust",
    "tests/accounts",
    "tests/people",
)
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+::\S+)", re.MULTILINE)


@dataclass
class Mutant:
    """One planted defect: a patch, and the first test that failed with it."""

    patch: Path
    killer: str = ""
    trouble: str = ""
    heard: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """Return what the defect is called."""
        return self.patch.stem

    @property
    def touches(self) -> list[str]:
        """Return the files that the patch changes."""
        return re.findall(r"^\+\+\+ b/(\S+)", self.patch.read_text(), re.MULTILINE)

    def tests(self, tree: Path) -> list[str]:
        """Return the tests that could see it: of the rooms it touches, then of the house."""
        rooms = [f"tests/{path.split('/')[2]}" for path in self.touches if path.startswith("src/doorstroom/")]
        wanted = dict.fromkeys([*rooms, *HOUSE])
        # A folder that was named before comes in once: pytest runs what it is given first, first.
        return [path for path in wanted if (tree / path).exists()]


def tracked() -> list[str]:
    """Return the files of the project, also those that are not committed yet."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [name for name in names if (ROOT / name).is_file()]


def copy_of_the_tree(folder: Path) -> Path:
    """Copy the project to a place of its own, with its compiled catalogues."""
    compiled = [str(path.relative_to(ROOT)) for path in ROOT.glob("src/**/*.mo")]
    for name in [*tracked(), *compiled]:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
    return folder


def plant(mutant: Mutant, tree: Path) -> bool:
    """Apply the patch."""
    done = subprocess.run(
        ["git", "apply", "--recount", str(mutant.patch)], cwd=tree, check=False, capture_output=True, text=True
    )
    mutant.trouble = done.stderr.strip()
    return done.returncode == 0


def run_tests(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a copy of the tree, with the copy's own sources in front."""
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    surroundings |= {"PYTHONPATH": f"{tree / 'src'}:{tree}", "PYTHONDONTWRITEBYTECODE": "1"}
    chosen = ["-n", "0", "--show-capture=no", "--tb=no", "-m", "not browser and not postgresql and not matrix", *words]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *chosen],
        cwd=tree, env=surroundings, check=False, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip


def hunt(mutant: Mutant) -> Mutant:
    """Let the tests look for one defect; the first that fails has found it."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        tree = copy_of_the_tree(Path(folder))
        if not plant(mutant, tree):
            return mutant
        try:
            done = run_tests(tree, "-x", *mutant.tests(tree))
        except subprocess.TimeoutExpired:
            mutant.trouble = f"the tests took more than {PATIENCE} s"
            return mutant
        mutant.heard = done.stdout[-2000:] + done.stderr[-2000:]
        found = FAILED.search(done.stdout)
        if done.returncode == 1 and found:
            mutant.killer = found.group(1)
        elif done.returncode != 0:
            mutant.trouble = f"the tests did not run (exit {done.returncode}): {mutant.heard[-300:]}"
    return mutant


def innocent(killers: list[str]) -> set[str]:
    """Return which of these tests fail without any defect too: they prove nothing."""
    if not killers:
        return set()
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        done = run_tests(copy_of_the_tree(Path(folder)), *dict.fromkeys(killers))
        return set(FAILED.findall(done.stdout))


def say(words: str) -> None:
    """Write a line at once, also into a pipe."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(folder: Path) -> int:
    """Hunt every defect of a folder, two at a time; the last line is the score."""
    mutants = [Mutant(patch) for patch in sorted(folder.glob("*.patch"))]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for mutant in pool.map(hunt, mutants):
            say(f"{mutant.name}: {mutant.killer or mutant.trouble or 'SURVIVED'}")
    guilty = innocent([mutant.killer for mutant in mutants if mutant.killer])
    for killer in sorted(guilty):
        say(f"fails without a defect too, and counts for nothing: {killer}")
    killed = [mutant for mutant in mutants if mutant.killer and mutant.killer not in guilty]
    for mutant in mutants:
        if mutant not in killed:
            say(f"survived: {mutant.name}")
    say(f"killed {len(killed)} of {len(mutants)}")
    return 0 if len(killed) == len(mutants) and mutants else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else OWN))
