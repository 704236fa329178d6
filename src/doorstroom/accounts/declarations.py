"""The roles of the region, and the pages of libraries that need no permission."""

from doorstroom.common.text import say
from doorstroom.core.actors import Role
from doorstroom.core.pages import FOREIGN, PUBLIC, SIGNED_IN

JOB_SEEKER = Role("job_seeker", say("werkzoekende"), professional=False)
CASE_WORKER = Role("case_worker", say("klantmanager"))
ACCOUNT_MANAGER = Role("account_manager", say("accountmanager"))
AGENCY_CONSULTANT = Role("agency_consultant", say("intercedent"))
EMPLOYER = Role("employer", say("werkgever"))
FUNCTIONAL_ADMIN = Role("functional_admin", say("functioneel beheerder"))

ROLES = {
    role.code: role
    for role in (
        JOB_SEEKER,
        CASE_WORKER,
        ACCOUNT_MANAGER,
        AGENCY_CONSULTANT,
        EMPLOYER,
        FUNCTIONAL_ADMIN,
    )
}

FOREIGN["account_"] = PUBLIC  # sign in, sign out, reset a password
FOREIGN["mfa_authenticate"] = PUBLIC
FOREIGN["mfa_login"] = PUBLIC
FOREIGN["mfa_"] = SIGNED_IN
