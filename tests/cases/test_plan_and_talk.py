"""Plans, notes, talks and hand-overs: every step has an owner and a day, and private stays private."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.utils import timezone

from doorstroom.cases.actions import (
    assign,
    cancel_talk,
    choose_talk,
    drop_step,
    offer_again,
    offer_talk,
    place_at_intake,
    plan_step,
    remind,
    step_done,
    step_later,
    talk_held,
    talk_missed,
    talk_settled,
    write_note,
)
from doorstroom.cases.actions.talks import Offer
from doorstroom.cases.models import Appointment, Goal, HandOver, Note, PlanStep
from doorstroom.cases.queries.plan import notes_of
from doorstroom.cases.rules import video_host_allowed
from doorstroom.common.dates import today
from doorstroom.core.models import Promise
from doorstroom.core.verbs import Refusal
from doorstroom.notices.models import Notice
from doorstroom.people.models import Person
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
TOMORROW = timedelta(days=1)


def at(days: int, hour: int = 10) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def owed(row: object) -> list[Promise]:
    return list(Promise.objects.filter(about_id=row.pk, closed_at=None))


@pytest.fixture
def talk(cast: Cast, sam_guided: Person) -> Appointment:
    """Two times that Karin offered Sam."""
    return offer_talk(actor=cast.case_worker.actor, person=sam_guided.pk, offer=Offer([at(2), at(3)], place="Balie 2"))


def test_a_step_is_owed_by_the_person_or_by_who_guides_on_its_day(cast: Cast, sam_guided: Person) -> None:
    day = today() + timedelta(days=9)
    given = {"person": sam_guided.pk, "words": "Brief schrijven", "due_on": day}
    theirs = plan_step(actor=cast.case_worker.actor, for_person=True, **given)
    ours = plan_step(actor=cast.seeker.actor, for_person=False, **given)
    assert [(row.owner, row.due) for row in owed(theirs)] == [(sam_guided.pk, day)]
    assert [(row.owner, row.due) for row in owed(ours)] == [(cast.case_worker.user.pk, day)]
    step_later(actor=cast.seeker.actor, step=ours.pk, due_on=day + TOMORROW)
    assert [row.due for row in owed(ours)] == [day + TOMORROW]
    step_done(actor=cast.seeker.actor, step=theirs.pk)
    assert not owed(theirs)
    drop_step(actor=cast.case_worker.actor, step=ours.pk)
    assert not owed(ours)


def test_the_person_sees_the_plan_and_adds_to_it(
    cast: Cast, sam_guided: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.seeker)
    add = f"/plan/{sam_guided.pk}/nieuw"
    assert client.post(f"{add}/goal/", {"words": "Ik werk in de zorg."}).headers["Location"] == "/mijn-plan/"
    step = {"words": "Een cursus zoeken", "due_on": (today() + TOMORROW).isoformat(), "who": "person"}
    assert client.post(f"{add}/step/", step).status_code == 302
    wrong = client.post(f"{add}/step/", step | {"due_on": "2020-01-01"})
    assert wrong.status_code == 409 and "Een cursus zoeken" in wrong.content.decode()
    with django_assert_max_num_queries(12):
        page = client.get("/mijn-plan/").content.decode()
    assert "Ik werk in de zorg." in page and "Een cursus zoeken" in page and "door u" in page
    assert Goal.objects.get().by_person
    worker = client_of(cast.case_worker)
    worker.get(f"/kandidaten/{sam_guided.pk}/plan/")
    with django_assert_max_num_queries(12):
        assert "In eigen woorden" in worker.get(f"/kandidaten/{sam_guided.pk}/plan/").content.decode()
    assert client.post(f"{add}/note/", {"words": "over mij"}).status_code == 404
    for player in (cast.colleague, cast.other_seeker, cast.employer, cast.case_worker_elsewhere):
        assert client_of(player).post(f"{add}/goal/", {"words": "x"}).status_code == 404


def test_a_private_note_is_read_by_its_author_alone_and_a_shared_one_by_who_guides_next(
    cast: Cast, sam_guided: Person
) -> None:
    karin, koen = cast.case_worker.actor, cast.colleague.actor
    write_note(actor=karin, person=sam_guided.pk, words="Alleen ik", shared=False)
    write_note(actor=karin, person=sam_guided.pk, words="Voor allen", shared=True)
    assert {note.words for note in notes_of(karin, sam_guided.pk)} == {"Alleen ik", "Voor allen"}
    assign(actor=karin, person=sam_guided.pk, case_worker=cast.colleague.user.pk)
    assert {note.words for note in notes_of(koen, sam_guided.pk)} == {"Voor allen"}
    assert not notes_of(karin, sam_guided.pk)
    with pytest.raises(Refusal, match="bsn"):
        write_note(actor=koen, person=sam_guided.pk, words="111222333", shared=True)
    assert Note.objects.count() == 2


def test_the_person_chooses_a_time_and_takes_it_along_as_a_calendar_file(
    cast: Cast, sam_guided: Person, talk: Appointment, client_of: ClientOf
) -> None:
    assert [row.owner for row in owed(talk)] == [sam_guided.pk]
    client = client_of(cast.seeker)
    assert "Balie 2" in client.get("/mijn-plan/").content.decode()
    assert client.post(f"/gesprek/{talk.pk}/", {"slot": "2020-01-01T10:00:00+00:00"}).status_code == 409
    assert client.post(f"/gesprek/{talk.pk}/", {"slot": talk.slots[1]}).status_code == 302
    (promise,) = owed(talk)
    assert (promise.owner, promise.due) == (cast.case_worker.user.pk, at(3).date())
    file = client.get(f"/gesprek/{talk.pk}/agenda.ics")
    lines = file.content.decode().split("\r\n")
    assert file.headers["Content-Type"].startswith("text/calendar") and lines[0] == "BEGIN:VCALENDAR"
    assert "LOCATION:Balie 2" in lines and "SUMMARY:Gesprek" in lines and all(len(line) <= 75 for line in lines)
    assert "Sam" not in file.content.decode() and "Karin" not in file.content.decode()
    assert Notice.objects.filter(template="cases/talk_chosen_work").count() == 1
    assert client_of(cast.colleague).get(f"/gesprek/{talk.pk}/agenda.ics").status_code == 404


def test_one_moment_is_given_once(cast: Cast, sam_guided: Person, olga: Person, talk: Appointment) -> None:
    place_at_intake(olga.pk)
    assign(actor=cast.intake_worker.actor, person=olga.pk, case_worker=cast.case_worker.user.pk)
    other = offer_talk(actor=cast.case_worker.actor, person=olga.pk, offer=Offer([at(2)]))
    choose_talk(actor=cast.seeker.actor, talk=talk.pk, slot=talk.slots[0])
    with pytest.raises(Refusal, match="taken"):
        choose_talk(actor=cast.other_seeker.actor, talk=other.pk, slot=other.slots[0])
    assert len(owed(other)) == 1


def test_every_way_through_a_talk_leaves_one_promise_or_an_end(cast: Cast, talk: Appointment) -> None:
    karin = cast.case_worker.actor
    choose_talk(actor=cast.seeker.actor, talk=talk.pk, slot=talk.slots[0])
    with pytest.raises(Refusal, match="ahead"):
        talk_missed(actor=karin, talk=talk.pk)
    with time_machine.travel(at(2, 12), tick=False):
        talk_missed(actor=karin, talk=talk.pk)
        assert [row.owner for row in owed(talk)] == [cast.case_worker.user.pk]
        offer_again(actor=karin, talk=talk.pk, offer=Offer([at(4)]))
        assert [row.owner for row in owed(talk)] == [talk.person_id]
        talk.refresh_from_db()
        choose_talk(actor=karin, talk=talk.pk, slot=talk.slots[0])  # told by telephone
    with time_machine.travel(at(7), tick=False):
        talk_missed(actor=karin, talk=talk.pk)
        talk_settled(actor=karin, talk=talk.pk)
        assert not owed(talk)
        with pytest.raises(Refusal, match="moved_on"):
            talk_held(actor=karin, talk=talk.pk)


def test_a_cancelled_talk_is_told_to_the_other_side(cast: Cast, talk: Appointment) -> None:
    cancel_talk(actor=cast.seeker.actor, talk=talk.pk)
    assert not owed(talk)
    assert Notice.objects.get(template="cases/talk_cancelled_work").user_id == cast.case_worker.user.pk


def test_whoever_takes_over_a_dossier_takes_over_its_talks(cast: Cast, sam_guided: Person, talk: Appointment) -> None:
    planned = offer_talk(actor=cast.case_worker.actor, person=sam_guided.pk, offer=Offer([at(4)]))
    choose_talk(actor=cast.seeker.actor, talk=planned, slot=at(4).isoformat())
    assign(actor=cast.case_worker.actor, person=sam_guided, case_worker=cast.colleague.user.pk)
    for row in (talk, planned):
        row.refresh_from_db()
        assert row.case_worker == cast.colleague.user
    assert Promise.objects.get(about_id=planned.pk, closed_at__isnull=True).owner == cast.colleague.user.pk
    with pytest.raises(Http404):
        cancel_talk(actor=cast.case_worker.actor, talk=planned)
    assert cancel_talk(actor=cast.colleague.actor, talk=planned)


def test_whoever_takes_over_and_is_busy_at_that_moment_gets_the_task_and_offers_other_times(
    cast: Cast, sam_guided: Person, olga: Person
) -> None:
    place_at_intake(olga.pk)
    assign(actor=cast.intake_worker.actor, person=olga, case_worker=cast.colleague.user.pk)
    both = [(cast.case_worker, sam_guided, cast.seeker), (cast.colleague, olga, cast.other_seeker)]
    for worker, person, seeker in both:
        made = offer_talk(actor=worker.actor, person=person.pk, offer=Offer([at(4)]))
        choose_talk(actor=seeker.actor, talk=made, slot=at(4).isoformat())
    assign(actor=cast.case_worker.actor, person=sam_guided, case_worker=cast.colleague.user.pk)
    talk = Appointment.objects.get(person=sam_guided)
    assert talk.case_worker == cast.case_worker.user and talk.status == "planned"
    assert Promise.objects.get(about_id=talk.pk, closed_at__isnull=True).owner == cast.colleague.user.pk
    offer_again(actor=cast.colleague.actor, talk=talk, offer=Offer([at(5)]))
    talk.refresh_from_db()
    assert talk.case_worker == cast.colleague.user


def test_who_has_a_talk_tomorrow_is_reminded_once(cast: Cast, talk: Appointment) -> None:
    choose_talk(actor=cast.seeker.actor, talk=talk.pk, slot=talk.slots[0])
    assert remind(at(3).date()) == 0
    assert (remind(at(2).date()), remind(at(2).date())) == (1, 0)
    notice = Notice.objects.get(template="cases/talk_reminder")
    assert notice.user_id == cast.seeker.user.pk and "Karin" not in notice.subject + notice.body


@pytest.mark.parametrize(
    ("link", "fine"),
    [
        ("https://meet.jit.si/kamer", True),
        ("https://eu.webex.com/x", True),
        ("http://meet.jit.si/kamer", False),
        ("https://meet.jit.si.kwaad.example/", False),
        ("https://kwaadmeet.jit.si/", False),
        ("https://meet.jit.si@kwaad.example/", False),
        ("", False),
    ],
)
def test_a_video_link_leads_to_a_host_on_the_list(cast: Cast, sam_guided: Person, link: str, fine: bool) -> None:
    assert video_host_allowed(link, date(2026, 11, 27)) is fine


def test_times_that_are_past_or_too_many_are_refused(cast: Cast, sam_guided: Person) -> None:
    for offer in (Offer([]), Offer([at(-1)]), Offer([at(day) for day in range(1, 9)])):
        with pytest.raises(Refusal, match="slots"):
            offer_talk(actor=cast.case_worker.actor, person=sam_guided.pk, offer=offer)
    with pytest.raises(Refusal, match="host"):
        offer = Offer([at(1)], kind="video", link="https://kwaad.example/")
        offer_talk(actor=cast.case_worker.actor, person=sam_guided.pk, offer=offer)
    with pytest.raises(Http404):
        offer_talk(actor=cast.colleague.actor, person=sam_guided.pk, offer=Offer([at(1)]))


def test_a_warm_hand_over_is_owed_a_look_and_shows_on_one_card(
    cast: Cast, sam_guided: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    write_note(actor=cast.case_worker.actor, person=sam_guided.pk, words="Belt liever", shared=True)
    step = {"words": "Cv maken", "due_on": today() + TOMORROW, "for_person": False}
    plan_step(actor=cast.case_worker.actor, person=sam_guided.pk, **step)
    form = {"case_worker": str(cast.colleague.user.pk), "words": "Sam werkt graag 's ochtends."}
    client_of(cast.case_worker).post(f"/kandidaten/{sam_guided.pk}/klantmanager/", form)
    held = HandOver.objects.get()
    assert [row.owner for row in owed(held)] == [cast.colleague.user.pk]
    assert PlanStep.objects.get().owner == cast.colleague.user.pk
    client = client_of(cast.colleague)
    client.get(f"/overdracht/{sam_guided.pk}/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/overdracht/{sam_guided.pk}/").content.decode()
    assert all(words in page for words in ("graag", "Belt liever", "Cv maken"))
    client.post(f"/overdracht/{sam_guided.pk}/", {})
    assert not owed(held)
    for player in (cast.case_worker, cast.consultant, cast.employer, cast.seeker):
        assert client_of(player).get(f"/overdracht/{sam_guided.pk}/").status_code == 404
