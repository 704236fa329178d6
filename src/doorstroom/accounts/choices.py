"""The roles of the region by code, with what people call them."""

from doorstroom.common.text import say

ROLE_LABELS = {
    "job_seeker": say("werkzoekende"),
    "case_worker": say("klantmanager"),
    "account_manager": say("accountmanager"),
    "agency_consultant": say("intercedent"),
    "employer": say("werkgever"),
    "functional_admin": say("functioneel beheerder"),
}
