//! The sandbox's authority: whom its certificates name, and who believes them.

use std::process::Command;

use chrono::Utc;
use spo_core::dgws::credentials::{
    Certificate, CertificateKind, Credential, Distrust, OcesGeneration, Trust, Validity,
};
use spo_core::{ClientConfig, Cvr};
use spo_sandbox::{Employee, Sandbox, TestCredential};

fn clinic() -> (Sandbox, TestCredential) {
    let sandbox = Sandbox::new().unwrap();
    let cvr = Cvr::parse("91026150").unwrap();
    let credential = sandbox.system_credential(&cvr, "Lægehuset Æblegården").unwrap();
    (sandbox, credential)
}

fn trust() -> Trust {
    let sandbox = Sandbox::new().unwrap();
    Trust::new([sandbox.authority().unwrap().issuer().clone()]).unwrap()
}

#[test]
fn an_organisations_certificate_names_it_as_oces3_does() {
    let (_, clinic) = clinic();
    let certificate = clinic.credential().certificate();
    let subject = certificate.subject();
    assert_eq!(certificate.kind(), CertificateKind::Organisation);
    assert_eq!(subject.generation(), Some(OcesGeneration::Oces3));
    assert_eq!(subject.cvr().unwrap().as_str(), "91026150");
    assert_eq!(subject.organisation(), "Lægehuset Æblegården");
    assert!(certificate.issuer().to_string().contains("spo sandbox"));
    trust().verify(certificate, &[], Utc::now()).unwrap();
}

#[test]
fn an_employees_certificate_names_the_person_and_the_employer_and_no_cpr_number() {
    let employee = Employee::example().unwrap();
    let sandbox = Sandbox::new().unwrap();
    let credential = sandbox.employee_credential(&employee).unwrap();
    let certificate = credential.credential().certificate();
    let subject = certificate.subject();
    assert_eq!(certificate.kind(), CertificateKind::Employee);
    assert_eq!((subject.given_name(), subject.surname()), ("Jens", "Jensen"));
    assert_eq!(subject.cvr(), Some(&employee.organisation.cvr));
    let der = String::from_utf8_lossy(certificate.der()).into_owned();
    assert!(!der.contains(employee.cpr.as_str()));
    let shown = format!("{employee:?} {credential:?}");
    assert!(!shown.contains(employee.cpr.as_str()) && !shown.contains("PRIVATE KEY"));
}

#[test]
fn whoever_asks_again_gets_the_same_certificate_from_any_sandbox_of_the_process() {
    let (_, first) = clinic();
    let (_, second) = clinic();
    assert_eq!(
        first.credential().certificate(),
        second.credential().certificate()
    );
    let renewed = first.renewed().unwrap();
    let (old, new) = (
        first.credential().certificate(),
        renewed.credential().certificate(),
    );
    assert_ne!(old, new);
    assert_eq!(old.subject(), new.subject());
    assert_ne!(old.serial_number(), new.serial_number());
}

#[test]
fn certificates_that_nobody_should_believe_are_not_believed() {
    let (_, clinic) = clinic();
    let now = Utc::now();
    let judge = |credential: TestCredential| {
        let certificate = credential.credential().certificate().clone();
        trust().verify(&certificate, &[], now)
    };
    assert!(matches!(
        judge(clinic.expired().unwrap()),
        Err(Distrust::Expired { .. })
    ));
    assert!(matches!(
        judge(clinic.not_yet_valid().unwrap()),
        Err(Distrust::NotYetValid { .. })
    ));
    assert!(matches!(
        judge(clinic.by_a_stranger().unwrap()),
        Err(Distrust::UnknownIssuer { .. })
    ));
    let expired = clinic.expired().unwrap();
    assert_eq!(
        expired.credential().certificate().validity(now),
        Validity::Expired
    );
}

#[test]
fn what_is_given_out_in_pem_is_a_credential() {
    let (_, clinic) = clinic();
    let read = Credential::from_pem(
        clinic.certificate_pem().as_bytes(),
        clinic.key_pem().as_bytes(),
        None,
    );
    assert_eq!(read.unwrap().certificate(), clinic.credential().certificate());
}

#[test]
fn openssl_believes_the_chain() {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("skipped: openssl is not installed");
        return;
    }
    let (sandbox, clinic) = clinic();
    let folder = std::env::temp_dir().join(format!("spo-sandbox-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("ca.pem"), sandbox.authority().unwrap().issuer_pem()).unwrap();
    std::fs::write(folder.join("clinic.pem"), clinic.certificate_pem()).unwrap();
    let output = Command::new("openssl")
        .args(["verify", "-x509_strict", "-CAfile", "ca.pem", "clinic.pem"])
        .current_dir(&folder)
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
}

#[test]
fn the_configuration_names_the_token_service_and_its_certificate() {
    let (sandbox, _) = clinic();
    let config = sandbox.client_config().unwrap();
    let service = config.token_service.clone().unwrap();
    assert!(service.url.ends_with("/sts/services/NewSecurityTokenService"));
    let certificate = Certificate::from_pem_or_der(service.certificates[0].as_bytes()).unwrap();
    assert_eq!(certificate[0].subject().common_name(), "SPO-SANDBOX-STS");
    service.trust().unwrap();
    assert_eq!(ClientConfig::from_json(&config.to_json()).unwrap(), config);
    // Clients of one process share their cards by the token service's address.
    let other = Sandbox::new().unwrap().client_config().unwrap();
    assert_ne!(other.token_service.unwrap().url, service.url);
    let server = sandbox.serve("127.0.0.1:0").unwrap();
    let served = server.client_config().unwrap().token_service.unwrap();
    assert!(served.url.starts_with(&server.url()));
}
