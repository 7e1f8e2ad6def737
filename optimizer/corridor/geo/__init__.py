"""Floor 1b, beside the tables: lengths of ways, on the sphere and by sea. Used to fill tables, never inside a solve."""
