"""Connect read-only, read a catalog into a Snapshot, scratch databases, snapshots at rest."""
