"""What migration tools leave behind: files on disk and the ledger in the database."""
