"""The world of work of the matching tests, and who meets whom."""

from tests.matching.conftest import job_of, nothing_remembered, seeker_of, work

__all__ = ["job_of", "nothing_remembered", "seeker_of", "work"]
