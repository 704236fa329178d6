"""Sentences that a person will read, marked where they are written."""


def say(sentence: str) -> str:
    """Mark a Dutch sentence for translation without importing Django; whoever shows it translates it."""
    return sentence
