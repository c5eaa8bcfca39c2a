create trusted language "My ""lan" handler handled; comment on language "My ""lan" is 'x';
