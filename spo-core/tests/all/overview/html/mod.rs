//! The overview as a page.

mod contrast;
mod escaping;
mod story;

use std::collections::BTreeSet;

use spo_core::overview::{Language, Overview};
use spo_core::xml::{Document, Element, Limits, Namespace};
use spo_core::{MasterData, Registration, ResuscitationOptOut, Sourced};

use crate::support::{golden, test_file};

/// The page without its document type, which is all of it that XML readers of this library refuse.
pub(super) fn xml(page: &str) -> &str {
    page.strip_prefix("<!DOCTYPE html>\n").unwrap()
}

pub(super) fn with_page<T>(page: &str, look: impl FnOnce(Vec<Element<'_>>) -> T) -> T {
    let document = Document::parse(xml(page).as_bytes(), Limits::DOCUMENT).unwrap();
    let all = std::iter::once(document.root()).chain(document.root().descendants());
    look(all.collect())
}

fn danish(overview: &Overview) -> String {
    overview.to_html(Language::Danish)
}

#[test]
fn pages_read_as_they_were_checked() {
    for (name, overview) in [("full", story::full()), ("protected", story::protected())] {
        for language in [Language::Danish, Language::English] {
            let path = format!("golden/overview/{name}.{}.html", language.tag());
            golden(&test_file(&path), &overview.to_html(language));
        }
    }
}

#[test]
fn gaps_come_before_everything_they_qualify() {
    let page = danish(&story::full());
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    let gaps = at("Overblikket er ikke komplet");
    for text in ["<nav", "id=\"appointments\"", "id=\"master-data\""] {
        assert!(gaps < at(text), "{text}");
    }
    for text in [
        "Aftaler mangler.",
        "Kilden svarede ikke i tide. ",
        "Prøv igen om lidt.",
        "Det hjælper ikke at prøve igen: kontakt den, der giver adgang.",
        "fre 2. apr 2027 10:00, Røntgen, Odense",
        "transport.timeout",
        "Noget kan være spærret",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn a_complete_overview_has_no_banner() {
    let overview = story::of(vec![story::national(&story::appointments())]);
    assert!(!danish(&overview).contains("class=\"gap"));
}

#[test]
fn an_empty_timeline_with_gaps_never_says_that_there_are_no_appointments() {
    let none = "Der er ikke fundet delte aftaler i perioden.";
    let complete = story::of(vec![story::national(&[])]);
    assert!(danish(&complete).contains(none));
    let mut overview = story::of(vec![story::national(&[]), story::gaps()]);
    let only = |overview: &Overview| {
        for (language, no) in [
            (Language::Danish, ["ikke fundet", "ingen aftaler"]),
            (Language::English, ["were found", "no appointments"]),
        ] {
            let page = overview.to_html(language).to_lowercase();
            assert!(no.iter().all(|no| !page.contains(no)), "{page}");
        }
        assert!(danish(overview).contains("Der kan være aftaler, som ikke vises her"));
    };
    only(&overview);
    let missing = std::mem::take(&mut overview.missing);
    only(&overview);
    (overview.missing, overview.withheld) = (missing, Vec::new());
    only(&overview);
}

#[test]
fn each_time_is_told_as_what_it_is() {
    let page = danish(&story::full());
    for text in [
        "Uden klokkeslæt",
        ">ca. 07:00</time>",
        "Vejledende tid",
        "sluttid ikke oplyst",
        "til tor 8. apr 2027 10:00",
        "<time datetime=\"2027-04-01T10:00:00+02:00\">10:00</time>",
        "<a href=\"#appointment-4\">10:15-10:35 Aftale hos praktiserende læge</a>",
        "Kan overlappe med ",
        "Ændret: en ældre udgave siger man 5. apr 2027 09:00-13:00",
        "<time datetime=\"2027-04-01\">torsdag 1. april 2027</time>",
        ">I dag</span>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert_eq!(page.matches("Vejledende tid").count(), 1);
}

#[test]
fn a_sector_is_named_and_not_only_coloured() {
    let page = danish(&story::full());
    let count = |text: &str| page.matches(text).count();
    for (class, name) in [
        ("region", "Region"),
        ("municipality", "Kommune"),
        ("practice", "Praksis"),
    ] {
        let appointments = count(&format!("<li class=\"appointment {class}\""));
        assert!(appointments > 0);
        assert_eq!(
            count(&format!("<p class=\"sector\">{name}</p>")),
            appointments,
            "{class}"
        );
    }
}

#[test]
fn every_item_of_the_stamkort_has_its_source_and_time() {
    let page = danish(&story::full());
    for text in [
        "Indtastet af borgeren · sidst ændret: 5. januar 2026 kl. 12:15",
        "CPR · sidst ændret: ikke oplyst",
        "Der er registreret en stillingtagen. Hvilken oplyses ikke.",
        "<dd>Mor til Max Test Berggren</dd>",
        "<dd>Testpark Allé 48, 2. tv., 3400 Hillerød</dd>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("true") && !page.contains("er donor"));
    with_page(&page, |elements| {
        let stamkort = elements
            .iter()
            .find(|it| it.attr("class") == Some("card stamkort"))
            .unwrap();
        for row in stamkort.descendants().filter(|it| it.local() == "div") {
            let origins = row
                .children()
                .filter(|it| it.attr("class") == Some("origin"))
                .count();
            assert_eq!(origins, 1, "{}", row.source());
        }
    });
}

#[test]
fn what_is_made_on_demand_says_when_it_was_fetched() {
    // The page was made a day later.
    let overview = story::full();
    assert!(danish(&overview).contains("Kilde: stamkort · hentet 31. marts 2027 kl. 08:00"));
    assert!(
        overview
            .to_html(Language::English)
            .contains("Source: stamkort · fetched 31 March 2027 at 08:00")
    );
}

#[test]
fn an_unknown_opt_out_of_resuscitation_never_reads_as_a_no() {
    let no = "Har ikke fravalgt";
    let of = |value| {
        let mut overview = story::full();
        overview.master_data[0]
            .read
            .master_data
            .resuscitation_opt_out
            .value = value;
        danish(&overview)
    };
    for value in [
        ResuscitationOptOut::Unavailable,
        ResuscitationOptOut::NotInDocument,
    ] {
        let page = of(value);
        // Above everything else, and among the items.
        assert_eq!(
            page.matches("Det vides ikke, om genoplivning er fravalgt")
                .count(),
            2
        );
        assert!(!page.contains(no));
    }
    assert!(of(ResuscitationOptOut::NotOptedOut).contains(no));
    assert_eq!(
        of(ResuscitationOptOut::OptedOut)
            .matches("Har fravalgt genoplivningsforsøg")
            .count(),
        2
    );
    let mut overview = story::full();
    overview.master_data.clear();
    assert!(
        danish(&overview).contains("Det vides ikke, om genoplivning er fravalgt: stamkortet er ikke med.")
    );
}

#[test]
fn a_registration_that_is_not_told_never_reads_as_none() {
    let of = |value: Option<Registration>| {
        let mut overview = story::full();
        let data = &mut overview.master_data[0].read.master_data;
        for item in [
            &mut data.organ_donor_registration,
            &mut data.treatment_will_registration,
            &mut data.living_will_registration,
        ] {
            let told = item.take();
            *item = value.and_then(|value| told.map(|told| Sourced { value, ..told }));
        }
        danish(&overview)
    };
    let none = "Der er ikke registreret en stillingtagen.";
    let down = "Kan ikke oplyses lige nu.";
    let count = |page: &str, text: &str| page.matches(text).count();
    let absent = of(None);
    assert_eq!((count(&absent, none), count(&absent, down)), (0, 0));
    for label in ["Organdonation", "Behandlingstestamente", "Livstestamente"] {
        let (_, row) = absent.split_once(&format!("<dt>{label}</dt>")).unwrap();
        assert!(
            row.trim_start()
                .starts_with("<dd class=\"quiet\">Ikke oplyst</dd>"),
            "{label}"
        );
    }
    let unavailable = of(Some(Registration::Unavailable));
    assert_eq!((count(&unavailable, none), count(&unavailable, down)), (0, 3));
    assert_eq!(count(&of(Some(Registration::NoPositionRegistered)), none), 3);
}

#[test]
fn stamkort_that_differ_stand_side_by_side() {
    let mut overview = story::full();
    let mut other = overview.master_data[0].clone();
    let MasterData {
        resuscitation_opt_out,
        ..
    } = &mut other.read.master_data;
    resuscitation_opt_out.value = ResuscitationOptOut::OptedOut;
    overview.master_data[0]
        .read
        .master_data
        .resuscitation_opt_out
        .value = ResuscitationOptOut::NotOptedOut;
    overview.master_data.push(other);
    let page = danish(&overview);
    for text in [
        "Stamkort (2)",
        "Hvert stamkort vises for sig.",
        "Kilderne oplyser forskelligt om fravalg af genoplivning.",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn care_plans_stand_as_authored_and_diagnoses_in_words() {
    let page = danish(&story::full());
    for text in [
        "<h3>Forløbsplan for diabetes</h3>",
        "Type 2-diabetes (ALAL22)",
        "<li>Jeg vil <span>gå</span> en tur<br/>hver dag</li>",
        "<li>LDL under 1,8 mmol/L</li>",
        // The text of the plan says only T90.
        "<li>Type 2-diabetes (T90) · fra oktober 2019</li>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("<p>Tidligere · kontaktdiagnose · debut 20. marts 2023 · afsluttet 7. juni 2023"));
}

#[test]
fn a_diagnosis_that_was_taken_back_is_said_to_be_none() {
    let mut overview = story::full();
    assert!(!danish(&overview).contains("Fejlregistreret:"));
    overview.diagnoses[0].read.diagnosis_list.diagnoses[0].verification = Some("entered-in-error".to_owned());
    assert!(danish(&overview).contains("<span class=\"state\">Fejlregistreret:</span>"));
}

#[test]
fn no_part_that_is_missing_reads_as_empty() {
    let page = danish(&story::of(vec![story::national(&[]), story::gaps()]));
    let plans = page.split("id=\"care-plans\"").nth(1).unwrap();
    let plans = plans.split("</section>").next().unwrap();
    assert!(plans.contains("se øverst, hvad der mangler"), "{plans}");
    // Nobody was asked.
    assert!(!page.contains("id=\"diagnoses\""));
}

#[test]
fn what_is_protected_is_said_to_be_and_stands_nowhere() {
    let overview = story::protected();
    assert!(overview.address_protected);
    for language in [Language::Danish, Language::English] {
        let page = overview.to_html(language);
        for secret in ["Hemmelig", "9999", "Skjulby", "Nancy", "ADRESSEBESKYTTET"] {
            assert!(!page.contains(secret), "{secret}");
        }
    }
    let page = danish(&overview);
    for text in [
        "Navnet er beskyttet",
        "Adressen er beskyttet",
        "adressen er beskyttet",
        "Navne- og adressebeskyttelse",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn the_only_cpr_number_is_the_patients() {
    let mut overview = story::full();
    overview.appointments[0].read.document.appointment.reason.text =
        "Ring til 050510-9990 eller 2512489996".to_owned();
    let page = danish(&overview);
    let cpr = overview.cpr.as_str();
    assert_eq!(
        page.matches(&format!("CPR {}-{}", &cpr[..6], &cpr[6..])).count(),
        1
    );
    assert!(!page.contains(cpr) && !page.contains("9990"));
    let title = page.split("<title>").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(title, "Patientoverblik");
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    for overview in [
        story::full(),
        story::protected(),
        story::of(vec![story::national(&[])]),
    ] {
        with_page(&danish(&overview), |elements| {
            let level = |it: &Element<'_>| match it.local().as_bytes() {
                [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
                _ => None,
            };
            let levels: Vec<u8> = elements.iter().filter_map(level).collect();
            assert_eq!(levels[0], 1);
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
            assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "{levels:?}");
        });
    }
}

#[test]
fn every_reference_within_the_page_is_answered_and_none_leads_out() {
    let page = danish(&story::full());
    with_page(&page, |elements| {
        let ids: Vec<&str> = elements.iter().filter_map(|it| it.attr("id")).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len());
        for element in &elements {
            assert!(
                element.attr("src").is_none() && element.local() != "script" && element.local() != "link"
            );
            let references = [
                element.attr("href").map(|it| it.strip_prefix('#').unwrap()),
                element.attr("aria-labelledby"),
            ];
            for id in references.into_iter().flatten() {
                assert!(distinct.contains(id), "{id}");
            }
        }
    });
    assert!(!page.contains("url(") && !page.contains("@import"));
}

#[test]
fn html_and_xml_readers_see_the_same() {
    let page = danish(&story::full());
    // HTML knows no element that ends itself but the void ones, and reads a style sheet as it stands.
    let void = page.matches("<meta ").count() + page.matches("<br/>").count();
    assert_eq!(page.matches("/>").count(), void);
    let style = page
        .split("<style>")
        .nth(1)
        .unwrap()
        .split("</style>")
        .next()
        .unwrap();
    assert!(!style.contains(['<', '&', '>']));
    with_page(&page, |elements| {
        let root = elements[0];
        assert_eq!((root.local(), root.attr("lang")), ("html", Some("da")));
        assert_eq!(root.attr_ns(Namespace::XML, "lang"), Some("da"));
    });
}

#[test]
fn english_pages_have_no_danish_words_of_ours() {
    let page = story::full().to_html(Language::English);
    assert!(page.contains("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\""));
    for word in [
        "Aftaler",
        "Stamkort",
        "Kilde",
        "Ikke oplyst",
        "ikke oplyst",
        "Sted",
        "Kommune",
        "Hentet",
        "Vejledende",
    ] {
        assert!(!page.contains(&format!(">{word}")), "{word}");
    }
}
