"""Every sentence of the product has a Russian translation with the same facts, and no translation is idle."""

import ast
from importlib.resources import files
from pathlib import Path
from string import Formatter

import jinja2
import pytest
from django.template.base import Lexer, TokenType

import perennial
from perennial.pictures.kinds import KINDS
from perennial.pictures.translations import catalogue

SOURCE = Path(perennial.__file__).parent
SPEAKERS = {"Message", "UserError", "say", "mark"}


def python_sentences():
    trees = {path: ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
    speakers = SPEAKERS | error_classes(trees.values())
    for path, tree in trees.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and name_of(call.func) in speakers and call.args:
                yield from literals(call.args[0], f"{path.relative_to(SOURCE)}:{call.lineno}")


def literals(node, where):
    if isinstance(node, ast.IfExp):
        yield from literals(node.body, where)
        yield from literals(node.orelse, where)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, where


def error_classes(trees):
    """Name every subclass of UserError: its sentences are sentences too."""
    bases = {
        node.name: {name_of(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"UserError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def template_sentences():
    folder = files("perennial.pictures") / "templates"
    for entry in folder.iterdir():
        if entry.name.endswith((".j2", ".html")):
            tree = jinja2.Environment(autoescape=True).parse(entry.read_text("utf-8"))
            for call in tree.find_all(jinja2.nodes.Call):
                if getattr(call.node, "name", "") in {"say", "mark"} and call.args:
                    assert isinstance(
                        call.args[0], jinja2.nodes.Const | jinja2.nodes.Getattr | jinja2.nodes.Name
                    )
                    if isinstance(call.args[0], jinja2.nodes.Const):
                        yield call.args[0].value, f"{entry.name}:{call.lineno}"


def page_sentences():
    """Give the sentences that templates of the pages say with {% say "..." %} or {% mark "..." %}."""
    for path in (SOURCE / "web" / "templates").rglob("*.*"):
        for token in Lexer(path.read_text("utf-8")).tokenize():
            words = token.split_contents() if token.token_type == TokenType.BLOCK else []
            if len(words) > 1 and words[0] in {"say", "mark"} and words[1][0] in "\"'":
                yield words[1][1:-1], f"{path.relative_to(SOURCE)}:{token.lineno}"


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def kinds(template):
    return {kind for _, name, kind, _ in Formatter().parse(template) if name is not None and kind}


@pytest.fixture(scope="module")
def sentences():
    return dict([*python_sentences(), *template_sentences(), *page_sentences()])


def test_every_sentence_has_a_russian_translation(sentences):
    missing = [f"{where}: {text}" for text, where in sentences.items() if text not in catalogue("ru")]
    assert not missing, "\n".join(missing)


def test_no_translation_is_idle(sentences):
    idle = set(catalogue("ru")) - set(sentences)
    assert not idle, "\n".join(sorted(idle))


def test_translations_name_the_same_facts_by_known_kinds():
    for english, russian in catalogue("ru").items():
        assert placeholders(english) == placeholders(russian), english
        assert kinds(english) | kinds(russian) <= KINDS, english


def test_sentences_use_known_kinds(sentences):
    unknown = {text: kinds(text) - KINDS for text in sentences if kinds(text) - KINDS}
    assert not unknown
