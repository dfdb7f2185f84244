//! Registrations with the national log: nothing accepted is lost, whatever happens to answers, processes and clocks.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use std::{env, fs, thread};

use chrono::{DateTime, TimeDelta, Utc};
use spo_core::audit::{LogEntry, LogTime};
use spo_core::soap::{Fault, Message, SoapVersion};
use spo_core::transport::{Request, Response, Transport, TransportError};
use spo_core::{Client, ClientConfig, Context, DanishTime, ErrorKind, LogDelivery};
use spo_sandbox::{
    IdentityCheck, LogRefusals, Misbehaviour, Sandbox, Script, ScriptedError, SequenceNumbers, Transaction,
};

const PATIENT: &str = "2512489996";

/// A file in a folder of its own, which is gone when it is dropped.
struct File(PathBuf);

impl File {
    fn new() -> Self {
        let folder = env::temp_dir().join(format!("spo-min-log-{}", Context::system().random_uuid()));
        fs::create_dir(&folder).unwrap();
        Self(folder.join("queue.db"))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

/// A clock that stands still until it is moved.
#[derive(Clone, Default)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn now(&self) -> DateTime<Utc> {
        let start: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        start + TimeDelta::seconds(self.0.load(Ordering::SeqCst))
    }

    fn forward(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60, Ordering::SeqCst);
    }

    fn context(&self) -> Context {
        let clock = self.clone();
        Context::new(move || clock.now(), || Context::system().random_uuid())
    }
}

/// A sandbox, a file, and a clock, for any number of clients.
struct Setup {
    sandbox: Sandbox,
    file: File,
    clock: Clock,
}

impl Setup {
    fn new() -> Self {
        Self {
            sandbox: Sandbox::new().unwrap(),
            file: File::new(),
            clock: Clock::default(),
        }
    }

    fn config(&self) -> ClientConfig {
        ClientConfig {
            queue_file: Some(self.file.0.to_str().unwrap().to_owned()),
            ..self.sandbox.client_config().unwrap()
        }
    }

    /// As a process that starts now.
    fn client(&self) -> Client {
        self.client_with(self.config())
    }

    fn client_with(&self, config: ClientConfig) -> Client {
        let client = Client::builder(config).transport(self.sandbox.clone());
        client.context(self.clock.context()).build().unwrap()
    }

    fn script(&self, misbehaviour: Misbehaviour) {
        let script = Script::new(misbehaviour).on(Transaction::AddRegistrations);
        self.sandbox.script(script);
    }

    /// The sequence numbers in the log.
    fn logged(&self) -> Vec<String> {
        let entries = self.sandbox.log_entries().unwrap().into_iter();
        entries.map(|entry| entry.sequence_number.unwrap()).collect()
    }

    fn requests(&self) -> usize {
        self.sandbox.calls().len()
    }
}

fn entry(number: u32) -> LogEntry {
    let cpr = PATIENT.parse::<spo_core::Cpr>().unwrap();
    let at: DanishTime = "2026-03-02T10:15:00+01:00".parse().unwrap();
    let mut entry = LogEntry::new("EHR X", "Opslag i aftaler", cpr, cpr, at);
    entry.sequence_number = Some(number.to_string());
    entry
}

fn add(client: &Client, numbers: std::ops::Range<u32>) {
    let entries: Vec<_> = numbers.map(entry).collect();
    client.min_log().add_all(&entries).unwrap();
}

fn deliver(client: &Client) -> LogDelivery {
    client.min_log().deliver().unwrap()
}

fn strings(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(|number| number.to_string()).collect()
}

#[test]
fn twelve_hundred_entries_go_in_three_requests() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..1200);
    assert_eq!(client.min_log().waiting().unwrap(), 1200);
    let report = deliver(&client);
    assert_eq!((report.requests, report.added, report.waiting), (3, 1200, 0));
    assert_eq!(
        (report.refused, report.next_request, report.failure),
        (vec![], None, None)
    );
    assert_eq!((setup.logged(), setup.requests()), (strings(0..1200), 3));
    assert_eq!(deliver(&client), LogDelivery::default());
    assert_eq!(setup.requests(), 3, "nothing waits, so nothing is sent");
}

