create transform for "Ty ""pe (x)" language "My ""lan" (to sql with function got(internal));
