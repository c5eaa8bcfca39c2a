alter view v set (security_barrier = true, check_option = local);
