"""Words of a coded column become codes: exactly, else by the longest word that the text contains."""

import re
from typing import Any

from dibao.engine.values.cleaned import EMPTY, NOTHING, Cleaned, cell_text, formula_error, squeeze, strip_apostrophes
from dibao.engine.values.identity import is_valid

_NOISE = re.compile(r"[\s()（）\[\]【】<>《》“”\"'、,，。.;；:：·_-]")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_PARTS = re.compile(r"[-_:：.、/,，;； ]+")
_ORDINALS = re.compile(r"^[长次三四五六七八二大小老幺]+(?=[子女儿])")
_OWNER = re.compile(r"^.*[之的](?=.)")  # 户主之妻 is a wife, not the head
_DENIALS = "不未非无没"
_CERTIFICATE = re.compile(r"(\d{17}[\dX])([1-7])([1-4])(B\d{1,2})?\Z", re.ASCII)


def _plain(text: str) -> str:
    return _NOISE.sub("", cell_text(text).upper())


class CodeWords:
    """The words of one column, made ready once: `match(cell)` for each distinct cell."""

    def __init__(self, codes: dict[str, tuple[str, ...]]):
        self.exact: dict[str, str] = {}
        for code, words in codes.items():
            for word in (*words, code):
                self.exact.setdefault(_plain(word), code)
        self.by_length = sorted(self.exact, key=len, reverse=True)

    def match(self, raw: Any) -> Cleaned:
        """Code of the cell; None and a sentence where no word fits, or two fit equally well."""
        text = squeeze(strip_apostrophes(cell_text(raw)))
        if text in NOTHING:
            return EMPTY
        if error := formula_error(text):
            return Cleaned(bad=error)
        code = self.exact.get(_plain(text))
        if code is not None:
            return Cleaned(code)
        text = _OWNER.sub("", text) or text
        code = self._by_parts(text) or self._contained(_plain(text)) or self._abbreviated(_plain(text))
        if code is not None:
            return Cleaned(code, "WORDS")
        examples = "、".join(word for word in self.by_length[::-1] if not word.isascii())[:40]
        return Cleaned(bad=f"“{text[:16]}”不在可用的说法之内，例如可填：{examples}")

    def _by_parts(self, text: str) -> str | None:
        """`01-户主`, `户主（本人）`, `1.男`, `01`, `五女`: words before numbers."""
        bare = _BRACKETS.sub("", text)
        parts = [part for part in _PARTS.split(bare) if part]
        words = [bare, _ORDINALS.sub("", bare), bare.lstrip("0123456789"), *(p for p in parts if not p.isascii())]
        numbers = [part.lstrip("0") or "0" for part in parts if part.isascii()] + parts
        for candidates in (words, numbers):
            codes = {self.exact[word] for part in candidates if (word := _plain(part)) in self.exact}
            if codes:
                return codes.pop() if len(codes) == 1 else None
        return None

    def _contained(self, text: str) -> str | None:
        """Code of the longest word inside the text; a denied word (`不在保`) does not count."""
        found = [word for word in self.by_length if self._speaks(word, text)]
        codes = {self.exact[word] for word in found if len(word) == len(found[0])}
        return codes.pop() if len(codes) == 1 else None

    def _speaks(self, word: str, text: str) -> bool:
        if len(word) < (3 if word.isascii() else 2):
            return False  # 子 in 侄子, A in A1: too short to mean anything inside another word
        at = text.find(word)
        return at == 0 or (at > 0 and text[at - 1] not in _DENIALS)

    def _abbreviated(self, text: str) -> str | None:
        """`孙女` for `外孙女`: the text inside the words of one code only."""
        if len(text) < 2 or text.isascii() or text[0] in _DENIALS:
            return None
        codes = {code for word, code in self.exact.items() if text in word}
        return codes.pop() if len(codes) == 1 else None


def from_certificate(number: Any) -> tuple[str, str, str] | None:
    """ID number, kind digit 1–7 and grade digit 1–4 out of a disability certificate number of 20 characters."""
    found = _CERTIFICATE.match(_NOISE.sub("", cell_text(number)).upper())
    return (found[1], found[2], found[3]) if found and is_valid(found[1]) else None
