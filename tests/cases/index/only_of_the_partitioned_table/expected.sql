create index p_id on only p (id);
