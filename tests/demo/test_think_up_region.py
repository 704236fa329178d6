"""The demo region as a Dutch case worker would read it: it hangs together, it is invented, it is always the same."""

import hashlib
import re
from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model

from doorstroom.demo.make.words import Words
from doorstroom.demo.region import Region, build
from doorstroom.demo.values.dice import words as listed
from doorstroom.demo.values.neighbourhoods import BY_PC4, MUNICIPALITIES
from doorstroom.demo.values.schooling import LEAVES_AT
from doorstroom.demo.values.wages import minimum

from .conftest import TODAY

# The database lends the vocabulary that the region is thought up from.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

KNOWN_FIRMS = frozenset(
    listed(
        """
    albert heijn jumbo aldi lidl hema kruidvat action bol coolblue postnl dhl ups randstad tempo-team
    manpower adecco olympia youngcapital ahold philips shell unilever rabobank ing abn amro kpn ziggo
    vodafone htm ns arriva connexxion haga hmc cardia florence haagwonen staedion vestia bam heijmans
    dura vermeer volkerwessels ballast nedam siemens asml dsm koppert priva rijk zwaan bart gamma praxis
    hornbach ikea mcdonald kfc subway starbucks vermaat sodexo albron hago csu gom securitas trigion g4s
    ahoy partou smallsteps xtra ziezo exact tomtom picnic flink gorillas
    """
    )
)


def everything(region: Region) -> list[Model]:
    rows: list[Model] = [*region.organisations, *region.teams, *region.users, *region.employers, *region.moments]
    for one in region.vacancies:
        rows += [one.vacancy, *one.skills]
    for person in region.people:
        rows += [person.person, person.profile, person.visibility, *person.wanted, *person.skills]
        rows += [*person.experiences, *person.educations]
    return rows + region.assignments + region.ties


def fingerprint(region: Region) -> str:
    """Everything the region says, key by key."""
    said = hashlib.sha256()
    for row in everything(region):
        facts = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        facts.pop("changed_at", None)
        said.update(f"{row._meta.label}{sorted(facts.items())}".encode())
    return said.hexdigest()


def test_the_same_seed_and_day_give_the_same_region_to_the_letter(words: Words) -> None:
    assert fingerprint(build(7, TODAY, words, 120, 60)) == fingerprint(build(7, TODAY, words, 120, 60))


def test_another_seed_gives_other_people_firms_and_vacancies(words: Words) -> None:
    one, other = build(7, TODAY, words, 120, 60), build(8, TODAY, words, 120, 60)
    assert fingerprint(one) != fingerprint(other)
    same = [a for a, b in zip(one.lives[2:], other.lives[2:], strict=True) if a.name == b.name]
    assert len(same) < 5


def test_the_region_is_as_large_as_the_office_it_stands_for(region: Region) -> None:
    assert len(region.people) == 2500
    assert len(region.vacancies) == 1200
    assert len(region.employers) == 400
    kinds = [row.kind for row in region.organisations]
    assert kinds.count("temp_agency") == 12
    assert kinds.count("municipality") == 5
    assert {"uwv", "service_point", "training", "employer"} <= set(kinds)
    public = ("municipality", "uwv", "service_point")
    offices = [office for office in region.offices.values() if office.organisation.kind in public]
    assert sum(len(office.staff) - len(office.of_role("alderman")) for office in offices) == 40
    assert sum(len(office.of_role("alderman")) for office in offices) == 1


def test_every_key_is_given_once(region: Region) -> None:
    keys = [(row._meta.label, row.pk) for row in everything(region)]
    assert len(keys) == len(set(keys))


def test_every_row_a_maker_gives_is_valid_by_the_rules_of_its_model(region: Region) -> None:
    for row in everything(region)[::23]:
        apart = [field.name for field in row._meta.fields if field.is_relation or getattr(row, field.attname) == []]
        try:
            row.clean_fields(exclude=apart)
        except ValidationError as trouble:
            pytest.fail(f"{row._meta.label} {row.pk}: {trouble}")


def test_every_mail_address_ends_where_no_mail_can_arrive(region: Region) -> None:
    addresses = [
        getattr(row, name) for row in everything(region) for name in ("email", "contact_email") if hasattr(row, name)
    ]
    assert len(addresses) > 4000
    assert {address.rsplit(".", 1)[1] for address in addresses if address} == {"example"}
    users = [user.email for user in region.users]
    assert len(users) == len(set(users))


def test_every_telephone_number_is_one_that_the_dutch_number_plan_does_not_give_out(region: Region) -> None:
    numbers = [
        getattr(row, name) for row in everything(region) for name in ("phone", "contact_phone") if hasattr(row, name)
    ]
    assert all(re.fullmatch(r"06-9\d{7}|0\d{2}-0\d{6}|0\d{3}-0\d{5}", number) for number in numbers if number)


def test_no_firm_bears_the_name_of_a_known_dutch_company(region: Region) -> None:
    for row in region.employers:
        assert not set(row.name.lower().split()) & KNOWN_FIRMS, row.name
    assert len({row.name for row in region.employers}) == 400
    assert len({row.kvk for row in region.employers}) == 400


def test_people_and_firms_live_at_postcodes_of_the_region(region: Region) -> None:
    places = [row.person for row in region.people] + region.employers + [row.vacancy for row in region.vacancies]
    for row in places:
        assert re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", row.postcode)
        assert row.postcode[:4] in BY_PC4
        assert BY_PC4[row.postcode[:4]].town == row.place
        assert row.postcode[4:] not in {"SA", "SD", "SS"}


