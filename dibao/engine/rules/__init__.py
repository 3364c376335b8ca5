"""A rule is one Markdown file: metadata, prose, query, cases. Here it is loaded, bound, tried and mutated."""
