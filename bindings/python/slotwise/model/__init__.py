"""The words of the field as plain, frozen data, with names and dates as people write them.

Ids are strings. Spans are half-open: ``to`` is the first day or moment that is no longer in.
Where a day or a moment may stand, write a `datetime.date` (its first moment in the calendar's
zone), or a `datetime.datetime` with the calendar's zone as its ``tzinfo``.
"""
