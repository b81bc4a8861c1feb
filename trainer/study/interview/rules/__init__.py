"""The challenger's rules, one file for each family; ``all.py`` lists them."""
