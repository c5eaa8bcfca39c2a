create schema parts;
