"""The tables of a model: frozen rows, how they are read, and what is checked about them."""
