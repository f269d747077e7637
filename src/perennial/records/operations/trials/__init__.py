"""Trials: designed, started, read, finished."""
