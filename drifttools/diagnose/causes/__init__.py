"""The rules, one file each; `registry.CAUSES` lists them."""
