alter table m detach partition m_other;
