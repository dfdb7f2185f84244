//! What a program in another process gets: the sandbox as a program, with its files.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use spo_core::{AppointmentVersion, ClientConfig, CredentialFiles, IdentityConfig, Search};

use super::*;

/// The program, ended when dropped, and its files with it.
struct Program {
    child: Child,
    folder: PathBuf,
}

impl Program {
    /// Starts it, and waits until the files are there.
    fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("spo-sandbox-{}", Uuid::new_v4()));
        let mut child = Command::new(env!("CARGO_BIN_EXE_spo-sandbox"))
            .args(["--port", "0", "--identity=required", "--credentials"])
            .arg(&folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().contains("configure clients")));
        Self { child, folder }
    }

    fn config(&self, name: &str) -> ClientConfig {
        let json = std::fs::read_to_string(self.folder.join(name)).unwrap();
        ClientConfig::from_json(&json).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn read(path: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// What the configuration says of the identity, with its files read.
fn identity(config: &IdentityConfig) -> Identity {
    let CredentialFiles::Pem(files) = &config.credential else {
        panic!("PEM files are written");
    };
    let credential = Credential::from_pem(&read(&files.certificates), &read(&files.key), None).unwrap();
    Identity::new(credential, config.card.clone()).with_caller(config.caller.clone().unwrap())
}

#[test]
fn another_program_logs_in_with_the_files() {
    let program = Program::start();
    for (name, key) in [("organisation.json", "booking-1"), ("employee.json", "booking-2")] {
        let config = program.config(name);
        let identity = identity(config.identity.as_ref().unwrap());
        let client = Client::builder(config).identity(identity).build().unwrap();
        let first = AppointmentVersion::first(key).unwrap();
        client.appointments().share(&first, &appointment()).unwrap();
        let list = client
            .appointments()
            .list(&Search::new(appointment().patient.cpr))
            .unwrap();
        assert!(!list.appointments.is_empty() && list.gaps.is_empty());
    }
    let without = Client::new(ClientConfig {
        identity: None,
        ..program.config("organisation.json")
    });
    let first = AppointmentVersion::first("booking-3").unwrap();
    let error = without
        .unwrap()
        .appointments()
        .share(&first, &appointment())
        .unwrap_err();
    assert_eq!(error.details().service_errors[0].code, "missing_required_header");
}

#[test]
fn the_certificates_of_authority_and_token_service_are_written() {
    use spo_core::dgws::credentials::{Certificate, Trust};
    let sandbox = Sandbox::new().unwrap();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let folder = std::env::temp_dir().join(format!("spo-sandbox-{}", Uuid::new_v4()));
    server.write_credentials(&folder).unwrap();
    #[cfg(unix)]
    for file in std::fs::read_dir(&folder).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "only the owner reads keys");
    }
    let trust = Trust::from_pem_or_der(&read(folder.join("authority.pem"))).unwrap();
    for name in ["token-service.pem", "organisation.pem", "employee.pem"] {
        let certificate = Certificate::from_pem_or_der(&read(folder.join(name))).unwrap();
        trust.verify(&certificate[0], &[], Utc::now()).unwrap();
    }
    let file = folder.join("authority.pem").join("below-a-file");
    let error = server.write_credentials(&file).unwrap_err();
    assert_eq!(error.code(), "sandbox.credentials");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_page_says_who_called() {
    let sandbox = Sandbox::new().unwrap();
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let doctor = sandbox.employee_credential(&doctor()).unwrap();
    let client = client(&sandbox, doctor.identity());
    client
        .appointments()
        .list(&Search::new(NANCY.parse().unwrap()))
        .unwrap();
    let page = crate::http::get(&server, "/");
    assert!(page.contains("Sandkassens Lægehus, level 4"), "{page}");
    assert!(!page.contains("Jensen") && !page.contains(OTHER));
}
