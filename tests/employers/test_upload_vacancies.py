"""Vacancies from a file: preview, errors in plain words, confirmation, result, repetition and undo."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from doorstroom.common.dates import today
from doorstroom.core import upload_steps as steps
from doorstroom.core.models import StoredFile, TrailEntry, Upload
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.employers import declarations
from doorstroom.employers.actions import change_vacancy, end_vacancy
from doorstroom.employers.batch import VACANCIES
from doorstroom.employers.gateways import HEADINGS
from doorstroom.employers.models import Employer, Vacancy
from doorstroom.reference.models import UnknownTitle
from tests.core.hostile_files import HOSTILE, hostile

from .test_publish_vacancy import put_on

Pages = Callable[[Any], Client]
NEW = "/bestanden/nieuw/vacatures/"
ROW = {
    "kenmerk": "A1",
    "titel": "Magazijnmedewerker",
    "tekst": "U pakt bestellingen in.",
    "uren": "24-36",
    "loon": "2500-2900",
    "postcode": "2512 AB",
}


def file_of(*rows: dict[str, str], delimiter: str = ";") -> bytes:
    """Return a CSV of these rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def brought(player: Any, content: bytes, name: str = "vacatures.csv") -> Upload:
    """Bring a file and have it checked."""
    upload = steps.bring(actor=player.actor, kind=VACANCIES, content=content, name=name)
    steps.check_upload.func(upload=str(upload.pk))
    upload.refresh_from_db()
    return upload


def taken_in(player: Any, content: bytes, name: str = "vacatures.csv") -> Upload:
    """Bring a file, confirm it and have it taken in."""
    upload = brought(player, content, name)
    steps.confirm(actor=player.actor, upload=upload)
    steps.carry_out_upload.func(upload=str(upload.pk))
    upload.refresh_from_db()
    return upload


def undone(player: Any, upload: Upload) -> Upload:
    """Take an upload back."""
    steps.undo(actor=player.actor, upload=upload)
    steps.take_back_upload.func(upload=str(upload.pk))
    upload.refresh_from_db()
    return upload


