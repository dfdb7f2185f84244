//! What real stamkort documents and their service have been seen to do: none of it loses or invents a fact.
//!
//! Each has a test that says the rule, here where no file is named:
//!
//!  1. Whether resuscitation is opted out of is unavailable in two spellings, or not told: in `registrations`,
//!     `an_opt_out_is_never_no_unless_the_register_says_so`.
//!  2. A registered position is not told: in `registrations`, `true_is_a_registered_position_and_no_yes`.
//!  3. The root of the coverage group changes: `the_coverage_group_is_found_under_any_root`.
//!  4. Words such as `null` stand for nothing: `words_that_stand_for_nothing_are_left_out_and_told`.
//!  5. OIDs look alike: `the_templates_of_authors_and_observations_are_told_apart`.
//!  6. Days have a zone: `a_birth_date_is_the_date_as_written`,
//!     `the_days_of_a_temporary_address_are_those_of_the_danish_calendar`.
//!  7. Entries come in any order: `the_order_of_entries_and_values_means_nothing`.
//!  8. The text for people differs: `the_entries_decide_where_the_narrative_says_otherwise`.
//!  9. MedCom's examples have mistakes: `the_mistakes_of_the_examples_cost_nothing`.
//! 10. Some have no practice, and numbers no use: `having_no_practice_is_a_fact_and_a_practice_keeps_every_number`.
//! 11. The country is left out: `a_missing_country_is_denmark`.
//! 12. Phone numbers are free text: `a_phone_number_stays_as_it_was_typed`.
//! 13. The title is anything: `any_title_will_do`.
//! 14. Notes hold any character: `a_note_keeps_every_character`; on the page, in `overview/html/escaping`,
//!     `whatever_a_text_holds_the_page_keeps_its_shape`; before they are sent, in `master_data_edit/tests.rs`,
//!     `no_cpr_number_may_stand_in_a_relatives_name_relation_or_note` and `a_note_may_hold_any_other_character`.
//! 15. The author's number is masked: `the_id_of_an_author_is_neither_read_nor_told`.
//! 16. Custody goes in two directions, and tells numbers of others: `who_has_custody_of_whom_is_in_the_code`; in
//!     `tests/rust/privacy.rs`, `numbers_of_children_and_of_those_who_have_custody_are_never_logged`.
//! 17. What is made on demand ages: `a_document_made_anew_tells_the_same`; in `overview/master_data`,
//!     `within_a_session_it_is_shown_with_the_time_of_its_fetch`.
//! 18. Outdated pages promise that a stamkort can be blocked: in `overview/master_data`,
//!     `nothing_about_it_is_taken_for_a_block`.
//! 19. The WSDL forgets its faults: in `spo-sandbox/tests/all/master_data/reading.rs`,
//!     `a_fault_that_the_wsdl_does_not_declare_is_read_all_the_same`.

use chrono::NaiveDate;
use spo_core::{CoverageGroup, GeneralPractitioner, OrganisationId, OriginKind, Telecom, Use};

use super::{changed, codes, fixture};

