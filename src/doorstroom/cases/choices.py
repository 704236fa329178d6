"""The closed lists of the cases room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeyAnswer(models.TextChoices):
    """Where a person's question stands: may employers find me?"""

    WAITING = "waiting", _("Wacht op antwoord")
    TURNED = "turned", _("Sleutel omgedraaid")
    NOT_YET = "not_yet", _("Nog niet")
    TAKEN_BACK = "taken_back", _("Vraag ingetrokken")


class WhyNotYet(models.TextChoices):
    """Why a profile is not shown to employers yet; the person reads it."""

    PROFILE = "profile", _("uw profiel is nog niet klaar")
    TALK = "talk", _("wij willen eerst met u praten")
    BUSY = "busy", _("u volgt nu een traject of een opleiding")


class WaitsFor(models.TextChoices):
    """Who owes the next step, as a case worker filters on it."""

    TODAY = "today", _("Vandaag aan mij")
    ME = "me", _("Wacht op mij")
    REPLY = "reply", _("Antwoord binnen")
    TERM = "term", _("Er loopt een termijn bij een ander")
    PERSON = "person", _("Wacht op de werkzoekende")
    WORK = "work", _("Wacht op een werkgever")
    KEY = "key", _("Vraagt om de tweede sleutel")
    LATE = "late", _("Te laat")
    NOBODY = "nobody", _("Geen afspraak")


class DoubleAnswer(models.TextChoices):
    """Where the question stands whether two dossiers belong to one person."""

    WAITING = "waiting", _("Nog niet nagekeken")
    SAME = "same", _("Eén persoon")
    DIFFERENT = "different", _("Twee mensen")


class Lane(models.TextChoices):
    """The way somebody goes to work."""

    WORK_DIRECT = "work_direct", _("Direct naar werk")
    MEDIATION = "mediation", _("Hulp bij het vinden van werk")
    INTENSIVE = "intensive", _("Samen met een jobcoach")
    FIRST = "first", _("Eerst iets anders")


class Regional(models.TextChoices):
    """The region's ladder: every rung of a municipality's own ladder equals one of these."""

    DIRECT = "direct", _("Direct")
    HALF_YEAR = "half_year", _("Binnen een half jaar")
    YEAR = "year", _("Binnen een jaar")
    TWO_YEARS = "two_years", _("Binnen twee jaar")
    PARTICIPATION = "participation", _("Meedoen")
    EXEMPT = "exempt", _("Ontheffing")


class IntakeStatus(models.TextChoices):
    """Where an intake stands."""

    OPEN = "open", _("Intake open")
    DECIDED = "decided", _("Spoor gekozen")
    STOPPED = "stopped", _("Niet meer nodig")


class PlaceStatus(models.TextChoices):
    """Where somebody stands in a lane."""

    DIRECT = "direct", _("Vandaag een baan voorstellen")
    START = "start", _("Eerste stap zetten")
    RUNNING = "running", _("Onderweg")
    ENDED = "ended", _("Klaar")


class WhyEnded(models.TextChoices):
    """Why somebody left a lane."""

    WORK = "work", _("Aan het werk")
    OTHER_LANE = "other_lane", _("Naar een ander spoor")
    WITHDRAWN = "withdrawn", _("Geen uitkering meer nodig")
    MOVED = "moved", _("Verhuisd")
    OTHER = "other", _("Iets anders")


class Need(models.TextChoices):
    """What makes work hard, in words without a diagnosis; the person picks."""

    LANGUAGE = "language", _("Nederlands leren")
    CHILDREN = "children", _("Opvang voor kinderen")
    DEBTS = "debts", _("Zorgen over geld")
    TRAVEL = "travel", _("Vervoer naar het werk")
    PAPERS = "papers", _("Diploma of papieren")
    COMPUTER = "computer", _("Werken met een computer")
    HOME = "home", _("Een vaste plek om te wonen")
    ENERGY = "energy", _("Hoeveel ik aankan")


class CanStart(models.IntegerChoices):
    """How soon somebody can start, in days."""

    NOW = 0, _("Meteen")
    MONTH = 31, _("Binnen een maand")
    LATER = 180, _("Later")


class StepStatus(models.TextChoices):
    """Where an agreed step stands."""

    TO_DO = "todo", _("Nog te doen")
    DONE = "done", _("Gedaan")
    DROPPED = "dropped", _("Niet meer nodig")


class TalkKind(models.TextChoices):
    """Where people talk."""

    DESK = "desk", _("Op kantoor")
    PHONE = "phone", _("Aan de telefoon")
    VIDEO = "video", _("Met beeld")


class TalkStatus(models.TextChoices):
    """Where an appointment stands."""

    OFFERED = "offered", _("Kies een tijd")
    PLANNED = "planned", _("Afgesproken")
    HELD = "held", _("Gesproken")
    NO_SHOW = "no_show", _("Niet gekomen")
    SETTLED = "settled", _("Niet gekomen, daarna gebeld")
    CANCELLED = "cancelled", _("Afgezegd")


class HandOverStatus(models.TextChoices):
    """Where a hand-over stands."""

    OPEN = "open", _("Nog niet gelezen")
    READ = "read", _("Gelezen")


class OrderReason(models.TextChoices):
    """Why somebody stands higher among promises of one day; never a score, always a fact with its term."""

    JUST_LOST = "just_lost", _("Kort geleden gemeld")
    QUIET = "quiet", _("Lang niet gesproken")
    NO_LANE = "no_lane", _("Nog geen spoor")


class PostItStatus(models.TextChoices):
    """Whether a message was passed on."""

    WAITING = "waiting", _("Nog doorgeven")
    TOLD = "told", _("Doorgegeven")
