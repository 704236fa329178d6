"""Reading a CV: a file goes in, lines with their place come out, and from these a draft. Knows no Django."""
