create language mine handler handled; alter language mine owner to app_writer; comment on language mine is 'new';
