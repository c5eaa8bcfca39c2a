alter table m attach partition m_b for values from ('2025-01-01') to ('2025-06-01');
alter table m attach partition m_a for values from ('2025-06-01') to ('2026-01-01');
