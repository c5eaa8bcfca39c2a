alter table m detach partition m_a;
drop table m;
