"""Invented telephone numbers, mail addresses and tax numbers that belong to nobody."""

from typing import Literal

__all__ = ["Language", "latin", "phone", "phone_otherwise", "tax_id"]

Language = Literal["en", "ru"]

_AREA_LIST = (
    "201 203 206 208 210 213 215 217 219 223 225 228 231 235 240 251 253 256 262 269 272 276 281 301 "
    "303 305 308 310 313 315 317 319 321 324 326 329 331 334 337 341 347 351 353 361 364 380 386 402 "
    "405 407 409 412 414 417 423 425 432 435 442 445 448 463 469 472 478 480 500 502 504 507 509 512 "
    "515 517 520 522 526 528 530 532 534 540 544 557 561 563 566 570 572 574 577 582 586 601 603 606 "
    "608 610 614 616 618 620 626 629 631 640 645 650 656 659 661 667 678 681 686 701 703 706 708 713 "
    "715 717 719 724 726 728 731 734 738 743 748 757 762 765 770 772 774 779 785 800 802 804 806 810 "
    "813 815 817 820 826 830"
)
_AREAS = tuple(_AREA_LIST.split())
_ENDS = 100  # numbers 555-0100 to 555-0199 of each area are kept free for stories
_BLOCK = 10_000
_BLOCKS = 3
_STRIDE = 7919  # a prime, so that neighbours get numbers far apart
_TAX_RANGE = 9_999_991  # a prime
_TAX_STRIDE = 48_271
_TAX_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch _ y _ e yu ya".replace("_", "").split(
            " "
        ),
        strict=True,
    )
)


def phone(number: int, language: Language) -> str:
    """Write the n-th invented number, all different for the first 15,000 (30,000 in Russian)."""
    if language == "en":
        place = number * _STRIDE % (len(_AREAS) * _ENDS)
        return f"+1 {_AREAS[place // _ENDS]} 555-01{place % _ENDS:02d}"
    place = number * _STRIDE % (_BLOCK * _BLOCKS)
    end = f"{place % _BLOCK:04d}"
    return f"+7 900 {place // _BLOCK:03d}-{end[:2]}-{end[2:]}"


def phone_otherwise(text: str, language: Language) -> str:
    """Write a number of `phone` as another clerk would."""
    _, area, rest = text.split(" ")
    return f"({area}) {rest}" if language == "en" else f"8 ({area}) {rest}"


def tax_id(number: int, language: Language) -> str:
    """Write the n-th invented tax number of a company, with a right check digit where there is one."""
    body = f"{(number * _TAX_STRIDE + 1_234_567) % _TAX_RANGE:07d}"
    if language == "en":
        return f"00-{body}"
    digits = [int(digit) for digit in f"77{body}"]
    check = sum(weight * digit for weight, digit in zip(_TAX_WEIGHTS, digits, strict=True)) % 11 % 10
    return f"77{body}{check}"


def latin(text: str) -> str:
    """Spell a name for an address: small latin letters, digits and hyphens."""
    spelled = "".join(_LETTERS.get(letter, letter) for letter in text.lower())
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else "-" for letter in spelled.replace("é", "e")
    )
    return "-".join(part for part in plain.split("-") if part)
