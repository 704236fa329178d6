#!/usr/bin/env python3
"""Start Doorstroom or test it, with nothing but Python's standard library. Each command it runs is printed.

python3 dev.py run               the demo region on http://127.0.0.1:8000
python3 dev.py run --empty       a real office: no demo, a first administrator
python3 dev.py run --no-serve    prepare everything, start nothing
python3 dev.py test              everything that must hold before a change lands
python3 dev.py test --fast       the part that answers within a minute or two
python3 dev.py test --mutants    plant defects one by one and count how many the tests find (another folder may follow)
"""

import argparse
import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("DOORSTROOM_VAR", ROOT / "var"))
CI = os.environ.get("CI") == "true"
# Tests that never match anybody: they fill the time in which the engine is compiled.
ENGINELESS = ("tests/architecture", "tests/accounts")


def run(*command: object, quiet: bool = False, **more: object) -> None:
    """Run a command, shown as one could type it; stop with its exit code when it fails."""
    words = [str(word) for word in command]
    print(f"\033[2m$ {' '.join(short(word) for word in words)}\033[0m", flush=True)
    began = time.monotonic()
    code = subprocess.run(words, cwd=ROOT, check=False, stdout=subprocess.DEVNULL if quiet else None, **more).returncode
    if code:
        sys.exit(code)
    took = time.monotonic() - began
    if took > 2:
        print(f"\033[2m  {took:.0f} s\033[0m", flush=True)


@contextlib.contextmanager
def beside(*command: object) -> Iterator[None]:
    """Run a command during a block; show what it said after the block, and stop with its exit code when it failed."""
    words = [str(word) for word in command]
    print(f"\033[2m$ {' '.join(short(word) for word in words)} &\033[0m", flush=True)
    with tempfile.TemporaryFile("w+") as said, subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=said) as other:
        try:
            yield
        except BaseException:
            other.send_signal(signal.SIGINT)  # so that it stops what it started itself
            raise
        code = other.wait()
        said.seek(0)
        print(f"\033[2m$ {short(words[0])} … said:\033[0m\n{said.read()}", flush=True)
        if code:
            sys.exit(code)


def short(word: str) -> str:
    """Return a path as it looks from the repository."""
    return word.replace(f"{ROOT}/", "")


def manage(*words: object, **more: object) -> None:
    """Run one of Django's commands."""
    run(PYTHON, "manage.py", *words, **more)


