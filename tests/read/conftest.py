"""What the tests of the room know of outlets and agencies."""

from __future__ import annotations

import pytest

from detente.read import Known

OUTLETS = ("The Moscow Times", "Al Jazeera", "Reuters", "TASS", "Xinhua", "BBC News")
AGENCIES = {
    "Reuters": "Reuters",
    "AAP": "Australian Associated Press",
    "KUNA": "Kuwait News Agency",
    "AP": "Associated Press",
    "Associated Press": "Associated Press",
    "AFP": "Agence France-Presse",
    "Agence France-Presse": "Agence France-Presse",
    "TASS": "TASS",
    "Interfax": "Interfax",
    "Xinhua": "Xinhua",
    "Xinhua News Agency": "Xinhua",
    "Yonhap": "Yonhap",
    "Yonhap News Agency": "Yonhap",
    "KCNA": "KCNA",
    "Korean Central News Agency": "KCNA",
    "PTI": "Press Trust of India",
    "Press Trust of India": "Press Trust of India",
    "ANI": "Asian News International",
    "BelTA": "BelTA",
    "GNA": "Ghana News Agency",
    "INA": "Iraqi News Agency",
    "Iraqi News Agency": "Iraqi News Agency",
    "Kabar": "Kabar",
    "Petra": "Petra",
    "Saudi Press Agency": "Saudi Press Agency",
    "SPA": "Saudi Press Agency",
    "Bahrain News Agency": "Bahrain News Agency",
    "Al-Ahram": "Al-Ahram",
    "Granma": "Granma",
    "Herald": "The Herald (Zimbabwe)",
    "ANA-MPA": "ANA-MPA",
    "IAR": "IAR",
    "MIA": "MIA",
    "PAP": "Polish Press Agency",
    "STT": "STT",
    "ANP": "Niger Press Agency",
    "ANTARA": "Antara",
    "APP": "Associated Press of Pakistan",
    "Anadolu Agency": "Anadolu Agency",
    "Andina": "Andina",
    "Beta": "Beta",
    "EFE": "EFE",
    "Europa Press": "Europa Press",
    "IRNA": "IRNA",
    "KYODO": "Kyodo",
    "Kyodo": "Kyodo",
    "RIA Novosti": "RIA Novosti",
    "Reuter": "Reuters",
    "dpa": "Deutsche Presse-Agentur",
}


@pytest.fixture(scope="session")
def known() -> Known:
    return Known.of(OUTLETS, AGENCIES)
