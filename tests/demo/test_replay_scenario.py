"""A scenario is dated events, played on their own day through real verbs."""

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from doorstroom.accounts.models import Membership
from doorstroom.benefits.models import Report
from doorstroom.common.dates import today
from doorstroom.core.models import FreeDay, Promise
from doorstroom.core.verbs import Refusal
from doorstroom.demo.scenarios import SCENARIOS, Event, Scenario, read, replay
from doorstroom.demo.scenarios.player import FOLDER
from doorstroom.reference.models import LabourMarketRegion, Municipality
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen() -> list[tuple[str, date, date]]:
    """What the test's own scenario played, with the days that the clock showed."""
    return []


@pytest.fixture
def tiny(seen: list[tuple[str, date, date]]) -> Iterator[Scenario]:
    """A scenario with one event that is accepted and one that a verb refuses."""

    def comes(_stage: object, event: Event) -> None:
        seen.append((event.who, today(), timezone.localdate()))

    def full(_stage: object, _event: Event) -> None:
        raise Refusal("full", "Er is geen plaats meer bij {who}.", who="Vlot")

    tiny = Scenario("tiny", lambda: False, lambda: None, {"comes": comes, "full": full}, lambda: f"seen={len(seen)}")
    SCENARIOS["tiny"] = tiny
    yield tiny
    del SCENARIOS["tiny"]


def written(path: Path, *lines: str) -> Path:
    file = path / "tiny.csv"
    file.write_text("\n".join(("date;who;event;details", *lines)))
    return file


def test_events_are_played_by_date_and_each_on_its_own_day(tiny: Scenario, seen: list, tmp_path: Path) -> None:
    events = read(written(tmp_path, "2020-05-04;B;comes;", "2020-04-01;A;comes;at=9|why=so"))
    assert events[0].details == {"at": "9", "why": "so"}
    assert replay(tiny, events) == 0
    assert seen == [("A", date(2020, 4, 1), date(2020, 4, 1)), ("B", date(2020, 5, 4), date(2020, 5, 4))]
    assert today() > date(2020, 5, 4)


def test_what_a_verb_refuses_is_said_and_the_story_goes_on(tiny: Scenario, seen: list, tmp_path: Path) -> None:
    said: list[str] = []
    events = read(written(tmp_path, "2020-04-01;A;full;", "2020-04-02;A;comes;"))
    assert replay(tiny, events, said.append) == 1
    assert said == ["line 2, full: Er is geen plaats meer bij Vlot."] and len(seen) == 1


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_played(tiny: Scenario, seen: list, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="line 3"):
        call_command("replay_scenario", "tiny", file=written(tmp_path, "2020-04-01;A;comes;", "2020-44-01;A;comes;"))
    assert not seen


def test_a_scenario_does_not_go_into_a_real_office(tiny: Scenario, seen: list, cast: Cast, person_of, tmp_path) -> None:
    person_of()
    with pytest.raises(CommandError, match="real data"):
        call_command("replay_scenario", "tiny", file=written(tmp_path, "2020-04-01;A;comes;"))
    assert not seen


def kept_line(path: Path | None = None) -> str:
    out = StringIO()
    call_command("replay_scenario", "keep_the_job_2020", file=path, stdout=out)
    return out.getvalue().strip().splitlines()[-1]


@pytest.fixture
def zoetermeer(db: None) -> None:
    """The place where the story of the kept jobs is played."""
    LabourMarketRegion.objects.get_or_create(code="AM34")
    Municipality.objects.get_or_create(code="GM0637", defaults={"name": "Zoetermeer"})
    FreeDay.objects.create(day=date(2020, 4, 13), name="Tweede paasdag", source="test")


@pytest.mark.one_database
def test_the_story_of_2020_counts_its_twenty_withdrawn_claims(zoetermeer: None, client_of: Callable) -> None:
    words = "20 claims withdrawn because the job was kept"
    assert kept_line().endswith(words) and kept_line().endswith(words)  # a second time plays nothing
    assert not Report.objects.exclude(reported_on__year=2020).exists()
    member = Membership.objects.get(user__email="zoetermeer@demo.doorstroom.example")
    page = client_of(SimpleNamespace(user=member.user, membership=member)).get("/banen-die-bleven/?toon=withdrawn")
    assert len(page.context["page"].object_list) == 20
    assert not [row for row in Promise.objects.filter(closed_at=None) if row.due.year != 2020]


@pytest.mark.one_database
def test_one_event_less_is_one_claim_less(zoetermeer: None, tmp_path: Path) -> None:
    lines = (FOLDER / "keep_the_job_2020.csv").read_text().splitlines()
    kept = [line.split(";")[1] for line in lines if "withdraws=yes" in line]
    theirs = [line for line in lines[1:] if line.split(";")[1] in kept]  # the others change nothing and take time
    theirs.remove(next(line for line in theirs if "withdraws=yes" in line))
    file = tmp_path / "less.csv"
    file.write_text("\n".join([lines[0], *theirs]))
    assert kept_line(file).endswith("19 claims withdrawn because the job was kept")
