"""Quoting, composing and splitting SQL; traits of the dialects."""
