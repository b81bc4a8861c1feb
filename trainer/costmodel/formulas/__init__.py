"""The formulas that files of published figures name, under the names and symbols they use.

Each takes plain SI numbers (byte, FLOP/s, s, USD) by the symbols of the literature and computes
with the equations of the cost model. Published files fix the signatures, hence their length.
"""
