create schema "A ""pp""";
