"""Floor 1b: the law as data, as it was known on one day.

Selects from the reference tables, and from a model's own duty records, what had been announced by the day in
question, and puts it into one frozen `Law`. What the records mean is the business of `corridor.law`.
"""
