#!/usr/bin/env python
"""Django's command line; `dev.py` covers starting and testing, this covers everything else."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    from doorstroom.core.fence import process_is

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command != "runserver":  # who sits at the console is the house itself; a web server acts for its users
        process_is(f"command:{command}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
