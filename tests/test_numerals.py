"""Numbers are found in texts in digits of any script, in words, or half and half; parts of numbers are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from build_tools.numerals import number_in_text

STATED = [
    ("875000", "over 875,000 Syrians", "en"),
    ("875000", "in 2020 875,000 people", "en"),
    ("2020", "in 2020 875,000 people", "en"),
    ("875000", "875.000 Menschen", "de"),
    ("875000", "875 000 человек", "ru"),
    ("875000", "875\u00a0000 personnes", "fr"),
    ("875000", "875\u202f000 personnes", "fr"),
    ("12300", "12’300 Personen", "de-CH"),
    ("875000", "8,75,000 people", "en-IN"),
    ("875000", "٨٧٥٬٠٠٠ شخص", "ar"),
    ("1234567.5", "1,234,567.5", "en"),
    ("1234567.5", "1.234.567,5", "de"),
    ("1234", "1.234", "en"),
    ("1.234", "1.234", "en"),
    ("0.875", "0.875", "en"),
    ("2.5", "2.5 per cent", "en"),
    ("2.5", "2,5 %", "de"),
    ("1.5", "١٫٥", "ar"),
    ("43", "43, 44", "en"),
    ("44", "43, 44", "en"),
    ("17", "17.02.2020", "de"),
    ("3", "3–4 days", "en"),
    ("5", "the M5", "en"),
    ("43", "٤٣ قتيلا", "ar"),
    ("43", "۴۳ نفر", "fa"),
    ("43", "४३ लोग", "hi"),
    ("3600000", "3.6 million people", "en"),
    ("3600000", "3.6m people", "en"),
    ("3600000", "3.6m", "en"),
    ("2000000000", "$2bn", "en"),
    ("5000", "5k men", "en"),
    ("3600000", "3,6 milyon kişi", "tr"),
    ("875000", "875 bin kişi", "tr"),
    ("900000", "900 тысяч человек", "ru"),
    ("2000000", "2 миллиона", "ru"),
    ("1000000", "1 million de personnes", "fr"),
    ("3000000", "3 Millionen Menschen", "de"),
    ("5000", "5 آلاف شخص", "ar"),
    ("3000000", "3 ملايين", "ar"),
    ("5000", "۵ هزار نفر", "fa"),
    ("900000", "nine hundred thousand people", "en"),
    ("1000000", "a million people", "en"),
    ("105", "one hundred and five", "en"),
    ("105", "one hundred five", "en"),
    ("45", "Forty-five soldiers", "en"),
    ("17", "the seventeenth round", "en"),
    ("3", "two, three or four", "en"),
    ("2", "There were two.", "en"),
    ("875", "achthundertfünfundsiebzig", "de"),
    ("80", "quatre-vingts", "fr"),
    ("5", "beş asker", "tr"),
    ("900000", "dokuz yüz bin kişi", "tr"),
    ("900000", "dokuzyüzbin kişi", "tr"),
    ("900000", "девятьсот тысяч", "ru"),
    ("3", "ثلاثة جنود", "ar"),
    ("30", "30 of them", "zz"),
]

NOT_STATED = [
    ("875", "over 875,000 Syrians", "en"),
    ("0", "over 875,000 Syrians", "en"),
    ("875", "875 000 человек", "ru"),
    ("0", "875 000 человек", "ru"),
    ("875001", "over 875,000 Syrians", "en"),
    ("87500", "over 875,000 Syrians", "en"),
    ("5000", "over 875,000 Syrians", "en"),
    ("1.234", "1,234", "en"),
    ("875", "0.875", "en"),
    ("3.6", "3.6 million", "en"),
    ("3", "3.6 million", "en"),
    ("6", "3.6 million", "en"),
    ("6000000", "3.6 million", "en"),
    ("5", "5 thousand", "en"),
    ("3", "three million", "en"),
    ("5", "forty-five", "en"),
    ("40", "forty-five", "en"),
    ("5", "five hundred", "en"),
    ("100", "five hundred", "en"),
    ("5000", "5 bina", "tr"),
    ("900", "dokuz yüz bin kişi", "tr"),
    ("9", "dokuz yüz bin kişi", "tr"),
    ("5000", "5 milicianos", "es"),
    ("5000000", "5 men", "en"),
    ("2", "often", "en"),
    ("10", "often", "en"),
    ("30", "thirty of them", "zz"),
    ("3000", "2,3,4k", "en"),
    ("7", "", "en"),
]


@pytest.mark.parametrize(("value", "text", "language"), STATED)
def test_stated(value: str, text: str, language: str) -> None:
    """The text states the number."""
    assert number_in_text(Decimal(value), text, language)


@pytest.mark.parametrize(("value", "text", "language"), NOT_STATED)
def test_not_stated(value: str, text: str, language: str) -> None:
    """The text does not state the number, whatever of it stands there."""
    assert not number_in_text(Decimal(value), text, language)


@pytest.mark.parametrize("language", ["en", "de-CH", "ar", "tr", "ja", "ckb", "zz", "zh-Hant-TW", "en-x-odd"])
@pytest.mark.parametrize(
    "text", ["1,2,3,4", "1.2,3.4", "1’’2", "00,000", "²", "½", "Ⅻ", "五千", "9" * 400, "1 000 00", ", 1 ,"]
)
def test_odd_texts_are_no_exception(text: str, language: str) -> None:
    """Odd runs of digits and unknown languages give an answer: these texts do not state 123456."""
    assert not number_in_text(Decimal(123456), text, language)
