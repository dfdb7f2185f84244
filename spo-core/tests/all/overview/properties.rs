//! What holds for every merge.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use spo_core::AppointmentTime;
use spo_core::overview::{Collected, Content, Overview};

use super::fixtures::{Version, collected, id, merged, shown, time};

/// A version somewhere: what it is, which sources have it, and which call it deprecated.
#[derive(Debug, Clone)]
struct Known {
    version: Version,
    at: Vec<usize>,
    deprecated_at: Vec<usize>,
}

const SOURCES: [&str; 3] = ["national", "region", "practice"];

fn times() -> impl Strategy<Value = AppointmentTime> {
    (0..4_u32, 8..18_u32, 0..4_u32, 0..4_usize).prop_map(|(day, hour, length, form)| {
        let at = |hour: u32| time(&format!("2027-04-0{}T{hour:02}:00:00+02:00", day + 1));
        let start = at(hour);
        let end = (length > 0).then(|| at(hour + length));
        match (form, end) {
            (0, _) => AppointmentTime::day(start.date()),
            (1, Some(end)) => AppointmentTime::window(start, end),
            (_, end) => AppointmentTime::At { start, end },
        }
    })
}

fn known() -> impl Strategy<Value = Vec<Known>> {
    let sources = || proptest::sample::subsequence(vec![0, 1, 2], 0..=3);
    let one = (0..6_u64, 1..20_u32, times(), sources(), sources(), any::<bool>());
    proptest::collection::vec(one, 0..9).prop_map(|all| {
        let known = all.into_iter().enumerate();
        let known = known.map(
            |(number, (appointment, made, time, at, deprecated_at, withdrawn))| Known {
                version: Version {
                    appointment,
                    made,
                    ..Version::new(number as u64, time)
                },
                at,
                deprecated_at: if withdrawn { deprecated_at } else { Vec::new() },
            },
        );
        known.collect()
    })
}

fn answers(known: &[Known]) -> Vec<Collected> {
    let answer = |(at, source): (usize, &&str)| {
        let here = known.iter().filter(|it| it.at.contains(&at));
        let mut answer = collected(source, here.map(|it| it.version.found(source, source)).collect());
        let gone = known.iter().filter(|it| it.deprecated_at.contains(&at));
        answer.deprecated = gone.map(|it| id(it.version.document)).collect();
        answer
    };
    SOURCES.iter().enumerate().map(answer).collect()
}

/// Everything but the bytes.
fn told(overview: &Overview) -> String {
    overview.to_json()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_approved_appointment_is_lost_and_no_deprecated_one_shown(known in known()) {
        let overview = merged(answers(&known));
        let shown = shown(&overview);
        let alive: Vec<&Known> = known.iter().filter(|it| !it.at.is_empty() && it.deprecated_at.is_empty()).collect();
        let mut newest: BTreeMap<u64, u32> = BTreeMap::new();
        for it in &alive {
            let made = newest.entry(it.version.appointment).or_default();
            *made = (*made).max(it.version.made);
        }
        for it in &alive {
            let version = &it.version;
            let id = id(version.document);
            let on_timeline = shown.contains(&version.document);
            if version.made == newest[&version.appointment] {
                let twin = overview.appointments.iter().any(|other| {
                    other.appointment() == &version.value && other.places.iter().any(|place| place.document_id == id)
                });
                prop_assert!(on_timeline || twin, "{} is lost", version.document);
            } else {
                let named = overview.appointments.iter().flat_map(|it| &it.older_versions).any(|it| it.document_id == id);
                prop_assert!(!on_timeline && named, "{} is outdated", version.document);
            }
        }
        let gone = known.iter().filter(|it| !it.deprecated_at.is_empty());
        for it in gone {
            prop_assert!(!shown.contains(&it.version.document));
        }
        let distinct: HashSet<_> = shown.iter().collect();
        prop_assert_eq!(distinct.len(), shown.len());
    }

    #[test]
    fn the_order_of_answers_makes_no_difference(known in known(), seed in any::<u64>()) {
        let straight = answers(&known);
        let mut shuffled = straight.clone();
        shuffled.rotate_left((seed % 3) as usize);
        for answer in &mut shuffled {
            answer.documents.reverse();
            let length = answer.documents.len().max(1);
            answer.documents.rotate_left((seed / 3) as usize % length);
        }
        prop_assert_eq!(told(&merged(straight)), told(&merged(shuffled)));
    }

    #[test]
    fn the_timeline_goes_by_day_and_by_clock(known in known()) {
        let overview = merged(answers(&known));
        for two in overview.appointments.windows(2) {
            let key = |at: usize| {
                let time = &two[at].appointment().time;
                (two[at].day, !matches!(time, AppointmentTime::Day { .. }), time.start())
            };
            prop_assert!(key(0) <= key(1));
        }
        let grouped: usize = overview.days().map(|(_, _, appointments)| appointments.len()).sum();
        prop_assert_eq!(grouped, overview.appointments.len());
        for (at, it) in overview.appointments.iter().enumerate() {
            for overlap in &it.overlaps {
                prop_assert!(overview.appointments[overlap.with].overlaps.iter().any(|back| back.with == at));
            }
        }
    }

    #[test]
    fn merging_what_was_merged_changes_nothing(known in known()) {
        let once = merged(answers(&known));
        let again = once.appointments.iter().flat_map(|it| it.places.iter().map(|place| {
            let content = Content::Appointment(Box::new(it.read.clone()));
            spo_core::overview::CollectedDocument { place: place.clone(), content }
        }));
        let again = merged(vec![collected("again", again.collect())]);
        let keep = |overview: &Overview| overview.appointments.iter().map(|it| (it.read.document.clone(), it.places.clone(), it.overlaps.clone())).collect::<Vec<_>>();
        prop_assert_eq!(keep(&once), keep(&again));
    }
}
