"""The audit trail has words for every act that the code writes down, and for no other."""

import ast
from pathlib import Path

import perennial
from perennial.web.views.audit_words import ACTS

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
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note_act":
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
