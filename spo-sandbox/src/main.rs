//! The sandbox as a program: `cargo run -p spo-sandbox -- --port 8080`.

use std::io::Write as _;
use std::process::ExitCode;

use chrono::{NaiveDate, Utc};
use spo_core::DanishTime;
use spo_sandbox::{IdentityCheck, Sandbox, Seed, Server, Transaction, Validation};

const HELP: &str = "\
A national registry and repository on this machine, for trials. It must never hold real patients.

Usage: spo-sandbox [--port PORT] [--bind ADDRESS] [--file PATH] [--validation LEVEL]
                   [--identity CHECK] [--credentials DIR] [--seed[=DAY]]

  --port PORT         listen on this port (8080); 0 means any free one
  --bind ADDRESS      listen on this address (127.0.0.1)
  --file PATH         keep everything in this SQLite file; without it everything is forgotten at the end
  --validation LEVEL  off, log, warning or reject (reject): what becomes of submissions that break the national rules
  --identity CHECK    required, present or off (present): whether calls must carry an identity card, are checked when
                      they do, or are not looked at
  --credentials DIR   write certificates, keys and client configurations of a test organisation and a doctor of its
                      into this folder; the authority that issued them ends with this program
  --seed[=DAY]        begin with twenty test persons, their master data, and a month of appointments around today or
                      the day given (2026-03-02), from a hospital, a municipality and general practice; they are
                      forgotten at the end
  --help              print this
";

struct Options {
    port: u16,
    bind: String,
    file: Option<String>,
    validation: Validation,
    identity: IdentityCheck,
    credentials: Option<String>,
    seed: Option<NaiveDate>,
}

fn main() -> ExitCode {
    let outcome = match options(std::env::args().skip(1)) {
        Ok(None) => say(HELP),
        Ok(Some(options)) => run(&options),
        Err(problem) => Err(format!("{problem}\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The options; `None` when only help is wanted.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options {
        port: 8080,
        bind: "127.0.0.1".to_owned(),
        file: None,
        validation: Validation::default(),
        identity: IdentityCheck::default(),
        credentials: None,
        seed: None,
    };
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        if matches!(name.as_str(), "--help" | "-h") {
            return Ok(None);
        }
        if name == "--seed" {
            options.seed = Some(match value {
                Some(day) => day
                    .parse()
                    .map_err(|_| format!("{day} is no date; write it as 2026-03-02."))?,
                None => DanishTime::from_utc(Utc::now()).date(),
            });
            continue;
        }
        let mut value = || {
            value
                .clone()
                .or_else(|| arguments.next())
                .ok_or_else(|| format!("{name} needs a value."))
        };
        match name.as_str() {
            "--port" => {
                options.port = value()?
                    .parse()
                    .map_err(|_| "A port is a number up to 65535.".to_owned())?;
            }
            "--bind" => options.bind = value()?,
            "--file" => options.file = Some(value()?),
            "--validation" => {
                options.validation = match value()?.as_str() {
                    "off" => Validation::Off,
                    "log" => Validation::Log,
                    "warning" => Validation::Warning,
                    "reject" => Validation::Reject,
                    other => return Err(format!("{other} is no level of validation.")),
                };
            }
            "--identity" => {
                options.identity = match value()?.as_str() {
                    "off" => IdentityCheck::Off,
                    "present" => IdentityCheck::Present,
                    "required" => IdentityCheck::Required,
                    other => return Err(format!("{other} is no way to check identities.")),
                };
            }
            "--credentials" => options.credentials = Some(value()?),
            other => return Err(format!("{other} is not an option.")),
        }
    }
    Ok(Some(options))
}

fn run(options: &Options) -> Result<(), String> {
    let sandbox = match &options.file {
        Some(path) => Sandbox::open(path),
        None => Sandbox::new(),
    };
    let sandbox = sandbox.map_err(|error| error.to_string())?;
    if let Some(today) = options.seed {
        let seeded = Seed::month(today).and_then(|seed| sandbox.seed(&seed));
        seeded.map_err(|error| error.to_string())?;
    }
    let sources = sandbox
        .sources()
        .into_iter()
        .filter_map(|name| sandbox.source(&name));
    for each in sources.chain([sandbox.clone()]) {
        each.set_validation(options.validation);
        each.set_identity_check(options.identity);
    }
    let server = sandbox
        .serve((options.bind.as_str(), options.port))
        .map_err(|error| {
            format!(
                "Cannot listen on {}:{}: {error}. Choose another port with --port.",
                options.bind, options.port
            )
        })?;
    say(&greeting(&server))?;
    for name in sandbox.sources() {
        say(&format!("  source {name}: {}/sources/{name}/\n", server.url()))?;
    }
    if let Some(folder) = &options.credentials {
        server
            .write_credentials(folder)
            .map_err(|error| error.to_string())?;
        say(&format!(
            "In {folder}: organisation.json and employee.json configure clients with an identity.\n"
        ))?;
    }
    loop {
        std::thread::park();
    }
}

fn greeting(server: &Server) -> String {
    let url = server.url();
    let mut text = format!("spo sandbox: {url}\n");
    for transaction in [
        Transaction::Iti41,
        Transaction::Iti57,
        Transaction::Iti18,
        Transaction::Iti43,
        Transaction::AddRegistrations,
        Transaction::IssueIdCard,
    ] {
        text.push_str(&format!("  {} {url}{}\n", transaction.name(), transaction.path()));
    }
    text.push_str(&format!(
        "Open {url}/ in a browser to see what is shared; point a client at ClientConfig::sandbox(\"{url}\").\n"
    ));
    text
}

/// Whoever closed our output does not want to read it.
fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    Ok(())
}
