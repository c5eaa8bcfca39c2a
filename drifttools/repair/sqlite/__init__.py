"""Repair on SQLite: what ALTER TABLE can do, and else a table written anew, in one transaction after a backup."""
