//! Accepting entries, and what is done with them.

use std::fmt;

use super::delivery::Delivery;
use super::{KIND, LogDelivery, RefusedEntry};
use crate::audit::{LogEntry, refuse};
use crate::client::access::Access;
use crate::client::config::MinLogService;
use crate::client::{Client, Inner};
use crate::queue::{Aside, NewItem, Queue};
use crate::rules::Fault;
use crate::{Error, ErrorKind, Result};

impl Client {
    /// Registering with the national log (MinLog) what the national services do not register themselves.
    pub fn min_log(&self) -> MinLog<'_> {
        MinLog { inner: &self.inner }
    }
}

/// Registering with the national log (MinLog): what a system shows from its own store, and what it reads as a system without a
/// professional behind the call. What professionals read through the national services, these register.
///
/// Entries are accepted onto disk, into [`ClientConfig::queue_file`](crate::ClientConfig::queue_file), and delivered by
/// [`deliver`](Self::deliver), which the host calls whenever it likes: as often as every few minutes, as seldom as every
/// night. Threads and processes may add and deliver at once.
///
/// **Nothing accepted is lost.** An entry leaves the disk when the log says that it has it. **It can be doubled**, as the
/// service knows no key by which it would recognise one: when the answer to a request is lost or does not say which entries
/// were added, or when this process ends or the disk fails between sending and the note that it was done, they are sent
/// again, with the same [`sequence_number`](LogEntry::sequence_number) and [`correlation_id`](LogEntry::correlation_id), by
/// which people can recognise them. To keep such doubles few, entries of a request that failed rest for a while, longer each time, and are
/// sent again in smaller requests, so that one that brings the others down is soon alone.
///
/// ```no_run
/// use spo_core::audit::LogEntry;
///
/// # fn example(client: &spo_core::Client, entry: &LogEntry) -> spo_core::Result<()> {
/// client.min_log().add(entry)?; // On disk from here on.
/// let report = client.min_log().deliver()?;
/// for refused in &report.refused {
///     eprintln!("{}: {}", refused.code, refused.reason);
/// }
/// # Ok(())
/// # }
/// ```
pub struct MinLog<'c> {
    inner: &'c Inner,
}

impl MinLog<'_> {
    /// Accepts an entry: when this returns, it is on disk. The answer is its sequence number, which the entry is given when
    /// it has none. The same entry with the same number is accepted once, as long as it waits.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAppointment`] with every fault; [`ErrorKind::Conflict`] when another entry with this number
    /// waits; [`ErrorKind::Configuration`] when the configuration names no service or no file;
    /// [`ErrorKind::Storage`] when it could not be written.
    pub fn add(&self, entry: &LogEntry) -> Result<String> {
        let numbers = self.accept(std::slice::from_ref(entry), entry.faults())?;
        Ok(numbers.into_iter().next().unwrap_or_default())
    }

    /// Accepts entries, all of them or none, with one write to the disk: much cheaper than one by one. The paths of
    /// faults begin with the entry's place, `[3].user.name`.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn add_all(&self, entries: &[LogEntry]) -> Result<Vec<String>> {
        let faults = entries.iter().enumerate().flat_map(|(at, entry)| {
            let faults = entry.faults().into_iter();
            faults.map(move |fault| Fault {
                path: format!("[{at}].{}", fault.path),
                ..fault
            })
        });
        self.accept(entries, faults.collect())
    }

    /// Sends what waits, oldest first, in as many requests as the service's limits and the configuration's total time allow,
    /// and stops at the first that fails. A failure of the service is part of the report; its entries wait.
    ///
    /// A system's identity card is all that the service asks for.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] and [`ErrorKind::Storage`] as for [`add`](Self::add); [`ErrorKind::Denied`],
    /// `citizen.reads_only`, for a client with a citizen's identity.
    pub fn deliver(&self) -> Result<LogDelivery> {
        let (service, queue) = (self.service()?, self.queue()?);
        self.inner.access.as_ref().map_or(Ok(()), Access::may_change)?;
        Delivery::new(self.inner, service, queue).run()
    }

    /// How many entries wait.
    ///
    /// # Errors
    /// As [`add`](Self::add), but for those about the entry.
    pub fn waiting(&self) -> Result<u64> {
        self.queue()?.waiting(KIND)
    }

    /// The entries that the log refused, oldest first, with its reasons.
    ///
    /// # Errors
    /// As [`waiting`](Self::waiting).
    pub fn refused(&self) -> Result<Vec<RefusedEntry>> {
        let refused = self.queue()?.aside(KIND)?.into_iter();
        Ok(refused.map(RefusedEntry::from).collect())
    }

    /// Lets a refused entry wait again as it is, once the cause is gone.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], `min_log.not_refused`, when no refused entry has this id. As [`waiting`](Self::waiting).
    pub fn requeue(&self, id: u64) -> Result<()> {
        match self.queue()?.requeue(KIND, row(id))? {
            true => Ok(()),
            false => Err(not_refused()),
        }
    }

    /// Throws a refused entry away, once another has been added in its place.
    ///
    /// # Errors
    /// As [`requeue`](Self::requeue).
    pub fn discard(&self, id: u64) -> Result<()> {
        match self.queue()?.discard(KIND, row(id))? {
            true => Ok(()),
            false => Err(not_refused()),
        }
    }

    fn accept(&self, entries: &[LogEntry], faults: Vec<Fault>) -> Result<Vec<String>> {
        let (_, queue) = (self.service()?, self.queue()?);
        refuse(faults)?;
        let mut numbers = Vec::with_capacity(entries.len());
        let mut items = Vec::with_capacity(entries.len());
        for entry in entries {
            let mut entry = entry.clone();
            // White space around it does not survive XML.
            let given = entry
                .sequence_number
                .as_deref()
                .map(|given| given.trim().to_owned());
            let number = given.unwrap_or_else(|| self.inner.context.random_uuid().to_string());
            entry.sequence_number = Some(number.clone());
            items.push(NewItem {
                name: number.clone(),
                // Our own values go into JSON without fail.
                payload: serde_json::to_vec(&entry).unwrap_or_default(),
            });
            numbers.push(number);
        }
        queue.push(KIND, &items)?;
        Ok(numbers)
    }

    fn service(&self) -> Result<&MinLogService> {
        self.inner.config.min_log.as_ref().ok_or_else(|| {
            let message = "the configuration does not say where the log is";
            Error::new(ErrorKind::Configuration, "min_log.no_service", message)
                .with_remedy("Give `min_log` with the address of MinLog's registration service.")
                .at("min_log")
        })
    }

    fn queue(&self) -> Result<&Queue> {
        self.inner.queue.as_ref().ok_or_else(|| {
            let message = "the configuration does not say where entries wait until they are in the log";
            Error::new(ErrorKind::Configuration, "min_log.no_file", message)
                .with_remedy("Give `queue_file`, a file on a local disk.")
                .at("queue_file")
        })
    }
}

impl From<Aside> for RefusedEntry {
    fn from(aside: Aside) -> Self {
        Self {
            id: aside.id.unsigned_abs(),
            code: aside.code,
            reason: aside.reason,
            entry: serde_json::from_slice(&aside.payload).ok(),
        }
    }
}

/// Where an entry stands in the file; nowhere for what cannot be an id.
fn row(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(-1)
}

fn not_refused() -> Error {
    let message = "no refused entry has this id";
    Error::new(ErrorKind::NotFound, "min_log.not_refused", message)
        .with_remedy("Take the id from the list of refused entries; somebody may have been quicker.")
        .at("id")
}

impl fmt::Debug for MinLog<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MinLog")
    }
}
