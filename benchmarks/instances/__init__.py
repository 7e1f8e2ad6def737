"""Loaders: one module per family, each turning published data into the ordinary tables of a model."""