fn date(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn the_coverage_group_is_found_under_any_root() {
    for root in ["1.2.208.176.2.7", "1.2.208.176.1.99.99.99", "1.2.3"] {
        let value = format!("root=\"{root}\" extension=\"1\"");
        let read = changed(
            "v3.0-full",
            &[("root=\"1.2.208.176.2.7\" extension=\"1\"", &value)],
        );
        assert_eq!(
            read.master_data.coverage_group.unwrap().value,
            CoverageGroup::Group1
        );
    }
}

#[test]
fn words_that_stand_for_nothing_are_left_out_and_told() {
    let read = changed("v3.0-odd", &[]);
    let json = read.master_data.to_json();
    assert!(!json.contains("null") && !json.contains("\"NA\""), "{json}");
    let data = read.master_data;
    assert_eq!(
        data.relatives[0].value.telecoms,
        [Telecom::phone("70343332", Use::Work)]
    );
    assert_eq!(
        read.warnings
            .iter()
            .filter(|it| it.code == "value.placeholder")
            .count(),
        8
    );
    // A name is not a placeholder because it looks like one.
    let read = changed(
        "v3.0-full",
        &[("<family>Berggren</family>", "<family>Null</family>")],
    );
    let name = read.master_data.name_and_address.value.name;
    assert_eq!(name.known().unwrap().family, "Null");
}

#[test]
fn the_templates_of_authors_and_observations_are_told_apart() {
    // One arc apart: an author `…20.31`, an observation `…20.1.31`.
    let data = changed("v3.0-full", &[]).master_data;
    assert_eq!(data.resuscitation_opt_out.origin.kind, OriginKind::Register);
    assert_eq!(
        data.living_will_registration.unwrap().origin.kind,
        OriginKind::Register
    );
    assert_eq!(data.language.unwrap().origin.kind, OriginKind::Relative);
    // An observation under an author's template is recognised by its code.
    let data = changed("v3.0-odd", &[]).master_data;
    assert_eq!(
        data.contact.unwrap().value,
        [Telecom::phone("11223344", Use::Home)]
    );
}

#[test]
fn a_birth_date_is_the_date_as_written() {
    for (written, expected) in [
        ("19481225", "1948-12-25"),
        ("19481225000000+0000", "1948-12-25"),
        ("19481225000000-1100", "1948-12-25"),
        ("19481225235959+1400", "1948-12-25"),
    ] {
        let read = changed(
            "v3.0-full",
            &[(
                "birthTime value=\"19481225\"",
                &format!("birthTime value=\"{written}\""),
            )],
        );
        assert_eq!(read.master_data.birth_date, date(expected), "{written}");
    }
}

#[test]
fn a_birth_date_or_gender_that_is_not_told_is_not_made_up() {
    let data = changed("v3.0-odd", &[]).master_data;
    assert_eq!((data.birth_date, data.gender), (None, None));
}

#[test]
fn the_days_of_a_temporary_address_are_those_of_the_danish_calendar() {
    for (low, high) in [
        ("20260701000000+0200", "20261031000000+0100"),
        ("20260630220000+0000", "20261030230000+0000"),
        ("20260701", "20261031"),
        ("20260701000000", "20261031000000"),
    ] {
        let read = changed(
            "v3.0-full",
            &[
                (
                    "low value=\"20260701000000+0200\"",
                    &format!("low value=\"{low}\""),
                ),
                (
                    "high value=\"20261031000000+0100\"",
                    &format!("high value=\"{high}\""),
                ),
            ],
        );
        let stay = read.master_data.temporary_address.unwrap().value;
        assert_eq!(
            (stay.from, stay.to),
            (date("2026-07-01"), date("2026-10-31")),
            "{low}"
        );
    }
    let open = changed("v3.0-protected", &[])
        .master_data
        .temporary_address
        .unwrap();
    assert_eq!((open.value.from, open.value.to), (date("2026-02-20"), None));
}

#[test]
fn the_order_of_entries_and_values_means_nothing() {
    let data = changed("v3.0-full", &[]).master_data;
    let xml = fixture("v3.0-full");
    let (head, rest) = xml.split_at(xml.find("<entry").unwrap());
    let (entries, tail) = rest.split_at(rest.rfind("</section>").unwrap());
    let mut entries: Vec<_> = entries.split_inclusive("</entry>").collect();
    entries.reverse();
    let turned = [head, &entries.concat(), tail].concat();
    let turned = spo_core::cda::read_master_data(turned.as_bytes()).unwrap();
    assert_eq!(turned.master_data, data);
    // PN before TN here, TN before PN in the fixture.
    let dentist = data.dentist.unwrap().value;
    let (clinic, person) = (
        "<value xsi:type=\"TN\">Tandklinikken ved Åen</value>",
        xml.split("<value xsi:type=\"PN\">")
            .find(|it| it.contains("Testesen"))
            .unwrap(),
    );
    let person = format!(
        "<value xsi:type=\"PN\">{}",
        person.split_inclusive("</value>").next().unwrap()
    );
    let read = changed(
        "v3.0-full",
        &[(clinic, ""), (&person, &format!("{person}{clinic}"))],
    );
    assert_eq!(read.master_data.dentist.unwrap().value, dentist);
}

#[test]
fn the_entries_decide_where_the_narrative_says_otherwise() {
    let read = changed("v3.0-full", &[]);
    let narrative = read.narrative.unwrap();
    assert!(
        narrative.as_xml().contains("<item>Dansk</item>"),
        "the narrative is as authored"
    );
    assert_eq!(read.master_data.language.unwrap().value.code, "de");
}

#[test]
fn the_mistakes_of_the_examples_cost_nothing() {
    // The practice outside patientRole, a space before the extension of an author's template, custody of the register
    // marked as typed in.
    let read = changed("v3.0-odd", &[]);
    let data = &read.master_data;
    assert!(data.general_practitioner.practice().is_some());
    assert_eq!(data.name_and_address.origin.kind, OriginKind::Register);
    assert_eq!(data.children_in_custody[0].origin.kind, OriginKind::Register);
    for code in ["practice.misplaced", "origin.differs"] {
        assert!(codes(&read).contains(&code), "{code}");
    }
    // The register's id names another register: the name is believed.
    let origin = &changed("v3.0-full", &[]).master_data.resuscitation_opt_out.origin;
    assert_eq!(
        origin.organisation.as_ref().unwrap().name,
        "Sundhedsdatastyrelsen"
    );
}

#[test]
fn having_no_practice_is_a_fact_and_a_practice_keeps_every_number() {
    let data = changed("v3.0-bare", &[]).master_data;
    assert_eq!(data.general_practitioner, GeneralPractitioner::None);

    let data = changed("v3.0-full", &[]).master_data;
    let practice = data.general_practitioner.practice().unwrap();
    assert_eq!(practice.id, Some(OrganisationId::Yder("017735".parse().unwrap())));
    assert_eq!(practice.address.as_ref().unwrap().lines, ["Torvet 1"]);
    let uses: Vec<_> = practice.telecoms.iter().map(|it| it.purpose).collect();
    assert_eq!(uses, [Some(Use::Work), Some(Use::Home), None]);

    let nothing = [(
        "<id root=\"1.2.208.176.1.4\" extension=\"017735\" assigningAuthorityName=\"Yderregisteret\"/>",
        "",
    )];
    let read = changed("v3.0-full", &nothing);
    assert!(read.master_data.general_practitioner.practice().is_some());
    assert_eq!(read.warnings, []);
}

#[test]
fn a_missing_country_is_denmark() {
    let data = changed("v3.0-full", &[]).master_data;
    let practice = data
        .general_practitioner
        .practice()
        .unwrap()
        .address
        .clone()
        .unwrap();
    let home = data.name_and_address.value.address.known().unwrap().clone();
    let stay = data
        .temporary_address
        .unwrap()
        .value
        .address
        .known()
        .unwrap()
        .clone();
    assert_eq!(
        [&practice, &home, &stay].map(|it| it.country.as_deref()),
        [None, Some("DK"), Some("Danmark")]
    );
    assert!([practice, home, stay].iter().all(|address| address.is_danish()));
    let abroad = changed("v3.0-odd", &[]).master_data.temporary_address.unwrap();
    assert!(!abroad.value.address.known().unwrap().is_danish());
}

#[test]
fn a_phone_number_stays_as_it_was_typed() {
    let data = changed("v3.0-full", &[]).master_data;
    let contact = data.contact.unwrap().value;
    let numbers: Vec<_> = contact.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(
        numbers,
        ["tel:98765432", "tel:(46)-55667788-1234", "tel:004586006500"]
    );
    assert_eq!(data.relatives[0].value.telecoms[1].value, "tel:0045 11 22 33 44");
}

#[test]
fn any_title_will_do() {
    for title in ["Personal Data Card 2512489996", "Stamkort", ""] {
        let read = changed("v3.0-full", &[("Personal Data Card for 2512489996", title)]);
        assert_eq!(read.warnings, []);
    }
}

#[test]
fn a_note_keeps_every_character() {
    let data = changed("v3.0-full", &[]).master_data;
    let note = r#"Træffes <bedst> om "aftenen" & i weekenden \ ’sent’"#;
    assert_eq!(data.relatives[0].value.note.as_deref(), Some(note));
}

#[test]
fn the_id_of_an_author_is_neither_read_nor_told() {
    for id in ["ANONYM", "MSK", "0505109990", "NI"] {
        let read = changed(
            "v3.0-full",
            &[("extension=\"ANONYM\"", &format!("extension=\"{id}\""))],
        );
        let relative = &read.master_data.relatives[0];
        assert_eq!(relative.origin.kind, OriginKind::Citizen);
        assert!(
            !serde_json::to_string(&relative.origin).unwrap().contains(id),
            "{id}"
        );
        assert_eq!(read.warnings.is_empty(), id != "0505109990");
    }
}

#[test]
fn who_has_custody_of_whom_is_in_the_code() {
    let data = changed("v3.0-full", &[]).master_data;
    let child = &data.children_in_custody[0];
    assert!(data.custody_holders.is_empty());
    assert_eq!(child.value.cpr.unwrap().as_str(), "0505109990");
    assert!(!format!("{data:?}").contains("0505109990"));

    let turned = changed("v3.0-full", &[("\"ChildCustody\"", "\"CustodyBy\"")]).master_data;
    assert!(turned.children_in_custody.is_empty());
    assert_eq!(turned.custody_holders[0].value, child.value);

    // Without a direction it is told as what it is, not as either.
    let neither = changed("v3.0-full", &[("\"ChildCustody\"", "\"Custody\"")]).master_data;
    assert!(neither.children_in_custody.is_empty() && neither.custody_holders.is_empty());
    assert_eq!(neither.other[0].value.values[1], "Max Test Berggren");
}

#[test]
fn a_document_made_anew_tells_the_same() {
    let first = changed("v3.0-full", &[]).master_data;
    // Ids of the document and of what comes from registers are new, as is the time.
    let again = changed(
        "v3.0-full",
        &[
            ("20260302101500+0100", "20260303101500+0100"),
            (
                &first.id.as_ref().unwrap().extension,
                "11111111-2222-4333-8444-555555555555",
            ),
        ],
    )
    .master_data;
    assert!(first != again && first.same_content(&again));
    let touched = changed(
        "v3.0-full",
        &[(
            "time value=\"20260105121500+0100\"",
            "time value=\"20260106121500+0100\"",
        )],
    );
    assert!(!first.same_content(&touched.master_data));
}

#[test]
fn the_template_decides_about_the_version_and_the_marker_is_kept() {
    let read = changed("v3.0-full", &[("pdc-v3.0", "pdc-v2.0")]);
    assert_eq!(read.master_data.version.template, "3.0");
    assert_eq!(read.master_data.version.marker.as_deref(), Some("pdc-v2.0"));
    assert_eq!(codes(&read), ["profile.differs"]);
}

#[test]
fn an_unknown_observation_is_kept_with_its_code_and_values() {
    let other = changed("v3.0-odd", &[]).master_data.other;
    let new = other.last().unwrap();
    assert_eq!(new.value.code.as_ref().unwrap().code, "SomethingNew");
    assert_eq!(
        new.value.values,
        [
            "72 kg",
            "true",
            "noget nyt",
            "Et nyt felt",
            "1.2.3^4",
            "Ny Person"
        ]
    );
}
