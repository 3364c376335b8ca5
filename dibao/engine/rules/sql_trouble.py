"""What the database says about a rule's query, for somebody who reads no English: the line of the rule file, the word, then its own words."""

import re

from sqlglot.errors import SqlglotError

from dibao.engine.rules.model import Rule

# What it says → what is wrong; a group is the word at fault; the first that fits counts.
_SAID = (
    (r'Referenced column "(.+?)" not found', "没有列 {}"),
    (r'Referenced table "(.+?)" not found', "没有表或别名 {}"),
    (r'Table "(.+?)" does not have a column named "(.+?)"', "表 {} 没有列 {}"),
    (r"Table with name (\S+?) does not exist", "没有表 {}"),
    (r"Function with name \"?(\S+?)\"? does not exist", "没有函数 {}"),
    (r"No function matches the given name and argument types '(.+?)'", "函数或运算 {} 不能用于这样的值"),
    (r'syntax error at or near "(.+?)"', "“{}”附近写法不对"),
    (r"syntax error at end of input", "写到末尾还没有完，少了括号或后面的内容"),
    (r'Ambiguous reference to column name "(.+?)"', "列 {} 在几张表里都有，前面要加表名"),
    (r'column "(.+?)" must appear in the GROUP BY', "列 {} 既没有分组（group by），也没有汇总（如 max）"),
    (r"Cannot compare values of type (\S+) and (?:type |values of type )?(\S+?)[ .]", "拿 {} 和 {} 两类值作比较"),
    (r"Could not convert (.+?) to (\S+)", "{} 换不成 {}"),
    (r"parameters?: (.+)", "没有声明的参数 {}"),
)


def sql_trouble(rule: Rule, error: Exception) -> str:
    """`第 27 行：没有列 acount，是不是 account？（…）`; the line is that of the rule's file."""
    text = str(error)
    what = next(
        (said.format(*found.groups()) for sign, said in _SAID if (found := re.search(sign, text))), "查询不能执行"
    )
    return f"{_line(rule, text)}{what}{_meant(text)}（数据库的原话：{' '.join(text.split())[:300]}）"


def parse_trouble(sql: str, error: SqlglotError, above: int) -> str:
    """The same for a query that cannot be parsed; `above` = lines of the file before its first."""
    told = error.errors[0] if getattr(error, "errors", None) else {}
    before, word = told.get("start_context") or "", told.get("highlight") or ""
    if not word:
        return f"查询看不懂（原话：{' '.join(str(error).split())[:300]}）"
    line = (
        above + 1 + sql[: sql.find(before + word) + len(before)].count("\n")
    )  # its own count of lines is off at times
    return f"第 {line} 行：“{word}”附近看不懂（原话：{told['description']}）"


def lines_above(rule: Rule) -> int:
    """Lines of the rule's file before the first of its query."""
    text = rule.path.read_text("utf-8")
    return text[: max(text.find(rule.sql), 0)].count("\n")


def _line(rule: Rule, text: str) -> str:
    found = re.search(r"LINE (\d+):", text)
    return f"第 {lines_above(rule) + int(found[1])} 行：" if found else ""


def _meant(text: str) -> str:
    found = re.search(r'(?:Candidate bindings|Candidate tables|Did you mean)\W+"([^"]+)"', text)
    return f"，是不是 {found[1]}？" if found else ""
