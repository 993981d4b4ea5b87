"""What Scrapy asks of a cache storage, asked of ours: its own cases, written anew.

They follow ``tests/test_downloadermiddleware_httpcache*.py`` of Scrapy 2.19: what is stored comes back with address,
status, headers and body; nothing comes back that was not stored; ``dont_cache``; the class of a response without a
Content-Type; an address of the response that is not the request's; ``HTTPCACHE_IGNORE_MISSING``; schemes; codes that
are not stored; a request that was made conditional. Left out, and why:

- expiration (``test_storage``, second half, ``HTTPCACHE_EXPIRATION_SECS``): an archive does not expire;
  ``test_storage_never_expire`` is kept;
- ``HTTPCACHE_IGNORE_SCHEMES``, ``HTTPCACHE_IGNORE_HTTP_CODES``: of Scrapy's DummyPolicy; ours takes http and https,
  and never a transient status. ``s3`` is not recorded: a WARC of it says nothing to anybody else;
- ``HTTPCACHE_DBM_MODULE``, ``HTTPCACHE_GZIP``: of Scrapy's own files; ours are gzip always;
- RFC2616Policy (freshness from Cache-Control and Expires, no-store, always-revalidate): an archive keeps what was
  asked for, whatever its caching headers say. That no-store is kept too is a case below;
- responses are given the address of the request (``test_different_request_response_urls`` is inverted): an archive
  must not say that one address gave what another one did;
- two requests of one address that differ in method or body (fingerprints): only GET is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

URL = "http://www.example.com/"


@pytest.fixture
def request_() -> Request:
    return Request(URL, headers={"User-Agent": "test"})


@pytest.fixture
def response() -> Response:
    return Response(URL, headers={"Content-Type": "text/html"}, body=b"test body", status=202)


class Cache:
    """The middleware of Scrapy over our storage in ``folder``, opened and closed as the engine does it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def __call__(self, **settings: Any) -> Iterator[HttpCacheMiddleware]:
        given = Settings(
            {
                "HTTPCACHE_ENABLED": True,
                "HTTPCACHE_DIR": str(self.folder),
                "HTTPCACHE_STORAGE": "crawler.engine.recording.warc_cache.WarcCacheStorage",
                "HTTPCACHE_POLICY": "crawler.engine.recording.warc_cache.WarcCachePolicy",
                **settings,
            }
        )
        crawler = get_crawler(Spider)
        crawler.stats = MemoryStatsCollector(crawler)
        crawler.spider = spider = Spider.from_crawler(crawler, name="test")
        middleware = HttpCacheMiddleware(given, crawler.stats)
        middleware.crawler = crawler
        middleware.spider_opened(spider)
        try:
            yield middleware
        finally:
            middleware.spider_closed(spider)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def same(one: Response, other: Response | None) -> bool:
    assert other is not None
    return (one.url, one.status, one.headers, one.body) == (other.url, other.status, other.headers, other.body)


def stored(middleware: HttpCacheMiddleware, request: Request) -> Response | None:
    found: Response | None = middleware.storage.retrieve_response(middleware.crawler.spider, request)
    return found


def store(middleware: HttpCacheMiddleware, request: Request, response: Response) -> None:
    middleware.storage.store_response(middleware.crawler.spider, request, response)


def test_what_is_stored_comes_back(cache: Cache, request_: Request, response: Response) -> None:
    with cache() as middleware:
        assert stored(middleware, request_.copy()) is None
        store(middleware, request_, response)
        found = stored(middleware, request_.copy())
        assert isinstance(found, HtmlResponse)
        assert same(response, found)


def test_it_comes_back_after_closing_and_never_expires(cache: Cache, request_: Request, response: Response) -> None:
    with cache() as middleware:
        store(middleware, request_, response)
    with cache(HTTPCACHE_EXPIRATION_SECS=1) as middleware:
        assert same(response, stored(middleware, request_))


def test_a_body_says_its_class_where_no_header_does(cache: Cache, request_: Request) -> None:
    bare = Response(URL, body=b"<!DOCTYPE html>\n<title>.</title>", status=202)
    with cache() as middleware:
        store(middleware, request_, bare)
        found = stored(middleware, request_)
        assert isinstance(found, HtmlResponse)
        assert same(bare, found)


@pytest.mark.parametrize(
    "body", [b"", b"\r\n\r\n", b"\0\xff" * 5000, b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 3_000_000], ids=len
)
def test_any_body_comes_back(cache: Cache, request_: Request, body: bytes) -> None:
    with cache() as middleware:
        store(middleware, request_, Response(URL, body=body))
        found = stored(middleware, request_)
    assert found is not None
    assert (found.body, found.status) == (body, 200)


@pytest.mark.parametrize("status", [200, 203, 301, 404, 410, 451, 299, 499])
def test_any_status_comes_back_known_or_not(cache: Cache, request_: Request, status: int) -> None:
    with cache() as middleware:
        middleware.process_response(request_, Response(URL, status=status))
        found = stored(middleware, request_)
    assert found is not None
    assert found.status == status


