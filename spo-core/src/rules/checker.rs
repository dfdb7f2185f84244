//! Collects faults, and checks the values that occur everywhere: texts, ids, codes, addresses, telecoms, names.

use super::fault::Fault;
use super::path::Path;
use super::table::{self, Rule};
use super::vocabulary::{self, oid};
use super::{telecom, text};
use crate::xml::illegal_char;
use crate::{Address, Code, InstanceId, Oid, Organisation, OrganisationId, PersonName, Telecom, Use};

/// The faults found so far.
#[derive(Default)]
pub(super) struct Checker {
    pub(super) faults: Vec<Fault>,
}

/// The longest name that the registry's metadata can hold together with its ids.
const METADATA_NAME: usize = 200;
/// The longest list.
const LONGEST_LIST: usize = 100;
/// The longest text elsewhere.
const LONGEST_TEXT: usize = 1000;

impl Checker {
    /// Reports `rule` as broken at `path`.
    #[cold]
    pub(super) fn broken(&mut self, rule: &Rule, path: Path<'_>) {
        self.faults.push(rule.broken_at(path));
    }

    /// Reports `rule` at `path` unless `kept`.
    pub(super) fn demand(&mut self, kept: bool, rule: &Rule, path: Path<'_>) {
        if !kept {
            self.broken(rule, path);
        }
    }

    /// The entries of `list` that are looked at: reports a list that is too long, and leaves out what is beyond.
    pub(super) fn entries<'l, T>(&mut self, list: &'l [T], path: Path<'_>) -> &'l [T] {
        self.demand(list.len() <= LONGEST_LIST, &table::LIST_LENGTH, path);
        list.get(..LONGEST_LIST).unwrap_or(list)
    }

    /// A text that must be there: `missing` is the rule when it is not.
    pub(super) fn required(&mut self, text: &str, missing: &Rule, path: Path<'_>) {
        self.limited(text, LONGEST_TEXT, missing, path);
    }

    /// A text that is there although it need not be: it cannot be blank.
    pub(super) fn optional(&mut self, text: Option<&str>, path: Path<'_>) {
        if let Some(text) = text {
            self.limited(text, LONGEST_TEXT, &table::TEXT_BLANK, path);
        }
    }

    fn limited(&mut self, text: &str, limit: usize, missing: &Rule, path: Path<'_>) {
        if text.trim().is_empty() {
            self.broken(missing, path);
        }
        if illegal_char(text).is_some() {
            self.broken(&table::TEXT_ILLEGAL, path);
        }
        if text::is_longer(text, limit) {
            self.broken(&table::TEXT_LENGTH, path);
        }
    }

    /// An organisation apart from its id, whose demands depend on its part in the appointment.
    pub(super) fn organisation(&mut self, organisation: &Organisation, missing_name: &Rule, path: Path<'_>) {
        self.limited(
            &organisation.name,
            METADATA_NAME,
            missing_name,
            path.field("name"),
        );
        if let Some(address) = &organisation.address {
            self.address(address, path.field("address"));
        }
        self.telecoms(&organisation.telecoms, path.field("telecoms"));
    }

    /// The national id of an organisation.
    pub(super) fn organisation_id(
        &mut self,
        id: Option<&OrganisationId>,
        yder_allowed: bool,
        rule: &Rule,
        path: Path<'_>,
    ) {
        let kept = match id {
            Some(OrganisationId::Sor(_)) => true,
            Some(OrganisationId::Yder(_)) => yder_allowed,
            Some(OrganisationId::Other(_)) | None => false,
        };
        self.demand(kept, rule, path.field("id"));
    }

