"""What the framework's own tables hold of people."""

from doorstroom.common.text import say

from .models import PersonKey, Promise, ReadLogEntry, StoredFile, Tie, TrailEntry, Upload, UploadRow
from .permissions import GUIDANCE, UPKEEP
from .personal import COURSE, GUIDANCE_FILE, OTHERS, SECRET, TECHNICAL, TRAIL, names_colleague, personal

personal(
    Tie,
    say("Wie bij u hoort"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person_id": TECHNICAL,
        "party": OTHERS,
        "ground": COURSE(say("waarom iemand uw gegevens mag zien")),
        "subject": TECHNICAL,
        "since": COURSE(say("vanaf")),
        "until": COURSE(say("tot")),
    },
)
names_colleague(
    Tie,
    say("Wie u mag zien, en waarom"),
    "party",
    gives={"ground": say("waarom"), "since": say("vanaf"), "until": say("tot")},
)
personal(
    Promise,
    say("Stappen die iemand moest zetten"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person_id": TECHNICAL,
        "owner": OTHERS,
        "step": COURSE(say("stap")),
        "about_model": TECHNICAL,
        "about_id": TECHNICAL,
        "made_at": COURSE(say("afgesproken op")),
        "due": COURSE(say("uiterste dag")),
        "overdue_since": COURSE(say("te laat sinds")),
        "escalated_to": OTHERS,
        "closed_at": COURSE(say("afgesloten op")),
        "outcome": COURSE(say("hoe het afliep")),
    },
)
names_colleague(
    Promise,
    say("Stappen die van u werden verwacht"),
    "owner",
    "escalated_to",
    gives={
        "step": say("stap"),
        "made_at": say("afgesproken op"),
        "due": say("uiterste dag"),
        "overdue_since": say("te laat sinds"),
        "closed_at": say("afgesloten op"),
    },
)
personal(
    TrailEntry,
    say("Wat er gebeurde"),
    path="person_id",
    kept=TRAIL,
    fields={
        "id": TECHNICAL,
        "at": COURSE(say("wanneer")),
        "event": COURSE(say("wat er gebeurde")),
        "by_user": OTHERS,
        "by_name": OTHERS,
        "by_role": COURSE(say("door iemand in de rol")),
        "by_organisation": COURSE(say("van organisatie")),
        "about_model": TECHNICAL,
        "about_id": TECHNICAL,
        "person_id": TECHNICAL,
        "facts": TECHNICAL,  # the sentence in `event` holds them
        "personal": SECRET,  # the same, under the key of the person
    },
)
names_colleague(
    TrailEntry,
    say("Wat u deed, en wat er met uw account gebeurde"),
    "by_user",
    gives={
        "at": say("wanneer"),
        "event": say("wat er in het logboek staat"),
        "by_role": say("door iemand in de rol"),
        "by_organisation": say("van organisatie"),
    },
)
personal(
    ReadLogEntry,
    say("Wie uw gegevens bekeek"),
    path="person_id",
    kept=TRAIL,
    purpose=UPKEEP,
    fields={
        "id": TECHNICAL,
        "at": COURSE(say("wanneer")),
        "request_id": TECHNICAL,
        "by_user": OTHERS,
        "by_name": OTHERS,
        "by_role": COURSE(say("door iemand in de rol")),
        "by_organisation": COURSE(say("van organisatie")),
        "person_id": TECHNICAL,
        "permission": COURSE(say("wat diegene deed")),
        "purpose": COURSE(say("waarvoor")),
        "fields": COURSE(say("welke gegevens")),
        "page": TECHNICAL,
    },
)
names_colleague(
    ReadLogEntry,
    say("Wanneer u iemand zag"),
    "by_user",
    gives={
        "at": say("wanneer"),
        "permission": say("wat u opende"),
        "by_role": say("in de rol"),
        "by_organisation": say("van organisatie"),
    },
)
personal(
    PersonKey,
    say("Uw sleutel"),
    path="person_id",
    kept=GUIDANCE_FILE,
    purpose=UPKEEP,
    fields={"person_id": TECHNICAL, "wrapped": SECRET, "wrapped_by": SECRET},
)
personal(
    StoredFile,
    say("Uw bestanden"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person_id": TECHNICAL,
        "owner": OTHERS,
        "name": COURSE(say("naam van het bestand")),
        "media_type": COURSE(say("soort bestand")),
        "size": COURSE(say("grootte")),
        "digest": SECRET,
        "wrapped": SECRET,
        "wrapped_by": SECRET,
        "stored_at": COURSE(say("bewaard sinds")),
    },
)
names_colleague(
    StoredFile,
    say("Bestanden die u bracht"),
    "owner",
    gives={"media_type": say("soort"), "size": say("grootte in bytes"), "stored_at": say("bewaard op")},
)
personal(
    Upload,
    say("Bestanden met rijen"),
    path="",  # of the colleague who brought the file
    kept=TRAIL,
    purpose=GUIDANCE,
    fields=dict.fromkeys(
        (
            "id", "kind", "by_role", "organisation", "region", "name", "file", "reading", "status", "total", "handled",
            "good", "refused_because", "problems", "bad", "result", "created_at", "tries", "touched_at", "finished_at",
        ),
        TECHNICAL,
    )
    | {"by_user": OTHERS, "by_name": OTHERS, "sample": OTHERS},
)  # fmt: skip
names_colleague(
    Upload,
    say("Bestanden met rijen die u bracht"),
    "by_user",
    gives={"name": say("naam van het bestand"), "created_at": say("gebracht op"), "status": say("hoe ver het is")},
)
personal(
    UploadRow,
    say("Wat een bestand bij u veranderde"),
    path="person_id",
    kept=TRAIL,
    purpose=GUIDANCE,
    fields={
        "id": TECHNICAL,
        "upload": TECHNICAL,
        "person_id": TECHNICAL,
        "number": TECHNICAL,
        "outcome": COURSE(say("gevolg")),
        "about_id": TECHNICAL,
        "label": COURSE(say("over wie")),
        "before": COURSE(say("hoe het was")),
        "taken_back": COURSE(say("teruggedraaid")),
        "kept_because": COURSE(say("waarom niet teruggedraaid")),
    },
)
