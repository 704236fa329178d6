"""Whatever happens in whatever order, each player sees whom plain sets of Python say, from the next request on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from doorstroom.accounts.models import Membership
from doorstroom.accounts.queries import acting_as, memberships_of
from doorstroom.cases.actions import assign, return_to_intake
from doorstroom.cases.declarations import OPEN_CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.actors import NOBODY, Actor
from doorstroom.employers.actions import end_vacancy
from doorstroom.introductions.actions import refuse, show_interest, vacancy_closed, welcome, withdraw
from doorstroom.matching import crowd, live
from doorstroom.people.declarations import SEE

from .stage import Stage

pytestmark = pytest.mark.django_db
GUIDES = ("case worker", "colleague", "intake worker", "case worker elsewhere")
FIRMS = {"employer": "firm", "rival employer": "rival_firm", "agency": "agency"}
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
        # The oracle: who guides whom, who sees whom by consent, who works, and for which municipality.
        self.guide: dict[str, str | None] = {
            "sam": "case worker", "ima": None, "cas": "colleague", "olga": "case worker elsewhere",
        }  # fmt: skip
        self.town = {"sam": "delft", "ima": "delft", "cas": "delft", "olga": "rotterdam"}
        self.works_for: dict[str, str | None] = {
            "case worker": "delft", "colleague": "delft", "intake worker": "delft",
            "case worker elsewhere": "rotterdam",
        }  # fmt: skip
        self.consents = {("sam", "employer"): [self.stage.introductions[0]]}
        self.number = 7001

    def teardown(self) -> None:
        """Undo everything."""
        self.stage.sessions["case worker"] = self.session
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def sees(self, who: str) -> set[str]:
        """Say whom somebody sees, by the oracle alone."""
        if who in FIRMS:
            return {person for (person, firm), rows in self.consents.items() if firm == who and rows}
        if who == "job seeker":
            return {"sam"}
        town = self.works_for[who]
        guided = {name for name, guide in self.guide.items() if guide == who and self.town[name] == town}
        # In Delft a team takes people in; Rotterdam has none, so everybody there does.
        takes_in = (who == "intake worker" and town == "delft") or town == "rotterdam"
        return guided | {
            name for name, guide in self.guide.items() if guide is None and self.town[name] == town and takes_in
        }

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

    @rule(person=st.sampled_from(["sam", "ima", "cas", "olga"]), to=st.sampled_from(GUIDES))
    def hand_on(self, person: str, to: str) -> None:
        """Give somebody another case worker of the same municipality."""
        holders = self.holders(person)
        if holders and self.works_for[to] == self.town[person]:
            assign(actor=self.actor(holders[0]), person=self.key(person), case_worker=self.stage.player(to).user.pk)
            self.guide[person] = to

    @rule(firm=st.sampled_from(sorted(FIRMS)))
    def meet(self, firm: str) -> None:
        """Let Sam react to a new vacancy, and the firm say yes."""
        self.number += 1
        vacancy = self.stage.vacancy(self.number, getattr(self.stage.cast, FIRMS[firm]), "open")
        made: Any = show_interest(actor=self.actor("job seeker"), person=self.key("sam"), vacancy=vacancy.number)
        welcome(actor=self.actor(firm), introduction=made.pk)
        self.consents.setdefault(("sam", firm), []).append(made)

    @precondition(lambda self: any(self.consents.values()))
    @rule(data=st.data(), how=st.sampled_from(["withdraw", "refuse", "close"]))
    def part(self, data: st.DataObject, how: str) -> None:
        """End one contact, from either side or with its vacancy."""
        (_person, firm), rows = data.draw(st.sampled_from([pair for pair in self.consents.items() if pair[1]]))
        row = rows.pop(data.draw(st.integers(0, len(rows) - 1)))
        if how == "withdraw":
            withdraw(actor=self.actor("job seeker"), introduction=row.pk)
        elif how == "refuse":
            refuse(actor=self.actor(firm), introduction=row.pk, reason="filled")
        else:
            end_vacancy(actor=self.actor(firm), vacancy=row.vacancy_id, status="withdrawn")
            row.refresh_from_db()
            vacancy_closed(by=self.actor(firm), introduction=row, today=today())

    @rule(who=st.sampled_from(GUIDES))
    def leave(self, who: str) -> None:
        """End somebody's role; the people go back to the intake."""
        town = self.works_for[who]
        if town is None or who == "intake worker":  # somebody must be left to hand people on
            return
        membership = Membership.objects.get(
            user=self.stage.player(who).user, organisation=getattr(self.stage.cast, town), until=None
        )
        Membership.objects.filter(pk=membership.pk).update(until=today() - timedelta(days=1))
        return_to_intake(membership.pk, today())
        for person, guide in self.guide.items():
            if guide == who and self.town[person] == town:
                self.guide[person] = None
        self.works_for[who] = None

    @precondition(lambda self: self.works_for["case worker"] == "delft")
    @rule()
    def switch(self) -> None:
        """Karin works for Rotterdam from now on, and takes nobody along."""
        player, cast = self.stage.player("case worker"), self.stage.cast
        made, _ = Membership.objects.get_or_create(user=player.user, organisation=cast.rotterdam, role="case_worker")
        self.choose(made.pk)
        self.works_for["case worker"] = "rotterdam"

    @precondition(lambda self: self.works_for["case worker"] == "rotterdam")
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
        for who in (*GUIDES, *FIRMS, "job seeker"):
            actor = self.actor(who)
            assert {names[row.pk] for row in SEE.visible(actor)} == self.sees(who), who
            if who in GUIDES:
                guided = {name for name in self.sees(who) if self.guide[name] == who}
                assert {names[row.pk] for row in OPEN_CASELOAD.visible(actor)} == guided, who

    @rule(who=st.sampled_from(GUIDES), person=st.sampled_from(["sam", "ima", "cas", "olga"]))
    def look(self, who: str, person: str) -> None:
        """Open somebody's dossier."""
        answer = self.stage.ask(who, "GET", f"/kandidaten/{self.key(person).pk}/")
        assert (answer.status_code == 200) == (person in self.sees(who)), f"{who} {person} {answer.status_code}"
        if self.works_for[who] is None:
            assert self.stage.ask(who, "GET", "/api/v1/vacatures").status_code == 401

    @rule(firm=st.sampled_from(sorted(FIRMS)))
    def look_at_meetings(self, firm: str) -> None:
        """Open the meetings of a firm."""
        page = self.stage.ask(firm, "GET", "/kennismakingen/").content.decode()
        sam = self.key("sam")
        assert (f"{sam.first_name} {sam.last_name}" in page) == ("sam" in self.sees(firm)), firm


@pytest.mark.matrix  # the stage has live referrals now that its oracle does not know yet
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
        ),
    )
