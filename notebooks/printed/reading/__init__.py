"""Reading what is printed: texts, numerals, periods."""
