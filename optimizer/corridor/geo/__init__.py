"""Floor 1b, above the tables: lengths of ways, on the sphere and by sea; they fill tables, never a solve."""
