"""Who may make keys for programs."""

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, CASE_WORKER, EMPLOYER, FUNCTIONAL_ADMIN
from doorstroom.common.text import say
from doorstroom.core.navigation import menu
from doorstroom.core.pages import FOREIGN, PUBLIC
from doorstroom.core.permissions import UPKEEP, Grant, Permission, own_ground
from doorstroom.core.personal import ACCOUNT, COURSE, OTHERS, SECRET, TECHNICAL, personal
from doorstroom.core.trail import EventType

from .models import ApiToken

OWN_TOKEN = own_ground("own_token", say("van uzelf"), UPKEEP, attribute="membership__user_id")
TOKEN_HOLDERS = (EMPLOYER, AGENCY_CONSULTANT, ACCOUNT_MANAGER, CASE_WORKER, FUNCTIONAL_ADMIN)
KEEP_TOKENS = Permission(
    "interop.keep_tokens",
    say("Sleutels voor koppelingen beheren"),
    ApiToken,
    *(Grant(role, OWN_TOKEN) for role in TOKEN_HOLDERS),
)

TOKEN_MADE = EventType("interop.token_made", say("{who} heeft een sleutel gemaakt voor {name}."), facts=("name",))
TOKEN_REVOKED = EventType(
    "interop.token_revoked", say("{who} heeft de sleutel voor {name} ingetrokken."), facts=("name",)
)

# The API asks for a token itself, on every operation (interop.api).
FOREIGN["api-1:"] = PUBLIC

menu(90, say("Koppelingen"), "interop_tokens", EMPLOYER, AGENCY_CONSULTANT, FUNCTIONAL_ADMIN)

personal(
    ApiToken,
    say("Sleutels voor koppelingen"),
    path="",
    account="membership__user_id",
    kept=ACCOUNT,
    purpose=UPKEEP,
    fields={
        "id": TECHNICAL,
        "membership": OTHERS,
        "name": COURSE(say("naam")),
        "digest": SECRET,
        "made_at": COURSE(say("gemaakt op")),
        "expires_on": COURSE(say("geldig tot")),
        "last_used_on": COURSE(say("laatst gebruikt op")),
        "revoked_at": COURSE(say("ingetrokken op")),
    },
)
