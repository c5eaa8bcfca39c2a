alter materialized view m cluster on m_id;
