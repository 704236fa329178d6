"""Who keeps, finds and shows a BSN, and what everybody else sees of it: nothing."""

from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidTag
from django.test import Client

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.accounts.models import Organisation
from doorstroom.cases.declarations import AT_INTAKE, CASELOAD
from doorstroom.cases.models import DoubleDossier
from doorstroom.common.numbers import Bsn
from doorstroom.core.machines import tie
from doorstroom.core.models import NewsDelivery, PersonKey, Promise, ReadLogEntry, TrailEntry
from doorstroom.core.tasks import deliver
from doorstroom.people import sealing, vault
from doorstroom.people.models import Person, SealedBsn
from tests.conftest import Cast, Player, play

ClientOf = Callable[[Player], Client]

NUMBER = "123456782"  # passes the eleven-test; invented
OTHER = "111222333"
SHOW = {"purpose": "bsn_identify"}


@pytest.fixture
def kept(cast: Cast, guided_by_karin: Person) -> Person:
    """Sam, guided by Karin, with a number in the vault."""
    vault.keep_bsn(actor=cast.case_worker.actor, person=guided_by_karin, bsn=Bsn(NUMBER))
    return guided_by_karin


def hear() -> None:
    for key in NewsDelivery.objects.filter(heard_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        deliver.call(delivery=key)


def page_of(answer: object) -> str:
    return answer.content.decode()


def test_a_case_worker_keeps_a_number_and_sees_it_masked(
    cast: Cast, guided_by_karin: Person, client_of: ClientOf
) -> None:
    client, place = client_of(cast.case_worker), f"/kandidaten/{guided_by_karin.pk}/"
    assert "Er is nog geen BSN bewaard" in page_of(client.get(place))
    assert client.post(f"{place}bsn/", {"bsn": "1234.56.782"}).status_code == 302
    page = page_of(client.get(place))
    assert "*****6782" in page
    assert NUMBER not in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Vul dit in."),
        ("12345678x", "Een BSN bestaat alleen uit cijfers."),
        ("1234567", "Een BSN heeft negen cijfers."),
        ("123456789", "Dit BSN bestaat niet."),
        ("000000000", "Dit BSN bestaat niet."),
    ],
)
def test_a_number_that_cannot_exist_is_told_in_words(
    cast: Cast, guided_by_karin: Person, client_of: ClientOf, typed: str, told: str
) -> None:
    answer = client_of(cast.case_worker).post(f"/kandidaten/{guided_by_karin.pk}/bsn/", {"bsn": typed})
    assert answer.status_code == 400
    assert told in page_of(answer)
    assert not SealedBsn.objects.exists()


def test_a_number_is_shown_by_post_and_purpose_and_the_person_reads_who_looked(
    cast: Cast, kept: Person, client_of: ClientOf
) -> None:
    client, place = client_of(cast.case_worker), f"/kandidaten/{kept.pk}/bsn/tonen/"
    assert client.get(place, SHOW).status_code == 405
    without = client.post(place, {"purpose": "nieuwsgierig"})
    assert without.status_code == 400
    assert NUMBER not in page_of(without)

    shown = client.post(place, SHOW)

    assert NUMBER in page_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert NUMBER not in page_of(client.get(f"/kandidaten/{kept.pk}/"))
    look = ReadLogEntry.objects.get(fields="bsn")
    assert (look.person_id, look.purpose, look.by_user) == (kept.pk, "bsn_identify", cast.case_worker.user.pk)
    seeker = client_of(cast.seeker)
    assert "uw BSN, om vast te stellen wie u bent" in page_of(seeker.get("/wie-keek/"))
    assert "heeft uw BSN bekeken, om vast te stellen wie u bent." in page_of(seeker.get("/tijdlijn/"))


