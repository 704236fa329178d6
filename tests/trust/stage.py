"""One region on which every proof of trust plays: the cast, its objects, and who stands in which relation to what.

Nothing here reads a permission: relations are told from what was done on this stage, in plain Python.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from doorstroom.accounts.declarations import ALDERMAN, CASE_WORKER, FUNCTIONAL_ADMIN, JOB_SEEKER
from doorstroom.accounts.models import Membership, Organisation, User
from doorstroom.benefits.actions import Told as Report
from doorstroom.benefits.actions import plan_call, report
from doorstroom.cases.actions import (
    assign,
    choose_talk,
    offer_talk,
    place_at_intake,
    plan_step,
    register,
    set_goal,
    turn_second_key,
    write_note,
)
from doorstroom.cases.actions.intake import start_intake
from doorstroom.cases.actions.talks import Offer
from doorstroom.cases.actions.together import do_together
from doorstroom.cases.doubles import compare_numbers
from doorstroom.cases.models import DoubleDossier, Intake, LanePlace, PostIt
from doorstroom.common.dates import today
from doorstroom.common.numbers import Bsn
from doorstroom.core import upload_steps
from doorstroom.core.uploads import UploadKind
from doorstroom.deals.actions import DealDraft, add_partner, enrol, make_deal, refer
from doorstroom.deals.models import Partner
from doorstroom.employers.batch import VACANCIES
from doorstroom.employers.models import Employer, Vacancy, VacancySkill
from doorstroom.interop.actions import make_token
from doorstroom.interop.models import ApiToken
from doorstroom.introductions.actions import accept, propose, show_interest, welcome
from doorstroom.introductions.models import Introduction
from doorstroom.matching.actions import say_doubt
from doorstroom.matching.models import PromisingOccupation
from doorstroom.notices.actions import tell
from doorstroom.notices.models import Notice
from doorstroom.people.actions import Registration, register_person, turn_own_key
from doorstroom.people.batch import PEOPLE
from doorstroom.people.models import Education, Experience, Person
from doorstroom.people.vault import keep_bsn
from doorstroom.placements.declarations import PLACEMENT
from doorstroom.placements.models import Placement
from doorstroom.privacy.actions import ask_overview, break_glass, make_overview, merge, offer_transfer
from doorstroom.privacy.choices import Identity, OverviewState, WhyOpened
from doorstroom.privacy.models import AccessRequest
from doorstroom.reference.models import Occupation, OccupationSkill, Postcode, Skill, SkillGroup, UnknownTitle
from tests.conftest import Cast, Player, make_cast, play

NO_KEY = UUID("00000000-0000-4000-8000-00000000dead")
NO_NUMBER = 990_990

# How the matrix calls the players. A role of the product that nobody plays fails a test.
PLAYERS = {
    "job seeker": "seeker",
    "other job seeker": "other_seeker",
    "case worker": "case_worker",
    "colleague": "colleague",
    "intake worker": "intake_worker",
    "case worker elsewhere": "case_worker_elsewhere",
    "employer": "employer",
    "rival employer": "rival_employer",
    "agency": "consultant",
    "rival agency": "rival_consultant",
    "account manager": "account_manager",
    "alderman": "alderman",
    "administrator": "admin",
}
ANONYMOUS, WITHOUT_ROLE = "anonymous", "without role"
# A case worker with a second factor who did not show it yet, and one who has none.
ONE_FACTOR, NOT_ENROLLED = "one factor", "not enrolled"
EVERYBODY = (*PLAYERS, ANONYMOUS, ONE_FACTOR, NOT_ENROLLED, WITHOUT_ROLE)
BSN = Bsn("123456782")  # fits the check, and belongs to nobody
# The seconds of a role send no form where an address names no object: the first of the role speaks for them.
SECONDS = ("other job seeker", "colleague", "intake worker", "case worker elsewhere", "rival employer", "rival agency")
PASSWORD = "vier losse woorden samen"

Relation = Callable[[Player], str]


@dataclass(frozen=True)
class Thing:
    """An object that an address can name, and in which relation each player stands to it."""

    key: object
    relation: Relation = lambda _player: "-"


@dataclass(frozen=True)
class Known:
    """What is known of a person by what happened on the stage: enough to say who stands where."""

    person: Person
    account: User | None
    municipality: Organisation
    guide: Player | None  # None: waits at the intake
    contact_with: Organisation | None = None
    referred_to: Organisation | None = None
    starts_through: Organisation | None = None
    compared: bool = False  # the intake compares this dossier with another that holds the same number
    opened_by: Player | None = None  # without a tie, for an hour
    moves_to: Organisation | None = None  # whose intake is asked to take over

    def relation(self, player: Player) -> str:
        """Return how this player stands to the person."""
        if self.account is not None and self.account == player.user:
            return "own self"
        if player.membership.role == JOB_SEEKER.code:
            return "other's self"
        if player.membership.role == CASE_WORKER.code:
            return self._of_case_worker(player)
        if player.membership.role == FUNCTIONAL_ADMIN.code:
            return "own municipality" if player.membership.organisation == self.municipality else "stranger"
        if self.referred_to == player.membership.organisation:
            return "live referral"
        if self.starts_through == player.membership.organisation:
            return "starting"
        return "consented" if self.contact_with == player.membership.organisation else "stranger"

    def _of_case_worker(self, player: Player) -> str:
        if self.guide is not None and self.guide.user == player.user:
            return "own caseload"
        if self.opened_by is not None and self.opened_by.user == player.user:
            return "opened in need"
        teams = set(player.membership.teams.values_list("organisation", flat=True))
        if self.moves_to is not None and self.moves_to.pk in teams:
            return "arriving"
        if player.membership.organisation != self.municipality:
            return "wrong region"
        if self.municipality.pk in teams and (self.guide is None or self.compared):
            return "compared" if self.compared else "own intake"
        return "colleague's"


@dataclass(eq=False)
class Stage:
    """The region, its people and its things, and a browser for each player."""

    cast: Cast = field(default_factory=make_cast)
    people: dict[str, Known] = field(default_factory=dict)
    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    things: dict[str, list[Thing]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words()
        self.everybody()
        self.work()
        self.meetings()
        self.plans()
        self.dossiers()
        self.office()
        self.sessions = {name: self.session_of(name) for name in EVERYBODY}

    def words(self) -> None:
        """Put one occupation, its skills and three places in the vocabulary."""
        group = SkillGroup.objects.create(uri="urn:stage:food", name_nl="eten", name_en="food")
        self.baker = Occupation.objects.create(uri="urn:stage:baker", name_nl="bakker", name_en="baker", isco="7512")
        self.skills = [
            Skill.objects.create(uri=f"urn:stage:{english}", name_nl=dutch, name_en=english, group=group)
            for dutch, english in (("deeg kneden", "knead dough"), ("oven bedienen", "work the oven"))
        ]
        for skill in self.skills:
            OccupationSkill.objects.create(occupation=self.baker, skill=skill, essential=True, source="stage")
        for pc4, place, lat, lon, code in (
            ("2611", "Delft", 52.011, 4.357, "GM0503"),
            ("2512", "Den Haag", 52.077, 4.300, "GM0518"),
            ("3011", "Rotterdam", 51.922, 4.489, "GM0599"),
        ):
            Postcode.objects.create(pc4=pc4, place=place, lat=lat, lon=lon, municipality_id=code, source="stage")

    def everybody(self) -> None:
        """Register people, each in another relation to the case workers."""
        cast = self.cast
        sam = self.registered("Sam", "Zoeker", cast.seeker, cast.delft)
        assign(actor=cast.intake_worker.actor, person=sam, case_worker=cast.case_worker.user.pk)
        turn_own_key(actor=cast.seeker.actor, person=sam, on=True)
        turn_second_key(actor=cast.case_worker.actor, person=sam, on=True)
        ima = register(actor=cast.intake_worker.actor, given=self.given("Ima", "Nieuw"), to_me=False)
        # Karin guided her first, so what she saw then must be gone.
        cas = register(actor=cast.case_worker.actor, given=self.given("Cas", "Ander"), to_me=True)
        assign(actor=cast.case_worker.actor, person=cas, case_worker=cast.colleague.user.pk)
        olga = self.registered("Olga", "Ander", cast.other_seeker, cast.rotterdam, "3011CD")
        elsewhere = cast.case_worker_elsewhere
        assign(actor=elsewhere.actor, person=olga, case_worker=elsewhere.user.pk)
        # Mia has two dossiers, which Koen joins; she is in contact with the rival agency.
        mia, twin = (
            register(actor=cast.colleague.actor, given=self.given("Mia", last), to_me=True) for last in ("Een", "Twee")
        )
        self.merged = merge(actor=cast.colleague.actor, keep=mia, gone=twin)
        self.people = {
            "sam": Known(sam, cast.seeker.user, cast.delft, cast.case_worker, cast.firm, cast.agency, compared=True),
            "ima": Known(ima, None, cast.delft, None, opened_by=cast.colleague),
            "cas": Known(cas, None, cast.delft, cast.colleague, starts_through=cast.agency, compared=True),
            "olga": Known(olga, cast.other_seeker.user, cast.rotterdam, elsewhere, moves_to=cast.delft),
            "mia": Known(mia, None, cast.delft, cast.colleague, contact_with=cast.rival_agency),
        }
        for told in self.people.values():
            person = told.person
            Experience.objects.create(person=person, title="bakker", employer="De Korst", start=today(), what="brood")
            Education.objects.create(person=person, name="bakkersschool", level=2, year=2001)
        self.things["person"] = [Thing(told.person.pk, told.relation) for told in self.people.values()]

    def registered(
        self, first: str, last: str, player: Player, municipality: Organisation, postcode: str = "2611AB"
    ) -> Person:
        """Register somebody with an account, who comes to the intake."""
        given = self.given(first, last, postcode, user_id=player.user.pk)
        person = register_person(actor=player.actor, organisation_id=municipality.pk, given=given)
        place_at_intake(person.pk)
        return person

    def given(self, first: str, last: str, postcode: str = "2611AB", user_id: UUID | None = None) -> Registration:
        """Return what is known of somebody at the start."""
        mail, phone = f"{first.lower()}@stage.example", f"06{len(first):04}{len(last):04}"
        return Registration(
            first, last, postcode, user_id=user_id, email=mail, phone=phone, wanted=[self.baker.pk], place="Delft"
        )

    def work(self) -> None:
        """Put vacancies on: of the firm, its rival, the agency, the service point, and of another region."""
        cast = self.cast
        self.elsewhere = Organisation.objects.create(
            name="Havenbakker", kind=Organisation.Kind.EMPLOYER, region_id=cast.rotterdam.region_id
        )
        for number, (name, organisation, status) in enumerate(
            (
                ("service point", cast.service_point, "open"),  # the first: nobody met over it
                ("bakery", cast.firm, "open"),
                ("draft", cast.firm, "draft"),
                ("rival", cast.rival_firm, "open"),
                ("rival draft", cast.rival_firm, "draft"),
                ("agency", cast.agency, "open"),
                ("elsewhere", self.elsewhere, "open"),
                ("rival agency", cast.rival_agency, "open"),
            )
        ):
            self.vacancies[name] = self.vacancy(4001 + number, organisation, status)
        self.things["vacancy"] = [
            Thing(vacancy.number, self.side_of(vacancy.organisation, vacancy.status))
            for vacancy in self.vacancies.values()
        ]
        self.things["employer"] = [
            Thing(employer.pk, self.region_of(employer.region_id)) for employer in Employer.objects.order_by("name")
        ]

    def vacancy(self, number: int, organisation: Organisation, status: str) -> Vacancy:
        """Make a vacancy, and the firm in the region's file."""
        employer, _ = Employer.objects.get_or_create(
            name=organisation.name, region_id=organisation.region_id, defaults={"organisation": organisation}
        )
        made = Vacancy.objects.create(
            number=number, organisation=organisation, region_id=organisation.region_id, employer=employer,
            title="Bakker", occupation=self.baker, text="U bakt brood.", hours_min=24, hours_max=36,
            postcode="2611AB", place="Delft", start_on=today(), status=status,
        )  # fmt: skip
        for skill in self.skills:
            VacancySkill.objects.create(vacancy=made, skill=skill)
        made.save()
        return made

    def side_of(self, organisation: Organisation, status: str = "") -> Relation:
        """Tell whether something is of the player's own organisation, region, or of neither."""

        def relation(player: Player) -> str:
            own = player.membership.organisation
            lives = [told.municipality.region_id for told in self.people.values() if told.account == player.user]
            if own == organisation:
                side = "own"
            elif (lives or [player.actor.region_code])[0] == organisation.region_id:
                side = "same region's"
            else:
                side = "wrong region's"
            return f"{side} {status}".strip()

        return relation

    @staticmethod
    def region_of(code: str) -> Relation:
        """Tell whether something lies in the player's own region."""
        return lambda player: "own region" if player.actor.region_code == code else "wrong region"

    def meetings(self) -> None:
        """Let Sam meet the firm, be waited for by the agency, and doubt his list; let Mia meet the rival agency."""
        cast, sam, mia = self.cast, self.people["sam"], self.people["mia"]
        in_contact = show_interest(actor=cast.seeker.actor, person=sam.person, vacancy=self.vacancies["bakery"].number)
        welcome(actor=cast.employer.actor, introduction=in_contact.pk)
        asked = show_interest(actor=cast.seeker.actor, person=sam.person, vacancy=self.vacancies["agency"].number)
        doubt = say_doubt(
            actor=cast.seeker.actor, person=sam.person, vacancy=self.vacancies["bakery"].number, words="Klopt niet"
        )

        proposed = propose(
            actor=cast.colleague.actor,
            person=mia.person,
            vacancy=self.vacancies["rival agency"].number,
            message="Iets?",
        )
        accept(actor=cast.colleague.actor, introduction=proposed.pk)
        welcome(actor=cast.rival_consultant.actor, introduction=proposed.pk)

        def of_both(row: Introduction, told: Known) -> Relation:
            def relation(player: Player) -> str:
                side = told.relation(player)
                if side not in {"consented", "live referral", "starting", "stranger", "own municipality"}:
                    return side
                return "own" if row.organisation_id == player.actor.organisation_id else "other's"

            return relation

        for name in ("cas", "sam"):
            told = self.people[name]
            keep_bsn(actor=told.guide.actor, person=told.person, bsn=BSN)
        compare_numbers(sam.person.pk, today())
        double = DoubleDossier.objects.get()
        team = self.cast.intake_worker

        def of_intake(player: Player) -> str:
            return "own intake" if player == team else sam.relation(player)

        self.things["double"] = [Thing(double.pk, of_intake)]
        self.reports()
        self.deals()
        self.overviews = [
            ask_overview(actor=cast.seeker.actor, person=sam.person),
            ask_overview(actor=cast.other_seeker.actor, person=self.people["olga"].person),
            ask_overview(actor=team.actor, person=self.people["ima"].person, identity=Identity.DOCUMENT),
        ]
        asked_by_team = self.overviews[-1].pk

        def of_overview(key: UUID, told: Known) -> Relation:
            own = key == asked_by_team
            return lambda player: "asked by me" if own and player == team else told.relation(player)

        self.things["overview"] = [
            Thing(row.pk, of_overview(row.pk, self.people[name]))
            for row, name in zip(self.overviews, ("sam", "olga", "ima"), strict=True)
        ]
        self.make_overviews()
        self.introductions = [in_contact, asked, proposed]
        self.things["introduction"] = [
            Thing(row.pk, of_both(row, told)) for row, told in zip(self.introductions, (sam, sam, mia), strict=True)
        ]
        self.things["doubt"] = [Thing(doubt.pk, sam.relation)]

    def make_overviews(self) -> None:
        """Make the overviews that people asked for, or make them anew from what stands here now."""
        keys = [row.pk for row in self.overviews]
        AccessRequest.objects.filter(pk__in=keys).update(status=OverviewState.ASKED)
        for key in keys:
            make_overview(key)

    def plans(self) -> None:
        """Let Sam and Ima have a plan, notes and a talk, and a message that must be passed on."""
        cast, day = self.cast, today() + timedelta(days=3)
        for name, guide in (("sam", cast.case_worker), ("ima", cast.intake_worker)):
            told, actor = self.people[name], guide.actor
            who: dict[str, Any] = {"actor": actor, "person": told.person}
            goal = set_goal(**who, words="Een baan in de buurt")
            step = plan_step(**who, words="Een brief schrijven", due_on=day, for_person=True)
            for shared in (True, False):
                write_note(**who, words="Wil graag bakken", shared=shared)
            slots = [timezone.now() + timedelta(days=days) for days in (2, 3)]
            talk = offer_talk(**who, offer=Offer(slots, place="Stadhuis", about="Uw plan"))
            choose_talk(actor=actor, talk=talk.pk, slot=talk.slots[0])
            for kind, row in (("goal", goal), ("step", step), ("talk", talk)):
                self.things.setdefault(kind, []).append(Thing(row.pk, told.relation))
        sam, ima = self.people["sam"].person, self.people["ima"].person
        done = do_together(
            actor=cast.case_worker.actor, what="step", people=[sam.pk],
            given={"words": "Bellen", "due_on": day, "for_person": False},
        )  # fmt: skip
        self.things["together"] = [
            Thing(done.together.pk, lambda player: "own" if player == cast.case_worker else "other's")
        ]
        # Ima can be written to nowhere at this moment.
        Person.objects.filter(pk=ima.pk).update(email="")
        tell(template="privacy/merged", person_id=ima.pk)
        Person.objects.filter(pk=ima.pk).update(email="ima@stage.example")
        self.things["post_it"] = [Thing(PostIt.objects.get().pk, self.people["ima"].relation)]

    def dossiers(self) -> None:
        """Let Olga move to Delft, and Koen open Ima's dossier in need."""
        cast, olga, ima, mia = self.cast, self.people["olga"], self.people["ima"], self.people["mia"]
        moving = offer_transfer(actor=cast.case_worker_elsewhere.actor, person=olga.person, to=cast.delft.pk)
        opened = break_glass(
            actor=cast.colleague.actor, person=ima.person.pk, reason=WhyOpened.CALLS, words="Zij staat aan de balie"
        )

        def of_transfer(player: Player) -> str:
            relation = olga.relation(player)
            return "asked us" if relation == "arriving" else relation

        def of_glass(player: Player) -> str:
            relation = ima.relation(player)
            return "opened by me" if relation == "opened in need" else relation

        self.things["transfer"] = [Thing(moving.pk, of_transfer)]
        self.things["merge"] = [Thing(self.merged.pk, mia.relation)]
        self.things["glass"] = [Thing(opened.pk, of_glass)]

    def reports(self) -> None:
        """Let Ima report for a benefit at the intake, and let her last employer be called."""
        cast, ima = self.cast, self.people["ima"]
        said = Report("social_assistance", last_employer="Brood BV", may_call=True, employer_phone="015 2123456")
        made = report(actor=cast.intake_worker.actor, person=ima.person.pk, told=said)
        call = plan_call(actor=cast.intake_worker.actor, report=made.pk)
        start_intake(actor=cast.intake_worker.actor, person=ima.person.pk)
        intake = Intake.objects.get(person=ima.person)
        self.things["report"] = [Thing(made.pk, ima.relation)]
        self.things["call"] = [Thing(call.pk, ima.relation)]
        self.things["intake"] = [Thing(intake.pk, ima.relation)]
        place = LanePlace.objects.create(
            person=ima.person, intake=intake, organisation=cast.delft, lane="mediation", owner=cast.intake.pk,
            status="running", since=today(),
        )  # fmt: skip
        self.things["place"] = [Thing(place.pk, ima.relation)]

        def at(town: Organisation) -> Relation:
            def relation(player: Player) -> str:
                own = player.actor.region_code == town.region_id
                return "own municipality" if own and player.membership.role != JOB_SEEKER.code else "elsewhere"

            return relation

        self.things["municipality"] = [Thing(town.pk, at(town)) for town in (cast.delft, cast.rotterdam)]

    def deals(self) -> None:
        """Make a sector deal with the agency and its rival, and refer Sam to the agency."""
        cast, sam = self.cast, self.people["sam"]
        months, lead = timedelta(days=90), cast.account_manager.actor
        draft = DealDraft(
            "Bakkers", intention_on=today() - months, starts_on=today(), ends_on=today() + months, target=5,
            groups=(("Recent werk", True),),
        )  # fmt: skip
        deal = make_deal(actor=lead, given=draft)
        for agency in (cast.agency, cast.rival_agency):
            add_partner(actor=lead, deal=deal, organisation=agency.pk, places=5)
        partner = Partner.objects.get(deal=deal, organisation=cast.agency)
        guide, group = cast.case_worker.actor, deal.groups.get()
        enrolment = enrol(actor=guide, person=sam.person, deal=deal.pk, group=group.pk, consented=True)
        referral = refer(actor=guide, enrolment=enrolment, partner=partner.pk)

        def takes_part(player: Player) -> str:
            place = player.membership.organisation
            if place in {cast.agency, cast.rival_agency, cast.service_point}:
                return "partner" if place != cast.service_point else "leading"
            return "own region" if player.actor.region_code == "AM21" else "wrong region"

        self.things["deal"] = [Thing(deal.pk, takes_part)]
        self.things["partner"] = [Thing(partner.pk, self.side_of(cast.agency))]
        self.things["enrolment"] = [Thing(enrolment.pk, sam.relation)]
        self.things["referral"] = [Thing(referral.pk, sam.relation)]
        self.things["code"] = [Thing(referral.code, sam.relation)]
        cas = self.people["cas"]
        employer = Employer.objects.get(organisation=cast.firm)
        placement = Placement.objects.create(
            person=cas.person, organisation=cast.agency, employer=employer, starts_on=today(), hours=24,
            contract="fixed_term", agreed_on=today(),
        )  # fmt: skip
        PLACEMENT.begin(placement, today=today())
        self.things["placement"] = [Thing(placement.pk, cas.relation)]

    def office(self) -> None:
        """Give the office its keys, files, messages, users and organisations."""
        cast = self.cast
        self.gone = play("Wil Weg", CASE_WORKER, cast.delft)
        self.fresh = play("Nora Nieuw", CASE_WORKER, cast.delft)
        Membership.objects.filter(pk=self.gone.membership.pk).update(until=today() - timedelta(days=1))
        for player in (*cast.players(), self.gone, self.fresh):
            player.user.set_password(PASSWORD)
            player.user.save()
            if player not in {self.fresh, cast.seeker, cast.other_seeker}:
                TOTP.activate(player.user, generate_totp_secret())
        self.tokens = {}
        for name in PLAYERS:
            if self.player(name).membership.role not in {JOB_SEEKER.code, ALDERMAN.code}:  # these have no programs
                player = self.player(name)
                self.tokens[name] = make_token(actor=player.actor, membership_id=player.membership.pk, name="stage")
        self.things["token"] = [
            Thing(row.pk, lambda player, row=row: "own" if row.membership == player.membership else "other's")
            for row in ApiToken.objects.filter(membership__in=[cast.employer.membership, cast.admin.membership])
        ]
        self.things["upload"] = []
        for kind, player in ((VACANCIES, cast.employer), (PEOPLE, cast.case_worker)):
            upload = upload_steps.bring(actor=player.actor, kind=kind, content=table_of(kind), name="lijst.csv")
            upload_steps.check_upload.func(upload=str(upload.pk))
            self.things["upload"].append(Thing(upload.pk, self.side_of(player.membership.organisation)))
        promising = PromisingOccupation.objects.create(
            region_id="AM21", occupation=self.baker, valid_from=today(), source="stage"
        )
        self.things["promising"] = [Thing(promising.pk, self.region_of("AM21"))]
        title = UnknownTitle.objects.create(kind="occupation", key="broodmeester", text="Broodmeester", times=3)
        self.things["title"] = [Thing(title.pk)]
        self.things["notice"] = [Thing(Notice.objects.order_by("written_at")[0].pk)]
        self.things["organisation"] = [
            Thing(each.pk, self.region_of(each.region_id)) for each in (cast.delft, cast.rotterdam)
        ]
        staff = (cast.case_worker, cast.case_worker_elsewhere)
        for each in staff:
            place = self.region_of(each.actor.region_code)
            self.things.setdefault("user", []).append(Thing(each.user.pk, place))
            self.things.setdefault("membership", []).append(Thing(each.membership.pk, place))

    def player(self, name: str) -> Player:
        """Return a player by the name that the matrix uses."""
        if name == ONE_FACTOR:
            return self.cast.case_worker
        if name == WITHOUT_ROLE:
            return self.gone
        if name == NOT_ENROLLED:
            return self.fresh
        return getattr(self.cast, PLAYERS[name])

    def relation(self, name: str, thing: Thing) -> str:
        """Return how somebody stands to a thing."""
        if name == ANONYMOUS:
            return "stranger"
        return thing.relation(self.player(name))

    def session_of(self, name: str) -> str:
        """Sign somebody in, as far as that goes, and return the key of the session."""
        if name == ANONYMOUS:
            return ""
        player, client = self.player(name), Client()
        client.force_login(player.user)
        session = client.session
        methods = [{"method": "password", "at": 1, "email": player.user.email}]
        if name not in {ONE_FACTOR, NOT_ENROLLED}:
            methods.append({"method": "mfa", "at": 1, "type": "totp"})
        session["account_authentication_methods"] = methods
        session["account_authentication_methods_user"] = str(player.user.pk)
        session["membership"] = str(player.membership.pk)
        session.save()
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)

    @cached_property
    def browser(self) -> Client:
        """Return the one browser that everybody uses in turn."""
        return Client(raise_request_exception=True)

    def ask(self, name: str, method: str, path: str, **more: Any) -> HttpResponse:
        """Do a request as somebody; the caller undoes what it did."""
        if method != "GET":
            cache.clear()  # rate limits count from zero
        held = {settings.SESSION_COOKIE_NAME: self.sessions[name]} if self.sessions[name] else {}
        self.browser.cookies = SimpleCookie(held)
        if path.startswith("/api/"):
            more["headers"] = {"Authorization": f"Bearer {self.tokens.get(name, 'dst_none')}"} | more.get("headers", {})
            if method in {"POST", "PUT"}:
                more = {"data": "{}", "content_type": "application/json"} | more
        elif method == "POST":
            more = {"content_type": "application/x-www-form-urlencoded"} | more
        return self.browser.generic(method, path, **more)

    def ask_and_forget(self, name: str, method: str, path: str, **more: Any) -> HttpResponse:
        """Do a request as somebody and undo all that it did."""
        with transaction.atomic():
            answer = self.ask(name, method, path, **more)
            transaction.set_rollback(True)
        return answer


def table_of(kind: UploadKind) -> bytes:
    """Return a file with the one row that a kind of upload gives as its example."""
    names, examples = zip(*((column.name, column.example) for column in kind.columns), strict=True)
    return "\r\n".join(";".join(f'"{cell}"' for cell in cells) for cells in (names, examples)).encode()


def raised_stage() -> Iterator[Stage]:
    """Build the stage inside a transaction, and take it down again."""
    with transaction.atomic():
        yield Stage()
        transaction.set_rollback(True)
