"""Numbers and addresses that reach nobody.

Telephone: mobile numbers start with 06-9 and fixed ones have a subscriber number that starts with 0: the Dutch
number plan (Nummerplan telefoon- en ISDN-diensten) gives out neither. Mail ends in .example (RFC 2606). Chamber of
Commerce numbers start with 00, which the register does not give out.
"""

import re
import unicodedata

from .dice import Dice

AREA = {"Delft": "015", "Den Hoorn": "015", "Schipluiden": "015", "Maasland": "010"}
WESTLAND = {"Naaldwijk", "Honselersdijk", "Maasdijk", "De Lier", "Monster", "Ter Heijde", "Poeldijk", "'s-Gravenzande"}


def mobile(dice: Dice) -> str:
    """Return a mobile number that nobody has."""
    return f"06-9{dice.randint(0, 9_999_999):07d}"


def landline(dice: Dice, town: str) -> str:
    """Return a fixed number with the town's own area code that nobody has."""
    if town in WESTLAND:
        return f"0174-0{dice.randint(0, 99_999):05d}"
    return f"{AREA.get(town, '070')}-0{dice.randint(0, 999_999):06d}"


def kvk(number: int) -> str:
    """Return the invented Chamber of Commerce number of the n-th organisation."""
    return f"00{100_000 + number * 137 % 899_989:06d}"


def plain(text: str) -> str:
    """Return letters and digits only, in lower case, as they stand in an address."""
    text = text.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("&", "en")
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", bare)


def personal_mail(dice: Dice, first: str, last: str, born: int) -> str:
    """Return somebody's own mail address."""
    one, two = plain(first), plain(last)
    form = dice.one((f"{one}.{two}", f"{one}{two}", f"{one[0]}.{two}", f"{one}.{two}{born % 100:02d}", f"{two}.{one}"))
    return f"{form}@{dice.one(('post.example', 'mail.example', 'thuis.example', 'brief.example'))}"


def firm_domain(name: str) -> str:
    """Return the domain of a firm."""
    return f"{plain(name)[:40]}.example"