def test_everybody_but_a_case_worker_of_the_municipality_finds_no_such_page(
    cast: Cast, kept: Person, client_of: ClientOf
) -> None:
    uwv = Organisation.objects.create(name="UWV", kind=Organisation.Kind.UWV, region_id="AM21")
    adviser = play("Ursula Vos", CASE_WORKER, uwv)
    tie(kept.pk, adviser.user.pk, CASELOAD, kept.pk)
    tie(kept.pk, uwv.pk, AT_INTAKE, kept.pk)
    tie(kept.pk, cast.case_worker_elsewhere.user.pk, CASELOAD, kept.pk)
    for player in [*cast.players(), adviser]:
        if player == cast.case_worker:
            continue
        client = client_of(player)
        for verb, given in (("", {"bsn": OTHER}), ("tonen/", SHOW), ("weghalen/", {})):
            answer = client.post(f"/kandidaten/{kept.pk}/bsn/{verb}", given)
            assert answer.status_code == 404, (player.user.name, verb)
            assert NUMBER not in page_of(answer)
        if player.actor.role != CASE_WORKER:
            assert client.post("/kandidaten/bsn/", {"bsn": NUMBER, **SHOW}).status_code == 404
    assert sealing.having(Bsn(NUMBER), cast.delft.pk) == [kept.pk]


def test_searching_by_number_finds_whom_one_may_open_and_nobody_else(
    cast: Cast, kept: Person, client_of: ClientOf
) -> None:
    asked = {"bsn": NUMBER, **SHOW}
    found = client_of(cast.case_worker).post("/kandidaten/bsn/", asked)
    assert f"/kandidaten/{kept.pk}/" in page_of(found)
    assert NUMBER not in page_of(found)
    assert ReadLogEntry.objects.filter(person_id=kept.pk, fields="bsn", by_user=cast.case_worker.user.pk).exists()
    colleague, stranger = client_of(cast.colleague), client_of(cast.case_worker_elsewhere)
    unknown = page_of(colleague.post("/kandidaten/bsn/", {"bsn": OTHER, **SHOW}))
    for client in (colleague, stranger):
        assert "Niemand gevonden" in page_of(client.post("/kandidaten/bsn/", asked))
    blind = page_of(colleague.post("/kandidaten/bsn/", asked))
    assert blind.split("<main")[1].split("csrf")[0] == unknown.split("<main")[1].split("csrf")[0]


def test_the_eleventh_use_in_a_minute_is_refused_and_the_administrator_sees_who(
    cast: Cast, kept: Person, client_of: ClientOf, time_machine_day: Callable
) -> None:
    client, place = client_of(cast.case_worker), f"/kandidaten/{kept.pk}/bsn/tonen/"
    for _ in range(5):
        assert client.post(place, SHOW).status_code == 200
        assert client.post("/kandidaten/bsn/", {"bsn": OTHER, **SHOW}).status_code == 200
    eleventh = client.post(place, SHOW)
    assert eleventh.status_code == 429
    assert NUMBER not in page_of(eleventh)
    assert client.post("/kandidaten/bsn/", {"bsn": NUMBER, **SHOW}).status_code == 429
    assert TrailEntry.objects.filter(event="people.bsn_too_often").count() == 1
    assert "Karin Visser" in page_of(client_of(cast.admin).get("/beheer/bsn/"))
    assert client_of(cast.case_worker).get("/beheer/bsn/").status_code == 404
    other = client_of(cast.colleague).post("/kandidaten/bsn/", {"bsn": NUMBER, **SHOW})
    assert other.status_code == 200  # the limit is a user's own
    with time_machine_day(seconds=61):
        assert client_of(cast.case_worker).post(place, SHOW).status_code == 200


def test_an_administrator_of_another_region_sees_no_alarm(cast: Cast, kept: Person, client_of: ClientOf) -> None:
    from doorstroom.accounts.declarations import FUNCTIONAL_ADMIN

    vault.tell_used_too_often(actor=cast.case_worker.actor)
    elsewhere = play("Bea Ver", FUNCTIONAL_ADMIN, cast.rotterdam)
    assert "Geen meldingen" in page_of(client_of(elsewhere).get("/beheer/bsn/"))


