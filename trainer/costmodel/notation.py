"""Formulas as people write them: × for times, raised exponents, no needless brackets."""

from __future__ import annotations

import ast
from collections.abc import Callable

from trainer.costmodel.algebra import called, function_name

Naming = Callable[[str], str]

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SIGNS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: (" + ", 1),
    ast.Sub: (" − ", 1),
    ast.Mult: (" × ", 2),
    ast.Div: (" / ", 2),
}
_POWER = 3
_ATOM = 4


def render(node: ast.expr, naming: Naming) -> str:
    """Return the formula as text; ``naming`` says how a term's name is written."""
    return _written(node, naming)[0]


def _written(node: ast.expr, naming: Naming) -> tuple[str, int]:
    """Return the text and how tightly it holds together."""
    if isinstance(node, ast.Constant):
        return plain_number(float(node.value)), _ATOM  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return naming(node.id), _ATOM
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Pow):
            return _power(node, naming), _POWER
        return _operation(node, naming)
    call = called(node)
    inside = ", ".join(render(argument, naming) for argument in call.args)
    name = function_name(call)
    if name in {"ceil", "floor"}:
        left, right = ("⌈", "⌉") if name == "ceil" else ("⌊", "⌋")
        return f"{left}{inside}{right}", _ATOM
    return f"{'√' if name == 'sqrt' else name}({inside})", _ATOM


def _operation(node: ast.BinOp, naming: Naming) -> tuple[str, int]:
    sign, strength = _SIGNS[type(node.op)]
    left = _bracketed(node.left, naming, strength)
    # a − (b + c) and a / (b × c) need their brackets; a + (b + c) and a × (b × c) do not
    needed = strength + isinstance(node.op, ast.Sub | ast.Div)
    return left + sign + _bracketed(node.right, naming, needed), strength


def _bracketed(node: ast.expr, naming: Naming, needed: int) -> str:
    text, strength = _written(node, naming)
    return text if strength >= needed else f"({text})"


def _power(node: ast.BinOp, naming: Naming) -> str:
    base = _bracketed(node.left, naming, _ATOM)
    if " " in base and not base.startswith("("):
        base = f"({base})"  # a number with its unit: (2,000 tokens)²
    if isinstance(node.right, ast.Constant):
        exponent = float(node.right.value)  # type: ignore[arg-type]
        if exponent == 0.5:
            return f"√({render(node.left, naming)})"
        if exponent.is_integer():
            return base + str(int(exponent)).translate(_RAISED)
    return f"{base}^{_bracketed(node.right, naming, _ATOM)}"


def plain_number(value: float) -> str:
    """Return a bare number shortly: ``3600``, ``0.0012``, ``10⁶``, ``9.89·10¹⁴``."""
    if value and not 1e-4 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.3e}".split("e")
        raised = "10" + str(int(exponent)).translate(_RAISED)
        mantissa = f"{float(mantissa):g}"
        return raised if mantissa == "1" else f"{mantissa}·{raised}"
    return f"{value:.6g}"
