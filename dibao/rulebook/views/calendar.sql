-- Every day with the number of working days up to and including it: working days from a to b = b.workdays - a.workdays.
select day, workdays from raw.calendar
