"""The kinds of small changes: a condition turned round, a return dropped, a word removed, a boundary moved."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_TURNED: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}


@dataclass(frozen=True, slots=True, order=True)
class Mutation:
    """One change. ``start`` and ``end`` are offsets in the source as UTF-8; ``new`` stands there instead."""

    path: str
    line: int
    change: str
    start: int
    end: int
    new: str


def mutated(source: str, mutation: Mutation) -> str:
    """The source with the change."""
    data = source.encode()
    return (data[: mutation.start] + mutation.new.encode() + data[mutation.end :]).decode()


def mutations(path: str, source: str) -> list[Mutation]:
    """Every change of a module, in the order of its lines; none in docstrings, annotations, imports and ``__all__``."""
    tree = ast.parse(source)
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            child.parent = parent  # type: ignore[attr-defined]
    found = [one for node in ast.walk(tree) if not _is_idle(node) for one in _of(node, _Source(path, source))]
    return sorted(set(found))


class _Source:
    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self._starts = [0]
        for line in source.encode().splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._data = source.encode()

    def text(self, start: int, end: int) -> str:
        return self._data[start:end].decode()

    def start(self, node: ast.expr | ast.stmt) -> int:
        return self._starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._starts[node.end_lineno - 1] + node.end_col_offset

    def instead(self, node: ast.expr | ast.stmt, new: str, change: str) -> Mutation:
        return Mutation(self.path, node.lineno, change, self.start(node), self.end(node), new)

    def wrapped(self, node: ast.expr, change: str) -> Mutation:
        return self.instead(node, f"(not ({self.text(self.start(node), self.end(node))}))", change)


def _of(node: ast.AST, source: _Source) -> Iterator[Mutation]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _comparison(node, source)
    elif isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Compare):
        yield source.wrapped(node.test, "condition turned round")
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield source.instead(test, "True", "filter dropped")
    elif isinstance(node, ast.BoolOp):
        yield from _operands(node, source)
    elif isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield source.instead(node, "return None", "return dropped")
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await):
        yield source.instead(node, "pass", "statement dropped")
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield source.instead(node, "pass", "yield dropped")
    elif isinstance(node, ast.AugAssign | ast.Break | ast.Continue | ast.Raise):
        yield source.instead(node, "pass", f"{type(node).__name__.lower()} dropped")
    elif isinstance(node, ast.Tuple | ast.List | ast.Set) and len(node.elts) > 1:
        yield from _elements(node, source)
    elif isinstance(node, ast.Constant):
        yield from _constant(node, source)


def _comparison(node: ast.Compare, source: _Source) -> Iterator[Mutation]:
    left, right, kind = node.left, node.comparators[0], type(node.ops[0])
    start, end = source.end(left), source.start(right)
    between = source.text(start, end)
    changed = between.replace(_SYMBOLS[kind], _TURNED[kind], 1)
    if changed != between:
        yield Mutation(source.path, node.lineno, f"{_SYMBOLS[kind]} to {_TURNED[kind]}", start, end, changed)


def _operands(node: ast.BoolOp, source: _Source) -> Iterator[Mutation]:
    """Each operand left out."""
    neutral, word = ("True", "and") if isinstance(node.op, ast.And) else ("False", "or")
    for number, value in enumerate(node.values, 1):
        yield source.instead(value, neutral, f"operand {number} of `{word}` dropped")


def _elements(node: ast.Tuple | ast.List | ast.Set, source: _Source) -> Iterator[Mutation]:
    """Each word of a list of words left out."""
    if not all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in node.elts):
        return
    for one in node.elts:
        assert isinstance(one, ast.Constant)
        start, end = source.start(one), source.end(one)
        while source.text(end, end + 1) in (",", " "):
            end += 1
        yield Mutation(source.path, one.lineno, f"{one.value!r} removed", start, end, "")


def _constant(node: ast.Constant, source: _Source) -> Iterator[Mutation]:
    if isinstance(node.value, bool):
        yield source.instead(node, str(not node.value), f"{node.value} to {not node.value}")
    elif isinstance(node.value, int):
        yield source.instead(node, str(node.value + 1), f"{node.value} to {node.value + 1}")


def _is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def _is_idle(node: ast.AST) -> bool:
    """Whether a change of it changes nothing: it stands in an annotation, a type, an assertion, a script's call."""
    here: ast.AST | None = node
    while here is not None:
        parent = getattr(here, "parent", None)
        if isinstance(here, ast.Assert | ast.Import | ast.ImportFrom):
            return True
        if isinstance(parent, ast.AnnAssign | ast.arg) and here is parent.annotation:
            return True
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef) and here is parent.returns:
            return True
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and here in parent.decorator_list:
            return True
        if isinstance(parent, ast.If) and ast.unparse(parent.test) in ("TYPE_CHECKING", "__name__ == '__main__'"):
            return True
        if isinstance(parent, ast.Assign) and ast.unparse(parent.value).startswith(("Literal[", "TypeVar(")):
            return True
        here = parent
    return False