#[test]
fn an_entry_without_a_number_gets_one_and_keeps_it() {
    let setup = Setup::new();
    let client = setup.client();
    let nameless = LogEntry {
        sequence_number: None,
        ..entry(0)
    };
    let numbers = client.min_log().add_all(&[nameless.clone(), nameless]).unwrap();
    assert!(numbers[0] != numbers[1] && numbers[0].len() == 36);
    setup.script(Misbehaviour::NoAnswer { processed: true });
    deliver(&client);
    setup.clock.forward(60);
    deliver(&client);
    assert_eq!(
        setup.logged(),
        [&*numbers[0], &*numbers[1], &*numbers[0], &*numbers[1]]
    );
}

#[test]
fn an_entry_that_breaks_a_rule_is_not_accepted_and_nor_is_its_company() {
    let setup = Setup::new();
    let client = setup.client();
    let bad = LogEntry {
        activity: String::new(),
        time: LogTime::At("2014-03-02T10:15:00+01:00".parse().unwrap()),
        ..entry(1)
    };
    let error = client.min_log().add(&bad).unwrap_err();
    let paths: Vec<_> = error
        .details()
        .faults
        .iter()
        .map(|fault| fault.path.clone())
        .collect();
    assert_eq!(
        (error.kind(), paths),
        (
            ErrorKind::InvalidAppointment,
            vec!["activity".into(), "time.at".into()]
        )
    );
    let error = client.min_log().add_all(&[entry(0), bad]).unwrap_err();
    assert_eq!(error.details().faults[1].path, "[1].time.at");
    assert_eq!(client.min_log().waiting().unwrap(), 0);
}

#[test]
fn an_entry_added_twice_is_one_and_a_number_stands_for_one_entry() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..2);
    add(&setup.client(), 0..3);
    assert_eq!(client.min_log().waiting().unwrap(), 3);
    let other = LogEntry {
        activity: "Andet".into(),
        ..entry(1)
    };
    assert_eq!(
        client.min_log().add(&other).unwrap_err().kind(),
        ErrorKind::Conflict
    );
}

#[test]
fn a_client_without_a_file_or_a_service_says_what_is_missing() {
    let setup = Setup::new();
    let no_file = setup.client_with(setup.sandbox.client_config().unwrap());
    let no_service = setup.client_with(ClientConfig {
        min_log: None,
        ..setup.config()
    });
    for (client, path) in [(no_file, "queue_file"), (no_service, "min_log")] {
        let error = client.min_log().add(&entry(0)).unwrap_err();
        assert_eq!(
            (error.kind(), error.details().path.as_deref()),
            (ErrorKind::Configuration, Some(path))
        );
        assert_eq!(
            client.min_log().deliver().unwrap_err().kind(),
            ErrorKind::Configuration
        );
    }
    let unusable = ClientConfig {
        queue_file: Some("/nowhere/at/all.db".into()),
        ..setup.config()
    };
    let error = Client::builder(unusable)
        .transport(setup.sandbox.clone())
        .build()
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.details().path.as_deref()),
        (ErrorKind::Storage, Some("queue_file"))
    );
}

#[test]
fn a_refused_entry_is_put_aside_with_its_reason_and_the_others_are_added() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..5);
    let told = format!("{PATIENT} findes ikke");
    setup.script(Misbehaviour::LogRefusals(LogRefusals::new([2], "ukendt", told)));
    let report = deliver(&client);
    assert_eq!((report.added, report.waiting, report.failure), (4, 0, None));
    assert_eq!(setup.logged(), ["0", "2", "3", "4"]);
    // It is still there the next time, and says why.
    let client = setup.client();
    let refused = client.min_log().refused().unwrap();
    assert_eq!(refused, report.refused);
    let [refused] = &refused[..] else {
        panic!("{refused:?}")
    };
    assert_eq!(
        (refused.code.as_str(), refused.entry.as_ref()),
        ("ukendt", Some(&entry(1)))
    );
    assert_eq!(refused.reason, "******-**** findes ikke");
    assert_eq!(deliver(&client).requests, 0);
    // The cause is gone.
    client.min_log().requeue(refused.id).unwrap();
    assert_eq!(
        client.min_log().requeue(refused.id).unwrap_err().kind(),
        ErrorKind::NotFound
    );
    assert_eq!(deliver(&client).added, 1);
    assert_eq!(setup.logged().last().unwrap(), "1");
}

