"""What professionals and employers write to each other and to people, in the demo's stories."""

PROPOSALS = (
    "Ik zag deze vacature en dacht meteen aan u. Kijk eens of het iets voor u is.",
    "Deze werkgever zoekt iemand met uw ervaring. De uren passen bij wat we bespraken.",
    "Dit is dichtbij en u kunt er doorgroeien. Wilt u hier volgende week over praten?",
    "Ik ken deze werkgever. Een fijn team en goede begeleiding in het begin.",
    "Niet precies wat u zocht, maar wel een goede stap. Wat vindt u?",
    "U zei dat u weer onder de mensen wilt zijn. Dat kan hier.",
)
INVITATIONS = (
    "Uw profiel past goed bij ons. Komt u een keer kennismaken? Dan laten we de werkplek zien.",
    "Wij zoeken snel iemand en zien dat u dit werk kent. Mogen we u bellen?",
    "Wat u kunt, kunnen wij goed gebruiken. We nodigen u graag uit voor een kop koffie.",
    "Ervaring is mooi meegenomen, motivatie telt. Vertelt u ons wat u zoekt?",
    "Wij werken met vaste roosters en een goede inwerktijd. Lijkt dat u wat?",
    "U kunt bij ons eerst een dag meelopen. Zullen we een datum prikken?",
)
DOUBTS = (
    "Hier staat dat ik een rijbewijs moet hebben, maar in de tekst staat dat het niet hoeft.",
    "Deze baan is veel verder weg dan hier staat.",
    "Ik heb dit werk nooit gedaan. Waarom staat het bovenaan?",
    "Volgens mij past dit niet bij mijn uren.",
)
EMPLOYERS = (
    "Pakhuis Zuid", "Hotel De Vliert", "Bakkerij Ten Zand", "Schoonmaak Helder", "Kantine Het Plein",
    "Fietsenzaak Spaak", "Zorghuis De Linde", "Drukkerij Letterlijk", "Tuincentrum Groen", "Catering Smakelijk",
)  # fmt: skip
INTAKES = (
    ("Ik sta graag vroeg op en ik ben nooit te laat.", "Ik heb geen auto.", ("travel",)),
    ("Ik wil weer onder de mensen zijn.", "Mijn zoon gaat pas in januari naar de opvang.", ("children",)),
    ("Ik leer snel als iemand het voordoet.", "Mijn Nederlands is nog niet goed genoeg.", ("language",)),
    ("Ik werkte altijd. Stilzitten past niet bij mij.", "", ()),
    ("Ik ken veel mensen in de wijk.", "Mijn diploma is van een ander land.", ("papers", "language")),
    ("Ik kan goed met computers omgaan.", "Ik maak mij zorgen over geld.", ("debts",)),
)
PLANS = (
    ("Voor de zomer werk van 32 uur, dicht bij huis.", "Mijn cv laten lezen en nakijken.", "Twee werkgevers bellen."),
    (
        "Eerst een paar dagen meelopen, dan kiezen.",
        "Opschrijven welk werk mij energie geeft.",
        "Een meeloopdag vragen.",
    ),
    ("Mijn heftruckdiploma halen.", "Mij aanmelden voor de cursus.", "Vragen wie de cursus betaalt."),
    ("Werk waar ik elke dag Nederlands praat.", "Elke week naar het taalcafé gaan.", "Een taalmaatje zoeken."),
)
NOTES = (
    "Is het best te bereiken na drie uur.",
    "Vertelde trots over de vrijwilligersbaan in het buurthuis.",
    "Wil liever niet in de avond werken, in het weekend wel.",
)
TALKS = ("Hoe gaat het zoeken?", "Het plan samen doornemen", "Oefenen voor een sollicitatie", "Kennismaken")
