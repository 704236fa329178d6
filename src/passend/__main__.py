"""Runs the command as `python -m passend`."""

from passend.cli import main

raise SystemExit(main())
