//! A certificate authority as OCES has one, made by the `openssl` command in a folder that is removed again.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::Credential;

/// Signs as the national authority does.
pub(crate) const PSS: &[&str] = &[
    "-sigopt",
    "rsa_padding_mode:pss",
    "-sigopt",
    "rsa_pss_saltlen:digest",
];
pub(crate) const ISSUER: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
pub(crate) const HOLDER: &str =
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\n";
const ORGANISATION: &str = "/C=DK/organizationIdentifier=NTRDK-91026150/O=Lægehuset Æblegården\
    /serialNumber=UI:DK-O:G:5c6c6b67-e7bb-4b25-b661-70bcda1fba14/CN=Lægehusets bookingsystem";
const EMPLOYEE: &str = "/C=DK/organizationIdentifier=NTRDK-91026150/O=Lægehuset Æblegården/GN=Søren/SN=Ågård\
    /serialNumber=UI:DK-E:G:dc7f4a98-d4f9-4d77-84f9-ae83c4e0bf61/CN=Søren Ågård";

/// A folder for one test, removed when dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "spo-test-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), content).unwrap();
    }

    pub(crate) fn get(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).unwrap()
    }

    /// Runs `openssl` in the folder and returns what it writes.
    pub(crate) fn openssl(&self, arguments: &[&str]) -> Vec<u8> {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    }

    pub(crate) fn make_key(&self, name: &str, bits: &str) {
        self.openssl(&["genrsa", "-out", &format!("{name}.key"), bits]);
    }

    /// Makes `<name>.pem` for `<name>.key`, signed by `issuer`, or by itself when that is the same name.
    pub(crate) fn make_certificate(
        &self,
        name: &str,
        subject: &str,
        issuer: &str,
        extensions: &str,
        options: &[&str],
    ) {
        let (key, request, certificate) = (
            format!("{name}.key"),
            format!("{name}.csr"),
            format!("{name}.pem"),
        );
        self.put("extensions", extensions);
        self.openssl(&[
            "req", "-new", "-utf8", "-key", &key, "-subj", subject, "-out", &request,
        ]);
        let (issuer_key, issuer_certificate) = (format!("{issuer}.key"), format!("{issuer}.pem"));
        let mut arguments = vec![
            "x509",
            "-req",
            "-in",
            &request,
            "-out",
            &certificate,
            "-extfile",
            "extensions",
        ];
        if name == issuer {
            arguments.extend(["-key", &key]);
        } else {
            arguments.extend([
                "-CA",
                &issuer_certificate,
                "-CAkey",
                &issuer_key,
                "-CAcreateserial",
            ]);
        }
        if !options.contains(&"-days") {
            arguments.extend(["-days", "1000"]);
        }
        arguments.extend(options);
        self.openssl(&arguments);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// One party's key and certificate, in PEM.
pub(crate) struct Party {
    pub(crate) key: Vec<u8>,
    pub(crate) certificate: Vec<u8>,
}

impl Party {
    pub(crate) fn credential(&self) -> Credential {
        Credential::from_pem(&self.certificate, &self.key, None).unwrap()
    }

    /// Writes `<name>.key` and `<name>.pem`.
    pub(crate) fn put_into(&self, folder: &Folder, name: &str) {
        folder.put(&format!("{name}.key"), &self.key);
        folder.put(&format!("{name}.pem"), &self.certificate);
    }
}

pub(crate) struct Pki {
    pub(crate) root: Party,
    pub(crate) issuing: Party,
    /// An organisation's certificate.
    pub(crate) organisation: Party,
    /// The same organisation's next one, with another key.
    pub(crate) renewed: Party,
    /// Its employee's.
    pub(crate) employee: Party,
    /// A root that nobody trusts, with the same name.
    pub(crate) stranger: Party,
}

impl Pki {
    fn make() -> Self {
        let folder = Folder::new();
        for name in [
            "root",
            "issuing",
            "organisation",
            "renewed",
            "employee",
            "stranger",
        ] {
            folder.make_key(name, "2048");
        }
        let sha512 = [PSS, &["-sha512"]].concat();
        let sha256 = [PSS, &["-sha256"]].concat();
        let root = "/CN=Prøve rod-CA/O=Prøvestaten/C=DK";
        folder.make_certificate("root", root, "root", ISSUER, &sha512);
        folder.make_certificate("stranger", root, "stranger", ISSUER, &sha512);
        let issuing = "/CN=Prøve udstedende-CA 1/O=Prøvestaten/C=DK";
        folder.make_certificate("issuing", issuing, "root", ISSUER, &sha512);
        for (name, subject) in [
            ("organisation", ORGANISATION),
            ("renewed", ORGANISATION),
            ("employee", EMPLOYEE),
        ] {
            folder.make_certificate(name, subject, "issuing", HOLDER, &sha256);
        }
        let party = |name: &str| Party {
            key: folder.get(&format!("{name}.key")),
            certificate: folder.get(&format!("{name}.pem")),
        };
        Self {
            root: party("root"),
            issuing: party("issuing"),
            organisation: party("organisation"),
            renewed: party("renewed"),
            employee: party("employee"),
            stranger: party("stranger"),
        }
    }

    /// The organisation's certificate with its issuers, the root first.
    pub(crate) fn shuffled_chain(&self) -> Vec<u8> {
        [
            self.root.certificate.as_slice(),
            &self.organisation.certificate,
            &self.issuing.certificate,
        ]
        .concat()
    }
}

/// The authority of this run; `None` says on the standard error that there is no OpenSSL 3.
pub(crate) fn pki() -> Option<&'static Pki> {
    static PKI: OnceLock<Option<Pki>> = OnceLock::new();
    PKI.get_or_init(|| {
        let version = Command::new("openssl").arg("version").output();
        let is_usable = version.is_ok_and(|output| output.stdout.starts_with(b"OpenSSL 3"));
        if !is_usable {
            eprintln!("skipped: OpenSSL 3 is not installed");
            return None;
        }
        Some(Pki::make())
    })
    .as_ref()
}