def problems(player: Any, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """Return what is wrong with rows: number, column, words."""
    upload = brought(player, file_of(*rows))
    return [(each["row"], each["column"], each["words"].format(**each["facts"])) for each in upload.problems]


@pytest.mark.usefixtures("words")
class TestPreview:
    """What somebody sees before anything changes."""

    def test_a_good_file_shows_what_it_would_do_and_changes_nothing(self, cast: Any) -> None:
        upload = brought(cast.employer, file_of(ROW, ROW | {"kenmerk": "A2", "beroep": "orderpicker"}))
        assert (upload.status, upload.total, upload.good, upload.bad) == ("checked", 2, 2, 0)
        assert upload.sample[1]["cells"]["beroep"] == "magazijnmedewerker"
        assert upload.sample[0]["cells"]["plaats"] == "Den Haag"
        assert not Vacancy.objects.exists()

    @pytest.mark.parametrize(
        ("column", "text", "expected"),
        [
            ("titel", "", "Vul dit in."),
            ("tekst", "", "Vul dit in."),
            ("kenmerk", "", "Vul dit in."),
            ("uren", "veel", "“veel” zijn geen uren per week. Schrijf 36 of 24-36."),
            ("uren", "=2+2", "Hier staat een formule: “=2+2”. Zet de uitkomst in de cel."),
            ("uren", "100", "Een werkweek heeft 1 tot 60 uur."),
            ("uren", "36-24", "Dit is minder dan het laagste aantal uren."),
            ("loon", "14", "Vul het loon per maand in: € 100 tot € 30000."),
            ("loon", "goed", "“goed” is geen loon per maand. Schrijf 2500 of 2500-2900."),
            ("postcode", "ABCD", "“ABCD” is geen postcode. Schrijf 2512 AB."),
            ("begint", "2026-02-30", "“2026-02-30” is geen datum die bestaat. Schrijf 2026-12-01 of 1-12-2026."),
            ("begint", "1-1-1900", "Deze startdatum ligt te ver weg. Klopt het jaar?"),
            ("sluit", "1-1-2020", "De sluitdatum ligt in het verleden."),
            ("contract", "los", "“los” kennen we niet. Kies uit: tijdelijk, vast, uitzend, leerbaan."),
            ("plekken", "veel", "“veel” is geen getal. Gebruik cijfers."),
            ("nederlands", "D4", "“D4” kennen we niet. Kies uit: a1, a2, b1, b2."),
            ("papieren", "vliegbrevet", "“vliegbrevet” kennen we niet. Kies uit: b, am, c, ce, d"),
            ("moet", "toveren", "De vaardigheid “toveren” kennen we niet."),
            (
                "beroep",
                "magazijnmedewerkr",
                "Het beroep “magazijnmedewerkr” kennen we niet. Bedoelt u: magazijnmedewerker",
            ),
            ("telefoon", "bel maar", "Dit telefoonnummer kan niet kloppen."),
            ("email", "geen adres", "Dit e-mailadres kan niet kloppen."),
            ("onregelmatig", "soms", "“soms” kennen we niet."),
        ],
    )
    def test_a_wrong_cell_is_named_with_its_row_and_column_in_plain_dutch(
        self, cast: Any, column: str, text: str, expected: str
    ) -> None:
        ((row, where, said),) = problems(cast.employer, ROW | {"email": ""} | {column: text})
        assert (row, where) == (2, column)
        assert said.startswith(expected)

    @pytest.mark.parametrize(
        ("language", "said"),
        [("nl", "Dit kan mensen uitsluiten op afkomst."), ("en", "This can shut people out by origin.")],
    )
    def test_words_that_shut_people_out_are_shown_in_both_languages_and_keep_no_row_out(
        self, cast: Any, client_of: Pages, language: str, said: str
    ) -> None:
        row = ROW | {"tekst": "U bent een native speaker."}
        upload = brought(cast.employer, file_of(ROW | {"kenmerk": "A0"}, row))
        assert (upload.good, upload.bad) == (2, 0)
        client = client_of(cast.employer)
        client.post("/taal/", {"language": language})
        page = client.get(f"/bestanden/{upload.pk}/").content.decode()
        assert said in page and "native speaker" in page
        assert "native speaker" not in client.get(f"/bestanden/{upload.pk}/fouten.csv").content.decode()

    def test_titles_that_are_not_known_are_counted_once_a_file_and_not_again_when_it_is_taken_in(
        self, cast: Any
    ) -> None:
        odd = ROW | {"beroep": "zwevende kwantumsmid"}
        taken_in(cast.employer, file_of(ROW, odd | {"kenmerk": "A2"}, odd | {"kenmerk": "A3"}))
        (title,) = UnknownTitle.objects.all()
        assert (title.text, title.times, title.sources) == ("zwevende kwantumsmid", 1, {"import": 1})

    def test_a_row_without_problems_goes_on_while_another_is_left_out(self, cast: Any) -> None:
        upload = taken_in(cast.employer, file_of(ROW, ROW | {"kenmerk": "A2", "uren": "veel"}))
        assert upload.result == {"created": 1}
        assert (upload.good, upload.bad) == (1, 1)
        assert Vacancy.objects.get().reference == "A1"

    def test_the_same_number_twice_in_a_file_is_a_problem(self, cast: Any) -> None:
        ((row, _, said),) = problems(cast.employer, ROW, ROW | {"titel": "Bakker"})
        assert (row, said) == (3, "Deze sleutel staat ook al in rij 2. Elke rij heeft een eigen nummer nodig.")

    def test_ways_people_write_things_are_understood(self, cast: Any) -> None:
        row = ROW | {
            "titel": "Magazijnmedewerker (m/v)",
            "uren": "24 tot en met 36",
            "loon": "€ 2.500,- - 2.900",
            "begint": "1-12-2026",
            "postcode": "2611ab",
            "contract": "Vast",
            "papieren": "Rijbewijs B, Heftruck",
            "nederlands": "a2",
            "onregelmatig": "Ja",
        }
        with time_machine.travel("2026-11-21 12:00 +0100", tick=False):
            taken_in(cast.employer, file_of(row))
        vacancy = Vacancy.objects.get()
        assert (vacancy.hours_min, vacancy.hours_max) == (24, 36)
        assert (vacancy.pay_min, vacancy.pay_max) == (2500, 2900)
        assert (vacancy.postcode, vacancy.place, vacancy.contract) == ("2611AB", "Delft", "permanent")
        assert vacancy.licences == ["B", "forklift"]
        assert (vacancy.dutch, vacancy.irregular_hours) == (2, True)
        assert vacancy.start_on.isoformat() == "2026-12-01"

    def test_without_skills_those_that_the_occupation_always_asks_count_as_nice(self, cast: Any) -> None:
        taken_in(cast.employer, file_of(ROW))
        asked = Vacancy.objects.get().skills.select_related("skill")
        assert [(each.skill.code, each.must) for each in asked] == [("pick", False)]

    def test_skills_in_the_file_are_must_or_nice(self, cast: Any) -> None:
        taken_in(cast.employer, file_of(ROW | {"moet": "Heftruck rijden", "mooi": "bestellingen verzamelen"}))
        asked = Vacancy.objects.get().skills.select_related("skill")
        assert {(each.skill.code, each.must) for each in asked} == {("forklift", True), ("pick", False)}


@pytest.mark.usefixtures("words")
class TestRepeat:
    """Bringing a file again."""

    def test_the_same_file_again_doubles_nothing_and_changes_nothing(self, cast: Any) -> None:
        content = file_of(ROW, ROW | {"kenmerk": "A2"})
        taken_in(cast.employer, content)
        before = set(Vacancy.objects.values_list("pk", "changed_at"))
        again = taken_in(cast.employer, content, "nog eens.csv")
        assert again.result == {"unchanged": 2}
        assert set(Vacancy.objects.values_list("pk", "changed_at")) == before

    def test_a_changed_row_changes_its_vacancy_and_keeps_its_number(self, cast: Any) -> None:
        taken_in(cast.employer, file_of(ROW))
        number = Vacancy.objects.get().number
        again = taken_in(cast.employer, file_of(ROW | {"uren": "32"}))
        assert again.result == {"changed": 1}
        assert (Vacancy.objects.get().number, Vacancy.objects.get().hours_min) == (number, 32)

    def test_a_filled_vacancy_stays_filled(self, cast: Any) -> None:
        taken_in(cast.employer, file_of(ROW))
        end_vacancy(actor=cast.employer.actor, vacancy=Vacancy.objects.get(), status="filled")
        taken_in(cast.employer, file_of(ROW), "nog eens.csv")
        assert Vacancy.objects.get().status == "filled"

    def test_two_publishers_may_use_the_same_number(self, cast: Any) -> None:
        taken_in(cast.employer, file_of(ROW))
        taken_in(cast.rival_employer, file_of(ROW))
        assert {row.organisation_id for row in Vacancy.objects.all()} == {cast.firm.pk, cast.rival_firm.pk}

    def test_a_double_click_on_bringing_and_on_confirming_works_once(self, cast: Any) -> None:
        first = brought(cast.employer, file_of(ROW))
        assert brought(cast.employer, file_of(ROW)).pk == first.pk
        steps.confirm(actor=cast.employer.actor, upload=first)
        assert steps.confirm(actor=cast.employer.actor, upload=first) is UNCHANGED
        steps.carry_out_upload.func(upload=str(first.pk))
        steps.carry_out_upload.func(upload=str(first.pk))
        assert Vacancy.objects.count() == 1

    def test_an_export_can_be_brought_back_and_changes_nothing(self, cast: Any, client_of: Pages) -> None:
        taken_in(cast.employer, file_of(ROW | {"moet": "heftruck rijden", "papieren": "B", "nederlands": "B1"}))
        content = client_of(cast.employer).get("/vacatures/export.csv").content
        assert taken_in(cast.employer, content, "export.csv").result == {"unchanged": 1}

    def test_work_that_was_killed_half_way_goes_on_without_doubles(self, cast: Any, monkeypatch: Any) -> None:
        rows = [ROW | {"kenmerk": f"A{number}"} for number in range(30)]
        monkeypatch.setattr(steps, "CHUNK", 10)
        monkeypatch.setattr(steps, "chunks", lambda items, size=10: _chunks(items, size))
        upload = brought(cast.employer, file_of(*rows))
        steps.confirm(actor=cast.employer.actor, upload=upload)
        kept, calls = VACANCIES.carry_out, []

        def dies_at_the_third(batch: Any, checked: Any) -> Any:
            calls.append(len(checked))
            done = kept(batch, checked)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return done

        object.__setattr__(VACANCIES, "carry_out", dies_at_the_third)
        try:
            with pytest.raises(KeyboardInterrupt):
                steps.carry_out_upload.func(upload=str(upload.pk))
        finally:
            object.__setattr__(VACANCIES, "carry_out", kept)
        upload.refresh_from_db()
        assert (upload.status, upload.handled, Vacancy.objects.count()) == ("running", 20, 20)
        assert steps.resume_uploads() == "0 resumed"
        with time_machine.travel(timezone.now() + timedelta(minutes=3)):
            assert steps.resume_uploads() == "1 resumed"
        steps.carry_out_upload.func(upload=str(upload.pk))
        upload.refresh_from_db()
        assert (upload.status, upload.result) == ("done", {"created": 30})
        assert Vacancy.objects.values("reference").distinct().count() == Vacancy.objects.count() == 30

    def test_work_that_fails_three_times_says_so(self, cast: Any) -> None:
        upload = brought(cast.employer, file_of(ROW))
        steps.confirm(actor=cast.employer.actor, upload=upload)
        for minutes in range(3, 15, 3):
            with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
                steps.resume_uploads()
        upload.refresh_from_db()
        assert upload.status == "done"
        assert upload.refused_because["words"] == steps.OUR_FAULT


def _chunks(items: Any, size: int) -> Any:
    found = list(items)
    return [found[start : start + size] for start in range(0, len(found), size)]


@pytest.mark.usefixtures("words")
class TestUndo:
    """Taking an upload back."""

    def test_what_was_put_on_is_withdrawn_and_what_was_changed_is_set_back(self, cast: Any) -> None:
        taken_in(
            cast.employer,
            file_of(ROW | {"sluit": (today() + timedelta(days=9)).isoformat(), "moet": "heftruck rijden"}),
        )
        second = taken_in(
            cast.employer, file_of(ROW | {"uren": "12", "sluit": ""}, ROW | {"kenmerk": "A2", "sluit": ""})
        )
        assert second.result == {"changed": 1, "created": 1}
        assert undone(cast.employer, second).status == "undone"
        old, new = Vacancy.objects.order_by("number")
        assert (old.status, old.hours_min, old.closes_on) == ("open", 24, today() + timedelta(days=9))
        assert [each.skill.code for each in old.skills.select_related("skill")] == ["forklift"]
        assert new.status == "withdrawn"
        assert TrailEntry.objects.filter(event="employers.vacancy_ended", about_id=new.pk).exists()

    def test_bringing_the_file_again_after_an_undo_opens_the_same_vacancy(self, cast: Any) -> None:
        undone(cast.employer, taken_in(cast.employer, file_of(ROW)))
        assert taken_in(cast.employer, file_of(ROW), "weer.csv").result == {"changed": 1}
        assert Vacancy.objects.get().status == "open"

    def test_what_somebody_changed_since_stays_and_is_said_row_by_row(
        self, cast: Any, draft: Any, client_of: Pages
    ) -> None:
        upload = taken_in(cast.employer, file_of(ROW, ROW | {"kenmerk": "A2"}))
        changed = Vacancy.objects.get(reference="A1")
        change_vacancy(actor=cast.employer.actor, vacancy=changed, given=draft(title="Zelf verbeterd"))
        undone(cast.employer, upload)
        assert Vacancy.objects.get(reference="A1").status == "open"
        assert Vacancy.objects.get(reference="A2").status == "withdrawn"
        page = client_of(cast.employer).get(f"/bestanden/{upload.pk}/")
        assert "1 rij is teruggedraaid." in page.text
        assert "Deze vacature is intussen aangepast. Ze blijft staan." in page.text

    def test_what_somebody_reacted_to_since_stays(self, cast: Any, monkeypatch: Any) -> None:
        upload = taken_in(cast.employer, file_of(ROW))
        key = Vacancy.objects.get().pk
        monkeypatch.setattr(declarations, "REACTIONS", declarations.REACTIONS)
        declarations.REACTIONS.append(lambda asked: {key} & set(asked))
        try:
            undone(cast.employer, upload)
        finally:
            declarations.REACTIONS.pop()
        assert Vacancy.objects.get().status == "open"
        assert upload.rows.get().kept_because == "Iemand heeft al op deze vacature gereageerd. Ze blijft staan."

    def test_an_upload_is_taken_back_once_and_only_when_done(self, cast: Any) -> None:
        upload = brought(cast.employer, file_of(ROW))
        with pytest.raises(Refusal):
            steps.undo(actor=cast.employer.actor, upload=upload)
        steps.drop(actor=cast.employer.actor, upload=upload)
        assert steps.drop(actor=cast.employer.actor, upload=upload) is UNCHANGED
        with pytest.raises(Refusal):
            steps.confirm(actor=cast.employer.actor, upload=upload)

    def test_after_thirty_days_the_file_and_its_rows_are_gone(self, cast: Any) -> None:
        upload = taken_in(cast.employer, file_of(ROW))
        assert steps.forget_uploads() == "0 forgotten"
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert steps.forget_uploads() == "1 forgotten"
            upload.refresh_from_db()
            with pytest.raises(Refusal, match="too_old"):
                steps.undo(actor=cast.employer.actor, upload=upload)
        assert not StoredFile.objects.exists()
        assert (upload.sample, upload.problems, upload.rows.count()) == ([], [], 0)


@pytest.mark.usefixtures("words")
class TestWho:
    """Who may bring what, and who sees it."""

    def test_an_agency_brings_for_its_hirers_and_hides_them(self, cast: Any) -> None:
        rows = [ROW | {"werkgever": "Kaas bv", "kvk": "12345678"}, ROW | {"kenmerk": "A2", "werkgever": "", "kvk": ""}]
        taken_in(cast.consultant, file_of(*rows))
        hired, own = Vacancy.objects.order_by("reference").select_related("employer")
        assert (hired.hirer_hidden, hired.employer.kvk, hired.contract) == (True, "12345678", "agency")
        assert (own.hirer_hidden, own.employer.organisation_id) == (False, cast.agency.pk)
        assert Employer.objects.filter(kvk="12345678").count() == 1

    def test_an_account_manager_brings_for_firms_in_the_file_only(self, cast: Any) -> None:
        firm = Employer.objects.create(name="Kaas bv", kvk="12345678", region_id="AM21")
        Employer.objects.create(name="Ver weg bv", kvk="87654321", region_id="AM22")
        rows = [
            ROW | {"werkgever": "kaas BV", "kvk": ""},
            ROW | {"kenmerk": "A2", "werkgever": "", "kvk": "12345678"},
            ROW | {"kenmerk": "A3", "werkgever": "Ver weg bv", "kvk": ""},
            ROW | {"kenmerk": "A4", "werkgever": "", "kvk": ""},
        ]
        upload = taken_in(cast.account_manager, file_of(*rows))
        assert upload.result == {"created": 2}
        assert [each["row"] for each in upload.problems] == [4, 5]
        assert {row.employer_id for row in Vacancy.objects.all()} == {firm.pk}

    def test_an_upload_is_seen_by_the_own_organisation_only(self, cast: Any, client_of: Pages) -> None:
        upload = taken_in(cast.employer, file_of(ROW))
        paths = [
            ("get", ""),
            ("post", "inlezen/"),
            ("post", "laten/"),
            ("post", "terugdraaien/"),
            ("get", "fouten.csv"),
        ]
        for player in (cast.rival_employer, cast.consultant, cast.account_manager, cast.case_worker, cast.seeker):
            client = client_of(player)
            for method, path in paths:
                assert getattr(client, method)(f"/bestanden/{upload.pk}/{path}").status_code == 404
        assert client_of(cast.employer).get(f"/bestanden/{upload.pk}/").status_code == 200

    def test_who_puts_no_vacancies_on_brings_none(self, cast: Any, client_of: Pages) -> None:
        for player in (cast.seeker, cast.case_worker, cast.admin):
            assert client_of(player).get(NEW).status_code == 404
        assert client_of(cast.employer).get("/bestanden/nieuw/iets-anders/").status_code == 404


@pytest.mark.usefixtures("words")
class TestPages:
    """The walk through the browser's door."""

    def send(self, client: Client, content: bytes, name: str = "vacatures.csv") -> Any:
        return client.post(NEW, {"file": SimpleUploadedFile(name, content)})

    def test_the_walk_from_file_to_undo(self, cast: Any, client_of: Pages) -> None:
        client = client_of(cast.employer)
        assert "Kies eerst een bestand." in client.post(NEW, {}).text
        page = self.send(client, file_of(ROW, ROW | {"kenmerk": "A2", "uren": "veel"}))
        upload = Upload.objects.get()
        assert page.url == f"/bestanden/{upload.pk}/"
        waiting = client.get(page.url)
        assert "Wordt gecontroleerd" in waiting.text and 'http-equiv="refresh"' in waiting.text
        assert "ds-progress" in client.get(f"{page.url}?voortgang=1", headers={"HX-Request": "true"}).text
        steps.check_upload.func(upload=str(upload.pk))
        assert client.get(f"{page.url}?voortgang=1", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
        preview = client.get(page.url).text
        assert "Lees 1 rij in" in preview and "“veel” zijn geen uren per week." in preview
        assert "“veel” zijn geen uren" in client.get(f"{page.url}fouten.csv").content.decode()
        client.post(f"{page.url}inlezen/")
        steps.carry_out_upload.func(upload=str(upload.pk))
        result = client.get(page.url).text
        assert "1001 Magazijnmedewerker" in result and 'href="/vacatures/1001/"' in result
        client.post(f"{page.url}terugdraaien/")
        steps.take_back_upload.func(upload=str(upload.pk))
        assert "1 rij is teruggedraaid." in client.get(page.url).text
        assert client.post(f"{page.url}inlezen/").status_code == 409
        assert "vacatures.csv" in client.get("/bestanden/").text

    @pytest.mark.one_database
    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_hostile_file_gets_a_sentence_on_the_same_page_and_leaves_nothing(
        self, cast: Any, client_of: Pages, name: str
    ) -> None:
        page = self.send(client_of(cast.employer), hostile(name)[0])
        assert page.status_code == 400
        assert "Er klopt nog iets niet" in page.text
        assert not Upload.objects.exists() and not StoredFile.objects.exists()

    def test_missing_columns_are_named(self, cast: Any, client_of: Pages) -> None:
        page = self.send(client_of(cast.employer), b"kenmerk;titel;uren\nA1;kok;36\n")
        assert "Deze kolommen ontbreken in het bestand: tekst, postcode." in page.text

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_the_example_file_can_be_brought_as_it_is(self, cast: Any, client_of: Pages, form: str) -> None:
        content = client_of(cast.employer).get(f"/bestanden/voorbeeld/vacatures.{form}").content
        with time_machine.travel("2026-11-21 12:00 +0100", tick=False):
            upload = brought(cast.employer, content)
        assert (upload.good, upload.problems) == (1, [])

    def test_an_excel_file_is_taken_in(self, cast: Any) -> None:
        book = openpyxl.Workbook()
        book.active.append(list(ROW))
        book.active.append(["A1", "Magazijnmedewerker", "Inpakken", 36, 2500, "2512AB"])
        buffer = io.BytesIO()
        book.save(buffer)
        assert taken_in(cast.employer, buffer.getvalue()).result == {"created": 1}

    def test_jobpostings_are_taken_in(self, cast: Any, client_of: Pages, draft: Any) -> None:
        posting = {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "identifier": {"@type": "PropertyValue", "name": "Kaas", "value": "K-1"},
            "title": "Orderpicker (m/v/x)",
            "description": "<p>U pakt <b>in</b>.</p><ul><li>Leuk team</li></ul>",
            "employmentType": ["FULL_TIME", "TEMPORARY"],
            "workHours": "32 - 40 uur per week",
            "jobStartDate": today().isoformat(),
            "jobLocation": [{"@type": "Place", "address": {"postalCode": "2611AB", "addressLocality": "Delft"}}],
            "baseSalary": {"currency": "EUR", "value": {"minValue": 15, "maxValue": 17.5, "unitText": "HOUR"}},
            "hiringOrganization": {"@type": "Organization", "name": "Kaas bv"},
        }
        upload = taken_in(cast.employer, json.dumps({"@graph": [posting]}).encode())
        assert upload.problems == []
        vacancy = Vacancy.objects.get()
        assert (vacancy.reference, vacancy.place, vacancy.hours_min, vacancy.hours_max) == ("K-1", "Delft", 32, 40)
        assert (vacancy.pay_min, vacancy.pay_max) == (2600, 3033)
        assert vacancy.text == "U pakt in.\n\n- Leuk team" or vacancy.text == "U pakt in.\n- Leuk team"
        assert vacancy.occupation.code == "picker"

    def test_our_own_jobposting_comes_back_as_the_same_vacancy(self, cast: Any, client_of: Pages, draft: Any) -> None:
        vacancy = put_on(cast.employer, draft(pay_min=2500, pay_max=2900))
        content = client_of(cast.seeker).get(f"/vacatures/{vacancy.number}.jsonld").content
        taken_in(cast.rival_employer, content)
        copy = Vacancy.objects.exclude(pk=vacancy.pk).get()
        same = ("title", "text", "hours_min", "hours_max", "pay_min", "pay_max", "postcode", "place", "occupation_id")
        assert [getattr(copy, name) for name in same] == [getattr(vacancy, name) for name in same]

    def test_every_heading_of_the_export_is_a_column_of_the_upload(self) -> None:
        assert {column.name for column in VACANCIES.columns} == set(HEADINGS)
