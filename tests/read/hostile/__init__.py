"""Hostile files, each made by code, with the verdict that it must end in."""
