"""What people in The Hague are called, by where their family comes from, when they were born, as man or woman."""

from dataclasses import dataclass

from .dice import Dice, words


@dataclass(frozen=True)
class Origin:
    """Names and languages of one group of families in the region."""

    code: str
    share: float  # of the people who look for work with the municipalities, a plausible mix
    born_here: float  # share of adults born in the Netherlands
    country: str  # in Dutch, as it is said in a CV
    towns: tuple[str, ...]
    languages: tuple[str, ...]  # ISO 639-1, other than Dutch
    women: tuple[tuple[int, str], ...]  # names from a year of birth on
    men: tuple[tuple[int, str], ...]
    families: str
    arrived: tuple[int, int] = (1975, 2023)  # the years in which most came


ORIGINS = (
    Origin(
        "nl",
        33,
        1.0,
        "Nederland",
        (),
        ("en",),
        (
            (
                0,
                "Marijke Ans Ria Wilma Petra Ingrid Marian Yvonne Anja Monique Jolanda Carla Ineke Corrie Joke Tineke "
                "Gerda Hannie Trudy Loes Astrid Karin Annemarie Thea Els",
            ),
            (
                1970,
                "Sandra Esther Linda Mirjam Patricia Bianca Natasja Saskia Angelique Wendy Marieke Miranda Nicole "
                "Ellen Barbara Daniëlle Suzanne Chantal Judith Manon Ilse",
            ),
            (
                1985,
                "Lisanne Kim Laura Sanne Marloes Iris Anouk Lotte Charlotte Femke Eline Roos Michelle Kelly Naomi "
                "Melissa Denise Maaike Joyce Samantha Lianne",
            ),
            (1998, "Emma Sophie Lisa Anne Julia Isa Britt Fleur Noa Demi Romy Amber Jasmijn Luna Tess Lieke Maud"),
        ),
        (
            (
                0,
                "Hans Kees Peter Jan Ruud Wim Henk Piet Rob Gerard Theo Ton Frans Bert Dick Aad Cor Leo Nico Ben Arie "
                "Koos Hennie Sjaak Paul",
            ),
            (
                1970,
                "Marcel Erik Ronald Michel Dennis Patrick Jeroen Edwin Remco Martijn Richard Marco Bas Arjan Vincent "
                "Robert Maurice Raymond Sander Frank",
            ),
            (
                1985,
                "Kevin Rick Jordy Thomas Tim Niels Stefan Mark Bart Mike Danny Wouter Jasper Roy Nick Joost Ruben "
                "Sven Ricardo Youri",
            ),
            (1998, "Daan Lars Bram Jesse Luuk Sem Thijs Max Milan Finn Stijn Tijn Joey Koen Floris Jens Mees"),
        ),
        "Jansen;de Jong;de Vries;Bakker;Visser;Smit;Mulder;de Groot;Bos;Vos;Peters;Hendriks;Dekker;Brouwer;de Wit;"
        "Dijkstra;de Graaf;van der Meer;van Dijk;van den Berg;van der Linden;van Leeuwen;de Bruijn;Kok;van der Heijden;"
        "Schouten;van Beek;Willems;Hoekstra;Maas;Verhoeven;Koster;van Dam;Prins;Huisman;Peeters;van der Wal;de Boer;"
        "Kuipers;Veenstra;Post;van Vliet;Kuiper;Scholten;van der Veen;Verbeek;de Ruiter;Vermeulen;van den Bosch;"
        "van der Velden;Zwart;Groen;Blom;van Rijn;Koppen;van der Zwan;Spaans;den Heijer;Taal;Korving;Roeleveld;"
        "van der Toorn;Zuiderwijk;Barendse;van der Knaap;Zwinkels;van Kester;Duijvestijn;Vreugdenhil;Valstar;"
        "van der Kruk;Boekestijn;Ammerlaan;van Marrewijk;van Paassen;Overgaauw;van Winden;Scheffers;Rog;Dijkhuizen;"
        "Vink;van Duijn;Pronk;Knoester;Plugge;Rodenburg;Toet;de Niet;van Zijl;Bal;van Es;van Noort;Hoogeveen",
    ),
    Origin(
        "ma",
        9,
        0.45,
        "Marokko",
        ("Nador", "Tanger", "Oujda", "Al Hoceima", "Casablanca"),
        ("ar", "fr"),
        (
            (0, "Fatima Khadija Aicha Malika Rachida Naima Zohra Habiba Latifa Mina Saida Fatna"),
            (1980, "Samira Hanan Naima Karima Loubna Souad Nadia Ikram Hafida Siham Najat Ilham"),
            (1995, "Yasmina Soumaya Chaima Imane Oumaima Salma Hajar Nisrine Dounia Safae"),
        ),
        (
            (0, "Mohamed Ahmed Abdelkader Mustapha Hassan Driss Abdellah Mimoun Omar Lahcen Brahim"),
            (1980, "Rachid Said Khalid Karim Youssef Jamal Abdelhak Mounir Fouad Nordin Aziz Hicham"),
            (1995, "Bilal Ayoub Anass Ilias Soufiane Mehdi Zakaria Yassine Hamza Oussama"),
        ),
        "El Amrani;Bouzidi;El Idrissi;Amhaouch;Ben Ali;El Khattabi;El Fassi;Azzouzi;El Hamdaoui;Chaouki;Ouali;Aarab;"
        "El Mansouri;Boukhari;Haddou;Ziani;El Yaakoubi;Tahiri;Benali;Lahrach;Bakkali;El Morabet;Achahbar;Kaddouri",
        (1975, 2015),
    ),
    Origin(
        "tr",
        9,
        0.5,
        "Turkije",
        ("Konya", "Kayseri", "Ankara", "Izmir", "Trabzon", "Yozgat"),
        ("tr",),
        (
            (0, "Fatma Ayşe Emine Hatice Zeynep Hanife Gülsüm Şerife Sevim Döndü Nuran"),
            (1980, "Songül Özlem Hülya Sibel Yasemin Derya Filiz Gülay Serpil Aylin Nurcan"),
            (1995, "Elif Büşra Merve Esra Dilara Melisa Kübra Ebru Rabia Tuğba"),
        ),
        (
            (0, "Mehmet Mustafa Ali Hasan Hüseyin İbrahim Osman Ramazan Yusuf Süleyman Halil"),
            (1980, "Murat Ercan Serkan Bülent Hakan Erkan Fatih Orhan Selim Ümit Cengiz"),
            (1995, "Emre Burak Can Furkan Enes Onur Kaan Deniz Berkay Ömer"),
        ),
        "Yılmaz;Kaya;Demir;Çelik;Şahin;Yıldız;Öztürk;Aydın;Arslan;Doğan;Kılıç;Aslan;Çetin;Koç;Kurt;Özdemir;Polat;"
        "Erdoğan;Güneş;Korkmaz;Aksoy;Bulut;Tekin;Karaca",
        (1972, 2019),
    ),
    Origin(
        "sh",
        7,
        0.55,
        "Suriname",
        ("Paramaribo", "Nickerie", "Lelydorp"),
        ("hi", "en"),
        (
            (0, "Soerdjwatie Indra Chandra Radha Sila Asha Roshni Drowpatie Kamla Savitrie"),
            (1980, "Sharda Anita Reshma Sunita Priya Shanti Varsha Nalini Rekha Sangita"),
            (1995, "Anjali Shivani Kavita Rajni Divya Nisha Kiran Aarti Shreya"),
        ),
        (
            (0, "Soeresh Ramesh Dew Harrie Radjen Jagdies Chan Bisoen Hardeo Roy"),
            (1980, "Rakesh Sanjay Anil Vinod Ashwin Ravi Sunil Ricardo Kishan Vikash"),
            (1995, "Rishi Akash Jay Nishant Rohan Arvin Vishal Shaniel Dinesh"),
        ),
        "Ramdin;Bissessur;Mahabir;Jagroep;Sewnath;Ramlal;Kalpoe;Baldew;Mohan;Gopal;Raghoebar;Autar;Soekhoe;Ramautar;"
        "Jhinkoe;Sital;Biharie;Oemrawsingh;Ramcharan;Bhoelan;Doerga;Nandlal;Persad;Ganpat",
        (1973, 2015),
    ),
    Origin(
        "sc",
        4,
        0.55,
        "Suriname",
        ("Paramaribo", "Moengo", "Albina"),
        ("en",),
        (
            (0, "Irma Lucia Hilda Muriel Carmen Cornelly Wilhelmina Gerda Edith"),
            (1980, "Sharon Jenny Marlène Natasha Xaviera Gracia Cheryl Debora"),
            (1995, "Shanice Rochelle Chelsea Jaleesa Gianni Tamara Kimberly"),
        ),
        (
            (0, "Humphrey Orlando Stanley Iwan Eddy Rudi Winston Frits Errol"),
            (1980, "Dwight Marvin Clyde Gregory Romeo Henry Kenneth Jerrel"),
            (1995, "Jermaine Quincy Shaquille Tyrone Giovanni Rodney Dion"),
        ),
        "Pinas;Kensmil;Vrede;Wijngaarde;Blokland;Zeefuik;Rozenblad;Landveld;Tjon A Fat;Held;Emanuels;Amatkarijo;"
        "Kartosen;Sordam;Venetiaan;Esajas;Doorson;Nelom",
        (1973, 2012),
    ),
    Origin(
        "cw",
        3,
        0.3,
        "Curaçao",
        ("Willemstad", "Oranjestad", "Kralendijk"),
        ("pap", "es", "en"),
        (
            (0, "Maritza Yvette Solange Norma Dulce Milva"),
            (1980, "Sharlene Ludwina Rosalba Migdalia Zuleika Jeanette"),
            (1995, "Shaniqua Rubiela Darlenys Tisha Angeline Nathalie"),
        ),
        (
            (0, "Rignald Hubert Edsel Franklin Elvis Ruben"),
            (1980, "Ruthmar Giovanny Raymond Angelo Jurandy Elton"),
            (1995, "Jairzinho Darryl Shurandy Kevin Rangel Jeremiah"),
        ),
        "Martina;Maduro;Rosalia;Isenia;Doran;Girigoria;Cijntje;Koeiman;Leito;Bernabela;Croes;Winklaar;Tromp;Hooi;"
        "Balentina;Flocker",
        (1990, 2024),
    ),
    Origin(
        "pl",
        6,
        0.03,
        "Polen",
        ("Łódź", "Lublin", "Gdańsk", "Wrocław", "Kielce", "Radom"),
        ("pl", "en"),
        (
            (0, "Danuta Barbara Ewa Grażyna Bożena Halina Teresa"),
            (1978, "Agnieszka Monika Katarzyna Magdalena Joanna Aneta Beata Iwona"),
            (1992, "Natalia Karolina Paulina Aleksandra Patrycja Kinga"),
        ),
        (
            (0, "Andrzej Krzysztof Zbigniew Marek Jerzy Wiesław"),
            (1978, "Tomasz Piotr Paweł Robert Grzegorz Mariusz Dariusz Rafał"),
            (1992, "Mateusz Kamil Jakub Dawid Patryk Bartosz"),
        ),
        "Nowak;Kowalski/Kowalska;Wiśniewski/Wiśniewska;Wójcik;Kamiński/Kamińska;Lewandowski/Lewandowska;Zieliński/"
        "Zielińska;Woźniak;Szymański/Szymańska;Mazur;Kaczmarek;Piotrowski/Piotrowska;Grabowski/Grabowska;Pawlak;"
        "Michalski/Michalska;Krawczyk;Adamczyk;Dudek;Wieczorek;Jabłoński/Jabłońska",
        (2005, 2024),
    ),
    Origin(
        "bg",
        3,
        0.02,
        "Bulgarije",
        ("Varna", "Plovdiv", "Sjoemen", "Boergas"),
        ("bg", "tr"),
        ((0, "Galina Rositsa Svetlana Aysel Fatme Sevdzhan"), (1985, "Desislava Gergana Ivelina Sibel Nadezhda")),
        ((0, "Georgi Dimitar Ivan Mehmed Ahmed Stoyan"), (1985, "Nikolay Petar Plamen Sezgin Hristo")),
        "Ivanov/Ivanova;Georgiev/Georgieva;Dimitrov/Dimitrova;Petrov/Petrova;Mehmedov/Mehmedova;Ahmedov/Ahmedova;"
        "Hristov/Hristova;Angelov/Angelova;Yordanov/Yordanova;Stoyanov/Stoyanova",
        (2008, 2024),
    ),
    Origin(
        "sy",
        7,
        0.0,
        "Syrië",
        ("Aleppo", "Damascus", "Homs", "Hama", "Deir ez-Zor", "Qamishli"),
        ("ar",),
        ((0, "Amal Huda Fadwa Samar Nawal Khawla Rima"), (1985, "Rasha Hiba Nour Dima Rania Lina Sahar Walaa")),
        ((0, "Ghassan Nabil Bassam Adnan Marwan Walid Samir"), (1985, "Anas Obaida Feras Mazen Ammar Tarek Majd Wael")),
        "Al Hassan;Al Ahmad;Khalil;Darwish;Al Masri;Haddad;Shahin;Al Khatib;Barakat;Sabbagh;Kabbani;Al Najjar;Hamdan;"
        "Othman;Jaber;Al Halabi;Mansour;Issa;Youssef;Ramadan",
        (2014, 2024),
    ),
    Origin(
        "er",
        5,
        0.0,
        "Eritrea",
        ("Asmara", "Keren", "Mendefera", "Dekemhare"),
        ("ti",),
        ((0, "Letebrhan Abrehet Tsehaytu Mehret Zaid"), (1985, "Selam Feven Rahel Helen Senait Luwam Bisrat Winta")),
        ((0, "Tesfay Kidane Berhane Habtom Yohannes"), (1985, "Filmon Samuel Yonas Robel Aman Henok Medhanie Merhawi")),
        "Tesfamariam;Ghebremeskel;Haile;Kidane;Weldegebriel;Ghebreab;Habte;Gebrehiwet;Mehari;Araya;Berhe;Zerai;Kahsay;"
        "Yemane;Okbay;Teklehaimanot;Asfaha;Hagos",
        (2013, 2023),
    ),
    Origin(
        "ua",
        3,
        0.0,
        "Oekraïne",
        ("Charkiv", "Odesa", "Kyiv", "Lviv", "Dnipro"),
        ("uk", "en"),
        ((0, "Svitlana Halyna Nataliia Liudmyla Olena"), (1982, "Iryna Oksana Yuliia Kateryna Viktoriia Anastasiia")),
        ((0, "Oleksandr Viktor Mykola Serhii"), (1982, "Andrii Dmytro Bohdan Taras Maksym")),
        "Shevchenko;Kovalenko;Bondarenko;Tkachenko;Kravchenko;Melnyk;Lysenko;Marchenko;Savchenko;Moroz;Polishchuk;Boiko",
        (2022, 2025),
    ),
    Origin(
        "af",
        3,
        0.1,
        "Afghanistan",
        ("Kabul", "Herat", "Kandahar", "Mazar-i-Sharif"),
        ("fa",),
        ((0, "Parwin Shukria Nasrin Zarghuna"), (1985, "Mursal Freshta Nilofar Zahra Shabnam Sahar")),
        ((0, "Ahmad Najib Ghulam Rahim"), (1985, "Farhad Omid Hamid Mirwais Jawad Navid")),
        "Ahmadi;Noori;Rahimi;Karimi;Haidari;Sharifi;Amiri;Hashimi;Qaderi;Nazari;Popal;Stanekzai",
        (1996, 2024),
    ),
    Origin(
        "so",
        2,
        0.15,
        "Somalië",
        ("Mogadishu", "Hargeisa", "Kismayo"),
        ("so", "en"),
        ((0, "Halimo Asha Sahra Maryan Faduma"), (1985, "Hodan Ifrah Sagal Ayaan Hibo")),
        ((0, "Abdi Ali Hassan Mohamud Yusuf"), (1985, "Abdirahman Liban Mahad Guled Ismail")),
        "Warsame;Abdullahi;Farah;Jama;Hersi;Nur;Elmi;Omar;Aden;Sheikh;Gedi;Osman",
        (1993, 2020),
    ),
    Origin(
        "gh",
        3,
        0.2,
        "Ghana",
        ("Accra", "Kumasi", "Takoradi"),
        ("en",),
        ((0, "Comfort Grace Beatrice Mercy"), (1985, "Abena Gifty Priscilla Akosua Vida")),
        ((0, "Kwame Joseph Emmanuel Samuel"), (1985, "Kofi Kwesi Prince Bright Michael")),
        "Mensah;Owusu;Boateng;Asante;Osei;Appiah;Amoako;Addo;Agyeman;Frimpong",
        (1992, 2022),
    ),
    Origin(
        "id",
        3,
        0.85,
        "Indonesië",
        ("Jakarta", "Bandung", "Ambon", "Surabaya"),
        ("en",),
        (
            (0, "Yvonne Patty Joyce Corry Mientje"),
            (1980, "Dewi Maya Sari Melanie Priscilla"),
            (1996, "Nadia Kezia Putri"),
        ),
        ((0, "Roy Freddy John Boy Otto"), (1980, "Ferdi Marlon Andre Rudy Yanto"), (1996, "Reza Jordan Dimas")),
        "Latuheru;Manuputty;Pattiasina;Tahitu;Sahetapy;Wattimena;Siwabessy;Nanlohy;Santoso;Wijaya;Hartono;Lekatompessy",
        (1960, 2018),
    ),
)
BY_CODE = {origin.code: origin for origin in ORIGINS}
SHARES = {origin.code: origin.share for origin in ORIGINS}
INFIXES = ("van der", "van den", "van de", "van", "de", "den", "ten", "ter")


@dataclass(frozen=True)
class Name:
    """A name in its parts."""

    first: str
    infix: str
    last: str


def name(dice: Dice, origin: Origin, woman: bool, born: int) -> Name:
    """Draw a name that fits the family's origin and the year of birth."""
    cohorts = [names for since, names in (origin.women if woman else origin.men) if since <= born]
    first = dice.one(words(cohorts[-1]))
    family = dice.one(origin.families.split(";"))
    if "/" in family:
        family = family.split("/")[1 if woman else 0]
    for infix in INFIXES:
        if origin.code == "nl" and family.startswith(f"{infix} "):
            return Name(first, infix, family.removeprefix(f"{infix} "))
    return Name(first, "", family)


def professional(dice: Dice) -> Name:
    """Draw the name of somebody who works in the region, from the same families."""
    share = {
        code: weight * (3 if code == "nl" else 0.5 if code in {"sy", "er", "ua", "pl", "bg"} else 1)
        for code, weight in SHARES.items()
    }
    return name(dice, BY_CODE[dice.weighted(share)], dice.chance(0.62), dice.randint(1964, 1998))