def test_the_municipality_that_answers_for_a_person_is_the_one_where_the_person_lives(region: Region) -> None:
    names = {office.organisation.pk: office.organisation.name for office in region.offices.values()}
    for row in region.people:
        code = BY_PC4[row.person.postcode[:4]].municipality
        assert names[row.person.controller_id] == f"Gemeente {MUNICIPALITIES[code]}"


def test_everybody_is_of_working_age_and_started_work_after_school(region: Region) -> None:
    for life in region.lives:
        age = (TODAY - life.born).days / 365.25
        assert 18 <= age < 67.9
        for job in life.jobs:
            assert (job.start - life.born).days / 365.25 >= 15, life.number


def test_nobody_has_two_jobs_at_once_and_no_job_lies_in_the_future(region: Region) -> None:
    for life in region.lives:
        for job in life.jobs:
            assert job.start < (job.end or TODAY) <= TODAY, life.number
        for before, after in pairwise(life.jobs):
            assert before.end is not None
            assert before.end <= after.start, life.number


def test_only_who_works_has_a_job_without_an_end(region: Region) -> None:
    for life in region.lives:
        open_jobs = [job for job in life.jobs if job.end is None]
        assert len(open_jobs) <= (1 if life.situation == "working" else 0)


def test_who_gets_unemployment_benefit_worked_until_at_most_two_years_ago(region: Region) -> None:
    claims = [life for life in region.lives if life.situation == "unemployment"]
    assert len(claims) > 300
    recent = [life for life in claims if life.jobs and life.jobs[-1].end and (TODAY - life.jobs[-1].end).days < 731]
    assert len(recent) > 0.95 * len(claims)


def test_regulated_work_is_done_here_only_by_who_has_the_diploma(region: Region) -> None:
    seen = 0
    for life in region.lives:
        for job in life.jobs:
            if job.work.code == "verpleegkundige" and not job.abroad:
                seen += 1
                assert "big" in life.licences
                assert any("verpleegk" in course.name for course in life.courses), life.courses
    assert seen > 10


def test_school_fits_the_age_and_the_level(region: Region) -> None:
    for life in region.lives:
        assert life.education == 0 or LEAVES_AT[life.education] <= (TODAY.year - life.born.year)
        for course in life.courses:
            assert life.born.year + 11 <= course.year <= TODAY.year


def test_who_reads_little_dutch_gets_plain_words(region: Region) -> None:
    assert all(life.plain for life in region.lives if life.dutch <= 2)


def test_nobody_writes_an_own_name_or_health_into_the_profile(region: Region) -> None:
    for row in region.people:
        words = row.profile.about
        assert row.person.last_name not in words
        assert not re.search(rf"\b{re.escape(row.person.first_name)}\b", words)
        assert not re.search(r"\bziek\b|\bmijn rug\b|depress|burn-?out", words, re.IGNORECASE), words


def test_the_pay_of_a_vacancy_is_never_below_the_minimum_wage_of_its_day(region: Region) -> None:
    for row in region.vacancies:
        vacancy = row.vacancy
        if vacancy.pay_min is not None:
            assert vacancy.pay_min >= minimum(vacancy.published_on) * 40 * 52 / 12
            assert vacancy.pay_min < vacancy.pay_max


def test_the_minimum_wage_is_known_by_date() -> None:
    assert minimum(date(2025, 6, 30)) == 14.06
    assert minimum(date(2025, 7, 1)) == 14.40
    assert minimum(date(2026, 11, 20)) == 14.71


def test_an_agency_that_hides_its_hirer_does_not_name_the_firm_in_the_text(region: Region) -> None:
    hidden = [row.vacancy for row in region.vacancies if row.vacancy.hirer_hidden]
    assert len(hidden) > 100
    for vacancy in hidden:
        assert vacancy.employer.name not in vacancy.text


def test_no_two_vacancies_have_the_same_text(region: Region) -> None:
    texts = [row.vacancy.text for row in region.vacancies]
    assert len(set(texts)) == len(texts)
    assert all("{" not in text and "  " not in text for text in texts)


def test_a_vacancy_asks_what_its_text_says(region: Region) -> None:
    for row in region.vacancies:
        vacancy = row.vacancy
        assert vacancy.hours_min <= vacancy.hours_max <= 40
        assert str(vacancy.hours_min) in vacancy.text
        if "B" in vacancy.licences:
            assert "ijbewijs B" in vacancy.text


def test_everybody_has_a_case_worker_or_is_with_the_intake_team(region: Region) -> None:
    guided = {row.person_id for row in region.assignments}
    at_intake = {tie.person_id for tie in region.ties if tie.ground == "intake"}
    assert guided | at_intake == {row.person.pk for row in region.people}
    assert not guided & at_intake


def test_the_case_worker_of_the_demo_guides_about_sixty_people(region: Region) -> None:
    own = next(user for user in region.users if user.email == "case_worker@demo.doorstroom.example")
    assert 50 <= sum(row.case_worker_id == own.pk for row in region.assignments) <= 62


def test_the_job_seeker_of_the_demo_finds_many_jobs_of_the_kind_she_wants(region: Region) -> None:
    samira = region.people[0]
    wanted = {row.occupation_id for row in samira.wanted}
    assert samira.person.name == "Samira Bouali"
    assert samira.visibility.visible
    fitting = [row for row in region.vacancies if row.vacancy.occupation_id in wanted and row.vacancy.status == "open"]
    assert len(fitting) >= 25
