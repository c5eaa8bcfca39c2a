comment on constraint positive on domain price is 'other';
comment on constraint small on domain price is 'and below';
