create publication told for table a;
