alter table m attach partition m_a for values from ('2025-01-01') to ('2025-06-01');
