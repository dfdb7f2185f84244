//! Values and times of entries.

use super::{CpdReader, Element};
use crate::cda::reader::{attribute, is_null, parse_date, text_of};
use crate::xml::Namespace;
use crate::{Bound, ClinicalTime, ClinicalValue, Quantity, QuantityRange, Timing};

const HL7: Namespace = Namespace::HL7;

impl CpdReader<'_> {
    /// A value, by its type.
    pub(super) fn value(&mut self, element: Element<'_>) -> Option<ClinicalValue> {
        let kind = element.xsi_type().map_or("", |(_, local)| local);
        let value = match kind {
            "CD" | "CE" | "CV" | "CO" | "CS" => self.reader.coded(element).map(ClinicalValue::Code),
            "PQ" | "INT" | "REAL" => quantity(element).map(ClinicalValue::Quantity),
            "IVL_PQ" | "IVL_INT" | "IVL_REAL" => {
                let [low, high] = ["low", "high"].map(|name| element.child(HL7, name).and_then(bound));
                let is_known = low.is_some() || high.is_some();
                is_known.then_some(ClinicalValue::Range(QuantityRange { low, high }))
            }
            "ST" | "ED" => text_of(element).map(ClinicalValue::Text),
            "BL" | "TS" => attribute(element, "value").map(ClinicalValue::Text),
            _ => None,
        };
        if value.is_none() {
            self.reader.unmapped(element);
        }
        value
    }

    /// An `effectiveTime`: one time, or a span with at least one bound.
    pub(super) fn timing(&mut self, element: Element<'_>) -> Option<Timing> {
        self.reader.rest(element, &["low", "high"]);
        if element.attr("value").is_some() {
            return self.time(element).map(Timing::At);
        }
        let [from, to] = ["low", "high"].map(|name| {
            let bound = self.reader.one(element, name)?;
            self.time(bound)
        });
        (from.is_some() || to.is_some()).then_some(Timing::Span { from, to })
    }

    /// A time with the precision it is written with.
    fn time(&mut self, element: Element<'_>) -> Option<ClinicalTime> {
        let value = attribute(element, "value")?;
        let day = |text: &str| parse_date(text).map(|(day, _)| day);
        let is_digits = value.bytes().all(|byte| byte.is_ascii_digit());
        let partial = match value.len() {
            4 if is_digits => day(&format!("{value}0101")).and(value.parse().ok().map(ClinicalTime::Year)),
            6 if is_digits => day(&format!("{value}01")).map(ClinicalTime::Month),
            8 if is_digits => day(&value).map(ClinicalTime::Day),
            _ => None,
        };
        partial.or_else(|| {
            let moment = self.reader.moment(element, &value)?;
            Some(ClinicalTime::Moment(moment.time))
        })
    }
}

fn quantity(element: Element<'_>) -> Option<Quantity> {
    Some(Quantity {
        value: attribute(element, "value")?,
        unit: attribute(element, "unit"),
    })
}

fn bound(element: Element<'_>) -> Option<Bound> {
    let quantity = quantity(element).filter(|_| !is_null(element))?;
    Some(Bound {
        quantity,
        inclusive: element
            .attr("inclusive")
            .is_none_or(|word| word.trim() != "false"),
    })
}
