"""The worker: does the jobs that wait in the database and keeps the recurring ones in rhythm."""

import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from doorstroom.core.jobs import tick


class Command(BaseCommand):
    """`manage.py worker`: run until stopped; `--once` does what waits and ends."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Declare --once."""
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        """Work."""
        if connection.vendor == "sqlite":  # a worker may wait longer for another writer than a page may
            connection.settings_dict["OPTIONS"]["timeout"] = 30
        if once:
            tick()
        else:
            threading.Thread(target=self.keep_rhythm, daemon=True).start()
        worker = Worker(
            queue_names=["*"],
            interval=0.5,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        if not once:
            worker.configure_signals()
        self.work_on(worker)

    def work_on(self, worker: Any) -> None:
        """Do jobs; a database that is busy or away for a moment is waited for, not died of."""
        while True:
            try:
                worker.run()
                return
            except OperationalError as trouble:
                self.stderr.write(f"worker: {type(trouble).__name__}, going on in a second")
                close_old_connections()
                time.sleep(1)

    def keep_rhythm(self) -> None:
        """Look at the clock every ten seconds."""
        pause = threading.Event()
        while True:
            close_old_connections()
            try:
                tick()
            except Exception as trouble:  # the rhythm must outlive a database that was away for a moment
                self.stderr.write(f"recurring jobs: {type(trouble).__name__}")
            pause.wait(10)
