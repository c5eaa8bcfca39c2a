"""One declaration per kind of object, and the tuple KINDS."""
