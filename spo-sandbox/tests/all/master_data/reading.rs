//! What the library reads of what the sandbox composed.

use spo_core::cda::read_master_data;
use spo_core::{
    Client, Code, Cpr, Custody, ErrorKind, GeneralPractitioner, MasterData, OriginKind, Registration,
    Relative, ResuscitationOptOut, Sourced, Telecom,
};
use spo_sandbox::{Misbehaviour, OutageForm, Register, Sandbox, Script, TestPerson, Transaction};

use super::{AGNES, agnes, document_of, sandbox_with};

fn read(sandbox: &Sandbox) -> MasterData {
    read_master_data(document_of(sandbox, AGNES).as_bytes())
        .unwrap()
        .master_data
}

#[test]
fn the_library_reads_in_a_document_what_the_registers_know() {
    let sandbox = sandbox_with(agnes());
    // With the ids and the country that the registers add.
    let person = sandbox.person(&Cpr::parse(AGNES).unwrap()).unwrap();
    let read = read_master_data(document_of(&sandbox, AGNES).as_bytes()).unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    let data = read.master_data;
    assert_eq!(data.version.template, "3.0");
    assert_eq!(
        (data.cpr, data.birth_date, data.gender),
        (
            person.cpr,
            Some(person.cpr.birth_date()),
            Some(person.cpr.gender())
        )
    );
    assert_eq!(data.name_and_address.value.name.known(), Some(&person.name));
    let address = data.name_and_address.value.address.known().unwrap();
    assert_eq!(
        (&address.lines, &address.postal_code, &address.country),
        (
            &person.address.lines,
            &person.address.postal_code,
            &person.address.country
        )
    );
    let practice = data.general_practitioner.practice().unwrap();
    let theirs = person.general_practitioner.as_ref().unwrap();
    assert_eq!(
        (&practice.id, &practice.name, &practice.telecoms),
        (&theirs.id, &theirs.name, &theirs.telecoms)
    );
    assert_eq!(data.coverage_group.unwrap().value, person.coverage_group);
    for (found, registered) in [
        (data.organ_donor_registration, person.organ_donor),
        (data.treatment_will_registration, person.treatment_will),
        (data.living_will_registration, person.living_will),
    ] {
        let expected = match registered {
            true => Registration::PositionRegistered,
            false => Registration::NoPositionRegistered,
        };
        assert_eq!(found.unwrap().value, expected);
    }
    assert_eq!(data.resuscitation_opt_out.value, ResuscitationOptOut::NotOptedOut);
    let others = |found: &[Sourced<Custody>]| -> Vec<_> {
        let of = |it: &Sourced<Custody>| (it.value.cpr, it.value.name.clone());
        found.iter().map(of).collect()
    };
    let known = |theirs: &[Custody]| -> Vec<_> {
        let of = |it: &Custody| (it.cpr, it.name.clone());
        theirs.iter().map(of).collect()
    };
    assert_eq!(
        others(&data.children_in_custody),
        known(&person.children_in_custody)
    );
    assert_eq!(others(&data.custody_holders), known(&person.custody_holders));

    // What was typed in: the value, who, when, and its id.
    let code = |it: &Sourced<Code>| (it.value.code.clone(), it.changed, it.id.clone());
    assert_eq!(
        data.language.as_ref().map(code),
        person.language.as_ref().map(code)
    );
    let citizen = &data.language.unwrap().origin;
    assert_eq!(
        (citizen.kind, citizen.person.known()),
        (OriginKind::Citizen, Some(&person.name))
    );
    assert_eq!(data.temporary_address, person.temporary_address);
    assert_eq!(data.dentist, person.dentist);
    let contact = |it: &Sourced<Vec<Telecom>>| (it.value.clone(), it.changed, it.id.clone());
    assert_eq!(
        data.contact.as_ref().map(contact),
        person.contact.as_ref().map(contact)
    );
    let relative = |it: &Sourced<Relative>| (it.value.note.clone(), it.value.name.clone(), it.origin.clone());
    assert_eq!(
        data.relatives.iter().map(relative).collect::<Vec<_>>(),
        person.relatives.iter().map(relative).collect::<Vec<_>>()
    );
    assert!(data.other.is_empty());
}

#[test]
fn the_library_reads_what_is_protected_missing_or_down_as_such() {
    let person = TestPerson {
        protected: true,
        general_practitioner: None,
        ..agnes()
    };
    let sandbox = sandbox_with(person);
    let data = read(&sandbox);
    assert!(data.is_protected());
    assert_eq!(data.general_practitioner, GeneralPractitioner::None);
    assert!(data.temporary_address.unwrap().value.address.known().is_some());
    for form in [OutageForm::Extension, OutageForm::NullFlavor] {
        sandbox.script(
            Script::new(Misbehaviour::RegistersDown {
                registers: vec![
                    Register::Resuscitation,
                    Register::OrganDonor,
                    Register::TreatmentWill,
                    Register::LivingWill,
                ],
                form,
            })
            .on(Transaction::Iti43),
        );
        let data = read(&sandbox);
        assert_eq!(data.resuscitation_opt_out.value, ResuscitationOptOut::Unavailable);
        for found in [
            data.organ_donor_registration,
            data.treatment_will_registration,
            data.living_will_registration,
        ] {
            assert_eq!(found.unwrap().value, Registration::Unavailable, "{form:?}");
        }
    }
}

#[test]
fn the_same_person_is_the_same_data_at_every_retrieval() {
    let sandbox = sandbox_with(agnes());
    let (first, second) = (read(&sandbox), read(&sandbox));
    assert!(first != second && first.same_content(&second));
}

#[test]
fn a_fault_that_the_wsdl_does_not_declare_is_read_all_the_same() {
    let sandbox = sandbox_with(agnes());
    let client = Client::builder(sandbox.client_config().unwrap()).transport(sandbox.clone());
    let client = client.build().unwrap();
    for transaction in [Transaction::Iti18, Transaction::Iti43] {
        for (code, kind) in [
            (Some("not_authorized"), ErrorKind::Denied),
            (Some("invented_since"), ErrorKind::Fault),
            (None, ErrorKind::Fault),
        ] {
            let fault = Misbehaviour::Fault {
                text: "Stamkortet kan ikke hentes".to_owned(),
                dgws_code: code.map(str::to_owned),
                ws_trust_code: None,
                client: true,
                http_status: None,
                processed: false,
            };
            sandbox
                .master_data()
                .unwrap()
                .script(Script::new(fault).on(transaction));
            let error = client.master_data().get(Cpr::parse(AGNES).unwrap()).unwrap_err();
            assert_eq!((error.kind(), error.code()), (kind, "soap.fault"), "{code:?}");
            assert!(error.message().contains("Stamkortet kan ikke hentes"), "{error}");
            let said = error.details().service_errors.first().map(|it| it.code.as_str());
            assert_eq!(said, code);
        }
    }
}
