create subscription "He;ard ""it" connection 'host=127.0.0.1 port=1' publication "P;ub" with (connect = false, slot_name = 'y');
