"""Owner, date, next step, escalation, close: what makes silence impossible."""
