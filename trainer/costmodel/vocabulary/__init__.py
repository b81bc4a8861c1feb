"""The words of the cost model by subject: what each term means, its unit and its usual range."""
