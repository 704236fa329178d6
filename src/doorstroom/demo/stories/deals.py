"""How a sector deal runs in the region: enrolled with consent, screened, referred, answered, one person at work."""

from datetime import timedelta
from typing import Any

from doorstroom.deals import actions
from doorstroom.deals.models import Enrolment, Partner, Referral
from doorstroom.employers.models import Vacancy
from doorstroom.people.models import Person
from doorstroom.placements.actions import place

from ..values import cast
from .play import Play, tried

PEOPLE = 16
PARTNERS = 4  # the agencies of the demo's sign-ins first
PLOTS = (
    "open",
    "accepted",
    "interview",
    "back",
    "asked",
    "ready",
    "placed",
    "late",
    "seen",
    "back",
    "interview",
    "open",
)


def sector_deal(play: Play) -> None:
    """Make a deal, enrol some people of the demo's case worker, and let the agencies answer."""
    manager = play.staff(play.role("account_manager"))
    made, day = play.back(45), play.back(38)
    with play.on(made):
        deal = actions.make_deal(
            actor=manager,
            given=actions.DealDraft(
                name="Logistiek en diensten", intention_on=made, starts_on=made, ends_on=made + timedelta(days=365),
                target=500, criteria="Meldde zich dit jaar, of zoekt langer werk.",
                text="Bureaus en gemeente helpen mensen samen aan werk. Niemand wacht in stilte.",
                groups=(("Recent werk", True), ("Verder van werk", False)),
            ),
            today=made,
        )  # fmt: skip
        for index in range(PARTNERS):
            office = play.region.offices[f"agency-{index}"]
            contact = actions.Contact(office.staff[0].user.name, office.organisation.phone)
            actions.add_partner(
                actor=manager, deal=deal, organisation=office.organisation.pk, places=6, contact=contact, today=made
            )
    with play.on(day):
        tried(actions.sign_deal, actor=manager, deal=deal, signed_on=day, today=day)
    group = deal.groups.get(counts=True)
    for number, person in enumerate(_people(play)):
        _person(play, deal.pk, group.pk, person, PLOTS[number % len(PLOTS)], number)


def _people(play: Play) -> list[Person]:
    """Return the demo's own seeker and others whom the demo's case worker guides."""
    own = play.role("case_worker").user.pk
    guided = [play.people[key] for key, row in sorted(play.workers.items()) if row.case_worker_id == own]
    seeker = play.by_number[cast.SEEKER]
    return [person for person in [seeker, *[one for one in guided if one != seeker]] if person in guided][:PEOPLE]


def _person(play: Play, deal: Any, group: Any, person: Person, plot: str, number: int) -> None:
    worker = play.guide(person)
    enrolled = play.back(12 if plot == "late" else 3 if plot in {"open", "seen", "ready"} else 20 - number % 8)
    with play.on(enrolled):
        row = tried(
            actions.enrol, actor=worker, person=person.pk, deal=deal, group=group, consented=True, today=enrolled
        )
    if row is None or plot == "ready":
        return
    partner = Partner.objects.filter(deal=deal).order_by("organisation__name", "pk")[number % PARTNERS]
    with play.on(enrolled):
        sent = tried(actions.refer, actor=worker, enrolment=row.pk, partner=partner.pk, today=enrolled)
    if sent is not None and plot not in {"open", "late"}:
        _answer(play, row, sent, plot, play.back((play.today - enrolled).days - 2))


def _answer(play: Play, row: Enrolment, sent: Referral, plot: str, day: Any) -> None:
    told = {"actor": play.side_of_work(sent.organisation_id), "referral": sent.pk, "today": day}
    vacancy = Vacancy.objects.filter(organisation=sent.organisation_id, status="open").order_by("number").first()
    with play.on(day):
        if plot == "seen":
            tried(actions.see, **told)
        elif plot == "back":
            tried(actions.hand_back, reason="no_vacancy", **told)
        elif plot == "asked":
            tried(actions.ask_info, question="Kan deze kandidaat ook in het weekend werken?", **told)
        elif plot == "accepted" or vacancy is None:
            tried(actions.accept, **told)
        else:
            tried(actions.set_interview, day=day, vacancy=vacancy.number, **told)
            if plot == "placed":
                tried(place, starts_on=day + timedelta(days=7), hours=32, contract="agency", **told)