def test_a_number_that_another_dossier_has_is_kept_without_a_word_and_the_intake_compares(
    cast: Cast, kept: Person, olga: Person, client_of: ClientOf
) -> None:
    tie(olga.pk, cast.colleague.user.pk, CASELOAD, olga.pk)
    colleague = client_of(cast.colleague)
    answer = colleague.post(f"/kandidaten/{olga.pk}/bsn/", {"bsn": NUMBER}, follow=True)
    hear()
    words = page_of(answer) + page_of(colleague.get(f"/kandidaten/{olga.pk}/tijdlijn/"))
    assert "Het BSN is bewaard" in words
    assert "dubbel" not in words.lower() and "twee dossiers" not in words.lower()
    assert colleague.get("/intake/dubbel/").status_code == 200
    assert "Olga" not in page_of(colleague.get("/intake/dubbel/"))

    intake = client_of(cast.intake_worker)
    assert 'href="/intake/dubbel/"' in page_of(intake.get("/"))
    page = page_of(intake.get("/intake/dubbel/"))
    assert "Olga Ander" in page and "Sam Zoeker" in page and NUMBER not in page
    double = DoubleDossier.objects.get()
    assert ReadLogEntry.objects.filter(permission="cases.compare_dossiers").count() == 2
    assert colleague.post(f"/intake/dubbel/{double.pk}/", {"answer": "different"}).status_code == 404

    assert intake.post(f"/intake/dubbel/{double.pk}/", {"answer": "different"}).status_code == 302

    assert list(SealedBsn.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not Promise.objects.filter(about_id=double.pk, closed_at__isnull=True).exists()
    assert "Olga" not in page_of(intake.get("/intake/dubbel/"))


def test_the_question_closes_by_itself_when_the_number_is_put_right(cast: Cast, kept: Person, olga: Person) -> None:
    tie(olga.pk, cast.colleague.user.pk, CASELOAD, olga.pk)
    vault.keep_bsn(actor=cast.colleague.actor, person=olga, bsn=Bsn(NUMBER))
    hear()
    assert DoubleDossier.objects.get().status == "waiting"
    vault.keep_bsn(actor=cast.colleague.actor, person=olga, bsn=Bsn(OTHER))
    hear()
    assert DoubleDossier.objects.get().status == "different"


def test_the_same_number_at_two_municipalities_has_nothing_in_common_in_the_database(
    cast: Cast, kept: Person, person_of: Callable[..., Person]
) -> None:
    there = person_of(cast.other_seeker, controller=cast.the_hague)
    sealing.seal(there.pk, cast.the_hague.pk, Bsn(NUMBER))
    prints = set(SealedBsn.objects.values_list("fingerprint", flat=True))
    assert len(prints) == 2
    assert sealing.having(Bsn(NUMBER), cast.the_hague.pk) == [there.pk]
    hear()
    assert not DoubleDossier.objects.exists()


def test_a_sealed_number_moved_to_another_person_opens_for_nobody(cast: Cast, kept: Person, olga: Person) -> None:
    sealing.seal(olga.pk, cast.delft.pk, Bsn(OTHER))
    mine, hers = SealedBsn.objects.get(pk=kept.pk), SealedBsn.objects.get(pk=olga.pk)
    SealedBsn.objects.filter(pk=olga.pk).update(sealed=bytes(mine.sealed))
    with pytest.raises(InvalidTag):
        vault.masked_bsn(olga)
    SealedBsn.objects.filter(pk=olga.pk).update(sealed=bytes(hers.sealed))
    keys = {row.pk: row for row in PersonKey.objects.filter(pk__in=[kept.pk, olga.pk])}
    PersonKey.objects.filter(pk=olga.pk).update(wrapped=bytes(keys[kept.pk].wrapped))
    with pytest.raises(InvalidTag):
        vault.masked_bsn(olga)


def test_with_the_persons_key_the_number_is_gone(kept: Person) -> None:
    PersonKey.objects.filter(pk=kept.pk).delete()
    assert vault.masked_bsn(kept) == ""
    assert sealing.sharing_a_number(kept.pk) == []


def test_a_number_typed_into_the_general_search_leaves_the_address(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.case_worker).get("/zoeken/", {"q": NUMBER})
    assert answer["Location"] == "/zoeken/"
    assert "/kandidaten/bsn/" in page_of(client_of(cast.case_worker).get("/zoeken/"))
    assert "/kandidaten/bsn/" not in page_of(client_of(cast.employer).get("/zoeken/"))


def test_a_number_can_be_taken_out_again(cast: Cast, kept: Person, client_of: ClientOf) -> None:
    client = client_of(cast.case_worker)
    assert client.post(f"/kandidaten/{kept.pk}/bsn/weghalen/").status_code == 302
    assert "Er is nog geen BSN bewaard" in page_of(client.get(f"/kandidaten/{kept.pk}/"))
    assert not SealedBsn.objects.exists()


def test_a_dossier_with_a_number_asks_few_questions_of_the_database(
    cast: Cast, kept: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.case_worker)
    client.get(f"/kandidaten/{kept.pk}/")
    with django_assert_max_num_queries(12):
        client.get(f"/kandidaten/{kept.pk}/")
