"""Numbers with units: the only room that knows pint."""
