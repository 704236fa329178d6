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
    if command in {"runserver", "worker"}:
        refuse_wrong_role_first()
    execute_from_command_line(sys.argv)


def refuse_wrong_role_first() -> None:
    """Stop a server or worker whose database role could read past the policies (docs/adr/0008)."""
    import django

    django.setup()
    from doorstroom.core.startup import refuse_wrong_role

    refuse_wrong_role()


if __name__ == "__main__":
    main()
