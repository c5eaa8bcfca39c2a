create language mine handler handled; create function f() returns int language mine as 'begin return 1; end';
