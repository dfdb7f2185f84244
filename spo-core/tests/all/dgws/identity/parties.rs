//! An authority and those it knows, made by the `openssl` command as the tests run: no key lies in the repository.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use spo_core::dgws::credentials::{Certificate, Credential};
use spo_core::dgws::{CardUser, CareProvider, IdCardRequest, UserIdentifier};

pub(crate) const ISSUER: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
pub(crate) const HOLDER: &str = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n";

/// The parties of the tests. All but the stranger are known to one authority.
pub(crate) struct Parties {
    pub(crate) authority: Certificate,
    pub(crate) authority_pem: Vec<u8>,
    pub(crate) organisation: Credential,
    /// Its certificate and its key, in PEM.
    pub(crate) organisation_pem: [Vec<u8>; 2],
    /// The same organisation's next certificate.
    pub(crate) renewed: Credential,
    pub(crate) renewed_pem: [Vec<u8>; 2],
    pub(crate) employee: Credential,
    pub(crate) token_service: Credential,
    /// Calls itself the token service.
    pub(crate) stranger: Credential,
}

/// The parties of this run; `None` says on the standard error that there is no `openssl`.
pub(crate) fn parties() -> Option<&'static Parties> {
    static PARTIES: OnceLock<Option<Parties>> = OnceLock::new();
    PARTIES
        .get_or_init(|| {
            if Command::new("openssl").arg("version").output().is_err() {
                eprintln!("skipped: openssl is not installed");
                return None;
            }
            Some(Parties::make())
        })
        .as_ref()
}

impl Parties {
    fn make() -> Self {
        let folder = Folder::new();
        let organisation = "/C=DK/organizationIdentifier=NTRDK-91026150/O=Lægehuset Æblegården\
            /serialNumber=UI:DK-O:G:5c6c6b67-e7bb-4b25-b661-70bcda1fba14/CN=Lægehusets bookingsystem";
        let employee = "/C=DK/organizationIdentifier=NTRDK-91026150/O=Lægehuset Æblegården\
            /serialNumber=UI:DK-E:G:dc7f4a98-d4f9-4d77-84f9-ae83c4e0bf61/CN=Nancy Ann Berggren";
        let token_service = "/C=DK/organizationIdentifier=NTRDK-33257872/O=Prøvestaten\
            /serialNumber=UI:DK-O:G:00000000-e7bb-4b25-b661-70bcda1fba14/CN=Prøve STS";
        folder.make(
            "authority",
            "/CN=Prøve udstedende-CA 1/O=Prøvestaten/C=DK",
            "",
            ISSUER,
        );
        folder.make("organisation", organisation, "authority", HOLDER);
        folder.make("renewed", organisation, "authority", HOLDER);
        folder.make("employee", employee, "authority", HOLDER);
        folder.make("sts", token_service, "authority", HOLDER);
        folder.make("stranger", token_service, "", HOLDER);
        Self {
            authority: folder.credential("authority").certificate().clone(),
            authority_pem: folder.get("authority.pem"),
            organisation: folder.credential("organisation"),
            organisation_pem: folder.pem("organisation"),
            renewed: folder.credential("renewed"),
            renewed_pem: folder.pem("renewed"),
            employee: folder.credential("employee"),
            token_service: folder.credential("sts"),
            stranger: folder.credential("stranger"),
        }
    }
}

/// The card of the organisation's system.
pub(crate) fn system_card() -> IdCardRequest {
    let provider = CareProvider::new("91026150".parse().unwrap(), "Lægehuset <Æblegården> & søn");
    IdCardRequest::system("Lægehusets bookingsystem", provider)
}

/// The card of the organisation's employee.
pub(crate) fn user_card() -> IdCardRequest {
    let id = UserIdentifier::Cpr("2512489996".parse().unwrap());
    let user = CardUser {
        email: Some("nancy@example.dk".into()),
        authorisation: Some("J0184".parse().unwrap()),
        occupation: Some("Læge".into()),
        ..CardUser::new(id, "Nancy Ann", "Berggren", "7170")
    };
    let system = system_card();
    IdCardRequest::user(system.system_name, system.care_provider, user)
}

/// A folder that is gone when it is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("spo-identity-{}-{next}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn put(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.into_os_string().into_string().unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).into_os_string().into_string().unwrap()
    }

    fn get(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).unwrap()
    }

    pub(crate) fn openssl(&self, arguments: &[&str]) {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
    }

    /// Makes `<name>.key` and `<name>.pem`, signed by `issuer` or else by itself.
    pub(crate) fn make(&self, name: &str, subject: &str, issuer: &str, extensions: &str) {
        let file = |of: &str, ending: &str| format!("{of}.{ending}");
        let (key, request, certificate) = (file(name, "key"), file(name, "csr"), file(name, "pem"));
        let (issuer_key, issuer_certificate) = (file(issuer, "key"), file(issuer, "pem"));
        self.put("extensions", extensions.as_bytes());
        self.openssl(&["genrsa", "-out", &key, "2048"]);
        self.openssl(&[
            "req", "-new", "-utf8", "-key", &key, "-subj", subject, "-out", &request,
        ]);
        let mut sign = vec!["x509", "-req", "-in", &request, "-out", &certificate];
        sign.extend(["-extfile", "extensions", "-days", "1000", "-sha256"]);
        match issuer {
            "" => sign.extend(["-key", &key]),
            _ => sign.extend([
                "-CA",
                &issuer_certificate,
                "-CAkey",
                &issuer_key,
                "-CAcreateserial",
            ]),
        }
        self.openssl(&sign);
    }

    pub(crate) fn pem(&self, name: &str) -> [Vec<u8>; 2] {
        ["pem", "key"].map(|ending| self.get(&format!("{name}.{ending}")))
    }

    pub(crate) fn credential(&self, name: &str) -> Credential {
        let [certificate, key] = self.pem(name);
        Credential::from_pem(&certificate, &key, None).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
