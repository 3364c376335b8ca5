"""The office: a campaign run from the first list to the last closing, in the browser.

Each folder is a noun of the campaign and imports only those to its left:
base ◀ accounts ◀ campaigns ◀ intake ◀ screening ◀ cases.
"""