#[test]
fn a_refused_entry_can_be_thrown_away_and_one_that_waits_cannot() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..2);
    setup.script(Misbehaviour::LogRefusals(LogRefusals::new([1], "ukendt", "")));
    let id = deliver(&client).refused[0].id;
    assert_eq!(
        client.min_log().discard(id + 1).unwrap_err().kind(),
        ErrorKind::NotFound
    );
    client.min_log().discard(id).unwrap();
    assert!(client.min_log().refused().unwrap().is_empty());
    assert_eq!(
        client.min_log().discard(u64::MAX).unwrap_err().code(),
        "min_log.not_refused"
    );
}

#[test]
fn a_lost_answer_loses_nothing_and_its_entries_rest_before_they_are_sent_again() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..3);
    setup.script(Misbehaviour::NoAnswer { processed: true });
    let report = deliver(&client);
    let failure = report.failure.unwrap();
    assert_eq!(
        (failure.code.as_str(), failure.may_be_added),
        ("transport.timeout", true)
    );
    assert_eq!((report.added, report.waiting), (0, 3));
    assert_eq!(
        report.next_request.unwrap().to_string(),
        "2026-03-02T10:03:00+01:00"
    );
    assert_eq!(deliver(&client).requests, 0, "they rest");
    setup.clock.forward(3);
    assert_eq!(deliver(&client).added, 3);
    // The log has them twice, under the same numbers: it knows no entry again.
    assert_eq!(setup.logged(), ["0", "1", "2", "0", "1", "2"]);
}

#[test]
fn a_request_that_never_arrived_is_sent_again_at_once_and_does_not_count() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..3);
    let nobody = ClientConfig {
        min_log: Some(spo_core::MinLogService::new("http://127.0.0.1:9/minlog")),
        ..setup.config()
    };
    let builder = Client::builder(nobody).context(setup.clock.context());
    let unreachable = builder.build().unwrap();
    for _ in 0..30 {
        let report = deliver(&unreachable);
        let failure = report.failure.unwrap();
        assert_eq!(
            (failure.code.as_str(), failure.may_be_added),
            ("transport.connect", false)
        );
        assert_eq!(report.requests, 0);
    }
    assert_eq!(deliver(&client).added, 3);
}

#[test]
fn a_service_that_turns_the_caller_away_leaves_the_entries_as_they_are() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..600);
    setup.sandbox.set_identity_check(IdentityCheck::Required);
    let failure = deliver(&client).failure.unwrap();
    assert_eq!(
        (failure.code.as_str(), failure.retryable, failure.may_be_added),
        ("soap.fault", false, false)
    );
    // On the machine's clock, by which certificates are valid.
    let identified = Client::builder(setup.config()).transport(setup.sandbox.clone());
    let identified = identified
        .identity(setup.sandbox.identity().unwrap())
        .build()
        .unwrap();
    let report = deliver(&identified);
    assert_eq!(
        (report.requests, report.added),
        (2, 600),
        "a system's card is enough"
    );
}

/// A service that fails as a whole over one entry.
struct Fragile {
    sandbox: Sandbox,
    over: &'static str,
}

impl Transport for Fragile {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let body = std::str::from_utf8(&request.body).unwrap();
        if !body.contains(self.over) {
            return self.sandbox.handle(request);
        }
        let fault = Fault::server("NullPointerException").to_xml(SoapVersion::V11);
        Ok(Message::new("", "", fault).encode().into_response(500))
    }
}

#[test]
fn one_entry_that_brings_the_service_down_is_soon_alone_and_the_others_are_in_the_log() {
    let setup = Setup::new();
    let fragile = Fragile {
        sandbox: setup.sandbox.clone(),
        over: "<SequenceNumber>250</SequenceNumber>",
    };
    let client = Client::builder(setup.config()).transport(fragile);
    let client = client.context(setup.clock.context()).build().unwrap();
    add(&client, 0..500);
    for _ in 0..20 {
        let failure = deliver(&client).failure;
        assert!(failure.is_none_or(|failure| failure.may_be_added));
        setup.clock.forward(5);
    }
    assert_eq!(client.min_log().waiting().unwrap(), 1);
    let mut logged: Vec<u32> = setup
        .logged()
        .iter()
        .map(|number| number.parse().unwrap())
        .collect();
    logged.sort_unstable();
    assert_eq!(
        logged,
        (0..500).filter(|number| *number != 250).collect::<Vec<_>>()
    );
    // It waits, and holds up nobody.
    add(&client, 500..1000);
    assert_eq!((0..3).map(|_| deliver(&client).added).sum::<u64>(), 500);
}

