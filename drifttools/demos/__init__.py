"""Demonstrations: each one makes a real incident on a real database while somebody waits.

A demo owns an application of its own (the folder `project`), makes the drift by the way it once came about,
and can make the same database without the drift, so that a repair has something to be measured against. A
demo only sets the stage: to find, repair and report is left to the investigation.
"""
