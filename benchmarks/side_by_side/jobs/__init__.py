"""One module per benchmark: `records(plan)` starts processes, `measure(**arguments)` runs in one."""
