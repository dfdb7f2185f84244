//! One client, many threads.

use spo_core::{AppointmentVersion, Outcome, Search};
use spo_sandbox::Sandbox;

#[test]
fn one_client_serves_many_threads() {
    let sandbox = Sandbox::new().unwrap();
    let client = super::client(&sandbox);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let client = client.clone();
            scope.spawn(move || {
                for n in 0..10 {
                    let version = AppointmentVersion::first(format!("booking-{thread}-{n}")).unwrap();
                    client
                        .appointments()
                        .share(&version, &super::example("minimal-gp"))
                        .unwrap();
                }
            });
        }
    });
    let search = Search::new(super::example("minimal-gp").patient.cpr);
    assert_eq!(
        client.appointments().list(&search).unwrap().appointments.len(),
        80
    );
}

#[test]
fn of_two_who_share_the_same_version_at_once_one_finds_it_in_effect() {
    for _ in 0..10 {
        let sandbox = Sandbox::new().unwrap();
        let client = super::client(&sandbox);
        let version = AppointmentVersion::first("booking").unwrap();
        let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
            let share = || {
                client
                    .appointments()
                    .share(&version, &super::example("minimal-gp"))
                    .unwrap()
                    .outcome
            };
            let threads = [scope.spawn(share), scope.spawn(share)];
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(outcomes.contains(&Outcome::Accepted), "{outcomes:?}");
        let search = Search::new(super::example("minimal-gp").patient.cpr);
        assert_eq!(client.appointments().find(&search).unwrap().entries.len(), 1);
    }
}

#[test]
fn of_two_who_replace_the_same_version_at_once_one_is_refused() {
    for _ in 0..10 {
        let sandbox = Sandbox::new().unwrap();
        let client = super::client(&sandbox);
        let version = AppointmentVersion::first("booking").unwrap();
        client
            .appointments()
            .share(&version, &super::example("minimal-gp"))
            .unwrap();
        let results: Vec<bool> = std::thread::scope(|scope| {
            let (client, version) = (&client, &version);
            let replace = move |text: &str| {
                let mut appointment = super::example("minimal-gp");
                appointment.reason.text = text.to_owned();
                client.appointments().replace(version, &appointment).is_ok()
            };
            let threads = [
                scope.spawn(move || replace("a")),
                scope.spawn(move || replace("b")),
            ];
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(results.iter().filter(|won| **won).count(), 1, "{results:?}");
        let search = Search::new(super::example("minimal-gp").patient.cpr);
        assert_eq!(client.appointments().find(&search).unwrap().entries.len(), 1);
    }
}
