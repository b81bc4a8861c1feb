"""Triad Trainer: drill latency, cost per token and quality until they are a reflex."""

__version__ = "0.1.0"
