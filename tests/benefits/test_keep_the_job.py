"""The last employer is called: may the job stay? Every figure opens the reports that it counts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.benefits.actions import call_again, considers, job_kept, job_not_kept, plan_call
from doorstroom.benefits.models import EmployerCall, Report
from doorstroom.benefits.queries import kept_figures, kept_rows
from doorstroom.common.dates import today
from doorstroom.core.models import Promise
from doorstroom.core.verbs import Refusal
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]


def owed(call: EmployerCall) -> list[Promise]:
    return list(Promise.objects.filter(about_id=call.pk, closed_at=None))


def test_a_call_is_owed_by_a_named_person_on_a_day(cast: Cast, reported: Report) -> None:
    day = today() + timedelta(days=3)
    call = plan_call(actor=cast.intake_worker.actor, report=reported.pk, on=day)
    (promise,) = owed(call)
    assert (promise.owner, promise.due) == (cast.intake_worker.user.pk, day)
    assert not plan_call(actor=cast.intake_worker.actor, report=reported.pk)


def test_nobody_is_called_without_the_persons_yes(cast: Cast, reported: Report) -> None:
    Report.objects.update(may_call=False)
    with pytest.raises(Refusal, match="no_consent"):
        plan_call(actor=cast.intake_worker.actor, report=reported.pk)


def test_a_job_that_is_kept_takes_the_report_back_when_the_person_wants_that(
    cast: Cast, planned: EmployerCall, news_arrives: Callable[[], None]
) -> None:
    job_kept(actor=cast.intake_worker.actor, call=planned.pk, knew_scheme="no", withdraws=True)
    news_arrives()
    report = Report.objects.get()
    assert (report.status, report.why_withdrawn, report.withdrawn_on) == ("withdrawn", "job_kept", today())
    assert not Promise.objects.filter(closed_at=None).exists()
    figures = {row.code: row.count for row in kept_figures(cast.case_worker.actor)}
    assert figures == {"all": 1, "unknown": 1, "called": 1, "kept": 1, "withdrawn": 1}


def test_a_kept_job_alone_takes_nothing_back(cast: Cast, planned: EmployerCall) -> None:
    job_kept(actor=cast.intake_worker.actor, call=planned.pk, knew_scheme="yes", withdraws=False)
    assert Report.objects.get().status == "taken"
    figures = {row.code: row.count for row in kept_figures(cast.case_worker.actor)}
    assert (figures["kept"], figures["withdrawn"], figures["unknown"]) == (1, 0, 0)


def test_every_way_through_a_call_leaves_a_promise_or_an_end(cast: Cast, planned: EmployerCall) -> None:
    worker = cast.intake_worker.actor
    call_again(actor=worker, call=planned.pk)
    assert len(owed(planned)) == 1
    considers(actor=worker, call=planned.pk, knew_scheme="no")
    assert len(owed(planned)) == 1
    call_again(actor=worker, call=planned.pk)
    job_not_kept(actor=worker, call=planned.pk, knew_scheme="no", why="no_work")
    assert not owed(planned)
    assert EmployerCall.objects.get().tries == 4
    assert Report.objects.get().status == "taken"
    with pytest.raises(Refusal, match="moved_on"):
        call_again(actor=worker, call=planned.pk)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"outcome": ""}, "Kies een antwoord."),
        ({"outcome": "kept"}, "Kies een antwoord."),
        ({"outcome": "not_kept", "knew_scheme": "no"}, "Kies een antwoord."),
        ({"outcome": "no_answer", "on": "2020-01-01"}, "Kies een dag na vandaag."),
    ],
)
def test_a_half_filled_call_is_asked_again(
    cast: Cast, planned: EmployerCall, client_of: ClientOf, form: dict[str, str], words: str
) -> None:
    page = client_of(cast.intake_worker).post(f"/werkgever-bellen/{planned.pk}/", form)
    assert page.status_code in (400, 409) and words in page.content.decode()
    assert EmployerCall.objects.get().status == "open"


def test_the_page_notes_the_call_and_each_figure_opens_its_rows(
    cast: Cast, planned: EmployerCall, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.intake_worker)
    assert "Bakkerij De Korst" in client.get(f"/werkgever-bellen/{planned.pk}/").content.decode()
    form = {"outcome": "kept_withdrawn", "knew_scheme": "no"}
    assert client.post(f"/werkgever-bellen/{planned.pk}/", form).status_code == 302
    for figure in kept_figures(cast.case_worker.actor):
        assert figure.count == kept_rows(cast.case_worker.actor, figure.code).count() == 1
        with django_assert_max_num_queries(12):
            page = client.get(f"/banen-die-bleven/?toon={figure.code}").content.decode()
        assert "Bakkerij De Korst" in page and "Sam" not in page.split("<main")[1]
        other = client_of(cast.colleague).get(f"/banen-die-bleven/?toon={figure.code}").content.decode()
        assert "Bakkerij De Korst" not in other and figure.label in other
    assert "Nog geen meldingen" in client.get("/banen-die-bleven/?van=2030-01-01").content.decode()


def test_the_rival_the_colleague_and_the_other_municipality_do_not_call(
    cast: Cast, planned: EmployerCall, client_of: ClientOf
) -> None:
    for player in cast.players():
        if player == cast.intake_worker:
            continue
        assert client_of(player).get(f"/werkgever-bellen/{planned.pk}/").status_code == 404, player.actor.name
        with pytest.raises(Http404):
            job_kept(actor=player.actor, call=planned.pk, knew_scheme="no", withdraws=True)
    assert kept_figures(cast.case_worker_elsewhere.actor)[0].count == 0
