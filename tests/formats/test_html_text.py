"""HTML as Markdown, formulas as text: what can be read stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.formats.html_text import escaped, markdown_of
from trainer.formats.markdown_html import html_of
from trainer.formats.mathjax import readable


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("plain", "plain"),
        ("  spaced  ", "spaced"),
        ("a <b>bold</b> <i>it</i> <strong>s</strong><em>e</em>", "a **bold** *it* **s**e"),
        ("<b>a</b><b>b</b> <b>(x)</b> <b> </b>", "**a**b (x)"),
        ("<b>a<br>b</b>", "a  \nb"),
        ("a*b*c __init__ 5 * 3", "a\\*b\\*c \\_\\_init\\_\\_ 5 * 3"),
        ("x<br>y<div>z</div>", "x  \ny\n\nz"),
        ("<p>a</p>\n\n<p>b</p>", "a\n\nb"),
        ("<ul><li>one<li>two<ol><li>n</li></ol></ul>after", "- one\n- two\n  1. n\n\nafter"),
        ("<li>stray</li></ul>", "- stray"),
        ("1. not a list", "1\\. not a list"),
        ("a<br># no heading", "a  \n\\# no heading"),
        ("- x", "\\- x"),
        ("a\nb", "a b"),
        ("<pre><code>x = 1\n  y &lt; 2</code></pre>z", "```\nx = 1\n  y < 2\n```\n\nz"),
        ("<pre>a<pre>b<br>c</pre></pre>", "```\nab\nc\n```"),
        ("<pre> </pre>a</pre>", "a"),
        ("<code>a_b*</code> <code>`</code>", "`a_b*` \\`"),
        ('<a href="javascript:alert(1)">x</a> <a href="https://e.org/(a)">y</a>',
         "x [y](https://e.org/%28a%29)"),
        ("<a>x</a></a>", "x"),
        ("H<sub>2</sub>O x<sup>10</sup> a<sub>ij</sub> b<sup>ab</sup>",
         "H₂O x¹⁰ a\\_ij b^ab"),
        ("<ruby>漢<rt>かん</rt></ruby>", "漢(かん)"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
         "a | b  \n1 | 2"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("a&nbsp;b &lt;script&gt; &amp;amp;", "a b \\<script> \\&amp;"),
        ("<script>alert(1)</script>a<style>b</style><svg><path/></svg><!-- c -->", "a"),
        ("a<script>never closed", "a"),
        ("a<!-- never closed", "a"),
        ("a < b > c", "a < b > c"),
        ("<!doctype html><?xml?><1>a", "<1>a"),
        ("[a](b)", "[a\\](b)"),
        ("<img src='a.png' alt=k><img alt=x>b", "kb"),
        ("&amp;", "&"),
        ("a\xa0&nbsp;b", "a  b"),
        ("<x-y>a</x-y>", "a"),
        (" <b> a </b>b", "**a** b"),
    ],
)  # fmt: skip
def test_html(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_emphasis_within_emphasis_is_bounded() -> None:
    assert markdown_of("<b>" * 40 + "x" + "</b>" * 40).count("*") <= 4 * 32
    assert markdown_of("<ul>" * 12 + "<li>x") == "- x"


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("E = mc^2", "E = mc²"),
        (r"\frac{a_1}{\sqrt{b+c}}\times 10^{-3}", "a₁/(√(b+c))×10⁻³"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\alpha \leq \beta", "α≤β"),
        (r"\text{TTFT} \approx 2 \, \text{s}", "TTFT ≈2 s"),
        (r"x_{max}^{n+1}", "x,maxⁿ⁺¹"),
        (r"\{1, 2\} \% a\\b", "{1, 2} % a b"),
        (r"\log n", "log n"),
        (r"x^{}", "x"),
        ("{" * 60 + "x" + "}" * 60, "{" * 36 + "x" + "}" * 36),
        ("y" * 5000, "y" * 5000),
    ],
)
def test_formulas(tex: str, text: str) -> None:
    assert readable(tex) == text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (r"so \(x^2\) and \[y_1\]", "so x² and y₁"),
        ("<anki-mathjax block='true'>x^2</anki-mathjax>", "x²"),
        ("[latex]x^2[/latex] [$]a_1[/$] [$$]b_2[/$$]", "x² a₁ b₂"),
        (r"\(never closed \( twice", "\\\\(never closed \\\\( twice"),
        (r"\(a<b>\)", "a"),
        ("no [formula]", "no [formula]"),
    ],
)
def test_formulas_within_html(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<!--", "<script>", "<b>", "<ul>", "[", "\\(", "&", "*", "_", "<pre>", "\\[x",
     "[$]", "<img src=x>", "<li>", "~", "#", "<td>", "</b>"],
)  # fmt: skip
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    began = time.process_time()
    markdown_of(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 4.0


@given(st.text(alphabet=st.sampled_from("ab *_`#[]()<>&;\\~-+1.|!=\n\t"), max_size=60))
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    import html
    import re

    shown = html.unescape(re.sub(r"<[^<>]*>", "", html_of(escaped(" ".join(text.split())))))
    assert " ".join(shown.split()) == " ".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab </>bidvrplu&;amt=\"'!-\\()[]$"), max_size=80))
def test_no_html_survives(text: str) -> None:
    assert "<script" not in markdown_of(text)