def install(name: str) -> None:
    """Make .venv hold exactly what requirements/<name>.txt says; do nothing when it already does."""
    wanted = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f".installed-{name}"
    digest = hashlib.sha256(wanted.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        run(sys.executable, "-m", "venv", VENV)
    uv = subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "uv"], cwd=ROOT, check=False).returncode == 0
    pip = [PYTHON, "-m", "uv", "pip"] if uv else [PYTHON, "-m", "pip"]
    print("Installing what the project needs (half a minute the first time) …", flush=True)
    run(*pip, "install", "--quiet", "--require-hashes", "-r", wanted)
    run(*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(digest)


def prepare(empty: bool, admin: str) -> bool:
    """Bring database and contents up to date; return whether this is the demo. Never destroys data."""
    install("base")
    VAR.mkdir(parents=True, exist_ok=True)
    mode_file = VAR / "mode"
    mode = mode_file.read_text().strip() if mode_file.exists() else ""
    if empty and mode == "demo":
        place = short(str(VAR))
        sys.exit(
            f"{place}/ holds the demo region. Choose another: DOORSTROOM_VAR=/some/folder python3 dev.py run --empty"
        )
    demo = mode == "demo" or (not mode and not empty)
    os.environ["DOORSTROOM_DEMO"] = "1" if demo else "0"
    built = stale()
    if built:
        manage("make_keys", quiet=True)
        manage("compile_catalogues", quiet=True)
        manage("migrate", "--verbosity", "0")
        if demo:
            manage("demo")
        else:
            manage("load_starter_vocabulary")
            manage("first_admin", admin)
        manage("train_linker", quiet=True)
        mode_file.write_text("demo" if demo else "empty")
        (VAR / "built").write_text(built)
    return demo


def stale() -> str:
    """Return a digest of everything that migrations and catalogues come from, or "" when nothing changed."""
    sources = sorted(
        [*ROOT.glob("src/**/migrations/*.py"), *ROOT.glob("src/**/*.po"), *ROOT.glob("requirements/base.txt")]
    )
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    for source in sources:
        digest.update(source.read_bytes())
    found = digest.hexdigest()
    built = VAR / "built"
    return "" if built.exists() and built.read_text() == found else found


def serve(demo: bool) -> None:
    """Start web server and worker, and stop both together."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 8000)) == 0:
            sys.exit("Something already listens on 127.0.0.1:8000. Stop it first.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that `finally` stops both
    both = [
        subprocess.Popen([PYTHON, "manage.py", *words], cwd=ROOT, start_new_session=True)
        for words in (["runserver", "127.0.0.1:8000"], ["worker"])
    ]
    try:
        print("\n  Doorstroom: \033[1mhttp://127.0.0.1:8000\033[0m   (stop with Ctrl+C)", flush=True)
        if demo:
            manage("demo_sign_ins")
        while all(process.poll() is None for process in both):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        for process in both:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)  # with the reloader's own child
        for process in both:
            process.wait()


def chromium() -> str:
    """Return the path of a Chromium that is installed on this machine, or "".

    First the one without windows: it draws the same pages, and opens each for a seventh of the work.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


def postgres_binaries() -> Path | None:
    """Return the folder that holds PostgreSQL's server programs, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextlib.contextmanager
def temporary_postgres(binaries: Path) -> Iterator[str]:
    """Run a PostgreSQL cluster of its own, as an ordinary user without superuser rights; yield its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="doorstroom-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, log = folder / "data", folder / "log"

    def do(*words: object) -> None:
        subprocess.run([*as_user, *map(str, words)], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    print("Starting a temporary PostgreSQL …", flush=True)
    do(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    unsafe_but_fast = "-c fsync=off -c full_page_writes=off"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=60 {unsafe_but_fast}"
    do(binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
    try:
        psql = shutil.which("psql") or str(binaries / "psql")
        do(psql, "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-qc", "create role doorstroom login createdb")
        runtime = "create role doorstroom_app login; grant doorstroom_app to doorstroom"  # owns nothing
        do(psql, "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-qc", runtime)
        yield f"postgresql://doorstroom@127.0.0.1:{port}/doorstroom"
    finally:
        do(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test(fast: bool) -> None:
    """Check everything; the same here as in CI."""
    began = time.monotonic()
    install("dev")
    bin_ = VENV / "bin"
    marks = "not browser and not postgresql" + (" and not slow" if fast else "")
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault(
        "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
    )  # Playwright keeps an event loop beside the test's own database
    with beside(bin_ / "passend", "bench", "--quick"):  # also compiles the engine once, for all that comes after
        run(bin_ / "ruff", "check", "--quiet", ".")
        run(bin_ / "ruff", "format", "--check", "--quiet", ".")
        run(bin_ / "lint-imports", quiet=True)
        manage("makemigrations", "--check", "--dry-run", quiet=True)  # and the checks of start-up
        manage("compile_catalogues", quiet=True)
        run(bin_ / "mypy")
        run(bin_ / "pytest", "-m", marks, *ENGINELESS)
    skipped = []
    # The order of tests/conftest.py, longest first, so that no process waits for another at the end.
    pytest = [bin_ / "pytest", "--dist", "loadscope", "--no-loadscope-reorder", "-n", 2]
    done = [f"--ignore={place}" for place in ENGINELESS]
    if fast:
        run(*pytest, "-m", marks, *done)
        print("Left out by --fast: browser tests, slow tests, PostgreSQL.")
    else:
        browsers: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
        if chromium():
            os.environ["DOORSTROOM_CHROMIUM"] = chromium()
            # Beside the others, since a browser waits as often as it works. One process: one region, and one memory
            # of what axe looked at.
            browsers = beside(bin_ / "pytest", "-m", "browser", "tests/ui", "tests/journeys")
        else:
            skipped.append("browser tests: install Chromium (Debian: apt-get install chromium-headless-shell)")
        with browsers:
            run(*pytest, "-m", marks, *done)
            binaries = postgres_binaries()
            if binaries:
                with temporary_postgres(binaries) as url:
                    run(*pytest, "-m", "not browser", env={**os.environ, "DATABASE_URL": url})
            else:
                skipped.append("PostgreSQL tests: install its server (Debian: apt-get install postgresql)")
    print(f"\nAll of it took {time.monotonic() - began:.0f} s.")
    for line in skipped:
        print(f"SKIPPED {line}")
    if skipped and CI:
        sys.exit("In CI nothing may be skipped.")


def main() -> None:
    """Read the command line."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without bytecode each process compiles all of Django anew
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    starting = commands.add_parser("run", help="start Doorstroom on this machine")
    starting.add_argument("--no-serve", action="store_true", help="prepare everything but start nothing")
    starting.add_argument("--empty", action="store_true", help="a real office instead of the demo region")
    starting.add_argument(
        "--admin", default="beheer@doorstroom.example", help="e-mail of the first administrator (with --empty)"
    )
    testing = commands.add_parser("test", help="check everything")
    testing.add_argument("--fast", action="store_true", help="leave out browser, slow and PostgreSQL tests")
    testing.add_argument(
        "--mutants", nargs="?", const="tests/mutants", metavar="FOLDER", help="hunt the defects in a folder of patches"
    )
    given = parser.parse_args()
    if given.command == "test" and given.mutants:
        install("dev")
        run(PYTHON, "tests/mutants/run.py", given.mutants)
        return
    if given.command == "test":
        test(given.fast)
        return
    began = time.monotonic()
    demo = prepare(given.empty, given.admin)
    print(f"Ready after {time.monotonic() - began:.0f} s.", flush=True)
    if not given.no_serve:
        serve(demo)


if __name__ == "__main__":
    main()
