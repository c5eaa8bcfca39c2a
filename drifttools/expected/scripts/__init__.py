"""Scripts that run under the interpreter of the audited project: Python 3.8 or later, no import of drifttools."""
