"""The roles of the region by code, with what people call them; the kinds of sign-in services and their levels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say

JOB_SEEKER = "job_seeker"
ROLE_LABELS = {
    JOB_SEEKER: say("werkzoekende"),
    "case_worker": say("klantmanager"),
    "account_manager": say("accountmanager"),
    "agency_consultant": say("intercedent"),
    "employer": say("werkgever"),
    "alderman": say("wethouder of coördinator"),
    "functional_admin": say("functioneel beheerder"),
}


class DoorKind(models.TextChoices):
    """Who comes through a sign-in service of another party."""

    STAFF = "staff", _("Medewerkers van een gemeente")
    DIGID = "digid", _("DigiD")
    EHERKENNING = "eherkenning", _("eHerkenning")


class Refused(models.TextChoices):
    """Why somebody who came back from a sign-in service is not let in, in words for that person."""

    STOPPED = "stopped", _("U bent gestopt met inloggen. U kunt het opnieuw proberen.")
    STATE = "state", _("Deze poging om in te loggen is niet meer geldig. Begin opnieuw.")
    SERVICE = "service", _("De inlogdienst werkt nu niet. Probeer het later opnieuw.")
    TOKEN = "token", _("Het antwoord van de inlogdienst klopt niet. Daarom bent u niet ingelogd. Begin opnieuw.")
    LEVEL = "level", _("U logde in op een manier die niet veilig genoeg is. Kies een hoger niveau.")
    NO_NUMBER = "no_number", _("De inlogdienst gaf niet door wie u bent. Probeer het later opnieuw.")
    NO_ACCESS = "no_access", _("U heeft hier nog geen toegang. Vraag de beheerder om een uitnodiging.")
    NO_FIRM = (
        "no_firm",
        _("Uw organisatie doet hier nog niet mee. Bel het servicepunt voor werkgevers."),
    )
    ENDED = "ended", _("Uw toegang is afgelopen. Neem contact op met de beheerder.")


# Levels from low to high, each with the values of acr by which services tell it. Sources: Logius, DigiD CGI and SAML
# interface description (AuthnContextClassRef); Afsprakenstelsel eToegang 1.13 (assurance classes); Regulation (EU)
# 2015/1502 as eIDAS names levels in "http://eidas.europa.eu/LoA/...", which some brokers give instead.
_SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
_ETOEGANG = "urn:etoegang:core:assurance-class:"
_EIDAS = "http://eidas.europa.eu/LoA/"
LADDERS: dict[str, dict[str, tuple[str, ...]]] = {
    DoorKind.DIGID: {
        "basis": (f"{_SAML}PasswordProtectedTransport",),
        "midden": (f"{_SAML}MobileTwoFactorContract", f"{_EIDAS}low"),
        "substantieel": (f"{_SAML}Smartcard", f"{_EIDAS}substantial"),
        "hoog": (f"{_SAML}SmartcardPKI", f"{_EIDAS}high"),
    },
    DoorKind.EHERKENNING: {
        "eh2plus": (f"{_ETOEGANG}loa2plus", f"{_EIDAS}low"),
        "eh3": (f"{_ETOEGANG}loa3", f"{_EIDAS}substantial"),
        "eh4": (f"{_ETOEGANG}loa4", f"{_EIDAS}high"),
    },
}
