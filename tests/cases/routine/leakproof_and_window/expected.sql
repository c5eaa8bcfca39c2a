alter function f(int) leakproof strict parallel safe cost 7;
create or replace function w() returns bigint language internal window as 'window_rank';
