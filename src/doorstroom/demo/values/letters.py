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
