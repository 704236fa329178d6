"""What holds in every surrounding. Dev, test and production only add to it."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("DOORSTROOM_VAR", ROOT / "var"))  # database, stored files, keys: never in the repository
VAR.mkdir(parents=True, exist_ok=True)


def database(url: str) -> dict[str, object]:
    """Turn a DATABASE_URL (sqlite:///path or postgresql://user:word@host:port/name) into Django's form."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path.replace("//", "/", 1),
            # IMMEDIATE: a writer queues at the start instead of failing half-way (docs/adr/0006).
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-65536;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "options": "-c statement_timeout=10000 -c lock_timeout=5000 "
                "-c idle_in_transaction_session_timeout=30000 "
                # Disks of today seek at once, and an index over the ties is read faster than their whole table.
                "-c random_page_cost=1.1 "
                "-c jit=off"  # our long lists are estimated dear, and compiling them took ten times as long as they do
            },
        }
    raise ValueError(f"DATABASE_URL must start with sqlite:// or postgresql://, not {parts.scheme}://")


DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'doorstroom.sqlite3'}"))}
# On PostgreSQL the product runs as this role, which owns nothing (docs/adr/0008).
RUNTIME_ROLE = os.environ.get("DOORSTROOM_RUNTIME_ROLE", "doorstroom_app")
REQUESTS_AS_ROLE = ""
LOGS_STAY = True  # on SQLite triggers refuse to change a log
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    # Doorstroom, from the roof down.
    "doorstroom.demo",
    "doorstroom.desk",
    "doorstroom.interop",
    "doorstroom.privacy",
    "doorstroom.placements",
    "doorstroom.deals",
    "doorstroom.cases",
    "doorstroom.benefits",
    "doorstroom.introductions",
    "doorstroom.matching",
    "doorstroom.employers",
    "doorstroom.promises",
    "doorstroom.people",
    "doorstroom.notices",
    "doorstroom.reference",
    "doorstroom.accounts",
    "doorstroom.core",
    "doorstroom.ui",
    # After our own rooms, so that our templates and words come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
AUTH_USER_MODEL = "accounts.User"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "doorstroom.core.fence.fence",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "doorstroom.accounts.middleware.language_of_the_user",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "doorstroom.accounts.middleware.acting_user",
    "doorstroom.core.pages.guard",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["doorstroom.ui.templatetags.ui", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "doorstroom.accounts.context.surroundings",
            ],
        },
    }
]

# Dutch is the source language; English comes from the catalogues of each room.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("DOORSTROOM_STATIC", VAR / "static"))
LINKING_WEIGHTS = VAR / "linking" / "weights.npz"  # what `manage.py train_linker` learned
FILES_ROOT = VAR / "files"  # the encrypted file store
# Sign-in services of others, with our own keys for them; no file, no such doors (docs/how-to/connect-sign-in.md).
OIDC_FILE = Path(os.environ.get("DOORSTROOM_OIDC", VAR / "oidc.json"))
# The wrapping keys: in production on a volume of their own, apart from the database.
KEYS_FILE = Path(os.environ.get("DOORSTROOM_KEYS_FILE", VAR / "keys.json"))

# Sign-in by allauth; professionals need a second factor (doorstroom.accounts.middleware).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # tell people by mail when their password or second factor changed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "doorstroom.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "doorstroom.accounts.entrance_forms.SignInForm",
    "signup": "doorstroom.accounts.entrance_forms.SignUpForm",
    "change_password": "doorstroom.accounts.entrance_forms.ChangePasswordForm",
    "set_password": "doorstroom.accounts.entrance_forms.SetPasswordForm",
    "reset_password": "doorstroom.accounts.entrance_forms.ForgottenPasswordForm",
    "reset_password_from_key": "doorstroom.accounts.entrance_forms.NewPasswordForm",
    "reauthenticate": "doorstroom.accounts.entrance_forms.PasswordAgainForm",
    "add_email": "doorstroom.accounts.entrance_forms.NewAddressForm",
}
# Per address of the sender, per account that this sender tries, and (wide: ASVS 5.0, 6.3.1 names a hundred an hour)
# per account whoever tries; allauth counts in the default cache, which all hosts of production share.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "login_account": "100/h/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
}
MFA_ADAPTER = "doorstroom.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "doorstroom.accounts.entrance_forms.CodeForm",
    "reauthenticate": "doorstroom.accounts.entrance_forms.CodeAgainForm",
    "activate_totp": "doorstroom.accounts.entrance_forms.AppForm",
    "add_webauthn": "doorstroom.accounts.entrance_forms.PasskeyForm",
    "edit_webauthn": "doorstroom.accounts.entrance_forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Doorstroom"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off

SESSION_ENGINE = "doorstroom.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Jobs live in the database, so a job and the change that asked for it commit together.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}
# All mail, also that of libraries, becomes a row in the outbox; a job gives it to the carrier. Without a mail
# server the demo keeps mail in the outbox page, and a real office sees it waiting there.
EMAIL_BACKEND = "doorstroom.notices.outbox.OutboxBackend"
EMAIL_HOST = os.environ.get("DOORSTROOM_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("DOORSTROOM_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("DOORSTROOM_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DOORSTROOM_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("DOORSTROOM_MAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
MAIL_CARRIER = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else ""
DEFAULT_FROM_EMAIL = os.environ.get("DOORSTROOM_MAIL_FROM", "Doorstroom <niet-antwoorden@doorstroom.example>")
SITE_ADDRESS = os.environ.get("DOORSTROOM_ADDRESS", "http://127.0.0.1:8000")  # for links in mail

# What goes wrong on a page is told on standard error, so that it can be found; page addresses, never what was typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"served": {"()": "django.utils.log.RequireDebugFalse"}},
    "handlers": {"trouble": {"class": "logging.StreamHandler", "level": "ERROR", "filters": ["served"]}},
    "loggers": {"django.request": {"handlers": ["trouble"]}},
}
# The default one is what all hosts must count together; "host" is what each may work out for itself.
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "host")}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

# The surroundings of this installation.
REGION_CODE = os.environ.get("DOORSTROOM_REGION", "AM21")
REGION_NAME = os.environ.get("DOORSTROOM_REGION_NAME", "Haaglanden")
DEMO = False
