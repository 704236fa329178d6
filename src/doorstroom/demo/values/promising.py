"""Work with good chances, as the demo region lists it: real reports, chosen among the reviewed occupations."""

from datetime import date

PROMISING = (
    (
        "UWV, krapte per beroepsgroep tot 2030 (ANP, 18 december 2025)",
        date(2025, 12, 18),
        ("automonteur", "buschauffeur", "trambestuurder", "fysiotherapeut", "schoonmaker"),
    ),
    (
        "Randstad, kansrijke beroepen 2025 (Reformatorisch Dagblad)",
        date(2025, 1, 1),
        ("verzorgende-ig", "verpleegkundige", "helpende", "timmerman", "schilder", "elektricien"),
    ),
    (
        "UWV, Regio in Beeld Haaglanden, oktober 2019 (Omroep West)",
        date(2019, 10, 1),
        ("monteur-machines", "klantenservice", "hovenier"),
    ),
)  # fmt: skip
