"""The child in which a CV is opened: little memory, little time, no network, no files. Bytes in, JSON out."""

import json
import resource
import sys
import traceback
from datetime import date

MEMORY = 250 * 1024 * 1024
SECONDS = 4


def main() -> int:
    """Read a file from standard input under limits, and write its draft or the reason why there is none."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = _answer()
    except MemoryError:
        answer = {"refused": "bomb"}
    sys.stdout.write(json.dumps(answer))
    return 0


def _answer() -> dict[str, object]:
    from .lines import Refused
    from .sniff import read, warm

    content = sys.stdin.buffer.read()
    warm(content)
    # From here on nothing can be opened any more: no file, no socket, no other program.
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    name, today = sys.argv[1], date.fromisoformat(sys.argv[2])
    try:
        return read(content, name, today).as_data()
    except Refused as refused:
        return {"refused": refused.code}
    except MemoryError:
        raise
    except Exception:  # whatever a strange file makes a library do, it is a file that we cannot read
        traceback.print_exc(file=sys.stderr)
        return {"refused": "broken"}


if __name__ == "__main__":
    sys.exit(main())
