alter index p_id attach partition p_1_id;
