"""Every page of a deal, for who may open it and for who may not; each within twelve questions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doorstroom.accounts.declarations import ALDERMAN
from doorstroom.common.dates import today
from doorstroom.core.models import UploadRow
from doorstroom.core.uploads import Batch, SourceRow
from doorstroom.deals import actions
from doorstroom.deals.batch import ANSWERS, PLACES
from doorstroom.deals.models import Capacity, Deal, Enrolment, Partner, Referral
from doorstroom.interop.actions import make_token
from doorstroom.placements.models import Placement
from tests.conftest import Cast, play

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
MOST_QUERIES = 12


def test_an_account_manager_makes_a_deal_signs_it_and_the_history_shows_both_dates(cast: Cast, client_of: Make):
    client = client_of(cast.account_manager)
    day = today()
    given = {
        "name": "Zorg Haaglanden", "target": "500", "groups": "Recent werk\n* Verder van werk", "criteria": "",
        "intention_on": day.isoformat(), "starts_on": day.isoformat(), "ends_on": (day + timedelta(300)).isoformat(),
        "text": "Wij helpen elkaar.",
    }  # fmt: skip
    assert client.post(reverse("deals_new"), given).status_code == 302
    deal = Deal.objects.get()
    assert sorted(deal.groups.values_list("name", "counts")) == [("Recent werk", True), ("Verder van werk", False)]
    added = {
        "organisation": str(cast.agency.pk),
        "places": "4",
        "contact_name": "Ilse",
        "contact_phone": "",
        "contact_email": "",
    }
    assert client.post(reverse("deals_add_partner", args=[deal.pk]), added).status_code == 302
    assert (
        client.post(reverse("deals_appoint", args=[deal.pk]), {"users": [str(cast.consultant.user.pk)]}).status_code
        == 302
    )
    assert client.post(reverse("deals_rule", args=[deal.pk]), {"on": "1"}).status_code == 302
    terms = dict.fromkeys(("refer", "answer", "info", "introduce", "outcome", "start"), "4")
    assert client.post(reverse("deals_set_terms", args=[deal.pk]), terms).status_code == 302
    wrong = client.post(reverse("deals_sign", args=[deal.pk]), {"signed_on": (day + timedelta(2)).isoformat()})
    assert wrong.status_code == 409 and "toekomst" in wrong.content.decode()
    signed = {"signed_on": day.isoformat(), "file": SimpleUploadedFile("deal.pdf", b"%PDF-1.4 deal", "application/pdf")}
    assert client.post(reverse("deals_sign", args=[deal.pk]), signed).status_code == 302
    text = client_of(cast.consultant).get(reverse("deals_text", args=[deal.pk]))
    assert text.content == b"%PDF-1.4 deal"
    page = client.get(reverse("deals_terms", args=[deal.pk])).content.decode()
    assert "Intentie op" in page and "Getekend op" in page and "Ilse Vlot" in page
    history = client.get(reverse("deals_history", args=[deal.pk])).content.decode()
    assert "Uitzendbureau Vlot als partner toegevoegd" in history
    assert client.post(reverse("deals_edit", args=[deal.pk]), given | {"target": "600"}).status_code == 302
    assert client.post(reverse("deals_close", args=[deal.pk]), {"lesson": "Begin eerder."}).status_code == 302
    deal.refresh_from_db()
    assert (deal.status, deal.target, deal.lesson) == ("closed", 600, "Begin eerder.")


def test_a_deal_of_another_region_or_without_the_own_agency_does_not_exist(
    cast: Cast, deal: Deal, client_of: Make, partner_of: Make
):
    for player in (cast.case_worker_elsewhere, cast.employer, cast.seeker):
        assert client_of(player).get(reverse("deals_deal", args=[deal.pk])).status_code == 404
    Partner.objects.filter(organisation=cast.rival_agency).delete()
    assert client_of(cast.rival_consultant).get(reverse("deals_deal", args=[deal.pk])).status_code == 404
    assert client_of(cast.consultant).get(reverse("deals_deal", args=[deal.pk])).status_code == 200
    assert client_of(cast.case_worker).get(reverse("deals_new")).status_code == 404


def test_a_case_worker_enrols_and_refers_a_batch_with_the_reasons_shown(
    cast: Cast, deal: Deal, guided: Make, client_of: Make
):
    people, client = [guided() for _ in range(3)], client_of(cast.case_worker)
    asked = {"group": str(deal.groups.get(counts=True).pk), "people": [str(person.pk) for person in people]}
    assert client.post(reverse("deals_enrol", args=[deal.pk]), asked).status_code == 400
    assert client.post(reverse("deals_enrol", args=[deal.pk]), asked | {"consented": "on"}).status_code == 302
    page = client.get(reverse("deals_propose", args=[deal.pk])).content.decode()
    assert "Nu geen passende vacature in de lijst" in page and "plekken van deze week" in page
    partners = list(deal.partners.order_by("pk"))
    chosen = {f"partner_{row.pk}": str(partners[at % 2].pk) for at, row in enumerate(Enrolment.objects.all())}
    assert client.post(reverse("deals_propose", args=[deal.pk]), chosen).status_code == 302
    assert Referral.objects.count() == 3
    assert people[0].name in client.get(reverse("deals_people", args=[deal.pk])).content.decode()


def test_an_agency_answers_in_two_clicks_and_in_bulk(cast: Cast, referred: Make, job_of: Make, client_of: Make):
    vacancy = job_of(cast.agency)
    rows, client = [referred() for _ in range(3)], client_of(cast.consultant)
    page = client.get(reverse("deals_inbox")).content.decode()
    assert all(row.code in page for row in rows)
    one = reverse("deals_referral", args=[rows[0].pk])
    assert "Gesprek afgesproken" in client.get(one).content.decode()
    answer = {"vacancy": str(vacancy.number), "day": today().isoformat()}
    assert client.post(reverse("deals_answer", args=[rows[0].pk, "gesprek"]), answer).status_code == 302
    both = {"what": "hand_back", "reason": "hours", "wie": [str(row.pk) for row in rows[1:]]}
    assert client.post(reverse("deals_bulk"), both).status_code == 302
    assert sorted(Referral.objects.values_list("status", flat=True)) == ["interview", "returned", "returned"]
    assert client.get(reverse("deals_referral", args=[rows[1].pk])).status_code == 404
    assert client.post(reverse("deals_answer", args=[rows[1].pk, "terugdraaien"])).status_code == 302
    placed = {"starts_on": today().isoformat(), "hours": "24", "contract": "agency"}
    assert client.post(reverse("placements_place", args=[rows[0].pk]), placed).status_code == 302
    assert client.get(reverse("placements_list")).status_code == 200
    told = reverse("placements_tell", args=[Placement.objects.get().pk, "begonnen"])
    assert client.post(told).status_code == 302
    assert Placement.objects.get().status == "started"


def test_the_rival_finds_no_door_to_a_referral(cast: Cast, referred: Make, client_of: Make):
    referral, client = referred(), client_of(cast.rival_consultant)
    assert client.get(reverse("deals_referral", args=[referral.pk])).status_code == 404
    for kind in ("aannemen", "teruggeven", "gesprek", "terugdraaien", "intrekken", "onzin"):
        assert client.post(reverse("deals_answer", args=[referral.pk, kind])).status_code == 404
    assert referral.code not in client.get(reverse("deals_inbox")).content.decode()
    assert client.get(reverse("placements_place", args=[referral.pk])).status_code == 404


def test_no_page_asks_more_than_twelve_times_however_many_take_part(
    cast: Cast, deal: Deal, enrolled: Make, referred: Make, client_of: Make, job_of: Make
):
    job_of(cast.agency)
    actions.set_capacity(actor=cast.consultant.actor, partner=deal.partners.get(organisation=cast.agency), places=50)
    rows = [referred() for _ in range(6)]
    actions.accept(actor=cast.consultant.actor, referral=rows[0])
    enrolled()
    pages = {
        cast.account_manager: ["deals_list", "deals_deal", "deals_terms", "deals_history", "deals_figure"],
        cast.case_worker: [
            "deals_deal",
            "deals_people",
            "deals_propose",
            "deals_enrol",
            "deals_figure",
            "deals_referral",
        ],
        cast.consultant: ["deals_deal", "deals_inbox", "deals_referral", "placements_list"],
        cast.seeker: ["deals_mine"],
    }
    heavy = {}
    for player, names in pages.items():
        client = client_of(player)
        for name in names:
            args = {"deals_figure": [deal.pk, "referred"], "deals_referral": [rows[0].pk]}.get(name, [deal.pk])
            path = reverse(name, args=[] if name in OWN_PAGES else args)
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200, path
            real = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
            if len(real) > MOST_QUERIES:
                heavy[name] = [len(real), *real]
    assert not heavy, "\n".join(
        f"{name}: {line[:150] if isinstance(line, str) else line}" for name, lines in heavy.items() for line in lines
    )


OWN_PAGES = {"deals_list", "deals_inbox", "placements_list", "deals_mine"}


def test_open_figures_leave_out_what_tells_of_a_few_people(cast: Cast, deal: Deal, enrolled: Make, client_of: Make):
    actions.sign_deal(actor=cast.account_manager.actor, deal=deal, signed_on=today())
    enrolled()
    page = client_of(cast.seeker).get(reverse("deals_open")).content.decode()
    assert "te klein" in page and "Logistiek" in page
    assert "Logistiek: verwijzingen per partner" in page and cast.agency.name in page


def test_answers_come_from_a_file_with_a_preview_and_can_be_taken_back(cast: Cast, referred: Make, job_of: Make):
    vacancy, rows = job_of(cast.agency), [referred() for _ in range(3)]
    stranger = referred(cast.rival_agency)
    batch = Batch(cast.consultant.actor, uuid4(), today())
    cells = [
        {
            "verwijzing": rows[0].code,
            "antwoord": "gesprek",
            "datum": today().isoformat(),
            "vacature": str(vacancy.number),
        },
        {"verwijzing": rows[1].code, "antwoord": "teruggeven", "reden": "reisafstand te groot"},
        {"verwijzing": rows[2].code, "antwoord": "teruggeven", "reden": "geen zin"},
        {"verwijzing": stranger.code, "antwoord": "aannemen"},
    ]
    names = [column.name for column in ANSWERS.columns]
    file = [SourceRow(number, dict.fromkeys(names, "") | row) for number, row in enumerate(cells, start=2)]
    checked = ANSWERS.check(batch, file)
    assert [[problem.column for problem in row.problems] for row in checked] == [[], [], ["reden"], ["verwijzing"]]
    done = ANSWERS.carry_out(batch, checked[:2])
    assert [one.outcome for one in done] == ["changed", "changed"]
    assert sorted(Referral.objects.values_list("status", flat=True)) == ["interview", "open", "open", "returned"]
    kept = [UploadRow(number=one.number, about_id=one.about_id, before=one.before, label=one.label) for one in done]
    assert [bool(one.kept_because) for one in ANSWERS.take_back(batch, kept)] == [True, False]
    assert Referral.objects.get(pk=rows[1].pk).status == "seen"


def test_places_come_from_a_file_and_go_back_and_the_rival_s_stay_as_they_are(cast: Cast, deal: Deal):
    batch = Batch(cast.consultant.actor, uuid4(), today())
    week = today().isoformat()
    cells = [("Logistiek", week, "9", ""), ("Logistiek", "32-1-2026", "8", ""), ("Zorg", week, "8", ""),
             ("Logistiek", week, "heel veel", ""), ("Logistiek", week, "3", cast.rival_agency.name)]  # fmt: skip
    names = ("sectordeal", "week", "plekken", "bureau")
    file = [SourceRow(number, dict(zip(names, row, strict=True))) for number, row in enumerate(cells, start=2)]
    checked = PLACES.check(batch, file)
    wrong = [[problem.column for problem in row.problems] for row in checked]
    assert wrong == [[], ["week"], ["sectordeal"], ["plekken"], ["sectordeal"]]
    done = PLACES.carry_out(batch, checked[:1])
    held = Capacity.objects.filter(partner__organisation=cast.agency).order_by("-from_week")
    assert (done[0].outcome, held[0].places) == ("changed", 9)
    kept = [UploadRow(number=one.number, about_id=one.about_id, before=one.before, label=one.label) for one in done]
    assert [one.kept_because for one in PLACES.take_back(batch, kept)] == [""]
    assert held.all()[0].places == 5
    leading = PLACES.check(Batch(cast.account_manager.actor, uuid4(), today()), file[-1:])
    assert not leading[0].problems and leading[0].value[0].organisation == cast.rival_agency


def test_places_are_slid_or_typed_and_both_work_without_scripts(cast: Cast, deal: Deal, client_of: Make):
    partner = deal.partners.get(organisation=cast.agency)
    client, address = client_of(cast.consultant), reverse("deals_capacity", args=[partner.pk])
    page = client.get(reverse("deals_terms", args=[deal.pk])).content.decode()
    assert 'type="range" name="slider"' in page and 'name="places" value="5"' in page
    for given, kept in (
        ({"was": "5", "slider": "8", "places": "5"}, 8),  # only the slider moved
        ({"was": "8", "slider": "8", "places": "60"}, 60),  # typed
        ({"was": "60", "slider": "12", "places": "11"}, 11),  # both: what was typed
        ({"places": "7"}, 7),
    ):
        assert client.post(address, given | {"week": "0"}).status_code == 302
        assert Capacity.objects.filter(partner=partner).order_by("-from_week")[0].places == kept


def test_an_agency_answers_by_the_api_and_the_rival_finds_nothing(cast: Cast, deal: Deal, referred: Make, job_of: Make):
    row, vacancy = referred(), job_of(cast.agency)
    headers = []
    for player in (cast.consultant, cast.rival_consultant):
        token = make_token(actor=player.actor, membership_id=player.membership.pk, name="ons systeem")
        headers.append({"headers": {"Authorization": f"Bearer {token}"}})
    ours, theirs = headers
    client = Client()
    found = client.get("/api/v1/verwijzingen", **ours).json()
    assert [each["code"] for each in found["resultaten"]] == [row.code]
    path = f"/api/v1/verwijzingen/{row.code}/antwoorden"
    given = {"antwoord": "gesprek", "datum": today().isoformat(), "vacature": vacancy.number}
    assert client.post(path, given, content_type="application/json", **theirs).status_code == 404
    answered = client.post(path, given, content_type="application/json", **ours)
    assert answered.json()["stand"] == "gesprek"
    figures = client.get("/api/v1/sectordeals", **ours).json()
    assert (figures[0]["doel"], figures[0]["gesprekken"]) == (50, 1)
    path = f"/api/v1/sectordeals/{deal.pk}/plekken"
    places = client.put(path, {"plekken": 9}, content_type="application/json", **ours)
    assert places.json() == {"plekken": 9}


def test_an_alderman_sees_every_figure_of_the_own_region_and_nobody_in_it(
    cast: Cast, deal: Deal, referred: Make, client_of: Make
):
    row = referred()
    client = client_of(cast.alderman)
    home = client.get(reverse("home")).content.decode()
    assert f"{deal.name}: banen van {deal.target}" in home
    stand = client.get(reverse("deals_deal", args=[deal.pk]))
    figure = client.get(reverse("deals_figure", args=[deal.pk, "referred"]))
    export = client.get(reverse("deals_export", args=[deal.pk]))
    exact = f"verwijzingen;{cast.agency.name};referred;1;"
    assert exact in export.content.decode()
    Referral.objects.update(due=today() - timedelta(days=1))
    late = client.get(reverse("deals_deal", args=[deal.pk]))
    assert "1 verwijzing is te laat" in late.content.decode()
    for page in (stand, figure, export, late):
        words = page.content.decode()
        assert page.status_code == 200
        for named in (row.person.last_name, row.code, str(row.person_id), str(row.pk)):
            assert named not in words
    for closed in ("deals_terms", "deals_history", "deals_people", "deals_text", "deals_edit"):
        assert client.get(reverse(closed, args=[deal.pk])).status_code == 404
    elsewhere = play("Bob Burgemeester", ALDERMAN, cast.rotterdam)
    assert client_of(elsewhere).get(reverse("deals_deal", args=[deal.pk])).status_code == 404
