"""The ledgers of migration tools: one declaration a tool, one reader for all."""
