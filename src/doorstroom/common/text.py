"""Sentences that a person will read, marked where they are written; characters that can be kept."""

import unicodedata


def say(sentence: str) -> str:
    """Mark a Dutch sentence for translation without importing Django; whoever shows it translates it."""
    return sentence


def unwritable(text: str) -> bool:
    """Tell whether a text holds characters that no database keeps: NUL, other control signs, lone surrogates."""
    return any(
        unicodedata.category(character) == "Cs"
        or (unicodedata.category(character) == "Cc" and character not in "\n\r\t")
        for character in text
    )
