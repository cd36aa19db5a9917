"""Fetches pages from addresses: one request a host at a time, within limits, and never from where it may not.

`Fetcher` is the entrance. The rooms: `one` brings one address home, over its redirects; `asking` puts one request, with
patience; `hosts` keeps them polite, side by side; `robots` heeds robots.txt; `body` unpacks what comes, up to a limit;
`transport` speaks HTTP over `network`, which looks at the very address that is connected to, or through one of the
`proxies` of the environment; `cache` keeps pages on the disk.
"""

from __future__ import annotations

from summarizer.fetch.fetcher import Fetcher, Refused

__all__ = ["Fetcher", "Refused"]
