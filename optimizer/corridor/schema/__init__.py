"""Row classes of every table: inputs, law and results. Floor 0: imports nothing of Corridor."""
