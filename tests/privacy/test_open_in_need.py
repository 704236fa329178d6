"""A dossier without a tie opens for one hour, with a reason; the person and the administrator hear of it at once."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.core.guarded import FieldHidden
from doorstroom.core.models import ReadLogEntry
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.notices.models import Notice
from doorstroom.people.declarations import SEE, SEE_PROFILE, USE_BSN
from doorstroom.people.models import Person
from doorstroom.privacy.actions import break_glass, close_glass
from doorstroom.privacy.declarations import SEE_BROKEN
from doorstroom.privacy.models import BrokenGlass
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
WHY = {"reason": "calls", "words": "De heer staat hier aan de balie met een vraag."}


def test_a_colleague_sees_what_guidance_needs_for_an_hour_and_then_nothing(
    cast: Cast, sam: Person, time_machine_day: Callable
):
    break_glass(actor=cast.colleague.actor, person=sam, **WHY)
    row = SEE_BROKEN.open(cast.colleague.actor, sam.pk)
    assert row.phone == "0612345678"
    for name in ("birth_date", "client_number", "street"):
        with pytest.raises(FieldHidden):
            getattr(row, name)
    for permission in (SEE, SEE_PROFILE, USE_BSN):
        assert not permission.may(cast.colleague.actor, sam.pk)
    with time_machine_day(minutes=61), pytest.raises(Http404):
        SEE_BROKEN.open(cast.colleague.actor, sam.pk)


def test_the_person_and_the_administrator_of_the_municipality_are_told_at_once(
    cast: Cast, sam: Person, client_of: ClientOf
):
    break_glass(actor=cast.colleague.actor, person=sam, **WHY)
    assert Notice.objects.filter(template="privacy/glass_broken", person_id=sam.pk).exists()
    assert Notice.objects.filter(template="privacy/glass_broken_admin", user_id=cast.admin.user.pk).exists()
    told = client_of(cast.seeker).get("/tijdlijn/").content.decode()
    assert "Koen Bos (Gemeente Delft) opende uw dossier voor een uur: u belde of stond aan de balie." in told
    assert "met een vraag" in told
    listed = client_of(cast.admin).get("/beheer/nood/").content.decode()
    assert "Koen Bos" in listed and "met een vraag" in listed and "Sam" not in listed.split("<main")[1]


def test_a_name_and_birth_date_and_a_reason_open_the_page_which_counts_down_and_closes_early(
    cast: Cast, sam: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
):
    client = client_of(cast.colleague)
    given = {"last_name": "zoeker", "birth_date": "04-05-1990", **WHY}
    assert client.post("/nood/", given | {"reason": ""}).status_code == 400
    assert not BrokenGlass.objects.exists()
    sent = client.post("/nood/", given)
    assert sent.headers["Location"] == f"/nood/{sam.pk}/"
    client.get(f"/nood/{sam.pk}/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/nood/{sam.pk}/").content.decode()
    assert "0612345678" in page and "minuten dicht" in page
    assert ReadLogEntry.objects.filter(person_id=sam.pk, permission="privacy.see_broken").exists()
    client.post(f"/nood/{BrokenGlass.objects.get().pk}/sluiten/")
    assert client.get(f"/nood/{sam.pk}/").status_code == 404


def test_nobody_learns_who_has_a_dossier_without_leaving_a_trace(cast: Cast, sam: Person, client_of: ClientOf):
    client = client_of(cast.colleague)
    given = {"last_name": "Zoeker", "birth_date": "05-05-1990", **WHY}
    assert "Wij vinden niemand" in client.post("/nood/", given).content.decode()
    assert client.get(f"/nood/{sam.pk}/").status_code == 404


@pytest.mark.parametrize(
    "who", ["case_worker_elsewhere", "employer", "consultant", "account_manager", "admin", "other_seeker"]
)
def test_nobody_of_elsewhere_or_of_another_role_breaks_the_glass(cast: Cast, sam: Person, who: str):
    player: Player = getattr(cast, who)
    with pytest.raises(Http404):
        break_glass(actor=player.actor, person=sam, **WHY)
    assert not BrokenGlass.objects.exists()


def test_only_an_intake_team_opens_a_dossier_of_another_municipality_in_the_region(cast: Cast, sam: Person):
    Person.objects.filter(pk=sam.pk).update(controller=cast.the_hague)
    with pytest.raises(Http404):
        break_glass(actor=cast.colleague.actor, person=sam, **WHY)
    assert break_glass(actor=cast.intake_worker.actor, person=sam, **WHY)


def test_a_reason_and_words_are_needed_and_a_second_click_keeps_the_hour(cast: Cast, sam: Person):
    with pytest.raises(Refusal):
        break_glass(actor=cast.colleague.actor, person=sam, reason="curious", words=WHY["words"])
    with pytest.raises(Refusal):
        break_glass(actor=cast.colleague.actor, person=sam, reason="calls", words="x")
    opened = break_glass(actor=cast.colleague.actor, person=sam, **WHY)
    assert break_glass(actor=cast.colleague.actor, person=sam, **WHY) is UNCHANGED
    with pytest.raises(Http404):
        close_glass(actor=cast.case_worker.actor, opened=opened)


def test_the_person_marks_it_in_who_looked(cast: Cast, sam: Person, client_of: ClientOf):
    assert sam.birth_date == date(1990, 5, 4)
    break_glass(actor=cast.colleague.actor, person=sam, **WHY)
    client_of(cast.colleague).get(f"/nood/{sam.pk}/")
    client_of(cast.case_worker).get(f"/kandidaten/{sam.pk}/")
    seeker = client_of(cast.seeker)
    page = seeker.get("/wie-keek/").content.decode()
    assert "geopend in nood" in page and "uw telefoonnummer" in page and "klantmanager: uw profiel" in page
    only = seeker.get("/wie-keek/?nood=on").content.decode()
    assert "geopend in nood" in only and "klantmanager: uw profiel" not in only
    assert "klantmanager: uw profiel" in seeker.get(f"/wie-keek/?wie={cast.delft.pk}").content.decode()
    assert "klantmanager: uw profiel" in seeker.get(f"/wie-keek/?wie={cast.firm.pk}").content.decode()
