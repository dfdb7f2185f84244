//! The syntax of stored query parameters (IHE ITI TF volume 2a, 3.18.4.1.2.3).

use spo_core::xds::Dtm;
use spo_core::xml::{Element, Namespace};

use crate::rules::{Report, code};

/// Departures from the standard that registries in use have been seen to forgive: the validation level decides.
#[derive(Debug, Default)]
pub(super) struct Strictness {
    notes: Vec<String>,
}

impl Strictness {
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub(super) fn report(self, report: &mut Report) {
        for note in self.notes {
            report.add(code::REGISTRY, "", note);
        }
    }
}

/// The slots of a query.
#[derive(Debug)]
pub(super) struct Parameters<'d> {
    /// Name and raw values of each slot, in order. A name may come more than once.
    slots: Vec<(&'d str, Vec<&'d str>)>,
}

impl<'d> Parameters<'d> {
    pub(super) fn read(query: Element<'d>) -> Self {
        let slots = query.children_named(Namespace::RIM, "Slot").map(|slot| {
            let lists = slot
                .children()
                .filter(|list| list.is(Namespace::RIM, "ValueList"));
            let values = lists.flat_map(Element::children).map(Element::text);
            let values = values.filter(|value| !value.is_empty()).collect();
            (slot.attr("name").unwrap_or_default().trim(), values)
        });
        Self {
            slots: slots
                .filter(|(_, values): &(_, Vec<_>)| !values.is_empty())
                .collect(),
        }
    }

    /// Notes every parameter that the query does not have. IHE lets a registry ignore them, which turns a misspelt
    /// parameter into a search for everything.
    pub(super) fn only(&self, known: &[&str], strict: &mut Strictness) {
        for (name, _) in &self.slots {
            if !known.contains(name) {
                strict.note(format!("Ukendt parameter: {name}"));
            }
        }
    }

    /// The values of each slot with this name.
    fn named(&self, name: &str) -> impl Iterator<Item = &[&'d str]> {
        self.slots
            .iter()
            .filter(move |(candidate, _)| *candidate == name)
            .map(|(_, values)| values.as_slice())
    }

    /// The values of the one slot with this name; `None` when there is none.
    pub(super) fn strings(
        &self,
        name: &str,
        report: &mut Report,
        strict: &mut Strictness,
    ) -> Option<Vec<String>> {
        let mut groups = self.string_groups(name, strict);
        if groups.len() > 1 {
            report.add(code::PARAM_NUMBER, "", format!("{name} må kun angives en gang"));
        }
        groups.pop()
    }

    /// The values of each slot with this name: any of one slot, and all of the slots.
    pub(super) fn string_groups(&self, name: &str, strict: &mut Strictness) -> Vec<Vec<String>> {
        let groups = self.named(name).map(|values| {
            let items = values.iter().flat_map(|value| items(value, name, strict));
            items.collect()
        });
        groups.collect()
    }

    /// The one string of a parameter that takes one.
    pub(super) fn string(&self, name: &str, report: &mut Report, strict: &mut Strictness) -> Option<String> {
        let mut values = self.strings(name, report, strict)?;
        if values.len() != 1 {
            report.add(code::PARAM_NUMBER, "", format!("{name} skal have netop en værdi"));
        }
        values.pop()
    }

    /// The codes of each slot with this name: code and code system.
    pub(super) fn code_groups(
        &self,
        name: &str,
        report: &mut Report,
        strict: &mut Strictness,
    ) -> Vec<Vec<(String, String)>> {
        let groups = self.string_groups(name, strict).into_iter();
        let groups = groups.map(|group| {
            let codes = group.into_iter().filter_map(|text| match text.split_once("^^") {
                Some((code, system)) if !code.is_empty() && !system.is_empty() => {
                    Some((code.to_owned(), system.to_owned()))
                }
                _ => {
                    let context = format!("{name} skal have koder på formen 'kode^^kodesystem'");
                    report.add(code::REGISTRY, "", context);
                    None
                }
            });
            codes.collect()
        });
        groups.collect()
    }

    /// The first second that a time can mean, in seconds since 1970.
    pub(super) fn time(&self, name: &str, report: &mut Report, strict: &mut Strictness) -> Option<i64> {
        let mut slots = self.named(name);
        let values = slots.next()?;
        if values.len() != 1 || slots.next().is_some() {
            report.add(code::PARAM_NUMBER, "", format!("{name} skal have netop en værdi"));
        }
        let text = values.first()?;
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            strict.note(format!("{name} skal være cifre uden anførselstegn og tidszone"));
        }
        match Dtm::parse(text.trim_matches('\'')) {
            Ok(time) => Some(time.start().timestamp()),
            Err(_) => {
                report.add(code::REGISTRY, "", format!("{name} er ikke et tidspunkt"));
                None
            }
        }
    }
}

/// The strings in one value: `'a'`, or `('a','b')`. A quote inside is doubled.
fn items(value: &str, name: &str, strict: &mut Strictness) -> Vec<String> {
    let inner = value.strip_prefix('(').and_then(|value| value.strip_suffix(')'));
    let mut rest = inner.unwrap_or(value).trim();
    let mut items = Vec::new();
    while !rest.is_empty() {
        let Some(quoted) = rest.strip_prefix('\'') else {
            strict.note(format!("{name} skal stå i anførselstegn: '...'"));
            let (item, after) = rest.split_once(',').unwrap_or((rest, ""));
            items.push(item.trim().to_owned());
            rest = after.trim_start();
            continue;
        };
        let (item, after) = quoted_string(quoted);
        items.push(item);
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None => {
                if !after.is_empty() {
                    strict.note(format!("{name} har tekst efter anførselstegnet"));
                }
                ""
            }
        };
    }
    items
}

/// The string up to its closing quote, and what follows.
fn quoted_string(text: &str) -> (String, &str) {
    let mut item = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\'') {
        item.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                item.push('\'');
                rest = more;
            }
            None => return (item, after),
        }
    }
    item.push_str(rest);
    (item, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> (Vec<String>, usize) {
        let mut strict = Strictness::default();
        let items = items(value, "$P", &mut strict);
        (items, strict.notes.len())
    }

    #[test]
    fn strings_and_lists_are_read_with_their_quotes() {
        for (value, expected, notes) in [
            ("'a'", &["a"][..], 0),
            ("('a')", &["a"], 0),
            ("('a','b')", &["a", "b"], 0),
            ("( 'a' , 'b' )", &["a", "b"], 0),
            ("('O''Brien')", &["O'Brien"], 0),
            ("'a,b'", &["a,b"], 0),
            ("a", &["a"], 1),
            ("(a,'b')", &["a", "b"], 1),
            ("'a", &["a"], 0),
            ("'a' x", &["a"], 1),
            ("", &[], 0),
            ("()", &[], 0),
        ] {
            assert_eq!(
                read(value),
                (expected.iter().map(ToString::to_string).collect(), notes),
                "{value}"
            );
        }
    }
}
