"""The world of work of the matching tests, and who meets whom."""

from tests.matching.conftest import job_of, seeker_of, work

__all__ = ["job_of", "seeker_of", "work"]
