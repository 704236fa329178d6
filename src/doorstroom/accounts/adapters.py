"""Where allauth asks us how things are done here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Job seekers may make their own account; everybody else is invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Allow a job seeker to sign up."""
        return True

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name as the user wrote it; the address stands in until it is known."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.name = user.name or user.email
        if commit:
            user.save()
        return user
