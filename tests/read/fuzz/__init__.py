"""Damaged inputs, many, for every reader."""
