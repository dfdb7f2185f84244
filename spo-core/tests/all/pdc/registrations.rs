//! The registrations of wishes: what is not told is never taken as no, and a registered position never as yes.

use spo_core::{Registration, ResuscitationOptOut};

use super::{changed, codes, fixture};

const OPT_OUT: &str = r#"<value xsi:type="II" root="1.2.208.176.1.11" extension="true"/>"#;

#[test]
fn an_opt_out_is_never_no_unless_the_register_says_so() {
    use ResuscitationOptOut::{NotInDocument, NotOptedOut, OptedOut, Unavailable};
    for (value, state) in [
        (OPT_OUT, OptedOut),
        (
            r#"<value xsi:type="II" root="1.2.208.176.1.11" extension="false"/>"#,
            NotOptedOut,
        ),
        (
            r#"<value xsi:type="II" root="1.2.208.176.1.11" extension="NAV"/>"#,
            Unavailable,
        ),
        (r#"<value xsi:type="II" nullFlavor="NAV"/>"#, Unavailable),
        (
            r#"<value xsi:type="II" nullFlavor="UNK" extension="false"/>"#,
            Unavailable,
        ),
        (r#"<value xsi:type="II" extension="False "/>"#, Unavailable),
        (r#"<value xsi:type="ST">false</value>"#, Unavailable),
        ("", Unavailable),
    ] {
        let read = changed("v3.0-full", &[(OPT_OUT, value)]);
        assert_eq!(read.master_data.resuscitation_opt_out.value, state, "{value}");
    }
    let absent = changed(
        "v3.0-full",
        &[
            ("NoResuscitationRegistration", "Other"),
            ("1.2.208.184.16.1.10.20.1.31", "1.2"),
        ],
    );
    assert_eq!(absent.master_data.resuscitation_opt_out.value, NotInDocument);
    let json: serde_json::Value = serde_json::from_str(&absent.to_json()).unwrap();
    assert_eq!(
        json["master_data"]["resuscitation_opt_out"]["value"],
        "not_in_document"
    );
}

#[test]
fn a_registration_is_never_none_unless_the_register_says_so() {
    for (field, code, template, root, told) in [
        (
            "organ_donor_registration",
            "OrganDonorRegistration",
            "28",
            "10",
            "true",
        ),
        (
            "treatment_will_registration",
            "TreatmentWillRegistration",
            "29",
            "9",
            "false",
        ),
        (
            "living_will_registration",
            "LivingWillRegistration",
            "30",
            "8",
            "true",
        ),
    ] {
        let word = |changes: &[(&str, &str)]| {
            let json: serde_json::Value =
                serde_json::from_str(&changed("v3.0-full", changes).to_json()).unwrap();
            json["master_data"][field]["value"].clone()
        };
        let value = |extension: &str| format!("root=\"1.2.208.176.1.{root}\" extension=\"{extension}\"");
        for (written, state) in [
            (value("true"), "position_registered"),
            (value("false"), "no_position_registered"),
            (value("NAV"), "unavailable"),
            (value("0"), "unavailable"),
            ("nullFlavor=\"NAV\"".to_owned(), "unavailable"),
        ] {
            assert_eq!(word(&[(&value(told), &written)]), state, "{code}: {written}");
        }
        let template = format!("1.2.208.184.16.1.10.20.1.{template}");
        let absent = word(&[(code, "Other"), (&template, "1.2")]);
        assert!(absent.is_null(), "{code}: {absent}");
    }
}

#[test]
fn two_opt_outs_that_disagree_tell_nothing() {
    let xml = fixture("v3.0-bare");
    let entry = &xml[xml.rfind("<entry").unwrap()..xml.rfind("</section>").unwrap()];
    let twice = [entry, &entry.replace("\"false\"", "\"true\"")].concat();
    let read = changed("v3.0-bare", &[(entry, &twice)]);
    assert_eq!(
        read.master_data.resuscitation_opt_out.value,
        ResuscitationOptOut::Unavailable
    );
    assert_eq!(codes(&read), ["item.repeated"]);
}

#[test]
fn true_is_a_registered_position_and_no_yes() {
    let data = changed("v3.0-full", &[]).master_data;
    let words = [
        data.organ_donor_registration,
        data.treatment_will_registration,
        data.living_will_registration,
    ]
    .map(|item| item.unwrap().value);
    assert_eq!(
        words,
        [
            Registration::PositionRegistered,
            Registration::NoPositionRegistered,
            Registration::PositionRegistered
        ]
    );
}
