"""Lists of wordings, apart from the checks that look for them."""
