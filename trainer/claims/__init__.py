"""Metric claims found in prose."""
