"""No tables: dates, working days, money, text, and say()."""
