alter view v set (check_option = cascaded);
