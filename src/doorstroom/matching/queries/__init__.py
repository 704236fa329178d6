"""What may be asked about matches: a person's list, the reasons, candidates without a name, answers given."""

from .answers import Answer, answers_of, doubts_for, doubts_of
from .candidates import (
    Candidate,
    CandidateList,
    candidate_named,
    candidates_for,
    person_behind,
    pseudonym_of,
    pseudonyms,
    retired_codes,
    set_aside,
)
from .coached import Coached, coached
from .explained import Advice, Explained, explain
from .fits import Brought, Fitting, brought_by, note_profile
from .groups import Group, groups_for
from .jobs import JobCard, JobList, firm_of, jobs_for, with_others
from .method import Method, method

__all__ = [
    "Advice",
    "Answer",
    "Brought",
    "Candidate",
    "CandidateList",
    "Coached",
    "Explained",
    "Fitting",
    "Group",
    "JobCard",
    "JobList",
    "Method",
    "answers_of",
    "brought_by",
    "candidate_named",
    "candidates_for",
    "coached",
    "doubts_for",
    "doubts_of",
    "explain",
    "firm_of",
    "groups_for",
    "jobs_for",
    "method",
    "note_profile",
    "person_behind",
    "pseudonym_of",
    "pseudonyms",
    "retired_codes",
    "set_aside",
    "with_others",
]
