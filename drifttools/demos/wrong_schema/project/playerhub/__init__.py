"""playerhub: profiles and teams of players."""
