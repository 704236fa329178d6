"""Verbs: doors, one transaction, and never without a trace."""

import threading
from datetime import date

import pytest
from django.db import connection, connections, transaction
from django.http import Http404

from doorstroom.core.models import Promise, Tie, TrailEntry
from doorstroom.core.trail import facts_of, record
from doorstroom.core.verbs import UNCHANGED, Refusal, SilentVerb, verb
from doorstroom.introductions.choices import Status
from doorstroom.introductions.declarations import ANSWER_AS_EMPLOYER, INTERESTED, INTRODUCTION
from doorstroom.introductions.models import Consent, Introduction


@pytest.fixture
def introduction(cast, person_of, vacancy_of):
    vacancy = vacancy_of()
    row = Introduction.objects.create(
        person=person_of(), vacancy=vacancy, organisation=cast.firm, status=Status.INTERESTED
    )
    INTRODUCTION.begin(row, today=date(2026, 11, 20))
    return row


@verb(introduction=ANSWER_AS_EMPLOYER)
def say_yes(*, actor, introduction, today):
    """Welcome somebody."""
    INTRODUCTION.move(introduction, "welcome", today=today)
    record(INTERESTED, by=actor, about=introduction, number=introduction.vacancy_id.hex)


@verb(introduction=ANSWER_AS_EMPLOYER)
def say_nothing(*, actor, introduction, answer):
    """Change something without a trace."""
    introduction.message = "stil"
    introduction.save()
    return answer(introduction)


@verb(introduction=ANSWER_AS_EMPLOYER)
def do_nothing(*, actor, introduction):
    """Find that there is nothing to do."""
    return UNCHANGED


@verb(introduction=ANSWER_AS_EMPLOYER)
def stumble(*, actor, introduction, today):
    """Break half-way."""
    INTRODUCTION.move(introduction, "welcome", today=today)
    record(INTERESTED, by=actor, about=introduction)
    raise RuntimeError("half-way")


def test_the_rival_cannot_do_it_even_with_the_row_in_hand(cast, introduction):
    with pytest.raises(Http404):
        say_yes(actor=cast.rival_employer.actor, introduction=introduction)
    assert Introduction.objects.get().status == Status.INTERESTED


def test_a_move_closes_the_old_promise_and_opens_the_new_one(cast, introduction):
    say_yes(actor=cast.employer.actor, introduction=introduction.pk, today=date(2026, 11, 23))
    closed = Promise.objects.get(closed_at__isnull=False)
    live = Promise.objects.get(closed_at__isnull=True)
    assert (closed.outcome, closed.owner, closed.due) == ("welcome", cast.firm.pk, date(2026, 11, 27))
    assert (live.owner, live.due) == (cast.firm.pk, date(2026, 11, 30))


def test_contact_lays_a_tie_and_leaving_it_ends_the_tie(cast, introduction):
    say_yes(actor=cast.employer.actor, introduction=introduction)
    assert Tie.objects.filter(party=cast.firm.pk, ground="consented_vacancy", until=None).exists()
    row = Introduction.objects.get()
    INTRODUCTION.move(row, "withdraw", today=date(2026, 11, 24))
    assert not Tie.objects.filter(ground="consented_vacancy", until=None).exists()
    assert not Promise.objects.filter(closed_at__isnull=True).exists()


def test_a_move_from_the_wrong_state_is_refused_in_words(cast, introduction):
    say_yes(actor=cast.employer.actor, introduction=introduction)
    with pytest.raises(Refusal, match="moved_on"):
        say_yes(actor=cast.employer.actor, introduction=introduction)


@pytest.mark.parametrize(
    "answer",
    [lambda row: None, lambda row: row, lambda row: False, lambda row: 1],
    ids=["nothing", "the row", "no", "a number"],
)
def test_a_verb_that_leaves_no_trace_changes_nothing_whatever_it_returns(cast, introduction, answer):
    with pytest.raises(SilentVerb):
        say_nothing(actor=cast.employer.actor, introduction=introduction, answer=answer)
    assert Introduction.objects.get().message == ""


def test_a_verb_may_find_that_nothing_needed_doing(cast, introduction):
    assert do_nothing(actor=cast.employer.actor, introduction=introduction) is UNCHANGED


def test_a_verb_that_breaks_half_way_leaves_nothing(cast, introduction):
    with pytest.raises(RuntimeError):
        stumble(actor=cast.employer.actor, introduction=introduction)
    assert Introduction.objects.get().status == Status.INTERESTED
    assert not TrailEntry.objects.exists()


def test_the_trail_says_who_did_what_about_whom(cast, introduction):
    say_yes(actor=cast.employer.actor, introduction=introduction)
    entry = TrailEntry.objects.get()
    assert (entry.by_name, entry.by_role, entry.person_id) == ("Bram Korst", "employer", introduction.person_id)
    assert facts_of(entry) == {"number": introduction.vacancy_id.hex}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_open_verb_lets_others_write_about_the_same_row(cast, introduction):
    if connection.vendor != "postgresql":
        pytest.skip("locks are proven on PostgreSQL")
    written = []

    def write():
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '2s'")
        facts = {"person_id": introduction.person_id, "organisation_id": cast.firm.pk, "fields": []}
        Consent.objects.create(introduction=introduction, text_version="1", **facts)
        written.append(True)
        connections.close_all()

    with transaction.atomic():
        ANSWER_AS_EMPLOYER.lock(cast.employer.actor, introduction)
        other = threading.Thread(target=write)
        other.start()
        other.join()
    assert written
