"""Inputs that are broken, enormous or hostile; each with what must come of it."""
