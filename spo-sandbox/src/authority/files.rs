//! Certificates, keys and configurations as files, for programs that call a served sandbox.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use spo_core::{CredentialFiles, Error, ErrorKind, IdentityConfig, PemFiles, SorCode};

use super::{Employee, TestCredential};
use crate::Server;

/// The organisation that the doctor of the configurations works for: a test department of the organisation register.
pub(crate) const USING_ORGANISATION: &str = "325431000016004";

impl Server {
    /// Writes into `folder` what a program needs to call this server with an identity: certificate and key of an
    /// organisation (`organisation.pem`, `organisation.key.pem`) and of one of its doctors (`employee...`), the
    /// certificates of the token service (`token-service.pem`) and of the authority (`authority.pem`), and a client
    /// configuration for each of the two (`organisation.json`, `employee.json`). The organisation is then trusted at
    /// level 3, so that both may search. Files of an earlier run are replaced: their authority is gone.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] when a file cannot be written.
    pub fn write_credentials(&self, folder: impl AsRef<Path>) -> Result<(), Error> {
        let folder = folder.as_ref();
        let authority = self.sandbox().authority()?;
        let doctor = Employee::example()?;
        let organisation = authority.organisation(doctor.organisation.clone())?;
        self.sandbox().trust_level_3(&doctor.organisation.cvr);
        let folder = std::path::absolute(folder).map_err(|error| unwritable(folder, &error))?;
        fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
        write(
            &folder.join("token-service.pem"),
            authority.token_service().certificate_pem(),
        )?;
        write(&folder.join("authority.pem"), authority.issuer_pem())?;
        self.write_credential(&folder, "organisation", &organisation, &doctor)?;
        self.write_credential(&folder, "employee", &authority.employee(doctor.clone())?, &doctor)
    }

    fn write_credential(
        &self,
        folder: &Path,
        name: &str,
        credential: &TestCredential,
        reader: &Employee,
    ) -> Result<(), Error> {
        let file = |ending: &str| folder.join(format!("{name}.{ending}"));
        let (certificate, key) = (file("pem"), file("key.pem"));
        write(&certificate, credential.certificate_pem())?;
        write(&key, credential.key_pem())?;
        let text = |path: &PathBuf| path.to_string_lossy().into_owned();
        let files = PemFiles {
            certificates: text(&certificate),
            key: text(&key),
            password: None,
        };
        let mut config = self.client_config()?;
        config.identity = Some(IdentityConfig {
            credential: CredentialFiles::Pem(files),
            card: credential.card(),
            caller: Some(reader.caller(SorCode::parse(USING_ORGANISATION)?)),
        });
        write(&file("json"), &config.to_json())
    }
}

/// Writes a file that only its owner can read, where the system knows owners.
fn write(path: &Path, content: &str) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(path)
        .and_then(|mut file| file.write_all(content.as_bytes()));
    written.map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let message = format!("cannot write {}: {error}", path.display());
    Error::new(ErrorKind::Storage, "sandbox.credentials", message)
        .with_remedy("Name a folder that can be written to.")
}
