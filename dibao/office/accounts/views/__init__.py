"""The people's pages, by their noun."""
