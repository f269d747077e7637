"""Render the tables of `tests/spec/` into docs/specification.md: what is promised, case by case."""

import ast
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_SPEC = _ROOT / "tests" / "spec"
_HEAD = """\
# Specification, case by case

Every line is a test in `tests/spec/` that runs with each change; rendered by `make docs`.
"""


def main() -> None:
    """Write the page."""
    lines = [_HEAD, *(line for path in sorted(_SPEC.rglob("test_*.py")) for line in _chapter(path))]
    (_ROOT / "docs" / "specification.md").write_text("\n".join(lines), encoding="utf-8")


def _chapter(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    module = ast.parse(source)
    title, *rest = (ast.get_docstring(module) or path.stem).splitlines()
    yield f"## {title}\n"
    if rest:
        yield "\n".join(rest[1:]) + "\n"
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield f"- {node.name.removeprefix('test_').replace('_', ' ')}"
    yield ""
    for node in module.body:
        if not isinstance(node, ast.Assign):
            continue
        name = getattr(node.targets[0], "id", "")
        if name == "CASES":
            yield f"```python\n{ast.get_source_segment(source, node)}\n```\n"
        elif name == "TABLE":  # readable as it is
            yield f"{ast.literal_eval(node.value).strip()}\n"


if __name__ == "__main__":
    main()
