"""Certificates: which are trusted, what is said of one that is not, and how a person accepts it for one host."""

from __future__ import annotations

import os
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive.issues.reader import published_issue
from tests.epaper.commands.runs import FAST, Run, command, environment
from tests.press import Press
from tests.recording.crawling import DAY, folder_of
from tests.recording.whole_issue import PAPER

HERE = x509.IPAddress(ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("other.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who signs certificates."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def signed(host: x509.GeneralName, by: Authority | None, *, days: int = 9) -> Authority:
    """A certificate for ``host`` until so many days from now, signed by ``by``; ``None``: by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    subject = name("试验机构") if by is None else name("host")
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if by is None else by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    )
    certificate = builder.sign(key if by is None else by.key, hashes.SHA256())
    return Authority(key=key, certificate=certificate)


def pem(one: Authority) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    key = one.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return key + one.certificate.public_bytes(serialization.Encoding.PEM)


@contextmanager
def secure_press(folder: Path, shown: Authority) -> Iterator[tuple[Press, str]]:
    """A press that shows that certificate, and its address."""
    path = folder / "shown.pem"
    path.write_bytes(pem(shown))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    press = Press([PAPER])
    press._server.socket = context.wrap_socket(press._server.socket, server_side=True)  # noqa: SLF001
    with press:
        yield press, press.base_url.replace("http:", "https:")


def crawl(folder: Path, base_url: str, authority: Authority, *words: str) -> Run:
    """A crawl on a machine that trusts one authority."""
    trusted = folder / "trusted.pem"
    trusted.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    given = ("crawl", "xmwb", "--date", str(DAY), "--base-url", base_url, "--no-pictures", *FAST, *words)
    done = subprocess.run(
        command(*given),
        cwd=folder,
        env=os.environ | environment() | {"SSL_CERT_FILE": str(trusted)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(status=done.returncode, stdout=done.stdout, stderr=done.stderr)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return signed(x509.DNSName("authority.example"), None)


def test_one_that_a_trusted_authority_has_signed_for_the_host_is_trusted(tmp_path: Path, authority: Authority) -> None:
    with secure_press(tmp_path, signed(HERE, authority)) as (_, url):
        done = crawl(tmp_path, url, authority)
    assert (done.status, "certificate" in done.said) == (0, False), done.stderr


@pytest.mark.parametrize(
    ("host", "is_known", "days", "fault"),
    [
        (HERE, False, 9, "it is signed by itself (for 127.0.0.1, by 试验机构, until"),
        (HERE, True, -1, "it has expired (for 127.0.0.1, by 试验机构, until"),
        (ELSEWHERE, True, 9, "it is of another host (for other.example, by 试验机构, until"),
    ],
    ids=["itself", "expired", "another"],
)
def test_one_that_is_not_trusted_is_named_once_with_the_setting_that_accepts_it_for_this_host(
    tmp_path: Path, authority: Authority, host: x509.GeneralName, is_known: bool, days: int, fault: str
) -> None:
    shown = signed(host, authority if is_known else None, days=days)
    with secure_press(tmp_path, shown) as (press, url):
        done = crawl(tmp_path, url, authority)
        assert press.requests == []
        assert done.status == 3
        assert done.said.count(f"error: the certificate of 127.0.0.1 cannot be trusted: {fault}") == 1, done.stderr
        assert "Failure" not in done.stderr
        assert "No network" not in done.stderr
        issue = published_issue(folder_of(tmp_path / "output"))
        assert issue is not None
        assert [one.reason for one in issue.account.missing] == ["bad_certificate"]
        (words,) = [line for line in done.stderr.splitlines() if "EPAPER_UNVERIFIED_HOSTS=" in line]
        setting = words.rpartition("-s ")[2].rstrip(".")
        accepted = crawl(tmp_path, url, authority, "-s", setting)
    assert accepted.status == 0, accepted.stderr
    assert accepted.said.count("the certificate of 127.0.0.1 is not checked, as EPAPER_UNVERIFIED_HOSTS says") == 1
    assert accepted.said.count("WARNING") == 1


def test_a_host_that_is_accepted_makes_no_other_one_trusted(tmp_path: Path, authority: Authority) -> None:
    with secure_press(tmp_path, signed(HERE, None)) as (press, url):
        done = crawl(tmp_path, url, authority, "-s", "EPAPER_UNVERIFIED_HOSTS=other.example, paper.xinmin.cn")
        assert press.requests == []
    assert (done.status, "it is signed by itself" in done.said) == (3, True)
