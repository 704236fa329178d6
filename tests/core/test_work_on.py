"""The worker outlives a database that is busy for a moment."""

from django.db import OperationalError

from doorstroom.core.management.commands.worker import Command


class Stumbling:
    """A worker whose database is locked the first two times."""

    def __init__(self):
        self.runs = 0

    def run(self):
        self.runs += 1
        if self.runs < 3:
            raise OperationalError("database is locked")


def test_a_locked_database_is_waited_for(db, monkeypatch, capsys):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    worker = Stumbling()
    Command().work_on(worker)
    assert worker.runs == 3
    assert "OperationalError" in capsys.readouterr().err