    /// A person's name: at least one given name and a family name.
    pub(super) fn name(&mut self, name: &PersonName, rule: &Rule, path: Path<'_>) {
        self.optional(name.prefix.as_deref(), path.field("prefix"));
        let given_path = path.field("given");
        self.demand(!name.given.is_empty(), rule, given_path);
        for (at, given) in self.entries(&name.given, given_path).iter().enumerate() {
            self.required(given, rule, given_path.index(at));
        }
        self.required(&name.family, rule, path.field("family"));

        let parts = name.given.iter().map(String::len).sum::<usize>() + name.family.len();
        if parts > METADATA_NAME {
            let parts = name
                .given
                .iter()
                .map(String::as_str)
                .chain([name.family.as_str()]);
            let characters = parts.map(|part| part.chars().count()).sum::<usize>();
            self.demand(characters <= METADATA_NAME, &table::TEXT_LENGTH, path);
        }
    }

    /// An address that may be shown.
    pub(super) fn address(&mut self, address: &Address, path: Path<'_>) {
        self.demand(!address.is_empty(), &table::ADDRESS_EMPTY, path);
        self.demand(
            address.purpose != Some(Use::Mobile),
            &table::ADDRESS_USE,
            path.field("use"),
        );
        let lines = path.field("lines");
        for (at, line) in self.entries(&address.lines, lines).iter().enumerate() {
            self.required(line, &table::TEXT_BLANK, lines.index(at));
            self.demand(
                !vocabulary::means_protected(line),
                &table::ADDRESS_PROTECTED,
                lines.index(at),
            );
        }
        self.optional(address.postal_code.as_deref(), path.field("postal_code"));
        self.optional(address.city.as_deref(), path.field("city"));
        self.optional(address.country.as_deref(), path.field("country"));
    }

    /// Ways to reach somebody.
    pub(super) fn telecoms(&mut self, telecoms: &[Telecom], path: Path<'_>) {
        let telecoms = self.entries(telecoms, path);
        for (at, one) in telecoms.iter().enumerate() {
            if let Err(rule) = telecom::check(&one.value) {
                self.broken(rule, path.index(at).field("value"));
            }
            if text::is_longer(&one.value, LONGEST_TEXT) {
                self.broken(&table::TEXT_LENGTH, path.index(at).field("value"));
            }
            let is_new = telecoms.iter().take(at).all(|before| before != one);
            self.demand(is_new, &table::TELECOM_DISTINCT, path.index(at));
        }
    }

    /// Any id: an OID and something within it.
    pub(super) fn id(&mut self, id: &InstanceId, path: Path<'_>) {
        self.demand(
            Oid::parse(&id.root).is_ok_and(|oid| oid.as_str() == id.root),
            &table::ID_OID,
            path.field("root"),
        );
        let (extension, path) = (id.extension.as_str(), path.field("extension"));
        if id.root == oid::MEDCOM {
            self.demand(vocabulary::is_uuid(extension), &table::MEDCOM_UUID, path);
        } else {
            let is_plain = !extension.is_empty()
                && extension.trim() == extension
                && !extension.contains(['\t', '\n', '\r']);
            self.demand(is_plain, &table::ID_EXTENSION, path);
            self.optional(Some(extension).filter(|_| is_plain), path);
        }
    }

    /// An id that must be MedCom's: a document, an appointment, a series.
    pub(super) fn medcom_id(&mut self, id: &InstanceId, path: Path<'_>) {
        self.demand(id.root == oid::MEDCOM, &table::MEDCOM_ROOT, path.field("root"));
        self.demand(
            vocabulary::is_uuid(&id.extension),
            &table::MEDCOM_UUID,
            path.field("extension"),
        );
    }

    /// A code and its system, apart from the text.
    pub(super) fn code(&mut self, code: &Code, path: Path<'_>) {
        let at = path.field("code");
        self.demand(
            !code.code.is_empty() && !code.code.contains(char::is_whitespace),
            &table::CODE_FORMAT,
            at,
        );
        self.demand(illegal_char(&code.code).is_none(), &table::TEXT_ILLEGAL, at);
        self.demand(
            !text::is_longer(&code.code, METADATA_NAME),
            &table::TEXT_LENGTH,
            at,
        );
        let is_oid = Oid::parse(&code.system).is_ok_and(|oid| oid.as_str() == code.system);
        self.demand(is_oid, &table::CODE_SYSTEM, path.field("system"));
        self.optional(code.system_name.as_deref(), path.field("system_name"));
    }
}
