"""Whatever happens in whatever order, each player sees whom plain sets of Python say, from the next request on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from doorstroom.accounts.actions import close_account
from doorstroom.accounts.models import Membership
from doorstroom.accounts.queries import acting_as, memberships_of
from doorstroom.cases.actions import assign, return_to_intake
from doorstroom.cases.declarations import OPEN_CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.actors import NOBODY, Actor
from doorstroom.core.verbs import UNCHANGED
from doorstroom.deals.actions import refer
from doorstroom.deals.actions import withdraw as end_referral
from doorstroom.deals.models import Enrolment, Partner, Referral
from doorstroom.employers.actions import end_vacancy
from doorstroom.introductions.actions import refuse, show_interest, vacancy_closed, welcome, withdraw
from doorstroom.matching import crowd, live
from doorstroom.people.declarations import SEE
from doorstroom.privacy.actions import (
    accept_transfer,
    break_glass,
    close_glass,
    merge,
    offer_transfer,
    refuse_transfer,
    split,
)
from doorstroom.privacy.choices import WhyOpened, WhyRefused
from doorstroom.privacy.declarations import SEE_ARRIVING, SEE_BROKEN
from doorstroom.privacy.models import BrokenGlass, Transfer

from .stage import Stage

pytestmark = pytest.mark.django_db
GUIDES = ("case worker", "colleague", "intake worker", "case worker elsewhere")
FIRMS = {"employer": "firm", "rival employer": "rival_firm", "agency": "agency", "rival agency": "rival_agency"}
AGENCIES = ("agency", "rival agency")
SEEKERS = ("job seeker", "other job seeker")
PEOPLE = ("sam", "ima", "cas", "olga", "mia")
HOLDER: dict[str, Stage] = {}


class Region(RuleBasedStateMachine):
    """The product beside an oracle of sets; every run of it is undone."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = HOLDER["stage"]
        self.session = self.stage.sessions["case worker"]
        self.undo = transaction.atomic()
        self.undo.__enter__()
        live.forget()
        crowd.forget()
        # The oracle: who guides whom, who sees whom by consent, referral, job or need, who works, and for which town.
        self.guide: dict[str, str | None] = {
            "sam": "case worker", "ima": None, "cas": "colleague", "olga": "case worker elsewhere", "mia": "colleague",
        }  # fmt: skip
        self.town = {"sam": "delft", "ima": "delft", "cas": "delft", "olga": "rotterdam", "mia": "delft"}
        self.works_for: dict[str, str | None] = {
            "case worker": "delft", "colleague": "delft", "intake worker": "delft",
            "case worker elsewhere": "rotterdam",
        }  # fmt: skip
        self.consents = {
            ("sam", "employer"): [self.stage.introductions[0]],
            ("mia", "rival agency"): [self.stage.introductions[2]],
        }
        self.referred: dict[str, str] = {"sam": "agency"}
        self.starting: dict[str, str] = {"cas": "agency"}
        self.account: dict[str, str] = {"sam": "job seeker", "olga": "other job seeker"}
        self.offers: dict[str, str] = {"olga": "delft"}
        self.opened = {("colleague", "ima")}
        self.closed: set[str] = set()  # whose account was closed
        self.also_in_rotterdam = False  # Karin, from the first switch on
        self.gone: set[str] = set()  # whose dossier went into another
        self.number = 7001

    def teardown(self) -> None:
        """Undo everything."""
        self.stage.sessions["case worker"] = self.session
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def sees(self, who: str) -> set[str]:
        """Say whom somebody sees, by the oracle alone."""
        if who in self.closed:
            return set()
        if who in FIRMS:
            met = {person for (person, firm), rows in self.consents.items() if firm == who and rows}
            return met | {name for held in (self.referred, self.starting) for name, by in held.items() if by == who}
        if who in SEEKERS:
            return {person for person, account in self.account.items() if account == who}
        town = self.works_for[who]
        if town is None:
            return set()
        guided = {name for name, guide in self.guide.items() if guide == who and self.town[name] == town}
        return guided | {name for name, guide in self.guide.items() if guide is None and self.takes_in(who, name)}

    def takes_in(self, who: str, person: str) -> bool:
        """Say whether somebody is the intake for a person: in Delft a team, in Rotterdam everybody."""
        return self.is_intake(who, self.town[person])

    def is_intake(self, who: str, town: str) -> bool:
        """Say whether somebody takes people in for a town."""
        return self.works_for[who] == town and who not in self.closed and (who == "intake worker" or town != "delft")

    def people(self) -> list[str]:
        """Return who has a dossier of their own still."""
        return [name for name in PEOPLE if name not in self.gone]

    def actor(self, who: str) -> Actor:
        """Return as whom somebody acts now."""
        running = memberships_of(self.stage.player(who).user)
        town = self.works_for.get(who)
        wanted = [each for each in running if town is None or each.organisation_id == getattr(self.stage.cast, town).pk]
        return acting_as(wanted[0]) if wanted else NOBODY

    def holders(self, person: str) -> list[str]:
        """Return who may hand a person on."""
        return [who for who in GUIDES if person in self.sees(who)]

    def key(self, person: str) -> Any:
        """Return the person's row."""
        return self.stage.people[person].person

    @rule(person=st.sampled_from(PEOPLE), to=st.sampled_from(GUIDES))
    def hand_on(self, person: str, to: str) -> None:
        """Give somebody another case worker of the same municipality."""
        holders = self.holders(person)
        if holders and self.works_for[to] == self.town[person] and to not in self.closed:
            assign(actor=self.actor(holders[0]), person=self.key(person), case_worker=self.stage.player(to).user.pk)
            self.guide[person] = to

    @rule(firm=st.sampled_from(sorted(FIRMS)))
    def meet(self, firm: str) -> None:
        """Let the job seeker react to a new vacancy, and the firm say yes."""
        if firm in self.closed or not self.sees("job seeker"):
            return
        (person,) = self.sees("job seeker")
        self.number += 1
        vacancy = self.stage.vacancy(self.number, getattr(self.stage.cast, FIRMS[firm]), "open")
        made: Any = show_interest(actor=self.actor("job seeker"), person=self.key(person), vacancy=vacancy.number)
        welcome(actor=self.actor(firm), introduction=made.pk)
        self.consents.setdefault((person, firm), []).append(made)

    @precondition(lambda self: any(self.consents.values()))
    @rule(data=st.data(), how=st.sampled_from(["withdraw", "refuse", "close"]))
    def part(self, data: st.DataObject, how: str) -> None:
        """End one contact, from either side or with its vacancy."""
        (person, firm), rows = data.draw(st.sampled_from([pair for pair in self.consents.items() if pair[1]]))
        answering = self.holders(person) + [who for who in SEEKERS if person in self.sees(who)]
        if (how == "withdraw" and not answering) or (how != "withdraw" and firm in self.closed):
            return
        row = rows.pop(data.draw(st.integers(0, len(rows) - 1)))
        if how == "withdraw":
            withdraw(actor=self.actor(data.draw(st.sampled_from(answering))), introduction=row.pk)
        elif how == "refuse":
            refuse(actor=self.actor(firm), introduction=row.pk, reason="filled")
        else:
            end_vacancy(actor=self.actor(firm), vacancy=row.vacancy_id, status="withdrawn")
            row.refresh_from_db()
            vacancy_closed(by=self.actor(firm), introduction=row, today=today())

    @rule(to=st.sampled_from(AGENCIES))
    def refer_or_stop(self, to: str) -> None:
        """Refer who is enrolled to an agency, or take the running referral back."""
        enrolment = Enrolment.objects.get()
        person = next(name for name in self.people() if self.key(name).pk == enrolment.person_id)
        guides = [who for who in GUIDES if person in self.sees(who) and self.guide[person] == who]
        if not guides:
            return
        if person in self.referred:
            running = Referral.objects.get(ended_on=None)
            end_referral(actor=self.actor(guides[0]), referral=running.pk)
            del self.referred[person]
        elif self.town[person] == "delft":
            partner = Partner.objects.get(organisation=getattr(self.stage.cast, FIRMS[to]))
            refer(actor=self.actor(guides[0]), enrolment=enrolment.pk, partner=partner.pk)
            self.referred[person] = to

    @rule(person=st.sampled_from(PEOPLE), answer=st.sampled_from(["accept", "accept", "refuse"]))
    def move_house(self, person: str, answer: str) -> None:
        """Offer somebody to the other municipality, or let it answer."""
        if person in self.gone:
            return
        if person not in self.offers:
            to = "rotterdam" if self.town[person] == "delft" else "delft"
            holders = self.holders(person)
            if holders:
                place = getattr(self.stage.cast, to).pk
                offer_transfer(actor=self.actor(holders[0]), person=self.key(person), to=place)
                self.offers[person] = to
            return
        to = self.offers[person]
        intake = [who for who in GUIDES if self.is_intake(who, to)]
        if not intake:
            return
        told: dict[str, Any] = {
            "actor": self.actor(intake[0]),
            "transfer": Transfer.objects.get(person=self.key(person), status="offered").pk,
        }
        del self.offers[person]
        if answer == "refuse":
            refuse_transfer(reason=WhyRefused.OTHER, **told)
            return
        accept_transfer(**told)
        self.town[person], self.guide[person] = to, None
        self.opened = {(who, whom) for who, whom in self.opened if whom != person}

    @rule(data=st.data(), back=st.booleans())
    def join(self, data: st.DataObject, back: bool) -> None:
        """Join two dossiers that somebody holds; taken back at once, all is as before."""
        who = data.draw(st.sampled_from(GUIDES))
        held = sorted(self.sees(who))
        if len(held) < 2:
            return
        keep, gone = data.draw(st.permutations(held))[:2]
        actor = self.actor(who)
        made: Any = merge(actor=actor, keep=self.key(keep), gone=self.key(gone))
        if back and self.guide[keep] == who:
            split(actor=actor, merged=made.pk)
            self.offers.pop(gone, None)  # the offer was taken back with the dossier, and stays so
            return
        self.gone.add(gone)
        self.offers.pop(gone, None)
        self.guide[keep] = self.guide[keep] or self.guide[gone]
        del self.guide[gone], self.town[gone]
        for firm in FIRMS:
            rows = self.consents.pop((gone, firm), [])
            if rows:
                self.consents.setdefault((keep, firm), []).extend(rows)
        for running in (self.referred, self.starting):
            if gone in running:
                running[keep] = running.pop(gone)
        account = self.account.pop(gone, None)
        if account and keep in self.account:
            self.closed.add(account)
        elif account:
            self.account[keep] = account

    @rule(who=st.sampled_from(GUIDES), person=st.sampled_from(PEOPLE))
    def open_in_need(self, who: str, person: str) -> None:
        """Open a dossier of the own municipality for an hour, or close it again."""
        if person in self.gone or who in self.closed:
            return
        if (who, person) in self.opened:
            if self.works_for[who] is None:
                return
            glass = BrokenGlass.objects.filter(by_user=self.stage.player(who).user.pk, person=self.key(person))
            close_glass(actor=self.actor(who), opened=glass.latest("opened_at").pk)
            self.opened.discard((who, person))
        elif self.works_for[who] == self.town[person]:
            told = {"actor": self.actor(who), "person": self.key(person).pk, "reason": WhyOpened.CALLS}
            assert break_glass(words="Zij staat aan de balie", **told) is not UNCHANGED
            self.opened.add((who, person))

    @rule(who=st.sampled_from([*sorted(FIRMS), "colleague"]))
    def close(self, who: str) -> None:
        """Close somebody's account; the people of a case worker go back to the intake."""
        if who in self.closed:
            return
        membership = self.stage.player(who).membership
        close_account(actor=self.stage.cast.admin.actor, user=self.stage.player(who).user.pk)
        self.closed.add(who)
        if who in GUIDES and self.works_for[who]:
            return_to_intake(membership.pk, today())  # what the news of an ended role does
            self.left(who)

    def left(self, who: str) -> None:
        """Tell the oracle that somebody works nowhere any more."""
        town = self.works_for[who]
        for person, guide in self.guide.items():
            if guide == who and self.town[person] == town:
                self.guide[person] = None
        other = who == "case worker" and self.also_in_rotterdam
        self.works_for[who] = {"delft": "rotterdam", "rotterdam": "delft"}[town] if other else None
        self.also_in_rotterdam = self.also_in_rotterdam and who != "case worker"

    @rule(who=st.sampled_from(GUIDES))
    def leave(self, who: str) -> None:
        """End somebody's role; the people go back to the intake."""
        town = self.works_for[who]
        if town is None or who == "intake worker" or who in self.closed:  # somebody must be left to hand people on
            return
        membership = Membership.objects.get(
            user=self.stage.player(who).user, organisation=getattr(self.stage.cast, town), until=None
        )
        Membership.objects.filter(pk=membership.pk).update(until=today() - timedelta(days=1))
        return_to_intake(membership.pk, today())
        self.left(who)

    @precondition(lambda self: self.works_for["case worker"] == "delft")
    @rule()
    def switch(self) -> None:
        """Karin works for Rotterdam from now on, and takes nobody along."""
        player, cast = self.stage.player("case worker"), self.stage.cast
        made, _ = Membership.objects.update_or_create(
            user=player.user, organisation=cast.rotterdam, role="case_worker", defaults={"until": None}
        )
        self.choose(made.pk)
        self.works_for["case worker"], self.also_in_rotterdam = "rotterdam", True

    @precondition(lambda self: self.works_for["case worker"] == "rotterdam" and self.also_in_rotterdam)
    @rule()
    def switch_back(self) -> None:
        """Karin works for Delft again."""
        membership = self.stage.player("case worker").membership
        self.choose(membership.pk)
        self.works_for["case worker"] = "delft"

    def choose(self, membership: UUID) -> None:
        """Choose another role on the page for that, which gives the session a new key."""
        answer = self.stage.ask("case worker", "POST", "/rol-kiezen/", data=f"membership={membership}")
        assert answer.status_code == 302
        fresh = self.stage.browser.cookies.get("sessionid")
        if fresh is not None and fresh.value:
            self.stage.sessions["case worker"] = fresh.value

    @invariant()
    def doors_and_lists_show_whom_the_oracle_says(self) -> None:
        """Compare every player's lists with the oracle."""
        names = {told.person.pk: name for name, told in self.stage.people.items()}
        for who in (*GUIDES, *FIRMS, *SEEKERS):
            actor = self.actor(who)
            assert {names[row.pk] for row in SEE.visible(actor)} == self.sees(who), who
            if who in GUIDES:
                guided = {name for name in self.sees(who) if self.guide[name] == who}
                assert {names[row.pk] for row in OPEN_CASELOAD.visible(actor)} == guided, who
                town = self.works_for[who]  # what was opened for one municipality stays there
                opened = {
                    person
                    for whose, person in self.opened
                    if whose == who and who not in self.closed and person not in self.gone and self.town[person] == town
                }
                assert {names[row.pk] for row in SEE_BROKEN.visible(actor)} - self.gone == opened, who
                coming = {person for person, to in self.offers.items() if self.is_intake(who, to)}
                assert {names[row.pk] for row in SEE_ARRIVING.visible(actor)} == coming, who

    @rule(who=st.sampled_from(GUIDES), person=st.sampled_from(PEOPLE))
    def look(self, who: str, person: str) -> None:
        """Open somebody's dossier, and the page of what was opened in need."""
        answer = self.stage.ask(who, "GET", f"/kandidaten/{self.key(person).pk}/")
        assert (answer.status_code == 200) == (person in self.sees(who)), f"{who} {person} {answer.status_code}"
        if self.works_for[who] is None:
            assert self.stage.ask(who, "GET", "/api/v1/vacatures").status_code == 401

    @rule(firm=st.sampled_from(sorted(FIRMS)))
    def look_at_meetings(self, firm: str) -> None:
        """Open the meetings of a firm."""
        page = self.stage.ask(firm, "GET", "/kennismakingen/").content.decode()
        for name in self.people():
            person = self.key(name)
            met = bool(self.consents.get((name, firm))) and firm not in self.closed
            assert (f"{person.first_name} {person.last_name}" in page) == met, f"{firm} {name}"


def test_everybody_sees_whom_the_oracle_says_whatever_happens(stage: Stage) -> None:
    HOLDER["stage"] = stage
    run_state_machine_as_test(
        Region,
        settings=settings(
            max_examples=4 if connection.vendor == "postgresql" else 12,
            stateful_step_count=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
