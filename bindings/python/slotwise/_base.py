"""What the data classes share."""

from typing import Any

import attrs


class Data:
    """Data whose repr leaves out what stands at its default, and can be pasted."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = []
        named = False
        cls: Any = type(self)
        for field in attrs.fields(cls):
            value = getattr(self, field.name)
            named = named or field.kw_only
            if field.default is not attrs.NOTHING and value == _default(field):
                named = True
                continue
            shown.append(f"{field.alias}={value!r}" if named else repr(value))
        return f"{type(self).__name__}({', '.join(shown)})"


def _default(field: "attrs.Attribute[Any]") -> Any:
    default = field.default
    return field.converter(default) if callable(field.converter) else default
