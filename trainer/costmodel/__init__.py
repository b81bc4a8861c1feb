"""Physics and money: equations over one vocabulary of terms, chained forwards and backwards."""
