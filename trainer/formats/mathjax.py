r"""Formulas as a reader without a typesetter can read them: ``\frac{a}{b}`` becomes ``a/b``.

No TeX is run. What is not known keeps its name without the backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from trainer.formats.bounds import MAX_FORMULA

_SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "circ": "∘",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈",
    "equiv": "≡", "sim": "∼", "propto": "∝", "ll": "≪", "gg": "≫", "infty": "∞", "sum": "∑",
    "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "in": "∈", "notin": "∉", "subset": "⊂",
    "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀", "exists": "∃",
    "neg": "¬", "land": "∧", "lor": "∨", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "leftrightarrow": "↔",
    "mapsto": "↦", "implies": "⇒", "iff": "⇔", "ldots": "…", "cdots": "⋯", "dots": "…",
    "mid": "|", "vert": "|", "Vert": "‖", "parallel": "‖", "perp": "⊥", "angle": "∠",
    "degree": "°", "prime": "′", "hbar": "ℏ", "ell": "ℓ", "star": "⋆", "oplus": "⊕",
    "otimes": "⊗", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "quad": "  ", "qquad": "    ", "setminus": "∖",
}  # fmt: skip

_SILENT_NAMES = (
    "left right big Big bigg Bigg displaystyle textstyle limits nolimits text mathrm mathbf"
    " mathit mathsf mathtt mathcal mathbb operatorname boldsymbol rm bf it textbf textit begin end"
    " overline underline vec hat bar tilde dot mathbin mathrel color"
)
_SILENT = frozenset(_SILENT_NAMES.split())

_UP = str.maketrans("0123456789+-=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ")
_DOWN = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_CAN_GO_UP = frozenset("0123456789+-=()niT")
_CAN_GO_DOWN = frozenset("0123456789+-=()")

_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*(?:\[([^\[\]{}]*)\])?\s*\{([^{}]*)\}")
_STYLED = re.compile(
    r"\\(?:text(?:bf|it|rm|sf|tt)?|math[a-z]{1,6}|operatorname|boldsymbol)\s*\{([^{}]*)\}"
)
_SCRIPT = re.compile(r"([\^_])\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|[^\s{}\\^_]))")
_PLAIN_GROUP = re.compile(r"\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+) ?")
_SPACES = re.compile(r"\\[,;:! ]|~|(?<!\\)&")
_ESCAPED = re.compile(r"\\([{}%$#&_|])")
_SIMPLE = re.compile(r"[\w.α-ωΑ-Ω]+")
_DEPTH = 24
"""Braces inside braces are taken off from within, at most so many times."""


def readable(formula: str) -> str:
    """Return TeX ``formula`` as plain text. What is too long stays as it is."""
    if len(formula) > MAX_FORMULA:
        return formula.strip()
    text = formula.replace("\\\\", "\n").replace("\\{", "\x01").replace("\\}", "\x02")
    text = _SPACES.sub(" ", text)
    for _ in range(_DEPTH):
        before = text
        text = _STYLED.sub(r"\1", text)
        text = _FRACTION.sub(lambda found: f"{_part(found[1])}/{_part(found[2])}", text)
        text = _ROOT.sub(lambda found: f"{_script('^', found[1] or '')}√{_part(found[2])}", text)
        text = _SCRIPT.sub(lambda found: _script(found[1], found[2] or found[3] or ""), text)
        if text == before:
            text = _PLAIN_GROUP.sub(r"\1", text)
        if text == before:
            break
    text = _ESCAPED.sub(r"\1", _COMMAND.sub(_named, text))
    text = text.replace("\x01", "{").replace("\x02", "}")
    return " ".join(text.split())


def _named(found: re.Match[str]) -> str:
    name = found[1]
    if name in _SILENT:
        return ""
    symbol = _SYMBOLS.get(name)
    # The space that ended a command's name is no space; behind an operator's word it is.
    return symbol if symbol is not None else f"{name} "


def _part(text: str) -> str:
    text = _COMMAND.sub(_named, text).strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _script(mark: str, text: str) -> str:
    text = _COMMAND.sub(_named, text).strip()
    if not text:
        return ""
    letters, table = (_CAN_GO_UP, _UP) if mark == "^" else (_CAN_GO_DOWN, _DOWN)
    if letters.issuperset(text):
        return text.translate(table)
    # A mark that would be read as a script once more is put where no rule looks.
    sign = "↑" if mark == "^" else ","
    return f"{sign}{text}" if _SIMPLE.fullmatch(text) else f"{sign}({text})"


_OPENING = re.compile(r"\\\(|\\\[|\[latex\]|\[\$\$?\]|<anki-mathjax[^<>]*>", re.IGNORECASE)
_CLOSING = {"\\(": "\\)", "\\[": "\\]", "[la": "[/latex]", "[$]": "[/$]", "[$$": "[/$$]"}
_TAG_END = "</anki-mathjax>"


def replace_formulas(text: str, put: Callable[[str], str]) -> str:
    """Return ``text`` with every formula replaced by what ``put`` makes of its TeX.

    Takes time in proportion to the length: each closing delimiter is looked for until there is
    none left.
    """
    if "\\" not in text and "[" not in text and "<anki" not in text:
        return text
    out: list[str] = []
    done = at = 0
    missing: set[str] = set()
    while (found := _OPENING.search(text, at)) is not None:
        at = found.end()
        closing = _CLOSING.get(found[0][:3].lower(), _CLOSING.get(found[0], _TAG_END))
        end = -1 if closing in missing else text.find(closing, at)
        if end < 0:
            missing.add(closing)
            continue
        out += (text[done : found.start()], put(text[at:end]))
        done = at = end + len(closing)
    return "".join((*out, text[done:])) if out else text
