//! No text can leave its place.

use proptest::prelude::*;
use spo_core::overview::{Language, Overview};
use spo_core::xml::Element;
use spo_core::{Location, PatientAddress};

use super::{story, with_page};

/// What attackers and careless people write.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("</style></title></h4></li></main>".to_owned()),
        Just("\"' onload=\"x\" style='y'".to_owned()),
        Just("<!-- --><![CDATA[ ]]><?x ?>".to_owned()),
        Just("&lt;b&gt;&amp;&#60;&unknown;".to_owned()),
        Just("\u{0}\u{b}\r\n\t\u{FFFE}\u{202E}".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| format!("x{}", pieces.concat()))
}

/// Puts `text` wherever a source or configuration can.
fn fill(overview: &mut Overview, text: &str) {
    let fill = |place: &mut String| *place = text.to_owned();
    for it in &mut overview.appointments {
        let appointment = &mut it.read.document.appointment;
        fill(&mut appointment.reason.text);
        fill(&mut appointment.performer.organisation.name);
        match &mut appointment.location {
            Location::Facility(organisation) => fill(&mut organisation.name),
            Location::Home { name, address, .. } => {
                fill(name);
                if let PatientAddress::Known(address) = address {
                    address.lines.iter_mut().for_each(fill);
                }
            }
            Location::Other { name, telecoms, .. } => {
                fill(name);
                telecoms
                    .iter_mut()
                    .for_each(|it| it.value = format!("tel:{text}"));
            }
        }
        it.places.iter_mut().for_each(|it| fill(&mut it.source));
    }
    for it in &mut overview.missing {
        fill(&mut it.source);
        fill(&mut it.code);
        it.documents
            .iter_mut()
            .for_each(|it| it.organisation = Some(text.to_owned()));
    }
    overview.withheld.iter_mut().for_each(|it| fill(&mut it.source));
    overview.sources.iter_mut().for_each(|it| fill(&mut it.name));
    for it in &mut overview.master_data {
        let data = &mut it.read.master_data;
        for relative in &mut data.relatives {
            relative.value.note = Some(text.to_owned());
            fill(&mut relative.value.name.family);
        }
        if let Some(language) = &mut data.language {
            language.value.display = Some(text.to_owned());
        }
        data.other
            .iter_mut()
            .for_each(|it| it.value.values.iter_mut().for_each(fill));
    }
    for it in &mut overview.care_plans {
        let plan = &mut it.read.care_plan;
        plan.title = Some(text.to_owned());
        for section in &mut plan.sections {
            section.title = Some(text.to_owned());
            section
                .entries
                .iter_mut()
                .for_each(|it| it.text = Some(text.to_owned()));
        }
    }
    for it in &mut overview.diagnoses {
        for diagnosis in &mut it.read.diagnosis_list.diagnoses {
            diagnosis.text = Some(text.to_owned());
            diagnosis.notes = vec![text.to_owned()];
        }
    }
}

/// The names of elements and attributes, in order: all there is but text.
fn shape(page: &str) -> Vec<String> {
    with_page(page, |elements| {
        let mut shape = Vec::new();
        for element in elements {
            shape.push(element.local().to_owned());
            shape.extend(element.attributes().map(|it| format!("@{}", it.local)));
        }
        shape
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_text_holds_the_page_keeps_its_shape(text in hostile()) {
        let mut overview = story::full();
        fill(&mut overview, "plain");
        let plain = shape(&overview.to_html(Language::Danish));
        fill(&mut overview, &text);
        let page = overview.to_html(Language::Danish);
        prop_assert_eq!(plain, shape(&page));
    }
}

#[test]
fn a_text_reads_as_it_was_written() {
    let mut overview = story::full();
    let text = "Blodprøve <HbA1c> & \"fastende\" 'test'";
    fill(&mut overview, text);
    with_page(&overview.to_html(Language::Danish), |elements| {
        let is_of_appointment = |it: &&Element<'_>| {
            it.local() == "h4"
                && it
                    .parent()
                    .is_some_and(|around| around.attr("class") == Some("what"))
        };
        let headings: Vec<_> = elements.iter().filter(is_of_appointment).collect();
        assert!(!headings.is_empty() && headings.iter().all(|it| it.text() == text));
    });
}
