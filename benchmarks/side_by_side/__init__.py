"""Corridor beside other ways to do the same: build, update, solve, and the whole path, each in processes of its own."""