#[test]
fn an_answer_that_does_not_say_which_entry_failed_leaves_none_out() {
    for sequence_numbers in [SequenceNumbers::Absent, SequenceNumbers::Unknown] {
        let setup = Setup::new();
        let client = setup.client();
        add(&client, 0..3);
        let mut refusals = LogRefusals::new([2], "ukendt", "findes ikke");
        refusals.sequence_numbers = sequence_numbers;
        setup.script(Misbehaviour::LogRefusals(refusals));
        let report = deliver(&client);
        let failure = report.failure.unwrap();
        assert_eq!(
            (failure.code.as_str(), failure.may_be_added),
            ("min_log.unclear_answer", true)
        );
        assert_eq!((report.added, report.waiting), (0, 3));
        setup.clock.forward(60);
        assert_eq!(deliver(&client).added, 3);
        let mut logged = setup.logged();
        logged.dedup();
        assert!(
            strings(0..3).iter().all(|number| logged.contains(number)),
            "{logged:?}"
        );
    }
}

#[test]
fn an_entry_sent_alone_is_the_one_that_failed_whatever_the_answer_calls_it() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..1);
    let mut refusals = LogRefusals::new([1], "ukendt", "findes ikke");
    refusals.sequence_numbers = SequenceNumbers::Unknown;
    setup.script(Misbehaviour::LogRefusals(refusals));
    let report = deliver(&client);
    assert_eq!(
        (report.refused.len(), report.waiting, report.failure),
        (1, 0, None)
    );
}

#[test]
fn a_count_that_does_not_add_up_takes_nothing_for_added_that_may_not_be() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..4);
    let mut refusals = LogRefusals::new([1], "ukendt", "findes ikke");
    refusals.uncounted = 1;
    setup.script(Misbehaviour::LogRefusals(refusals));
    let report = deliver(&client);
    assert_eq!((report.refused.len(), report.added, report.waiting), (1, 0, 3));
    assert_eq!(report.failure.unwrap().code, "min_log.unclear_answer");
}

#[test]
fn whatever_comes_in_place_of_an_answer_loses_nothing() {
    let error = || ScriptedError::new("nej", format!("ikke {PATIENT}"));
    let fault = |client| Misbehaviour::Fault {
        text: format!("kender ikke {PATIENT}"),
        dgws_code: None,
        ws_trust_code: None,
        client,
        http_status: None,
        processed: false,
    };
    for misbehaviour in [
        Misbehaviour::NoAnswer { processed: false },
        Misbehaviour::Disconnect { processed: true },
        Misbehaviour::HtmlPage {
            status: 504,
            processed: true,
        },
        Misbehaviour::HttpStatus {
            status: 503,
            processed: false,
        },
        fault(true),
        fault(false),
        Misbehaviour::TruncatedBody { keep: 300 },
        Misbehaviour::Refuse {
            errors: vec![error(), error()],
            processed: false,
        },
    ] {
        let setup = Setup::new();
        let client = setup.client();
        add(&client, 0..10);
        setup.script(misbehaviour.clone());
        let report = deliver(&client);
        let failure = report
            .failure
            .as_ref()
            .unwrap_or_else(|| panic!("{misbehaviour:?}"));
        assert!(!format!("{report:?}").contains(PATIENT) && !failure.remedy.is_empty());
        assert_eq!((report.added, report.waiting), (0, 10), "{misbehaviour:?}");
        // The next process has better luck.
        setup.clock.forward(60);
        assert_eq!(deliver(&setup.client()).added, 10, "{misbehaviour:?}");
        let logged = setup.logged();
        assert!(
            strings(0..10).iter().all(|number| logged.contains(number)),
            "{misbehaviour:?}"
        );
    }
}

#[test]
fn a_multipart_answer_is_one_like_any_other() {
    let setup = Setup::new();
    let client = setup.client();
    add(&client, 0..2);
    setup.script(Misbehaviour::Multipart);
    assert_eq!(deliver(&client).added, 2);
}

