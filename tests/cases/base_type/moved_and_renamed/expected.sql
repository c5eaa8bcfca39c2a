alter type number set schema app;
