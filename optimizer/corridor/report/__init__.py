"""What a run says, for people: a workbook, one self-contained page, terminal tables; and for machines, JSON.

Everything here reads a `Run` (its result tables and labels) and nothing else.
"""
