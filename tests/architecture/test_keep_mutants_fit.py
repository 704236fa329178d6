"""Every planted defect (`python3 dev.py test --mutants`) still fits the sources, and what comes out still compiles."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATCHES = sorted((ROOT / "tests" / "mutants").rglob("*.patch"))


def test_every_planted_defect_fits_the_sources_and_compiles(tmp_path: Path) -> None:
    assert len(PATCHES) >= 20
    for patch in PATCHES:
        tree = tmp_path / patch.stem
        for name in re.findall(r"^\+\+\+ b/(\S+)", patch.read_text(), re.MULTILINE):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
        planting = ["git", "apply", "--recount", str(patch)]
        done = subprocess.run(planting, cwd=tree, check=False, capture_output=True, text=True)
        assert done.returncode == 0, f"{patch.name} no longer fits; plant the same defect anew: {done.stderr}"
        for path in tree.rglob("*.py"):
            compile(path.read_text(), str(path), "exec")


def test_every_planted_defect_says_in_words_what_it_breaks() -> None:
    assert not [patch.name for patch in PATCHES if not re.match(r"[A-Z][^\n]+\.\n\n---", patch.read_text())]
