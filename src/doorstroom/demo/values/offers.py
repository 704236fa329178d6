"""The words of vacancies: openings, what is asked and what is offered, by sector and by tone."""

HOOKS: dict[str, tuple[str, ...]] = {
    "care": (
        "Een goed gesprek bij de koffie. Een hand op een schouder. Daar word jij blij van?",
        "Zorg is bij ons geen lijstje afvinken.",
        "Je hebt maar één paar ogen en toch zie jij alles. Dat zoeken we.",
        "Onze cliënten kijken naar je uit. Wij trouwens ook.",
        "Geen dag is hetzelfde, en dat is precies waarom je dit werk doet.",
        "Tijd voor een praatje hoort er bij ons gewoon bij.",
        "Wie voor een ander zorgt, verdient zelf ook een goede werkgever.",
    ),
    "ict": (
        "Liever iets bouwen wat werkt dan er eindeloos over praten?",
        "Onze gebruikers bellen zelden. Dat willen we zo houden, en daar is een collega voor nodig.",
        "Een team dat elkaar helpt en code die je volgend jaar nog snapt.",
        "We groeien en hebben meer handen nodig die weten wat ze doen.",
        "Bij ons telt wat je kunt, niet waar je het hebt geleerd.",
        "Koffie is hier net zo belangrijk als een goede back-up.",
    ),
    "transport": (
        "Zes uur 's ochtends, koffie in de hand, de dag kan beginnen.",
        "Zonder jou komt er niets aan.",
        "Houd jij van doorwerken en weten waar je aan toe bent?",
        "We hebben het druk. Goed druk.",
        "Op tijd weg, op tijd thuis.",
        "Sterke armen, helder hoofd? Dan willen we je graag leren kennen.",
        "Achter elk pakketje en elke pallet zit iemand als jij.",
    ),
    "construction": (
        "Aan het einde van de dag zien wat je hebt gemaakt.",
        "Vakmensen zijn schaars, dus we zijn zuinig op ze.",
        "Nog geen papieren, wel twee rechterhanden? Lees verder.",
        "De agenda zit vol tot ver in volgend jaar.",
        "Bouwen doe je samen, ook als het regent.",
        "Wij zoeken geen nummer maar een maat.",
        "De koffie is om zeven uur klaar en dan gaan we.",
    ),
    "hospitality": (
        "Onze gasten komen terug voor het eten en voor jou.",
        "Drukke vrijdagavond, goede muziek, een team dat door één deur kan.",
        "Ervaring is mooi, een glimlach is mooier.",
        "Een van onze collega's gaat studeren. We zoeken dus versterking!",
        "Zin in werk waarbij de tijd vliegt?",
        "We draaien lekker, en met jou erbij nog beter.",
        "Gastvrijheid leer je niet uit een boek.",
    ),
    "retail": (
        "Onze klanten komen voor een boodschap en blijven voor een praatje.",
        "Sta jij liever op je benen dan dat je de hele dag zit?",
        "De winkel draait goed en we kunnen wel wat hulp gebruiken.",
        "Je eerste baan? Of weer terug na een tijd? Bij ons kan het.",
        "Elke dag is anders, behalve de koffie om tien uur.",
        "Een winkel is niets zonder de mensen erin.",
        "Ken je de weg in het schap, of wil je die leren?",
    ),
    "cleaning": (
        "Schoon is pas schoon als jij het zegt.",
        "Een vaste plek, een vast team en vaste uren.",
        "Je hoeft geen diploma te hebben. Wel zin om te werken.",
        "Goed schoonmaken valt pas op als je er een dag niet bent.",
        "Rustig beginnen, samen afmaken, trots naar huis.",
        "Schoonmaken is teamwerk.",
        "Jouw werk ziet iedereen, elke dag.",
    ),
    "industry": (
        "Machines die draaien, mensen die elkaar kennen.",
        "Hier maak je echt iets.",
        "Van eerste schets tot laatste schroef: het gebeurt bij ons in de hal.",
        "Wij leiden mensen liever zelf op dan dat we eindeloos zoeken.",
        "Geen dag achter een bureau.",
        "Techniek die je kunt vasthouden.",
        "Bij ons ruikt het naar metaal, olie en verse koffie.",
    ),
    "office": (
        "Jij bent de spil: zonder jou loopt het kantoor vast.",
        "Overzicht houden terwijl iedereen iets van je wil. Lukt jou dat?",
        "Achter ons werk zit iemand die alles op orde heeft. Die plek is nu vrij.",
        "Een collega gaat met pensioen en laat een goed geordende kast achter.",
        "Cijfers, mensen en een volle agenda: daar leef jij van op.",
        "Rust brengen in drukte is een talent.",
    ),
    "education": (
        "Elke ochtend 24 verhalen in de klas.",
        "Kinderen onthouden wie er aardig voor ze was.",
        "Het team is compleet, op jou na.",
        "Wie je bent voor een kind vergeet het nooit meer.",
        "Goed onderwijs begint met goede mensen.",
    ),
    "green": (
        "Liever buiten in de regen dan binnen onder een lamp?",
        "Groen werk, een rustig hoofd.",
        "Ons seizoen begint en we zoeken mensen die aanpakken.",
        "De planten wachten niet, maar de koffie staat klaar.",
        "Vroeg op, frisse lucht, zichtbaar resultaat.",
        "Groene vingers kun je krijgen.",
    ),
    "security": (
        "Rustig blijven als een ander dat niet doet.",
        "Jij ziet wat een ander mist.",
        "Veiligheid begint met een goedemorgen.",
        "Een rustig woord voorkomt de meeste ruzies.",
        "Alert zijn en toch vriendelijk blijven: dat is het vak.",
    ),
}
HOOKS |= {
    "welfare": (
        "De wijk kennen, en de mensen erin: dat is dit werk.",
        "Soms is een kop koffie het begin van een oplossing.",
        "Jij ziet kansen waar een ander problemen ziet.",
    ),
    "practice": (
        "De wachtkamer zit vol en jij houdt het hoofd koel.",
        "Patiënten onthouden hoe ze werden ontvangen.",
        "Een van ons gaat met verlof. Kom jij ons team versterken?",
    ),
    "grower": (
        "Zin in werk waarbij je iets ziet groeien?",
        "In de kas is het altijd lente.",
        "Het gewas groeit hard en wij kunnen wel wat handen gebruiken.",
    ),
}
HOOKS |= {
    "maternity": ("De eerste week met een baby vergeet niemand.", "Jij bent het rustpunt in een huis vol kraambezoek."),
    "catering": (
        "Onze gasten eten elke dag bij ons. Dat schept een band.",
        "Lekker werk, en om vier uur ben je vrij.",
        "Verse soep, goede broodjes en een vriendelijk gezicht.",
    ),
    "culture": (
        "Als de zaal donker wordt, begint jouw werk pas echt.",
        "Mooie dingen maken met mensen die dat ook willen.",
        "Geen kantoorbaan zoals alle andere.",
        "Jouw werk zien straks duizenden mensen.",
    ),
    "commerce": (
        "Klanten die blijven: dat is geen toeval, dat ben jij.",
        "Praat jij makkelijk en luister je nog beter?",
        "We zitten vol plannen en zoeken iemand die ze uitvoert.",
        "Een goed gesprek is hier het halve werk.",
    ),
    "personal": (
        "Klanten gaan bij ons vrolijker weg dan ze kwamen.",
        "Ons vak is kijken, luisteren en dan pas beginnen.",
        "Een volle agenda en een fijne sfeer.",
    ),
}
HOOKS |= {
    "childcare": (
        "Modder aan de laarzen, een arm om je nek en drie verhalen tegelijk.",
        "Kinderen onthouden wie er aardig voor ze was.",
        "Ouders brengen ons het liefste wat ze hebben. Daar gaan we goed mee om.",
        "Geen dag is stil, en dat is precies de bedoeling.",
    ),
}
HOOKS |= {"finance": HOOKS["office"], "government": HOOKS["office"][:3], "science": HOOKS["ict"][:3:2]}
HOOKS_OF_TRADE = {
    "childcare": "childcare",
    "host-parents": "childcare",
    "telecom": "construction",
    "maternity": "maternity",
    "catering": "catering",
    "welfare": "welfare",
    "gp": "practice",
    "dentist": "practice",
    "pharmacy": "practice",
    "physio": "practice",
    "grower": "grower",
    "flowers": "transport",
    "butcher": "retail",
    "government": "office",
}

