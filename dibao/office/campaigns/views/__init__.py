"""The pages of campaigns, by their noun."""
