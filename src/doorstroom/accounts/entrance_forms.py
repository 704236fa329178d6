"""The forms of signing in, in our own words."""

# The library carries no types.
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from doorstroom.core.fields import Text

NEW_PASSWORD = _("Minstens 12 tekens. Een zin van vier of vijf woorden is goed.")
CODE = (_("Code"), _("Zes cijfers uit uw app, of een herstelcode."))


class Worded:
    """Gives the fields of a library's form our own label and help, and takes away words inside the box."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignInForm(Worded, account.LoginForm):
    """Sign in with an address and a password."""

    words = {"login": (_("E-mailadres"), ""), "password": (_("Wachtwoord"), "")}


class SignUpForm(Worded, account.SignupForm):
    """A job seeker makes an account."""

    name = Text(max_length=120)
    field_order = ["name", "email", "password1", "password2"]
    words = {
        "name": (_("Uw naam"), _("Uw voornaam en achternaam.")),
        "email": (_("E-mailadres"), _("Hier krijgt u bericht. Werkgevers zien het pas als u dat wilt.")),
        "password1": (_("Wachtwoord"), NEW_PASSWORD),
        "password2": (_("Wachtwoord, nog een keer"), ""),
    }

    def clean_name(self) -> str:
        """Refuse an address for a name: it would stand where others can read it."""
        name = " ".join(self.cleaned_data["name"].split())
        if "@" in name:
            raise forms.ValidationError(_("Vul uw naam in, niet uw e-mailadres."))
        return name


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    words = {
        "oldpassword": (_("Uw wachtwoord van nu"), ""),
        "password1": (_("Nieuw wachtwoord"), NEW_PASSWORD),
        "password2": (_("Nieuw wachtwoord, nog een keer"), ""),
    }


class SetPasswordForm(Worded, account.SetPasswordForm):
    """A first password."""

    words = {"password1": (_("Wachtwoord"), NEW_PASSWORD), "password2": (_("Wachtwoord, nog een keer"), "")}


class ForgottenPasswordForm(Worded, account.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    words = {"email": (_("E-mailadres"), "")}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    """Choose a password through the link from a mail."""

    words = {
        "password1": (_("Nieuw wachtwoord"), NEW_PASSWORD),
        "password2": (_("Nieuw wachtwoord, nog een keer"), ""),
    }


class PasswordAgainForm(Worded, account.ReauthenticateForm):
    """Show once more that it is you, with your password."""

    words = {"password": (_("Wachtwoord"), "")}


class NewAddressForm(Worded, account.AddEmailForm):
    """Another mail address."""

    words = {"email": (_("Nieuw e-mailadres"), _("U krijgt daar een bericht met een link."))}


class Once:
    """Take a code once for as long as it fits: the library lets its clock be off, and forgets sooner than that."""

    def clean_code(self) -> str:
        """Return the code, unless it was taken before, here or at another host."""
        code: str = super().clean_code()  # type: ignore[misc]
        fits = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        taken = f"accounts.code.{self.user.pk}.{normalize_user_code(code)}"  # type: ignore[attr-defined]
        if not cache.add(taken, True, fits):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(Once, Worded, factor.AuthenticateForm):
    """The second step at sign-in."""

    words = {"code": CODE}


class CodeAgainForm(Once, Worded, factor.ReauthenticateForm):
    """Show once more that it is you, with a code."""

    words = {"code": CODE}


class AppForm(Worded, app.ActivateTOTPForm):
    """Connect an app that makes codes."""

    words = {"code": (_("Code uit de app"), _("Zes cijfers."))}


class PasskeyForm(Worded, passkey.AddWebAuthnForm):
    """Add a passkey."""

    words = {
        "name": (_("Naam van deze sleutel"), _("Bijvoorbeeld: mijn telefoon.")),
        "passwordless": (
            _("Ook inloggen zonder wachtwoord"),
            _("U logt dan in met alleen deze sleutel en uw vinger, gezicht of pincode."),
        ),
    }


class PasskeyNameForm(Worded, passkey.EditWebAuthnForm):
    """Give a passkey another name."""

    words = {"name": (_("Naam van deze sleutel"), "")}
