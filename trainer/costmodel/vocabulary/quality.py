"""Terms of quality: scores, how sure one can be of them, what sampling again buys."""

from __future__ import annotations

from trainer.costmodel.vocabulary.term import Term

TERMS = (
    Term(
        "score", "score", "1", "p",
        "share of test items answered correctly", 0, 1, most=1, better="more",
    ),
    Term(
        "sample_size", "test items", "1", "n_p",
        "independent items behind a score", 10, 1e7, whole=True,
    ),
    Term(
        "confidence", "confidence", "1", "γ_c",
        "how often an interval made this way holds the truth", 0.5, 0.999, most=1, default=0.95,
    ),
    Term(
        "z_value", "z value", "1", "z",
        "standard errors to each side that give the confidence", 0.5, 4,
    ),
    Term(
        "standard_error", "standard error", "1", "se",
        "standard deviation of a score over repeated tests", 1e-5, 0.5, better="less",
    ),
    Term(
        "score_margin", "margin of the score", "1", "± p",
        "half the width of the score's confidence interval", 1e-4, 0.5, better="less",
    ),
    Term(
        "sample_size_needed", "test items needed", "1", "n_need",
        "fewest items that bring the margin down to what is wanted", 10, 1e8, whole=True,
        better="less",
    ),
    Term(
        "margin_wanted", "margin wanted", "1", "m_want",
        "half the width of confidence interval that would do", 1e-4, 0.5, most=1,
    ),
    Term(
        "other_score", "other score", "1", "p_2",
        "share of test items another system answers correctly", 0, 1, most=1,
    ),
    Term(
        "score_difference", "difference of scores", "1", "Δp",
        "score less other score", -1, 1, least=-1, most=1,
    ),
    Term(
        "difference_error", "standard error of the difference", "1", "se_Δ",
        "standard deviation of the difference over repeated tests on fresh items", 1e-5, 1,
        better="less",
    ),
    Term(
        "difference_margin", "margin of the difference", "1", "± Δp",
        "half the width of the difference's confidence interval", 1e-4, 1, better="less",
    ),
    Term(
        "difference_z", "difference in standard errors", "1", "z_Δ",
        "difference over its standard error: beyond 1.96 it is one, at 95 % confidence",
        -50, 50, least=float("-inf"),
    ),
    Term(
        "difference_sample_size", "test items to tell them apart", "1", "n_Δ",
        "fewest items on which each system must be tested for the difference to exceed its margin",
        10, 1e8, whole=True, better="less",
    ),
    Term(
        "samples", "samples per problem", "1", "n_s",
        "programs sampled for each problem", 1, 1000, least=1, whole=True,
    ),
    Term(
        "correct_samples", "correct samples", "1", "c_s",
        "samples that pass the tests", 0, 1000, whole=True,
    ),
    Term(
        "tries", "tries", "1", "k",
        "programs that may be handed in", 1, 1000, least=1, whole=True,
    ),
    Term(
        "pass_at_k", "pass@k", "1", "pass@k",
        "chance that one of k samples passes", 0, 1, most=1, better="more",
    ),
    Term(
        "precision", "precision", "1", "prec",
        "share of what was predicted that is right", 0, 1, most=1, better="more",
    ),
    Term(
        "recall", "recall", "1", "rec",
        "share of what is right that was predicted", 0, 1, most=1, better="more",
    ),
    Term(
        "f1", "F1", "1", "F1",
        "harmonic mean of precision and recall", 0, 1, most=1, better="more",
    ),
)  # fmt: skip
