"""A request system that is broken in six places at once: customers wait, mechanics see nothing.

`scenario.build` makes the drift, `scenario.build_right` the same database without it, `scenario.serve` runs the service
against either; `issues` has the issues of the incident by name.
"""