def test_headers_come_back_with_every_value(cache: Cache, request_: Request) -> None:
    headers = {"Set-Cookie": ["a=1", "b=2"], "X-Odd": ["", "值".encode(), "a: b"]}
    with cache() as middleware:
        store(middleware, request_, Response(URL, headers=headers))  # type: ignore[arg-type]
        found = stored(middleware, request_)
    assert found is not None
    assert found.headers.getlist("Set-Cookie") == [b"a=1", b"b=2"]
    assert found.headers.getlist("X-Odd") == [b"", "值".encode(), b"a: b"]


def test_dont_cache(cache: Cache, request_: Request, response: Response) -> None:
    with cache() as middleware:
        request_.meta["dont_cache"] = True
        middleware.process_response(request_, response)
        assert stored(middleware, request_) is None
        request_.meta["dont_cache"] = False
        middleware.process_response(request_, response)
        assert same(response, stored(middleware, request_))


def test_the_middleware_answers_from_it(cache: Cache, request_: Request, response: Response) -> None:
    with cache() as middleware:
        assert middleware.process_request(request_) is None
        middleware.process_response(request_, response)
        found = middleware.process_request(request_)
        assert isinstance(found, HtmlResponse)
        assert same(response, found)
        assert "cached" in found.flags


def test_an_answer_has_the_address_that_was_asked_for(cache: Cache) -> None:
    request, response = Request("http://host.com/path"), Response("http://host2.net/test.html", body=b"x")
    with cache() as middleware:
        middleware.process_response(request, response)
        found = middleware.process_request(request)
    assert isinstance(found, Response)
    assert (found.url, found.body) == ("http://host.com/path", b"x")


def test_offline_a_miss_is_no_request(cache: Cache, request_: Request, response: Response) -> None:
    with cache() as middleware:
        middleware.process_response(request_, response)
    with cache(HTTPCACHE_IGNORE_MISSING=True) as middleware:
        assert same(response, middleware.process_request(request_))  # type: ignore[arg-type]
        with pytest.raises(IgnoreRequest, match=r"not in cache: <GET http://www\.example\.com/other>"):
            middleware.process_request(Request(f"{URL}other"))


@pytest.mark.parametrize("url", ["file:///tmp/t.txt", "s3://bucket/key", "data:,x"])
def test_only_http_is_recorded(cache: Cache, url: str) -> None:
    request = Request(url)
    with cache() as middleware:
        assert middleware.process_request(request) is None
        middleware.process_response(request, TextResponse(url, body=b"x"))
        assert middleware.process_request(request) is None


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT"])
def test_only_get_is_recorded(cache: Cache, request_: Request, response: Response, method: str) -> None:
    other = request_.replace(method=method)
    with cache() as middleware:
        assert middleware.process_request(other) is None
        middleware.process_response(other, response)
        assert middleware.process_request(request_) is None


@pytest.mark.parametrize("status", [304, 408, 429, 500, 502, 503, 504, 522, 524, 599])
def test_transient_statuses_are_not(cache: Cache, request_: Request, status: int) -> None:
    with cache() as middleware:
        assert middleware.process_request(request_) is None
        middleware.process_response(request_, Response(URL, status=status))
        assert middleware.process_request(request_) is None


def test_caching_headers_forbid_nothing(cache: Cache, request_: Request) -> None:
    unwilling = Response(URL, headers={"Cache-Control": "no-store, private, max-age=0", "Pragma": "no-cache"})
    with cache() as middleware:
        middleware.process_response(request_, unwilling)
        assert isinstance(middleware.process_request(request_), Response)


@pytest.mark.parametrize(
    ("validator", "condition"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
)
def test_asked_again_a_request_is_conditional(
    cache: Cache, request_: Request, response: Response, validator: str, condition: str
) -> None:
    response.headers[validator] = b"yesterday"
    again = request_.replace(meta={"recorded": "never"})
    with cache() as middleware:
        middleware.process_response(request_, response)
        assert middleware.process_request(again) is None
        assert again.headers[condition] == b"yesterday"
        found = middleware.process_response(again, Response(URL, status=304))
        assert isinstance(found, Response)
        assert (found.status, found.body) == (202, b"test body")
        assert same(found, stored(middleware, request_))


@pytest.mark.parametrize(("status", "is_asked"), [(200, False), (301, True), (404, True)])
def test_asked_again_for_what_was_no_success(cache: Cache, request_: Request, status: int, is_asked: bool) -> None:
    again = request_.replace(meta={"recorded": "success"})
    with cache() as middleware:
        middleware.process_response(request_, Response(URL, status=status, headers={"ETag": "x"}))
        assert (middleware.process_request(again) is None) is is_asked
        assert "If-None-Match" not in again.headers
