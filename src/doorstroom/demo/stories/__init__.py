"""What happened in the region before today, played with the real verbs, each on its day."""

from doorstroom.promises.actions import mark_overdue

from ..region import Region
from .clock import same_keys
from .deals import sector_deal
from .guidance import guidance
from .keys import keys_of_the_cast, questions
from .looks import looks, words_about_lists
from .meetings import invitations, meetings
from .play import Play


def tell_stories(region: Region) -> None:
    """Play every story, then let the clock mark what is too late."""
    with same_keys(region.seed):
        play = Play(region)
        keys_of_the_cast(play)
        questions(play)
        meetings(play)
        invitations(play)
        sector_deal(play)
        guidance(play)
        words_about_lists(play)
        looks(play)
        mark_overdue(region.today)
