"""Campaign templates: what a plan says, as files of the rulebook, read and checked."""
