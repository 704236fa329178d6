"""How foreign files become rows: safe opening, recognising ESCO, places, and the starter set that ships along."""
