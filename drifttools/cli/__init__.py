"""The command line: parse, call the investigation, print."""
