"""Why a message did not go out, and how long we try and keep."""

from datetime import timedelta

from doorstroom.common.text import say

TROUBLES = {
    "no_server": say("Er is geen mailserver ingesteld."),
    "unreachable": say("De mailserver is niet bereikbaar."),
    "refused": say("De mailserver weigert dit adres."),
}

# Waiting time before the next try; after the last one the message has failed and an administrator sees it.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720))
WAIT_FOR_SERVER = timedelta(minutes=15)
STUCK_AFTER = timedelta(minutes=10)  # a sender that died leaves its message behind

KEEP_WORDS = timedelta(days=90)
KEEP_ROWS = timedelta(days=365)
