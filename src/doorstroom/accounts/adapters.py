"""Where allauth asks us how things are done here."""

# The library carries no types.
# mypy: disallow-subclassing-any=False

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.core import keys
from doorstroom.core.actors import Actor

from . import actions
from .declarations import JOB_SEEKER, PROFESSIONAL_CODES
from .models import NO_ADDRESS, User
from .queries import memberships_of, office

WAYS_TO_CONFIRM = {
    "reauthenticate": _("Met uw wachtwoord"),
    "mfa_reauthenticate": _("Met een code"),
    "mfa_reauthenticate:webauthn": _("Met een toegangssleutel"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Job seekers may make their own account; everybody else is invited."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dit account is niet meer in gebruik."),
        "duplicate_email": _("Dit e-mailadres hoort al bij uw account."),
        "email_password_mismatch": _("Het e-mailadres of het wachtwoord klopt niet. Probeer het nog een keer."),
        "email_taken": _("Er is al een account met dit e-mailadres. Log in, of kies een nieuw wachtwoord."),
        "enter_current_password": _("Dit is niet uw wachtwoord van nu."),
        "incorrect_code": _("Deze code klopt niet. Kijk of de code nog geldig is."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "invalid_or_expired_key": _("Deze link werkt niet meer."),
        "invalid_login": _("Inloggen is niet gelukt."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "too_many_login_attempts": _("U probeert dit te vaak. Wacht vijf minuten. Probeer het dan opnieuw."),
        "unverified_primary_email": _("Bevestig eerst uw e-mailadres."),
        "same_as_current": _("Dit is hetzelfde als nu. Vul iets anders in."),
        "rate_limited": _("U probeert dit te vaak. Wacht een paar minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Allow a job seeker to sign up."""
        return True

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name as the user wrote it, and let the account be one of a job seeker."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.name = form.cleaned_data.get("name") or user.email
        user.language = request.LANGUAGE_CODE
        if commit:
            with transaction.atomic():
                user.save()
                self_made = Actor(JOB_SEEKER, user.name, user_id=user.pk, region_code=office().region_code)
                actions.sign_up(actor=self_made, user=user)
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to somebody by first name and in the own language, where we know them."""
        if email.endswith(NO_ADDRESS):
            return
        user = User.objects.filter(email=email.lower()).first()
        more = {"name": user.first_name if user else "", "help_url": f"{settings.SITE_ADDRESS}{reverse('help')}"}
        with translation.override(user.language if user else translation.get_language()):
            super().send_mail(template_prefix, email, {**context, **more})

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures per account and sender together: who tries at somebody's account locks only itself out."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{ratelimit.get_ip(request)}:{account}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep a wide limit on the account itself too, for who tries from many places."""
        super().pre_authenticate(request, **credentials)
        account = super()._get_login_attempts_cache_key(request, **credentials)
        if not ratelimit.consume(request, app="allauth.account", action="login_account", key=account):
            raise self.validation_error("too_many_login_attempts")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Lead a new job seeker to the guided path of the own profile."""
        return reverse("people_start")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Name the ways to show once more who you are in our own words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS_TO_CONFIRM[way["id"]]} for way in ways]


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: kept encrypted, and never taken off a professional by the professional."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Zet eerst de tweede stap uit. Daarna kunt u uw e-mailadres veranderen."),
        "cannot_delete_authenticator": _("Voor uw werk is een tweede stap verplicht. Voeg eerst een andere toe."),
        "cannot_generate_recovery_codes": _("Stel eerst een app of een toegangssleutel in."),
        "incorrect_code": _("Deze code klopt niet. Kijk of de code nog geldig is."),
        "unverified_email": _("Bevestig eerst uw e-mailadres. Daarna kunt u de tweede stap instellen."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret under the key that lies outside the database."""
        current, held = keys.ring()
        sealed = keys.seal(held[current], "second factor", text.encode())
        return f"{current}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        name, _colon, sealed = encrypted_text.partition(":")
        return keys.unseal(keys.ring()[1][name], "second factor", base64.b64decode(sealed)).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the square to scan as a part of the page: the page takes no pictures from elsewhere."""
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Keep the last second factor of somebody who works here."""
        user = User.objects.get(pk=authenticator.user_id)
        if not any(row.role in PROFESSIONAL_CODES for row in memberships_of(user)):
            return True
        others = Authenticator.objects.filter(user_id=user.pk).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Propose a name for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Mijn toegangssleutel {number}").format(number=count + 1)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Call the site Doorstroom where a passkey is made."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Doorstroom"}
