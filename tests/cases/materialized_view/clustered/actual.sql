alter materialized view m cluster on m_a;
