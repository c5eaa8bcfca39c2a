"""Expected states: models, Django, SQL files, a database or a saved snapshot, each made into a Snapshot."""
