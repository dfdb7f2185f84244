"""Danish time."""

from datetime import datetime
from typing import Literal

from spo import _spo


def danish_time(value: datetime, *, choose: Literal["earlier", "later"] | None = None) -> datetime:
    """Give the moment in Danish time, as every record keeps it: aware, with a fixed offset.

    An aware datetime, of whatever zone, keeps its moment. One without a zone is read off a Danish wall clock; on the
    two nights when clocks change, a time that does not exist or exists twice raises LocalTimeError, which offers both
    moments as `earlier` and `later`, unless `choose` has decided already.

    >>> danish_time(datetime(2026, 7, 1, 10, 0)).isoformat()
    '2026-07-01T10:00:00+02:00'

    To move a time by days and keep what the clock shows, compute without the zone:

    >>> start = danish_time(datetime(2026, 10, 24, 10, 0))
    >>> danish_time(start.replace(tzinfo=None) + timedelta(days=1)).isoformat()
    '2026-10-25T10:00:00+01:00'
    """
    return _spo.danish_time(value, choose)
