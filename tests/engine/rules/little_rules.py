"""A rule small enough to be broken in every way, over two tables of its own."""

from pathlib import Path

import duckdb

from dibao.engine.rules.load import load_rule
from dibao.engine.rules.model import Rule
from dibao.engine.rules.trial import Trial

TEXT = """---
code: R90
title: 到龄仍在领取
problem: 示例
kind: inclusion
severity: B
audience: township
subject: person
sources: {paid: required, person: {need: required, columns: [age]}}
parameters:
  limit: {value: 60, since: 2020-01-01, meaning: 年龄}
basis:
  - {document: 示例办法, article: 第一条, since: 2020-01-01, until: 2022-01-01}
  - {document: 示例规定, article: 第二条, since: 2022-01-01}
identity: [age]
evidence: {age: 年龄}
drill:
  - {table: person, on: [person, "t.age > f.age - 1"]}
exceptions: {FRAIL: 体弱}
explain: "{name}已{age}岁"
door: 看身份证
---
# 到龄仍在领取

说明。

```sql
select p.household, q.person, q.age, p.fen as amount_fen, case when q.frail then 'FRAIL' end as excused
from paid p join person q on q.household = p.household
where q.age >= $limit and p.fen > 0
```

## 到龄的命中，差一岁的不算；没有领钱的不算；体弱的依法不作问题

paid
| household | fen |
|-----------|-----|
| H1        | 1   |
| H2        | 0   |

person
| household | person | age | frail |
|-----------|--------|-----|-------|
| H1        | 赵一   | 60  | 否    |
| H1        | 钱二   | 59  | 否    |
| H1        | 孙三   | 70  | 是    |
| H2        | 李四   | 80  | 否    |

findings
| household | person | age | excused |
|-----------|--------|-----|---------|
| H1        | 赵一   | 60  |         |
| H1        | 孙三   | 70  | FRAIL   |

## 年龄不详，不能判断

paid
| household | fen |
|-----------|-----|
| H1        | 100 |

person
| household | person | age |
|-----------|--------|-----|
| H1        | 赵一   |     |

findings
"""


def little_rule(folder: Path, *changes: tuple[str, str], name: str = "R90 到龄.md") -> Rule:
    """The rule, with some of its text replaced."""
    return load_rule(write_rule(folder, *changes, name=name))


def write_rule(folder: Path, *changes: tuple[str, str], name: str = "R90 到龄.md") -> Path:
    """The rule's file, with some of its text replaced; each replaced text must be there."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def little_trial() -> Trial:
    """A trial over the two tables."""
    con = duckdb.connect()
    con.execute("create schema lake")
    con.execute("create table paid (household bigint, fen bigint)")
    con.execute("create table person (household bigint, person bigint, age integer, frail boolean)")
    con.execute(
        "create table coverage (dataset varchar, column_name varchar, township varchar, from_month integer, to_month integer)"
    )
    return Trial(con)
