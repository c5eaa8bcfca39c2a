raise RuntimeError("this would start the application")