PERKS: dict[str, tuple[str, ...]] = {
    "care": (
        "loon volgens de cao",
        "een eindejaarsuitkering van 8,33%",
        "toeslag voor avond, nacht en weekend",
        "scholing via onze eigen leerlijn",
        "invloed op je rooster",
    ),
    "ict": (
        "een laptop en telefoon naar keuze",
        "twee dagen per week thuiswerken",
        "een opleidingsbudget van 2.000 euro",
        "28 vrije dagen",
        "een cursus of examen per jaar",
    ),
    "transport": (
        "toeslagen volgens de cao",
        "werkkleding en veiligheidsschoenen",
        "kans op een vast contract",
        "een cursus heftruck of code 95 op onze kosten",
        "elke week uitbetaald",
    ),
    "construction": (
        "loon volgens de bouw-cao",
        "eigen gereedschap van de zaak",
        "een bus voor woon-werkverkeer",
        "VCA halen wij samen met je",
        "vrijdagmiddag om drie uur klaar",
    ),
    "hospitality": (
        "fooien die we eerlijk delen",
        "een maaltijd tijdens je dienst",
        "loon volgens de horeca-cao",
        "twee dagen achter elkaar vrij",
        "een personeelsfeest waar je niet hoeft te werken",
    ),
    "retail": (
        "personeelskorting",
        "een rooster dat drie weken vooruit bekend is",
        "toeslag op zondag",
        "doorgroeien tot teamleider",
    ),
    "cleaning": (
        "loon volgens de schoonmaak-cao",
        "Nederlandse les onder werktijd",
        "een vast contract na een jaar",
        "een eindejaarsuitkering",
        "werkkleding",
    ),
    "industry": ("ploegentoeslag", "13e maand", "een vakopleiding op onze kosten", "25 vrije dagen en 13 adv-dagen"),
    "office": ("een dag per week thuiswerken", "27 vrije dagen", "een goede bureaustoel", "een telefoon van de zaak"),
    "education": (
        "vrij in de schoolvakanties",
        "ruimte voor scholing",
        "een vaste collega die je inwerkt",
        "loon volgens de cao",
    ),
    "green": (
        "loon volgens de cao",
        "regenkleding en werkschoenen",
        "groente en bloemen mee naar huis",
        "vaste uren, ook in de winter",
        "een trekkercursus als je dat wilt",
    ),
    "security": (
        "toeslagen voor avond, nacht en weekend",
        "je opleiding betaald",
        "een uniform en schoenen",
        "een rooster dat een maand vooruit bekend is",
    ),
}
PERKS |= {
    "finance": PERKS["office"],
    "government": (*PERKS["office"], "een individueel keuzebudget van 17%"),
    "commerce": (*PERKS["office"], "een bonus bij goede resultaten"),
    "culture": ("vrijkaartjes", *PERKS["office"][1:2]),
    "personal": ("trainingen van vakgenoten", "personeelskorting"),
    "science": PERKS["ict"],
}
PERKS_FOR_ALL = (
    "reiskosten vanaf de eerste kilometer", "pensioenopbouw", "8% vakantiegeld", "een fiets van de zaak",
    "een gezellig team",
    "een goede inwerkperiode", "25 vrije dagen bij een volledige baan", "koffie, thee en fruit",
    "uitzicht op een vast contract",
    "begeleiding van een ervaren collega", "ruimte om te leren",
)  # fmt: skip
EDUCATION = {
    0: ("Een diploma is niet nodig.", "Diploma's hoef je niet te hebben; het werk leer je hier.", ""),
    1: ("Een diploma is niet nodig.", "We kijken naar wat je kunt, niet naar papieren.", ""),
    2: ("Een vmbo-diploma of mbo niveau 1 is mooi, ervaring is net zo goed.", "Je hebt vmbo of iets wat daarop lijkt."),
    3: ("Je hebt een diploma op mbo 2 of 3.", "Mbo niveau 2 of 3, of je haalt dat snel."),
    4: ("Je hebt mbo 4 of werkt op dat niveau.", "Een afgeronde opleiding op mbo 4."),
    5: (
        "Je hebt hbo werk- en denkniveau.",
        "Een afgeronde hbo-opleiding.",
        "Hbo, of je hebt laten zien dat je dat niveau aankunt.",
    ),
    6: ("Een universitaire opleiding.", "Je hebt een masterdiploma."),
}
DUTCH = {
    0: (
        "Nederlands spreken is niet nodig; Engels of Pools is ook goed.",
        "Je spreekt een beetje Nederlands of Engels.",
    ),
    1: ("Een paar woorden Nederlands is genoeg om te beginnen.", "Je spreekt een beetje Nederlands of Engels."),
    2: ("Je begrijpt eenvoudige uitleg in het Nederlands.", "Eenvoudig Nederlands spreken is genoeg."),
    3: ("Je spreekt voldoende Nederlands voor een gewoon gesprek.", "Je kunt je redden in het Nederlands."),
    4: ("Je spreekt en leest goed Nederlands.", "Goed Nederlands, want je praat de hele dag met mensen."),
    5: ("Je schrijft en spreekt heel goed Nederlands.", "Je schrijft foutloos en helder Nederlands."),
    6: ("Nederlands is je moedertaal, of je spreekt het net zo goed.", "Je Nederlands is uitstekend."),
}
LICENCES = {
    "B": ("Je hebt rijbewijs B.", "Rijbewijs B is nodig."),
    "AM": ("Je hebt een brommerrijbewijs.",),
    "C": ("Je hebt rijbewijs C.",),
    "CE": ("Je hebt rijbewijs CE.",),
    "D": ("Je hebt rijbewijs D.",),
    "forklift": ("Je hebt een heftruckcertificaat.",),
    "vca": ("Je hebt VCA, of je haalt het in je eerste maand.", "VCA is nodig op onze projecten."),
    "big": ("Je staat in het BIG-register.", "Een BIG-registratie is nodig."),
    "security": ("Je hebt een beveiligingspas.",),
    "code95": ("Code 95 is geldig.",),
    "haccp": ("Je kent HACCP.",),
    "vog": (
        "Je kunt een VOG aanvragen; wij betalen die.",
        "Een VOG hoort bij dit werk.",
    ),
}
EXPERIENCE = {
    "none": ("Ervaring is niet nodig.", "Je hoeft dit niet eerder gedaan te hebben.", "Wij leren je het werk.", ""),
    "some": (
        "Je hebt al eens als {work} gewerkt.",
        "Een jaar ervaring is fijn.",
        "Het liefst heb je ervaring, maar het moet niet.",
    ),
    "much": (
        "Je hebt minstens twee jaar ervaring als {work}.",
        "Je kent het werk van {work} en kunt zelfstandig beginnen.",
        "Enkele jaren ervaring in dit vak.",
    ),
}
CAN = (
    "Dit kun je al, of wil je snel leren: {skills}.",
    "Belangrijk in dit werk: {skills}.",
    "Je draait je hand niet om voor {skills}.",
    "Waar je goed in bent: {skills}.",
    "Wat je moet kunnen: {skills}.",
    "Handig als je dit kunt: {skills}.",
)
IRREGULAR = (
    "Je werkt ook avonden en weekenden.",
    "De diensten wisselen: vroeg, laat en om de week een weekend.",
    "Je kunt in het weekend en op feestdagen werken.",
    "We werken met vroege en late diensten.",
)
SHOP_DAYS = (
    "Je werkt overdag, ook op zaterdag.",
    "De zaterdag hoort erbij; op een andere dag ben je vrij.",
    "Werktijden in overleg, ook weleens op zaterdag.",
)
DAYTIME = (
    "Je werkt van maandag tot en met vrijdag.",
    "Werktijden in overleg, gewoon overdag.",
    "Geen avonden en weekenden.",
    "",
)
CLOSING = (
    "Bel of mail {contact}. Een brief hoeft niet.",
    "Klinkt goed? Laat van je horen, dan drinken we koffie.",
    "Twijfel je of je genoeg ervaring hebt? Reageer toch.",
    "Je kunt eerst een dag meelopen, dan weet je wat je kiest.",
    "{contact} vertelt je er graag meer over.",
    "Reageer via Doorstroom. Binnen een week hoor je van ons.",
    "Interesse? Dan nodigen we je snel uit voor een gesprek.",
    "Heb je een steuntje in de rug nodig? Zeg het gerust, we denken mee.",
    "We bellen iedereen terug. Echt.",
    "Eerst kijken, dan beslissen: kom langs voor een rondleiding.",
    "Vragen? {contact} neemt de telefoon op, ook na vijf uur.",
    "Geen cv? Geen probleem. Vertel gewoon wie je bent.",
    "Je eerste gesprek is met {contact}, daarna loop je een dagdeel mee.",
    "Stuur een bericht met drie zinnen over jezelf, dat is genoeg.",
    "We maken kennis bij ons aan tafel. Neem gerust iemand mee.",
    "Kom langs, dan zie je meteen met wie je werkt.",
)
AGENCY = (
    "Voor een {noun} in {town} zoeken wij een {title}.",
    "Een van onze vaste opdrachtgevers, een {noun} in {town}, zoekt versterking.",
    "Werken bij een {noun} in {town}? Wij zoeken meerdere mensen.",
    "Onze opdrachtgever is een {noun} in {town}. Wie dat is, vertellen we je als je reageert.",
)
AGENCY_PERKS = (
    "elke week uitbetaald",
    "een contract via ons, met kans op overname",
    "je eigen contactpersoon",
    "reserveringen voor vakantiedagen",
    "doorbetaling van reiskosten",
)
