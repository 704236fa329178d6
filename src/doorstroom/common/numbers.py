"""Numbers that everybody in the Netherlands knows: postcode, telephone, personal number; pure checks."""

import re
from dataclasses import dataclass

POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
PHONE = re.compile(r"0[1-9][0-9]{8}|(\+|00)[1-9][0-9]{7,13}")


def postcode(text: str) -> str | None:
    """Return a postcode as 2512AB, or None when the text is none (SA, SD and SS were never given out)."""
    neat = "".join(text.upper().split())
    return neat if POSTCODE.fullmatch(neat) and neat[4:] not in {"SA", "SD", "SS"} else None


def is_phone(text: str) -> bool:
    """Tell whether a text can be dialled: ten digits from 0, or a country code with + or 00."""
    return bool(PHONE.fullmatch(re.sub(r"[ ().\-]", "", text)))


def is_bsn(text: str) -> bool:
    """Tell whether digits pass the test of the personal number (the "elfproef": 9a+8b+...+2h-i divides by 11)."""
    digits = [int(each) for each in text if each in "0123456789"]
    if len(digits) == 8:
        digits.insert(0, 0)
    if len(digits) != 9 or not any(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


@dataclass(frozen=True)
class Bsn:
    """A personal number that shows its last four digits only, wherever it is printed, logged or drawn."""

    digits: str

    @classmethod
    def read(cls, text: str) -> "Bsn | None":
        """Return the number in a text that people may write with dots and spaces, or None when it is none."""
        digits = re.sub(r"[ .\-]", "", text)
        plain = re.fullmatch(r"[0-9]{8,9}", digits)
        return cls(digits.zfill(9)) if plain and is_bsn(digits) else None

    def __str__(self) -> str:
        return f"*****{self.digits[-4:]}"

    __repr__ = __str__
