"""Questions that people ask, per role, with an answer in plain words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from doorstroom.accounts.declarations import (
    ACCOUNT_MANAGER,
    AGENCY_CONSULTANT,
    ALDERMAN,
    CASE_WORKER,
    EMPLOYER,
    FUNCTIONAL_ADMIN,
    JOB_SEEKER,
)
from doorstroom.common.text import say
from doorstroom.core.actors import Actor, Role


@dataclass(frozen=True)
class Question:
    """A question, its answer, and the page where one does it."""

    ask: str
    answer: str
    href: str
    link: str


EVERYBODY = (
    (
        say("Wie beslist er?"),
        say("Altijd een mens. De computer zet banen en mensen bij elkaar en legt uit waarom. Hij wijst niemand af."),
        "matching_how",
        say("Hoe het kiezen van banen werkt"),
    ),
)
BY_ROLE: dict[Role, tuple[tuple[str, str, str, str], ...]] = {
    JOB_SEEKER: (
        (
            say("Hoe krijg ik betere banen te zien?"),
            say(
                "Maak uw profiel compleet. Zeg nee tegen banen die niet passen en vertel waarom. Uw lijst past zich "
                "aan."
            ),
            "people_profile",
            say("Naar uw profiel"),
        ),
        (
            say("Wie ziet mijn gegevens?"),
            say("Werkgevers zien uw naam pas als u ja zegt. U ziet zelf wie naar uw gegevens keek."),
            "people_visibility",
            say("Naar wie u ziet"),
        ),
        (
            say("Wordt mijn nee gebruikt om mij te controleren?"),
            say(
                "Wat u hier kiest, gebruiken wij niet voor controle. Uw plichten bij een uitkering blijven gelden. "
                "Twijfelt u? Praat met uw klantmanager."
            ),
            "",
            "",
        ),
    ),
    CASE_WORKER: (
        (
            say("Waarom staat iemand bovenaan?"),
            say("De eerste datum staat bovenaan: wie het langst op een stap wacht. Er is geen score van mensen."),
            "cases_caseload",
            say("Naar uw caseload"),
        ),
        (
            say("Wat doet de tweede sleutel?"),
            say(
                "Werkgevers zien een profiel pas als de werkzoekende en u allebei de sleutel omdraaien. U kunt hem "
                "altijd terugdraaien."
            ),
            "cases_caseload",
            say("Naar uw caseload"),
        ),
    ),
    EMPLOYER: (
        (
            say("Waarom zie ik geen namen?"),
            say("U ziet eerst wat iemand kan. Nodig iemand uit. Zegt die ja, dan ziet u naam en telefoonnummer."),
            "employers_vacancies",
            say("Naar uw vacatures"),
        ),
    ),
    AGENCY_CONSULTANT: (
        (
            say("Hoe zet ik veel vacatures tegelijk op de site?"),
            say(
                "Stuur een bestand. U ziet eerst wat wij lezen en wat niet klopt. Daarna bevestigt u. U kunt het "
                "ongedaan maken."
            ),
            "core_uploads",
            say("Naar bestanden"),
        ),
        (
            say("Ziet iemand mijn opdrachtgever?"),
            say("Pas als u en de werkzoekende allebei ja zeggen. Tot dan staat er alleen uw bureau."),
            "employers_vacancies",
            say("Naar uw vacatures"),
        ),
    ),
    ACCOUNT_MANAGER: (
        (
            say("Wie in de regio sprak dit bedrijf al?"),
            say("Op de pagina van het bedrijf staan alle contactmomenten, van iedereen in de regio."),
            "employers_file",
            say("Naar werkgevers"),
        ),
    ),
    ALDERMAN: (
        (
            say("Wat betekent een getal van een sectordeal?"),
            say(
                "Klik op het getal. U leest wat het telt, op welke dag en hoeveel per partner. Namen ziet u niet: "
                "die ziet alleen wie iemand begeleidt."
            ),
            "deals_list",
            say("Naar de sectordeals"),
        ),
    ),
    FUNCTIONAL_ADMIN: (
        (
            say("Komt alle mail aan?"),
            say("In het postvak ziet u elk bericht en hoe ver het kwam."),
            "notices_outbox",
            say("Naar het postvak"),
        ),
    ),
}


def questions(actor: Actor) -> list[Question]:
    """Return the questions that fit this reader, the own role's first."""
    return [
        Question(gettext(ask), gettext(answer), reverse(route) if route else "", gettext(link) if link else "")
        for ask, answer, route, link in (*BY_ROLE.get(actor.role, ()), *EVERYBODY)
    ]
