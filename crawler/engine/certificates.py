"""Which certificates are trusted, and what is wrong with one that is not, in words.

Twisted says ``[<twisted.python.failure.Failure …>]``. Here the callback that decides for OpenSSL notes what it saw.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from cryptography import x509
from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from service_identity import VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from archive.record.characters import visible

log = logging.getLogger(__name__)

SETTING = "EPAPER_UNVERIFIED_HOSTS"
_LONGEST = 80  # characters of a name in a certificate that are shown
_UNKNOWN = "who signed it is not known here, or the site does not send the certificates in between"
_FAULTS = {  # numbers of X509_V_ERR_…, openssl/x509_vfy.h
    9: "it is not valid yet",
    10: "it has expired",
    18: "it is signed by itself",
    19: "an authority that this machine does not trust has signed it",
    20: _UNKNOWN,
    21: _UNKNOWN,
}


def unverified_hosts(settings: BaseSettings) -> frozenset[str]:
    """Names of the hosts whose certificates are not checked."""
    return frozenset(name.strip().lower() for name in settings.getlist(SETTING) if name.strip())


@implementer(IPolicyForHTTPS)
class Certificates:
    """Scrapy's own policy, which is strict but for the hosts of ``EPAPER_UNVERIFIED_HOSTS``."""

    def __init__(self, crawler: Crawler) -> None:
        self._strict = _ScrapyClientContextFactory.from_crawler(crawler)
        self._lenient = _ScrapyClientContextFactory.from_crawler(crawler)
        self._lenient._verify_certificates = False  # noqa: SLF001 - a setting holds for all hosts
        self._is_strict = crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        self._unverified = unverified_hosts(crawler.settings)
        self._told: set[str] = set()
        self._shown: dict[str, X509] = {}
        self._faults: dict[str, str] = {}
        if self._unverified:
            logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)  # a warning a connection

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's interface
        """What opens connections to a host."""
        host = hostname.decode("ascii").lower()
        if host in self._unverified:
            if host not in self._told:
                self._told.add(host)
                log.warning("the certificate of %s is not checked, as %s says", host, SETTING)
            return self._lenient.creatorForNetloc(hostname, port)
        creator = self._strict.creatorForNetloc(hostname, port)
        return _Judged(creator, partial(self._judge, host)) if self._is_strict else creator

    def _judge(self, host: str, _: SSL.Connection, shown: X509, error: int, depth: int, is_trusted: int) -> bool:
        """OpenSSL's callback for each certificate of a chain; ``depth`` 0 is the host's own, which must name it."""
        fault = None if is_trusted else _FAULTS.get(error, f"OpenSSL calls it error {error}")
        if depth == 0:
            self._shown[host] = shown
            fault = fault or _naming_fault(host, shown)
        if fault is not None:
            self._faults.setdefault(host, fault)
        return fault is None

    def why_not(self, host: str) -> str:
        """What is wrong with the certificate that ``host`` showed last, and what a person can do about it."""
        shown, fault = self._shown.get(host), self._faults.pop(host, "OpenSSL does not say why")
        described = "" if shown is None else f" ({_described(shown)})"
        return (
            f"the certificate of {host} cannot be trusted: {fault}{described}, so nothing was asked."
            f" To accept whatever certificate this host has: -s {SETTING}={host}"
        )


@implementer(IOpenSSLClientConnectionCreator)
class _Judged:
    """Opens connections as ``creator`` does, and has ``judge`` decide over each certificate."""

    def __init__(self, creator: Any, judge: Callable[..., bool]) -> None:
        self._creator = creator
        self._judge = judge

    def clientConnectionForTLS(self, protocol: Any) -> SSL.Connection:  # noqa: N802 - Twisted's interface
        """A connection that is not made yet."""
        connection: SSL.Connection = self._creator.clientConnectionForTLS(protocol)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._judge)
        return connection


def _naming_fault(host: str, shown: X509) -> str | None:
    try:
        identity = IPAddress_ID(host) if isIPAddress(host) or isIPv6Address(host) else DNS_ID(host)
        verify_service_identity(extract_patterns(shown), [identity], [])
    except VerificationError:
        return "it is of another host"
    except Exception:  # noqa: BLE001 - OpenSSL ignores what its callback raises; a certificate is what the site makes it
        return "it cannot be read"
    return None


def _described(shown: X509) -> str:
    """``for wrong.example, by wrong.example, until 2026-12-08``."""
    try:
        certificate = shown.to_cryptography()
        names = _names(certificate)
        return f"for {names}, by {_common_name(certificate.issuer)}, until {certificate.not_valid_after_utc:%Y-%m-%d}"
    except ValueError:  # broken, as everything else that comes from there may be
        return "and cannot be read"


def _names(certificate: x509.Certificate) -> str:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return _common_name(certificate.subject)
    names = [str(one.value) for one in found]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return _short(", ".join(names[:3])) + more


def _common_name(name: x509.Name) -> str:
    names = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME) or name.get_attributes_for_oid(
        x509.NameOID.ORGANIZATION_NAME
    )
    return _short(str(names[0].value)) if names else "nobody"


def _short(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
