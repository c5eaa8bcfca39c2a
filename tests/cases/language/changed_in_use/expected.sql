create trusted language mine handler handled inline in_line validator checked; create function f() returns int language mine as 'begin return 1; end';
