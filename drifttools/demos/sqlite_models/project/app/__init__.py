"""Clipcast: accounts, videos, notifications."""
