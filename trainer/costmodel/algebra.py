"""Formulas as trees: reading them, computing with them, solving them for one of their names.

The grammar is arithmetic over term names: ``+ - * / **``, numbers and a few functions. Formulas
come from this package alone, never from a user or a deck.
"""

from __future__ import annotations

import ast
import functools
import math
from collections.abc import Callable, Mapping

Values = Mapping[str, float]
Compute = Callable[[Values], float]

FUZZ = 1e-9
"""Relative slack in rounding counts, so that 8.000000001 GPUs are 8."""
_MOST_FUZZ = 1e-3
"""The same in units: of a billion tokens, one more is one more."""


def whole_up(value: float) -> float:
    """Return the smallest whole number that is not below ``value``, float noise aside."""
    return float(math.ceil(value - min(FUZZ * abs(value), _MOST_FUZZ)))


def whole_down(value: float) -> float:
    """Return the largest whole number that is not above ``value``, float noise aside."""
    return float(math.floor(value + min(FUZZ * abs(value), _MOST_FUZZ)))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "max": max,
    "min": min,
    "ceil": whole_up,
    "floor": whole_down,
    "exp": math.exp,
    "ln": math.log,
    "sqrt": math.sqrt,
}
_UNDONE_BY = {"exp": "ln", "ln": "exp"}
_BLUNT = ("max", "min", "ceil", "floor")

_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.Pow: math.pow,
}


@functools.cache
def parse(formula: str) -> ast.expr:
    """Return the tree of ``formula``."""
    return ast.parse(formula, mode="eval").body


def occurrences(node: ast.expr, name: str) -> int:
    """Return how often ``name`` stands in the formula."""
    return sum(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def function_name(node: ast.Call) -> str:
    """Return the name of the function that is called."""
    if not isinstance(node.func, ast.Name):
        raise TypeError(ast.dump(node))
    return node.func.id


def called(node: ast.expr) -> ast.Call:
    """Return ``node`` as the call it must be: the grammar has nothing else left."""
    if not isinstance(node, ast.Call):
        raise TypeError(f"not in the grammar of formulas: {ast.dump(node)}")
    return node


def compile_tree(node: ast.expr) -> Compute:
    """Return a function from values by name to the formula's value."""
    if isinstance(node, ast.Constant):
        constant = float(node.value)  # type: ignore[arg-type]
        return lambda _: constant
    if isinstance(node, ast.Name):
        name = node.id
        return lambda values: values[name]
    if isinstance(node, ast.BinOp):
        operation = _OPERATIONS[type(node.op)]
        left, right = compile_tree(node.left), compile_tree(node.right)
        return lambda values: operation(left(values), right(values))
    call = called(node)
    function = FUNCTIONS[function_name(call)]
    arguments = [compile_tree(argument) for argument in call.args]
    return lambda values: function(*[argument(values) for argument in arguments])


def is_sharp(node: ast.expr, name: str) -> bool:
    """Return whether no rounding and no choice of the larger stands between root and ``name``."""
    return not any(
        isinstance(part, ast.Call) and function_name(part) in _BLUNT and occurrences(part, name)
        for part in ast.walk(node)
    )


def isolate(result: str, node: ast.expr, wanted: str) -> ast.expr | None:
    """Return ``result = node`` solved for ``wanted``, or None if the algebra here cannot.

    It can when ``wanted`` stands there once, below operations that have an inverse. Rounding and
    the larger of two are passed through: what comes out is the limit, to be checked afterwards.
    """
    if occurrences(node, wanted) != 1:
        return None
    side: ast.expr | None = ast.Name(result)
    while side is not None and not isinstance(node, ast.Name):
        if isinstance(node, ast.BinOp):
            side, node = _undo_operation(side, node, wanted)
        else:
            side, node = _undo_function(side, called(node), wanted)
    return side


def _undo_operation(side: ast.expr, node: ast.BinOp, wanted: str) -> tuple[ast.expr, ast.expr]:
    left, right, operator = node.left, node.right, node.op
    if occurrences(left, wanted):
        if isinstance(operator, ast.Pow):
            return ast.BinOp(side, ast.Pow(), _reciprocal(right)), left
        undone = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
        return ast.BinOp(side, undone[type(operator)](), right), left
    if isinstance(operator, ast.Add | ast.Mult):
        inverse = ast.Sub() if isinstance(operator, ast.Add) else ast.Div()
        return ast.BinOp(side, inverse, left), right
    if isinstance(operator, ast.Pow):
        logs = [ast.Call(ast.Name("ln"), [part], []) for part in (side, left)]
        return ast.BinOp(logs[0], ast.Div(), logs[1]), right
    return ast.BinOp(left, operator, side), right


def _reciprocal(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant):
        return ast.Constant(1 / float(node.value))  # type: ignore[arg-type]
    return ast.BinOp(ast.Constant(1.0), ast.Div(), node)


def _undo_function(side: ast.expr, node: ast.Call, wanted: str) -> tuple[ast.expr | None, ast.expr]:
    name = function_name(node)
    holder = next(argument for argument in node.args if occurrences(argument, wanted))
    if name in _BLUNT:
        return side, holder
    if name == "sqrt":
        return ast.BinOp(side, ast.Pow(), ast.Constant(2.0)), holder
    if name in _UNDONE_BY:
        return ast.Call(ast.Name(_UNDONE_BY[name]), [side], []), holder
    return None, holder
