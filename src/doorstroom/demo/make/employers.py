"""Employers, contact moments and vacancies."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from doorstroom.employers.models import ContactMoment, Employer, Vacancy, VacancySkill

from ..values import contact
from ..values.adverts import Offer
from ..values.dice import key
from ..values.firms import Firm
from ..values.talks import talks
from .accounts import REGION, Staff

FIRST_NUMBER = 1001


@dataclass
class VacancyRows:
    """One vacancy, unsaved."""

    vacancy: Vacancy
    skills: list[VacancySkill] = field(default_factory=list)

    def save(self) -> Vacancy:
        """Save the vacancy with its skills, for a test that needs one."""
        self.vacancy.save(force_insert=True)
        for row in self.skills:
            row.save(force_insert=True)
        return self.vacancy


def employer(seed: int, firm: Firm, organisation_id: UUID | None = None, manager: UUID | None = None) -> Employer:
    """Make a firm's row in the region's shared file."""
    return Employer(
        id=key(seed, "employer", firm.number),
        organisation_id=organisation_id,
        region_id=REGION,
        name=firm.name,
        kvk=firm.kvk,
        sector_id=firm.trade.sector,
        size=firm.size,
        street=firm.address.street,
        house_number=firm.address.number,
        postcode=firm.address.postcode,
        place=firm.address.town,
        phone=firm.phone,
        email=f"info@{firm.domain}",
        website=f"https://www.{firm.domain}",
        about=firm.about,
        contact_name=firm.contact_name,
        account_manager_id=manager,
    )


def contact_moments(
    seed: int, firm: Firm, row: Employer, by: list[Staff], office: str, works: list[str], today: date
) -> list[ContactMoment]:
    """Make what was said with a firm."""
    return [
        ContactMoment(
            id=key(seed, "talk", firm.number, index),
            employer=row,
            kind=talk.kind,
            on=talk.on,
            by_user=by[(firm.number + index // 3) % len(by)].user.pk,
            by_name=by[(firm.number + index // 3) % len(by)].user.name,
            by_organisation=office,
            spoke_with=firm.contact_name if talk.kind != "event" or index % 2 else "",
            summary=talk.said,
            next_step=talk.next_step,
            next_on=talk.next_on,
        )
        for index, talk in enumerate(talks(seed, firm, works, today))
    ]


def vacancy(seed: int, offer: Offer, row: Employer, organisation_id: UUID, domain: str, phone: str) -> VacancyRows:
    """Make the rows of an offer, published by an organisation whose mail domain and telephone are given."""
    made = Vacancy(
        id=key(seed, "vacancy", offer.number),
        number=FIRST_NUMBER + offer.number,
        organisation_id=organisation_id,
        region_id=REGION,
        employer=row,
        hirer_hidden=offer.hidden,
        reference=f"{contact.plain(domain)[:3].upper()}{4000 + offer.number}" if offer.agency is not None else "",
        came_via=offer.via,
        status=offer.status,
        title=offer.title[:120],
        occupation_id=offer.work.key,
        text=offer.text,
        hours_min=offer.hours[0],
        hours_max=offer.hours[1],
        pay_min=offer.pay[0] if offer.pay else None,
        pay_max=offer.pay[1] if offer.pay else None,
        contract=offer.contract,
        street=f"{offer.address.street} {offer.address.number}",
        postcode=offer.address.postcode,
        place=offer.address.town,
        start_on=offer.start,
        published_on=offer.published,
        closes_on=offer.closes,
        dutch=offer.dutch,
        education=offer.education,
        licences=list(offer.licences),
        irregular_hours=offer.irregular,
        positions=offer.positions,
        contact_name=offer.contact_name,
        contact_email=f"vacatures@{domain}",
        contact_phone=phone,
    )
    asked = [(ask, True) for ask in offer.must] + [(ask, False) for ask in offer.nice]
    return VacancyRows(
        made,
        [
            VacancySkill(
                id=key(seed, "vacancy skill", offer.number, ask.key), vacancy_id=made.pk, skill_id=ask.key, must=must
            )
            for ask, must in asked
        ],
    )
