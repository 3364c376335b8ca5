"""Finding people quickly: by the beginning of a name, pinyin initials, the last four digits, a number.

`column__begins="王"` uses the index on both databases: SQLite does not for LIKE, PostgreSQL does not for a range under
most collations.
"""

from django.db.models import CharField, Lookup
from pypinyin import Style, lazy_pinyin

LAST = "\U0010ffff"  # stands behind every other character

# Surnames that are read otherwise than the character alone, by their initials.
SURNAMES = {
    **dict.fromkeys("查翟曾臧訾祭湛", "Z"),
    **dict.fromkeys("单石沈盛宿折佘厍", "S"),
    **dict.fromkeys("仇覃瞿麴曲", "Q"),
    **dict.fromkeys("解冼洗郗相冠", "X"),
    **dict.fromkeys("盖葛过句勾", "G"),
    **dict.fromkeys("朴繁逄", "P"),
    **dict.fromkeys("缪牟宓", "M"),
    **dict.fromkeys("员燕幺尹应乐", "Y"),
    **dict.fromkeys("乜那佴粘", "N"),
    **dict.fromkeys("秘卜贲薄柏", "B"),
    **dict.fromkeys("种重晁车", "C"),
    **dict.fromkeys("阚隗", "K"),
    "区": "O",
    "任": "R",
    "纪": "J",
    "都": "D",
    "黑": "H",
    "尉迟": "YC",
    "万俟": "MQ",
    "长孙": "ZS",
    "令狐": "LH",
    "澹台": "TT",
    "单于": "CY",
}


class Begins(Lookup):
    """`column__begins=text`: the column starts with the text, capitals told apart."""

    lookup_name = "begins"

    def get_prep_lookup(self):
        return str(self.rhs)

    def as_sql(self, compiler, connection):
        column, values = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*values, connection.ops.prep_for_like_query(self.rhs) + "%"]

    def as_sqlite(self, compiler, connection):
        column, values = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*values, self.rhs, *values, self.rhs + LAST]


CharField.register_lookup(Begins)


def initials(name: str) -> str:
    """Pinyin initials with the surname read as a surname: 单小红 → SXH, 尉迟恭 → YCG. Other signs are left out."""
    for length in (2, 1):
        if name[:length] in SURNAMES:
            return SURNAMES[name[:length]] + plain_initials(name[length:])
    return plain_initials(name)


def plain_initials(name: str) -> str:
    """Pinyin initials, each character read for itself: what somebody types who does not know the surname's reading."""
    letters = (part[0].upper() for part in lazy_pinyin(name, style=Style.NORMAL) if part)
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
