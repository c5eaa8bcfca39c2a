"""The incident document, from the folder to Markdown, HTML and JSON, and how audits, plans and verdicts show themselves."""
