"""Keys and certificates for tests, made by openssl when they are needed."""

import shutil
import subprocess
from pathlib import Path

PASSWORD = "Test1234"  # noqa: S105
SUBJECT = "/C=DK/organizationIdentifier=NTRDK-91026150/O=Lægehuset Æblegården/serialNumber=UI:DK-O:G:{id}/CN={name}"
CVR = "91026150"


class Folder:
    """A folder in which openssl works."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __getitem__(self, name: str) -> Path:
        return self.place / name

    def openssl(self, *arguments: str, given: bytes = b"") -> bytes:
        program = shutil.which("openssl") or "openssl"
        done = subprocess.run(  # noqa: S603
            [program, *arguments], cwd=self.place, input=given, capture_output=True, check=True
        )
        return done.stdout

    def make(self, name: str, *, holder: str, days: int = 1000) -> None:
        """Make `<name>.key` and `<name>.pem`, an organisation's certificate in the form of OCES3."""
        subject = SUBJECT.format(id="00000000-0000-4000-8000-000000000001", name=holder)
        self.openssl("genrsa", "-out", f"{name}.key", "2048")
        self.openssl("req", "-new", "-utf8", "-key", f"{name}.key", "-subj", subject, "-out", f"{name}.csr")
        self.openssl(
            *("x509", "-req", "-in", f"{name}.csr", "-key", f"{name}.key", "-days", str(days)),
            *("-out", f"{name}.pem"),
        )

    def pack(self, name: str, alias: str, *, into: str) -> None:
        """Make a PKCS#12 file of a key and its certificate."""
        self.openssl(
            *("pkcs12", "-export", "-in", f"{name}.pem", "-inkey", f"{name}.key", "-name", alias),
            *("-passout", f"pass:{PASSWORD}", "-out", into),
        )

    def sign(self, name: str, given: bytes) -> bytes:
        """Sign as a key store does that never gives its key away."""
        return self.openssl("dgst", "-sha256", "-sign", f"{name}.key", given=given)
