"""The closed lists of the deals room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say


class DealStatus(models.TextChoices):
    """How far a sector deal is: it runs as an intention before it is signed."""

    INTENTION = "intention", _("Intentie")
    SIGNED = "signed", _("Getekend")
    CLOSED = "closed", _("Afgesloten")


class Stand(models.TextChoices):
    """Where somebody who was enrolled in a deal stands."""

    TO_SCREEN = "to_screen", _("Wacht op de screening")
    READY = "ready", _("Klaar om te verwijzen")
    REFERRED = "referred", _("Bij een partner")
    PLACED = "placed", _("Aan het werk")
    LEFT = "left", _("Gestopt")


class WhyLeft(models.TextChoices):
    """Why somebody left a deal."""

    OWN_JOB = "own_job", _("Vond zelf werk")
    OTHER_HELP = "other_help", _("Krijgt eerst andere hulp")
    NO_CONSENT = "no_consent", _("Trok de toestemming in")
    MOVED = "moved", _("Verhuisde")
    OTHER = "other", _("Iets anders")


class Status(models.TextChoices):
    """How far a referral to one partner is."""

    OPEN = "open", _("Verstuurd")
    SEEN = "seen", _("Bekeken")
    NEED_INFO = "need_info", _("Vraag gesteld")
    ACCEPTED = "accepted", _("Aangenomen")
    INTRODUCED = "introduced", _("Voorgesteld bij een werkgever")
    INTERVIEW = "interview", _("Gesprek")
    OFFER = "offer", _("Baan aangeboden")
    PLACED = "placed", _("Aan het werk")
    RETURNED = "returned", _("Teruggegeven")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    OBSOLETE = "obsolete", _("Niet meer nodig")


class WhyReturned(models.TextChoices):
    """Why a partner hands a person back; the person reads it in plain words."""

    NO_VACANCY = "no_vacancy", _("Nu geen passende vacature")
    TRAVEL = "travel", _("Reisafstand te groot")
    HOURS = "hours", _("Uren of tijden passen niet")
    SKILLS = "skills", _("Mist een vaardigheid of papier")
    LANGUAGE = "language", _("Taal nog niet voldoende")
    NO_CONTACT = "no_contact", _("Niet bereikbaar")
    NOT_WANTED = "not_wanted", _("Wil dit werk niet")
    NOT_CHOSEN = "not_chosen", _("Werkgever koos iemand anders")
    OTHER = "other", _("Iets anders")


class FunnelStep(models.TextChoices):
    """A step of the funnel that somebody reached."""

    ENROLLED = "enrolled", _("Aangemeld")
    SCREENED = "screened", _("Gescreend")
    REFERRED = "referred", _("Verwezen")
    ACCEPTED = "accepted", _("Aangenomen")
    INTRODUCED = "introduced", _("Voorgesteld")
    INTERVIEW = "interview", _("Gesprek")
    OFFER = "offer", _("Aanbod")
    PLACED = "placed", _("Baan")


# What the person reads when a partner hands back.
RETURNED_SAYS = {
    WhyReturned.NO_VACANCY: say("Er is nu geen baan die bij u past."),
    WhyReturned.TRAVEL: say("De banen zijn te ver weg voor u."),
    WhyReturned.HOURS: say("De werktijden passen niet bij u."),
    WhyReturned.SKILLS: say("Voor deze banen is een diploma of ervaring nodig die u nog niet heeft."),
    WhyReturned.LANGUAGE: say("Voor deze banen is meer Nederlands nodig."),
    WhyReturned.NO_CONTACT: say("Het bureau kon u niet bereiken."),
    WhyReturned.NOT_WANTED: say("U wilt dit werk liever niet doen."),
    WhyReturned.NOT_CHOSEN: say("De werkgever koos iemand anders."),
    WhyReturned.OTHER: say("Dit bureau kan u nu niet verder helpen."),
}

# Where a referral stands, in the words of the person.
MINE_WORDS = {
    Status.OPEN: say("Het bureau kijkt binnenkort naar uw profiel"),
    Status.SEEN: say("Het bureau bekijkt uw profiel"),
    Status.NEED_INFO: say("Het bureau stelde een vraag aan uw klantmanager"),
    Status.ACCEPTED: say("Het bureau zoekt een baan voor u"),
    Status.INTRODUCED: say("U bent voorgesteld bij een werkgever"),
    Status.INTERVIEW: say("U heeft een gesprek"),
    Status.OFFER: say("U kunt een baan krijgen"),
    Status.PLACED: say("U heeft een baan"),
    Status.RETURNED: say("Het bureau stopt. Wij zoeken verder"),
    Status.WITHDRAWN: say("Deze verwijzing is gestopt"),
    Status.OBSOLETE: say("Gestopt, want u heeft een baan"),
}
STAND_WORDS = {
    Stand.TO_SCREEN: say("Vandaag kijkt iemand welk werk bij u past"),
    Stand.READY: say("Uw klantmanager kiest een bureau voor u"),
    Stand.REFERRED: say("Een bureau is met u bezig"),
    Stand.PLACED: say("U heeft een baan"),
    Stand.LEFT: say("U doet niet meer mee"),
}
TONES = {
    Status.OPEN: "info",
    Status.SEEN: "info",
    Status.NEED_INFO: "warning",
    Status.ACCEPTED: "info",
    Status.INTRODUCED: "info",
    Status.INTERVIEW: "ok",
    Status.OFFER: "ok",
    Status.PLACED: "ok",
}
