//! The provisional messages of the block service: what is written is read again, and each element says how certain it is.

use std::collections::BTreeSet;

use proptest::prelude::*;
use spo_core::blocks::wire::{Answer, Certainty, ELEMENTS, Operation, Request};
use spo_core::blocks::{
    Block, Consent, DataItem, DataOrigin, DataPeriod, Draft, Effect, Registration, RegistrationId, Relation,
    Stamp, State, What, Who,
};
use spo_core::xml::{Document, Limits, Namespace};
use spo_core::{Cpr, DanishTime, OrganisationCode};

fn cpr(text: &str) -> Cpr {
    text.parse().unwrap()
}

fn id(text: &str) -> RegistrationId {
    text.parse().unwrap()
}

fn elements(xml: &str) -> Vec<String> {
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let typed = document
        .root()
        .descendants()
        .filter(|element| element.namespace() == Namespace::BLOCK_TYPES);
    typed.map(|element| element.local().to_owned()).collect()
}

#[test]
fn a_change_that_bars_a_professional_stands_as_on_the_services_page() {
    let request = Request::Modify {
        citizen: cpr("2512489996"),
        id: id("123498765532454"),
        draft: Block::of_person(cpr("0408801111")).into(),
    };
    let xml = request.to_xml();
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let operation = document.root();
    assert!(operation.is(Namespace::BLOCKS, "ConsentModifyConstraint"));
    let wrapper = operation.children().next().unwrap();
    assert!(wrapper.is(Namespace::NONE, "ConsentModifications"));
    let seen = [
        "consentId",
        "citizenCPR",
        "who",
        "healthProfessionalCPR",
        "includeSubOrganizations",
        "foreignHealthProfessionals",
    ];
    assert_eq!(elements(&xml)[..6], seen);
    let certain = ELEMENTS
        .iter()
        .filter(|(_, certainty)| *certainty == Certainty::Seen);
    assert_eq!(certain.map(|(name, _)| *name).collect::<Vec<_>>(), seen);
}

#[test]
fn every_element_says_how_certain_it_is_and_is_used() {
    let time: DanishTime = "2027-04-01T10:00:00+02:00".parse().unwrap();
    let organisation = OrganisationCode::parse("nsi:sor", "325431000016004").unwrap();
    let registration = |who| Registration {
        id: id("1"),
        citizen: cpr("2512489996"),
        effect: Effect::Block,
        what: What {
            origin: Some(DataOrigin {
                organisation: organisation.clone(),
                include_sub_units: true,
            }),
            period: Some(DataPeriod::between(time, time)),
        },
        who,
        from: time,
        to: Some(time),
        state: State::Active,
        created: Stamp {
            time,
            system: "EHR X".into(),
            by: Some(cpr("2512489996")),
        },
        changed: Some(Stamp {
            time,
            system: "EHR X".into(),
            by: Some(cpr("2512489996")),
        }),
    };
    let citizen = cpr("2512489996");
    let messages = [
        Request::List {
            citizen,
            history: true,
        }
        .to_xml(),
        Request::DataCheck {
            citizen,
            items: vec![DataItem::new("a", organisation.clone()).about(time, Some(time))],
        }
        .to_xml(),
        Answer::Relation(Relation::Positive).to_xml(Operation::UserCheck),
        Answer::Registrations(vec![
            registration(Who::Professional { cpr: citizen }),
            registration(Who::ForeignProfessionals),
        ])
        .to_xml(Operation::List),
    ];
    let used: BTreeSet<String> = messages.iter().flat_map(|xml| elements(xml)).collect();
    let listed: BTreeSet<String> = ELEMENTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(used, listed);
}

/// A restriction that this mapping does not know must not read as none at all.
#[test]
fn what_cannot_be_understood_does_not_become_everything_or_everybody() {
    let xml = Request::Create {
        citizen: cpr("2512489996"),
        draft: Block::of_person(cpr("0408801111")).into(),
    }
    .to_xml();
    let nobody = xml.replace("healthProfessionalCPR", "professionalGroup");
    let nothing = xml.replace(
        "<t:consentType>",
        "<t:what><t:documentType>x</t:documentType></t:what><t:consentType>",
    );
    for (changed, element) in [(nobody, "who"), (nothing, "what")] {
        let document = Document::parse(changed.as_bytes(), Limits::MESSAGE).unwrap();
        let error = Request::read(document.root()).unwrap_err();
        assert_eq!(error.code(), "blocks.message");
        assert!(error.to_string().contains(element), "{error}");
    }
}

