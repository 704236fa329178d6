"""What can be done about somebody's data: give it, move it, join it, open it in need, stop."""

from .break_glass import Named, break_glass, close_glass
from .leaving import start_again, stop_looking
from .merging import merge, split
from .overviews import MAKER, ask_overview, expire, finish, make_overview
from .transfers import accept_transfer, offer_transfer, parties_of, refuse_transfer, take_back_transfer

__all__ = [
    "MAKER",
    "Named",
    "accept_transfer",
    "ask_overview",
    "break_glass",
    "close_glass",
    "expire",
    "finish",
    "make_overview",
    "merge",
    "offer_transfer",
    "parties_of",
    "refuse_transfer",
    "split",
    "start_again",
    "stop_looking",
    "take_back_transfer",
]
