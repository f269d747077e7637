"""The audit trail has words for every act that the code writes down, and for no other."""

import ast
from pathlib import Path

from django.utils import translation

import perennial
from perennial.web.views.audit_facts import FACTS, HIDDEN, facts_of
from perennial.web.views.audit_words import ACTS

ACT = "12345678-1234-1234-1234-123456789abc"
WRITERS = {"note_act", "note_acts"}
SOURCE = Path(perennial.__file__).parent


def acts_of(tree):
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS:
            act = node.args[1]
            said = constants[act.id] if isinstance(act, ast.Name) else act
            yield from texts_of(said)


def texts_of(said):
    """Give a text, or both texts of a choice."""
    if isinstance(said, ast.IfExp):
        return [*texts_of(said.body), *texts_of(said.orelse)]
    assert isinstance(said, ast.Constant), ast.unparse(said)
    return [said.value]


def written():
    sources = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    return {act for text in sources if "note_act" in text for act in acts_of(ast.parse(text))}


def test_every_act_that_is_written_down_has_words():
    acts = written()
    assert {"customer.erase", "customer.tag", "contact.add", "contact.change", "import.done"} <= acts
    assert sorted(acts - ACTS.keys()) == []
    assert sorted(ACTS.keys() - acts) == []


def test_facts_are_told_in_words_and_those_that_tell_nothing_are_left_out():
    facts = {"role": "hunter", "acts": ["x"], "created": 90, "updated": 0, "silent": True, "until": 20_000}
    with translation.override("ru"):
        assert facts_of(facts) == "роль: охотник · новых: 90 · без ответа в срок · до: 4 октября 2024"
    with translation.override("en"):
        assert (
            facts_of({"kind": "roll", "scopes": ["read"], "given": ACT}) == "kind: to the day · allowed: read"
        )
    assert facts_of(None) == ""


def facts_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note_act":
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)


def test_every_fact_that_is_written_down_has_a_name_or_is_hidden():
    sources = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    facts = {fact for text in sources if "note_act" in text for fact in facts_in(ast.parse(text))}
    assert {"role", "created", "until"} <= facts
    assert sorted(facts - FACTS.keys() - HIDDEN) == []
