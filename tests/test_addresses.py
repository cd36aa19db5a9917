"""What is an address, how it is shown, and when two are of one page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.addresses import holds_secret, is_address, is_front, same_page, shown

NAMES = (
    "token",
    "access_token",
    "apiKey",
    "api-key",
    "X-Amz-Signature",
    "password",
    "PHPSESSID",
    "sid",
    "authToken",
    "sig",
)


@pytest.mark.parametrize("given", ["https://a.example/b", "HTTP://a.example", "ftp://a.example", " https://a.example"])
def test_addresses_are_told_from_paths(given: str) -> None:
    assert is_address(given)


@pytest.mark.parametrize("given", ["a.txt", "./https:/a", "C:\\news\\a.txt", "-", "@links.txt", "news/*.html", "://"])
def test_paths_are_told_from_addresses(given: str) -> None:
    assert not is_address(given)


@given(st.sampled_from(NAMES), st.text(alphabet="abcdefXYZ0123456789-._~", min_size=6, max_size=30))
def test_no_secret_is_shown(name: str, secret: str) -> None:
    secret = f"Zq{secret}"
    address = (
        f"https://ann:{quote(secret)}@a.example/x;jsessionid={secret}?id=7&{name}={secret}&b=1#access_token={secret}"
    )
    told = shown(address)
    assert secret not in told
    assert told.startswith("https://a.example/x;")
    assert "id=7" in told
    assert told.endswith("b=1")
    assert holds_secret(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/monkey?keyword=ferry&page=2&author=ann",
        "http://a.example:8080/",
        "https://a.example/a%20b?x=%26",
    ],
)
def test_what_is_no_secret_is_shown_as_it_is(address: str) -> None:
    assert shown(address) == address
    assert not holds_secret(address)


@pytest.mark.slow
@given(st.text(max_size=80))
def test_nothing_is_too_strange_to_be_shown(text: str) -> None:
    shown(f"https://{text}")
    same_page(f"https://{text}")
    is_front(f"https://{text}")


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/a/b?id=3",
        "https://www.news.example/a/b/?id=3",
        "https://news.example:443/a/b?id=3#part",
        "https://NEWS.example/a/b?id=3&utm_source=x&fbclid=y",
        "https://ann:pw@news.example/a/b?utm_medium=mail&id=3",
    ],
)
def test_addresses_of_one_page_are_the_same(other: str) -> None:
    assert same_page(other) == same_page("https://news.example/a/b?id=3")


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/a/b?id=4",
        "https://news.example/a/b?id",
        "https://news.example/a/b?id=3&page=2",
        "https://news.example/a",
        "https://other.example/a/b?id=3",
    ],
)
def test_addresses_of_others_are_not(other: str) -> None:
    assert same_page(other) != same_page("https://news.example/a/b?id=3")


def test_a_query_that_is_a_number_tells_pages_apart() -> None:
    assert same_page("https://news.example/story?1041") != same_page("https://news.example/story?1042")
