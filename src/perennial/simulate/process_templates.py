"""Sales processes to start a drawing from, in both languages: pure data, and nobody's in particular."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from perennial.engine.process.drawing import Drawing, DrawnEdge, DrawnNode, StepKind
from perennial.engine.process.order_steps import ORDER_STEPS, TOUCH_STEPS

__all__ = ["BY_KEY", "TEMPLATES", "ProcessTemplate", "drawing_of"]

Texts = tuple[str, str]

#: What orders, and touches after them, are called where a template says nothing better.
_ORDERS: tuple[Texts, ...] = (
    ("1st order", "1-й заказ"),
    ("2nd order", "2-й заказ"),
    ("3rd order", "3-й заказ"),
    ("4th order", "4-й заказ"),
)
_NEW: Texts = ("new", "новый")
_CONTACT: Texts = ("first contact", "первый контакт")
_MEETING: Texts = ("meeting", "встреча")
_OFFER: Texts = ("offer made", "сделано предложение")
_LOST: Texts = ("lost", "потерян")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessTemplate:
    """A process in English and Russian.

    Attributes
    ----------
    key, name
        What it is asked for by, and what it is called.
    sources
        How customers learn of the business, the main one first.
    steps
        Steps of the first sale along the main way.
    touches
        What is done to bring about the second order, the third and the fourth.
    """

    key: str
    name: Texts
    sources: tuple[Texts, ...]
    steps: tuple[Texts, ...]
    touches: tuple[Texts, Texts, Texts]


TEMPLATES = (
    ProcessTemplate(
        key="shop",
        name=("Shop with a site", "Магазин с сайтом"),
        sources=(("Search", "Поиск"), ("Advertising", "Реклама"), ("Recommendation", "Рекомендация")),
        steps=(("site visit", "заход на сайт"), ("basket", "корзина")),
        touches=(
            ("message after delivery", "сообщение после доставки"),
            ("offer in their rhythm", "предложение в их ритме"),
            ("gift for regulars", "подарок постоянным"),
        ),
    ),
    ProcessTemplate(
        key="meetings",
        name=("Sale by meetings", "Продажа через встречи"),
        sources=(
            ("Cold call", "Холодный звонок"),
            ("Recommendation", "Рекомендация"),
            ("Trade fair", "Выставка"),
        ),
        steps=(_NEW, _CONTACT, _MEETING, _OFFER),
        touches=(
            ("call a week later", "звонок через неделю"),
            ("visit with an offer", "визит с предложением"),
            ("plan for the year", "план на год"),
        ),
    ),
    ProcessTemplate(
        key="training",
        name=("Training", "Обучение"),
        sources=(
            ("Recommendation", "Рекомендация"),
            ("Social media", "Социальные сети"),
            ("Advertising", "Реклама"),
        ),
        steps=(_NEW, _CONTACT, ("trial lesson", "пробное занятие"), _OFFER),
        touches=(
            ("talk before the course ends", "разговор до конца курса"),
            ("offer of the next course", "предложение следующего курса"),
            ("invitation to bring a friend", "приглашение привести друга"),
        ),
    ),
    ProcessTemplate(
        key="wholesale",
        name=("Wholesale", "Опт"),
        sources=(("Cold call", "Холодный звонок"), ("Search", "Поиск"), ("Trade fair", "Выставка")),
        steps=(_NEW, _CONTACT, ("price list sent", "отправлен прайс"), ("trial batch", "пробная партия")),
        touches=(
            ("call about the stock", "звонок об остатках"),
            ("agreement on terms", "договорённость об условиях"),
            ("visit to the warehouse", "визит на склад"),
        ),
    ),
    ProcessTemplate(
        key="furniture",
        name=("Furniture", "Мебель"),
        sources=(("Search", "Поиск"), ("Recommendation", "Рекомендация"), ("Advertising", "Реклама")),
        steps=(_NEW, _CONTACT, ("measuring", "замер"), ("project and offer", "проект и предложение")),
        touches=(
            ("check of the delivery", "проверка доставки"),
            ("talk of the next room", "разговор о следующей комнате"),
            ("reminder before the season", "напоминание перед сезоном"),
        ),
    ),
)


def drawing_of(template: ProcessTemplate, language: str) -> Drawing:
    """Draw a template in a language; nothing has a place yet.

    Steps of the sale stand under their names, as records have them; orders and touches under the names that
    events give them.
    """
    at = 1 if language == "ru" else 0
    steps = [_node(texts[at], texts[at], "step") for texts in template.steps]
    orders = [_node(code, texts[at], "order") for code, texts in zip(ORDER_STEPS[:4], _ORDERS, strict=True)]
    touches = [
        _node(code, texts[at], "touch") for code, texts in zip(TOUCH_STEPS[:3], template.touches, strict=True)
    ]
    sources = [_node(texts[at], texts[at], "source") for texts in template.sources]
    lost = _node(_LOST[at], _LOST[at], "lost")
    way = [*steps, orders[0], *(each for pair in zip(touches, orders[1:], strict=True) for each in pair)]
    return Drawing(
        nodes=(*sources, *way, lost),
        edges=tuple(_edges(sources, steps, way, lost)),
    )


def _edges(
    sources: list[DrawnNode], steps: list[DrawnNode], way: list[DrawnNode], lost: DrawnNode
) -> list[DrawnEdge]:
    main = [DrawnEdge(source=sources[0].id, target=way[0].id, main=True)]
    main += [DrawnEdge(source=one.id, target=following.id, main=True) for one, following in pairwise(way)]
    other = [DrawnEdge(source=source.id, target=way[0].id) for source in sources[1:]]
    return [*main, *other, DrawnEdge(source=steps[-1].id, target=lost.id)]


def _node(step: str, label: str, kind: StepKind) -> DrawnNode:
    return DrawnNode(id=step, label=label, kind=kind)


#: Templates by key.
BY_KEY: Mapping[str, ProcessTemplate] = {template.key: template for template in TEMPLATES}