/// A consent is any number but the one of a block.
#[test]
fn every_type_but_0_is_a_consent() {
    let citizen = cpr("2512489996");
    let to = "2027-04-01T10:00:00+02:00".parse().unwrap();
    let draft = Consent {
        what: What::ALL,
        who: Who::Everybody,
        from: None,
        to,
    }
    .into();
    let xml = Request::Create { citizen, draft }
        .to_xml()
        .replace(">1</t:consentType>", ">7</t:consentType>");
    let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
    let Request::Create { draft, .. } = Request::read(document.root()).unwrap() else {
        panic!()
    };
    assert_eq!(draft.effect(), Effect::Consent);
}

fn time() -> impl Strategy<Value = DanishTime> {
    (1_700_000_000_i64..1_900_000_000)
        .prop_map(|seconds| DanishTime::from_utc(chrono::DateTime::from_timestamp(seconds, 0).unwrap()))
}

fn organisation() -> impl Strategy<Value = OrganisationCode> {
    prop_oneof![
        Just(OrganisationCode::parse("nsi:sor", "325431000016004").unwrap()),
        Just(OrganisationCode::parse("nsi:skskode", "1301011").unwrap()),
        Just(OrganisationCode::parse("nsi:ynumber", "012345").unwrap()),
    ]
}

fn what() -> impl Strategy<Value = What> {
    let origin = (organisation(), any::<bool>()).prop_map(|(organisation, include_sub_units)| DataOrigin {
        organisation,
        include_sub_units,
    });
    let period = prop_oneof![
        time().prop_map(|from| DataPeriod {
            from: Some(from),
            to: None
        }),
        (time(), time()).prop_map(|(from, to)| DataPeriod::between(from, to)),
    ];
    (proptest::option::of(origin), proptest::option::of(period))
        .prop_map(|(origin, period)| What { origin, period })
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        Just(Who::Everybody),
        Just(Who::Professional {
            cpr: cpr("0408801111")
        }),
        Just(Who::ForeignProfessionals),
        (organisation(), any::<bool>()).prop_map(|(organisation, include_sub_organisations)| {
            Who::Organisation {
                organisation,
                include_sub_organisations,
            }
        }),
    ]
}

fn draft() -> impl Strategy<Value = Draft> {
    let moment = || proptest::option::of(time());
    prop_oneof![
        (what(), who(), moment(), moment())
            .prop_map(|(what, who, from, to)| Block { what, who, from, to }.into()),
        (what(), who(), moment(), time())
            .prop_map(|(what, who, from, to)| Consent { what, who, from, to }.into()),
    ]
}

proptest! {
    #[test]
    fn what_is_asked_is_read_as_it_was_written(draft in draft(), history in any::<bool>(), at in time()) {
        let citizen = cpr("2512489996");
        let items = vec![DataItem::new("a<&\"", OrganisationCode::parse("nsi:ynumber", "012345").unwrap()).about(at, None)];
        for request in [
            Request::UserCheck { citizen },
            Request::DataCheck { citizen, items },
            Request::Create { citizen, draft: draft.clone() },
            Request::Modify { citizen, id: id("42"), draft },
            Request::End { citizen, id: id("42") },
            Request::List { citizen, history },
        ] {
            let xml = request.to_xml();
            let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
            prop_assert_eq!(Request::read(document.root()).unwrap(), request);
        }
    }

    #[test]
    fn what_is_answered_is_read_as_it_was_written(what in what(), who in who(), from in time(), to in proptest::option::of(time())) {
        let registration = Registration {
            id: id("7"),
            citizen: cpr("2512489996"),
            effect: Effect::Consent,
            what,
            who,
            from,
            to,
            state: State::Inactive,
            created: Stamp { time: from, system: "EHR <X>".into(), by: None },
            changed: None,
        };
        for (answer, operation) in [
            (Answer::Relation(Relation::DataSpecific), Operation::UserCheck),
            (Answer::Permitted(vec!["a".into(), "b".into()]), Operation::DataCheck),
            (Answer::Registered(Box::new(registration.clone())), Operation::End),
            (Answer::Registrations(vec![registration]), Operation::List),
        ] {
            let xml = answer.to_xml(operation);
            let document = Document::parse(xml.as_bytes(), Limits::MESSAGE).unwrap();
            prop_assert_eq!(Answer::read(document.root(), operation).unwrap(), answer);
        }
    }
}
