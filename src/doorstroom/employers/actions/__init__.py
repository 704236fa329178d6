"""What can be done with vacancies and with the firms that offer them."""

from ..rules import NewFirm, SkillAsked, VacancyDraft, obstacles
from .firms import (
    account_managers,
    add_employer,
    change_employer,
    change_own_firm,
    known_by_kvk,
    name_account_manager,
    note_contact,
    own_firm,
    stamp_of,
)
from .vacancies import change_vacancy, end_vacancy, publish_vacancy, reopen_vacancy, stamp, take_numbers

__all__ = [
    "NewFirm",
    "SkillAsked",
    "VacancyDraft",
    "account_managers",
    "add_employer",
    "change_employer",
    "change_own_firm",
    "change_vacancy",
    "end_vacancy",
    "known_by_kvk",
    "name_account_manager",
    "note_contact",
    "obstacles",
    "own_firm",
    "publish_vacancy",
    "reopen_vacancy",
    "stamp",
    "stamp_of",
    "take_numbers",
]