#[test]
fn the_rate_holds_over_restarts() {
    let setup = Setup::new();
    add(&setup.client(), 0..11_000);
    let report = deliver(&setup.client());
    assert_eq!(
        (report.requests, report.added, report.waiting),
        (20, 10_000, 1_000)
    );
    assert_eq!(
        report.next_request.unwrap().to_string(),
        "2026-03-02T11:00:00+01:00"
    );
    assert_eq!(report.failure, None);
    for _ in 0..3 {
        setup.clock.forward(19);
        assert_eq!(deliver(&setup.client()).requests, 0);
    }
    setup.clock.forward(3);
    let report = deliver(&setup.client());
    assert_eq!((report.requests, report.added, report.waiting), (2, 1_000, 0));
    assert_eq!(setup.logged().len(), 11_000);
}

#[test]
fn the_limits_are_settings() {
    let setup = Setup::new();
    let mut config = setup.config();
    let service = config.min_log.as_mut().unwrap();
    (service.entries_per_request, service.requests_per_hour) = (2, 3);
    service.action = spo_core::audit::GATEWAY_ACTION.into();
    let client = setup.client_with(config);
    add(&client, 0..10);
    let report = deliver(&client);
    assert_eq!((report.requests, report.added, report.waiting), (3, 6, 4));
    let action = setup.sandbox.calls().pop().unwrap().action;
    assert_eq!(action.as_deref(), Some("AddRegistrations_20250312"));
}

#[test]
fn two_deliverers_of_one_file_send_each_entry_once() {
    let setup = Setup::new();
    let mut config = setup.config();
    let service = config.min_log.as_mut().unwrap();
    (service.entries_per_request, service.requests_per_hour) = (7, 10_000);
    add(&setup.client(), 0..300);
    thread::scope(|scope| {
        for _ in 0..4 {
            let client = setup.client_with(config.clone());
            scope.spawn(move || deliver(&client));
        }
    });
    let mut logged: Vec<u32> = setup
        .logged()
        .iter()
        .map(|number| number.parse().unwrap())
        .collect();
    logged.sort_unstable();
    assert_eq!(logged, (0..300).collect::<Vec<_>>());
    assert_eq!(setup.client().min_log().waiting().unwrap(), 0);
}

/// The file that a child process of the tests below uses.
const CHILD: &str = "SPO_MIN_LOG_CHILD";

/// Runs the test `name` as a child process, until it has said `times` something that begins with `word`. Then it is killed,
/// and can do nothing about it (SIGKILL).
fn kill_child(setup: &Setup, name: &str, word: &str, times: usize) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args([name, "--nocapture"])
        .env(CHILD, &setup.file.0)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let said = lines.filter(|line| line.starts_with(word)).take(times).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(said, times);
}

/// A child's client, and the sandbox behind it.
fn child(file: &OsStr) -> (Client, Sandbox) {
    let config = ClientConfig {
        queue_file: Some(file.to_str().unwrap().to_owned()),
        ..ClientConfig::sandbox("http://sandbox.invalid")
    };
    let sandbox = Sandbox::new().unwrap();
    let client = Client::builder(config)
        .transport(sandbox.clone())
        .build()
        .unwrap();
    (client, sandbox)
}

#[test]
fn a_process_killed_while_it_accepts_loses_nothing() {
    if let Some(file) = env::var_os(CHILD) {
        let (client, _) = child(&file);
        let nameless = LogEntry {
            sequence_number: None,
            ..entry(0)
        };
        loop {
            println!("accepted {}", client.min_log().add(&nameless).unwrap());
        }
    }
    let setup = Setup::new();
    for _ in 0..4 {
        kill_child(&setup, "a_process_killed_while_it_accepts", "accepted", 10);
    }
    let client = setup.client();
    let waiting = client.min_log().waiting().unwrap();
    assert!(waiting >= 40, "{waiting}");
    assert_eq!(deliver(&client).added, waiting);
}

#[test]
fn a_process_killed_while_it_delivers_loses_nothing_and_is_taken_for_dead_after_a_while() {
    if let Some(file) = env::var_os(CHILD) {
        let (client, sandbox) = child(&file);
        add(&client, 0..5);
        sandbox.script(Misbehaviour::Latency { ms: 60_000 });
        thread::spawn(move || {
            while sandbox.calls().is_empty() {
                thread::sleep(Duration::from_millis(1));
            }
            println!("sent");
        });
        deliver(&client);
    }
    let setup = Setup::new();
    kill_child(&setup, "a_process_killed_while_it_delivers", "sent", 1);
    let client = setup.client();
    assert_eq!(
        (deliver(&client).added, client.min_log().waiting().unwrap()),
        (0, 5)
    );
    setup.clock.forward(60);
    assert_eq!(deliver(&client).added, 5);
}
