"""Every value that differs from Scrapy's default, with that default and the reason. Names with EPAPER_ are ours."""

from __future__ import annotations

import os

import crawler

BOT_NAME = "epaper-archive"
ADDONS = {  # whoever sets ADDONS too keeps these
    "crawler.engine.recording.addon.Recorder": 100,  # every response is recorded before anything parses it
    "crawler.engine.politeness.addon.Politeness": 200,  # robots.txt, pace and pauses; DOWNLOAD_DELAY is its own
    "crawler.engine.feeds.Feeds": 300,  # -O articles.jsonl holds articles alone
}
COMMANDS_MODULE = "epaper.scrapy_commands"  # default none; `scrapy crawl` ends and speaks as `epaper crawl` does
SPIDER_LOADER_CLASS = "crawler.spiders.loader.NewspaperLoader"  # default SpiderLoader, which looks for classes

# --- Politeness: municipal servers are small -------------------------------------------------------------------------
# What each does, and what a site may say to it, stands in docs/politeness.md.
USER_AGENT = "epaper-archive/0.1"  # default Scrapy/VERSION: an honest name; " (+EPAPER_CONTACT)" follows it
EPAPER_CONTACT = os.environ.get("EPAPER_CONTACT", "")  # a mail address or a URL, for whoever has a complaint
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "epaper-archive"  # default the User-Agent; RFC 9309 compares a product's name alone
EPAPER_ROBOTSTXT_LIFETIME = 24 * 3600  # seconds: RFC 9309, 2.4, allows no more
DOWNLOAD_DELAY = 1  # seconds from an answer to the next request; default 0. A Crawl-delay may make it more
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
DOWNLOAD_TIMEOUT = 60  # seconds; default 180
EPAPER_HOST_BUDGET_DIR = ""  # where the crawls of one user share a host; "": below $XDG_RUNTIME_DIR, or /tmp
EPAPER_BACKOFF_FACTOR = 5  # times the delay, after a first failure; doubled with each one; Scrapy waits not at all
EPAPER_BACKOFF_MAX = 300  # seconds: the longest of these waits; a Retry-After may be longer
EPAPER_PATIENCE_HOURS = 12  # a crawl that would have to wait longer stops and says when to come back
EPAPER_QUIET_HOURS = ""  # Asia/Shanghai: "07:00-09:30,18:00-20:00", when readers want the server; "" is none
EPAPER_STOP_WHEN_BLOCKED = True  # a captcha, a 403 on a page: whoever goes on asking is banned for good

# --- What reaches the account ----------------------------------------------------------------------------------------
# Redirects are followed by the spider itself: Scrapy drops one that leaves the site without a word.
REDIRECT_ENABLED = False  # default True
METAREFRESH_ENABLED = False  # default True; a page that refreshes to the latest issue must stay visible
HTTPERROR_ALLOW_ALL = True  # default False; a 404 is an entry in the account
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # default RFPDupeFilter; a walk asks for an address once itself
URLLENGTH_LIMIT = 0  # default 2083; it drops without a word
DOWNLOADER_MIDDLEWARES = {
    # The spider checks every address; this one would drop without a word.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.engine.failures.Failures": 902,  # behind the cache, which answers for what failed
    # Default 550: there the cache would answer for what failed once, and nothing would be tried again.
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 903,
    # Ours decodes as a replay does, and stops in time.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.engine.bodies.Bodies": 590,
}
DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "crawler.engine.downloads.Downloads")  # headers end
DOWNLOAD_MAXSIZE = 128 * 2**20  # default 1 GiB; the largest facsimile PDFs are far below
TWISTED_DNS_RESOLVER = "crawler.engine.public_names.PublicNames"  # a newspaper's name leads into no private network

# --- Record and replay -----------------------------------------------------------------------------------------------
EPAPER_OFFLINE = False  # recorded responses alone answer; nothing is asked, robots.txt included
EPAPER_WARC_REFUSE = "crawler.engine.recording.block_pages.is_block_page"  # never recorded as content

ITEM_PIPELINES = {
    "pipelines.normalise.NormalisePipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.write.WritePipeline": 400,
}
EPAPER_PARSER_VERSION = crawler.PARSER_VERSION  # stands in issue.json
EPAPER_OPEN_ISSUES = 2  # issues walked at a time, so that memory does not grow with the date range

EXTENSIONS = {
    "crawler.engine.refused_settings.RefusedSettings": 100,  # one of an earlier name, or of none, is not ignored
    "crawler.engine.dropped_requests.DroppedRequests": 500,  # what a middleware drops silently is lost, not waited for
    "crawler.engine.last_item.LastItem": 500,  # without it a crawl stopped while it publishes may never end
    "crawler.engine.progress.Progress": 500,  # draws on a terminal, else nothing
    "crawler.engine.stalls.Stalls": 500,  # ends a crawl in which nothing happens any more
}
EPAPER_STALL_SECONDS = 600  # without a request, an answer or an item; the pauses of politeness do not count; 0: never
EPAPER_SIGN_OF_LIFE_FD = -1  # the pipe in which `epaper run-due` hears that one of its crawls lives; -1: none

# --- Speed -----------------------------------------------------------------------------------------------------------
CONCURRENT_ITEMS = 2  # default 100; Scrapy starts that many tasks for every response: 1.5 times cheaper a request
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True; reads the source of the callback at nearly every response

# --- Off: not needed, or not safe ------------------------------------------------------------------------------------
TELNETCONSOLE_ENABLED = False  # default True; listens
REMOTE_CONTROL_ENABLED = False  # default True; an HTTP server that runs Python
COOKIES_ENABLED = False  # default True; the first Set-Cookie looks a name up on the public internet
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False; an archive must know whom it heard
EPAPER_UNVERIFIED_HOSTS = ""  # "paper.example.cn,…": hosts whose certificates are not checked all the same
REFERER_ENABLED = False  # default True; tells a site nothing it needs

# --- Feeds of the operator's own (scrapy crawl -O) --------------------------------------------------------------------
FEED_EXPORT_ENCODING = "utf-8"  # default ASCII with escapes

# --- Log -------------------------------------------------------------------------------------------------------------
LOG_LEVEL = "WARNING"  # default DEBUG; a log of every request is no use in a crawl of a million
EPAPER_PROGRESS = None  # 1: always, 0: never; None: where stderr is a terminal
STATS_DUMP = False  # default True; the command line prints its own table
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",  # default en
    "Accept-Encoding": "gzip",  # default adds br and zstd, which the usual replay tools cannot read
}
