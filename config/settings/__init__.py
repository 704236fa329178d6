"""One module per surrounding: base, dev, test, production."""
