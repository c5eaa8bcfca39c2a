"""From differences to a plan, its hazards and renderings, and the one executor."""
