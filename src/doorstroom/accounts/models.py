"""Who signs in, and for whom they work."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.cache import caches
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from doorstroom.common.text import say

from .choices import JOB_SEEKER, ROLE_LABELS

# Under a name that can never exist (RFC 2606): the account of somebody whose mail address is not known.
NO_ADDRESS = "@zonder-adres.invalid"


class Installation(models.Model):
    """What this office is: its labour-market region, what people call it, and its colours. One row, or none yet."""

    ONLY = uuid.UUID(int=1)
    REMEMBERED = "accounts.office"  # where queries.office keeps it

    id = models.UUIDField(primary_key=True, default=ONLY, editable=False)
    region = models.ForeignKey("reference.LabourMarketRegion", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    theme = models.CharField(max_length=20, blank=True)  # name of a file in ui/themes, without .css

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=uuid.UUID(int=1)), name="one_installation")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let every page of this process see it at once."""
        super().save(*args, **kwargs)
        caches["host"].delete(self.REMEMBERED)


class Organisation(models.Model):
    """A party in the region. `region_id` is the code of its labour-market region."""

    class Kind(models.TextChoices):
        """What kind of party it is."""

        MUNICIPALITY = "municipality", say("gemeente")
        UWV = "uwv", say("UWV")
        SERVICE_POINT = "service_point", say("werkgeversservicepunt")
        TEMP_AGENCY = "temp_agency", say("uitzendbureau")
        EMPLOYER = "employer", say("werkgever")
        TRAINING = "training", say("opleider")
        REINTEGRATION = "reintegration", say("re-integratiebedrijf")
        PARTNER = "partner", say("partner")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    region = models.ForeignKey("reference.LabourMarketRegion", on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        "reference.Municipality", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kvk = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kvk"], condition=~Q(kvk=""), name="one_organisation_per_kvk_number")
        ]


class Team(models.Model):
    """People of one organisation who share work, such as the intake team."""

    class Task(models.TextChoices):
        """What work comes to the team by itself."""

        GENERAL = "general", say("algemeen")
        INTAKE = "intake", say("intake")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    task = models.CharField(max_length=20, choices=Task, default=Task.GENERAL)


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; without a password nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may do stands in memberships, never here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, default="nl")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    # Has or had a role of a professional, so that others read the name on what was done. Every other account is fenced.
    works_here = models.BooleanField(default=False)
    session_series = models.PositiveIntegerField(default=0)  # raised to end every session of this user

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    @property
    def has_address(self) -> bool:
        """Tell whether there is somewhere to send mail; who came by DigiD or eHerkenning may not have said where."""
        return not self.email.endswith(NO_ADDRESS)

    def get_full_name(self) -> str:
        """Return the name as it is shown."""
        return self.name

    @property
    def first_name(self) -> str:
        """Return what a letter calls this user; empty while only an address is known."""
        return "" if "@" in self.name else self.name.split(" ", 1)[0]

    def get_session_auth_hash(self) -> str:
        """Bind sessions to the password and to the series, so that raising the series ends them all."""
        return self._hash_of_session(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return what the hash was under earlier secret keys."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_of_session(secret)

    def _hash_of_session(self, secret: str | bytes) -> str:
        said = f"{self.password}:{self.session_series}"
        return salted_hmac("doorstroom.accounts.session", said, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return False: Django's permissions are not used, doors are opened by core.permissions."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Return False, as `has_perm` does."""
        return False


class Identity(models.Model):
    """By which subject of which sign-in service a user comes in. A BSN never stands here: DigiD goes by the vault."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="a_subject_is_one_user")]


class Membership(models.Model):
    """A user works in a role for an organisation; a job seeker's membership has none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=40)
    teams = models.ManyToManyField(Team, blank=True, related_name="members")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="a_role_once_per_user_and_organisation"
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(organisation__isnull=True),
                name="a_role_without_organisation_once_per_user",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; by a first role of a professional somebody becomes one who works here."""
        fresh = self._state.adding
        super().save(*args, **kwargs)
        if fresh and self.role != JOB_SEEKER and not self.user.works_here:
            self.user.works_here = True
            self.user.save(update_fields=["works_here"])

    def runs(self, day: date) -> bool:
        """Tell whether this role can be played on a day: not ended, still known, its organisation and user active."""
        begun_and_not_over = self.since <= day and (self.until is None or self.until > day)
        active = self.user.is_active and (self.organisation is None or self.organisation.active)
        return begun_and_not_over and active and self.role in ROLE_LABELS

    @property
    def role_label(self) -> str:
        """Return the Dutch source label of the role, to be translated where it is shown."""
        return ROLE_LABELS.get(self.role, self.role)


class Session(AbstractBaseSession):
    """Somebody who is signed in somewhere, or a visitor of whom something must be remembered; says whose it is."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that writes these rows."""
        from .sessions import SessionStore

        return SessionStore
