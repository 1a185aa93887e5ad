"""The certificate with which the demonstration signs its letters: self-made, and trusted by nobody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

NAME = "Demonstration, not the Implementation Support Unit"
VALID = timedelta(days=3650)


def kept_certificate(file: Path) -> Path:
    """Return the PKCS#12 file of this folder; made at the first start, without a passphrase."""
    if not file.exists():
        part = file.with_name(f".{file.name}")
        part.touch(mode=0o600)
        part.write_bytes(_made())
        part.replace(file)
    return file


def _made() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_FOR_SIGNING, critical=True)
        .sign(key, SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"letters", key, certificate, None, NoEncryption())


_FOR_SIGNING = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
