create subscription "He;ard ""it" connection 'host=127.0.0.1 port=1' publication "P;ub ""it" with (connect = false, slot_name = 'x');
