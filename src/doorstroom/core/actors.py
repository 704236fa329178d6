"""Who acts: one person in one role at one organisation, or the machine itself."""

from dataclasses import dataclass, field
from uuid import UUID

from doorstroom.common.text import say


@dataclass(frozen=True)
class Role:
    """A kind of actor. `professional` roles need a second factor at sign-in."""

    code: str
    label: str
    professional: bool = True


SYSTEM = Role("system", say("het systeem"))
ANYONE = Role("anyone", say("iedereen"), professional=False)


@dataclass(frozen=True)
class Actor:
    """The acting user with the membership under which he or she acts now."""

    role: Role
    name: str
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    team_ids: frozenset[UUID] = field(default_factory=frozenset)
    region_code: str = ""

    @property
    def parties(self) -> frozenset[UUID]:
        """Return every party on whose ties this actor may rest: self, teams, organisation."""
        own = {party for party in (self.user_id, self.organisation_id) if party is not None}
        return frozenset(own | self.team_ids)

    @property
    def role_label(self) -> str:
        """Return the Dutch source label of the role, to be translated where it is shown."""
        return self.role.label


NOBODY = Actor(ANYONE, "")


def machine(name: str, region_code: str = "") -> Actor:
    """Return the actor under which the clock or a job works, named after that job."""
    return Actor(SYSTEM, name, region_code=region_code)
