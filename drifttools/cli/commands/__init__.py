"""One file a command: parse, call the investigation, print."""
