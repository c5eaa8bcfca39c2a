"""The incident document, from the folder to Markdown, HTML and JSON."""
