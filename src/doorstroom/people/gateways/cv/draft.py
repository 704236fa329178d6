"""The draft of a profile: what was read, each line with the words it came from; plain data that goes as JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any

MOST_WORDS = 600  # letters of the CV's own words that go with one line


@dataclass
class Job:
    """Work as the CV tells it; months are "2019-03", or "2019" when the CV names no month."""

    title: str
    employer: str = ""
    begin: str = ""
    end: str = ""  # empty: still there
    what: str = ""
    words: str = ""


@dataclass
class School:
    """A school or course; `level` is a value of reference.choices.EducationLevel, None when the CV does not say."""

    name: str
    level: int | None = None
    year: int | None = None
    finished: bool = True
    words: str = ""


@dataclass
class Tongue:
    """A language by its ISO 639-1 code; `level` is a value of reference.choices.LanguageLevel or None."""

    code: str
    level: int | None = None
    words: str = ""


@dataclass
class Paper:
    """A licence or paper, by its code in reference.choices.Licence."""

    code: str
    words: str = ""


@dataclass
class Can:
    """Something the person says to be able to do, in the CV's own words."""

    text: str
    words: str = ""


@dataclass
class Draft:
    """Everything that was read from one CV."""

    jobs: list[Job] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    tongues: list[Tongue] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    skills: list[Can] = field(default_factory=list)
    text: str = ""  # all of it, to look for what should not be kept; never stored

    def as_data(self) -> dict[str, Any]:
        """Return the draft as plain data."""
        return asdict(self)


def from_data(data: dict[str, Any]) -> Draft:
    """Return a draft from plain data."""
    return Draft(
        jobs=[Job(**row) for row in data["jobs"]],
        schools=[School(**row) for row in data["schools"]],
        tongues=[Tongue(**row) for row in data["tongues"]],
        papers=[Paper(**row) for row in data["papers"]],
        skills=[Can(**row) for row in data["skills"]],
        text=str(data["text"]),
    )
