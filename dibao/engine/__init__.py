"""How: reads sheets, keeps the lake, runs rules, writes workbooks. Knows no policy."""
