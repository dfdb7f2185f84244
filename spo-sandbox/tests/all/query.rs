//! ITI-18: what is found, and what is refused.

use spo_core::xds::query::{FindDocuments, GetDocuments, ReturnType};
use spo_core::xds::response::ResponseStatus;
use spo_core::xds::{Availability, EntryUuid, ObjectType};
use spo_core::{Code, InstanceId};
use spo_sandbox::{Sandbox, Validation};

use crate::support::*;

/// A sandbox with these appointments of Nancy's.
fn filled(times: &[(&str, Option<&str>)]) -> Sandbox {
    let sandbox = Sandbox::new().unwrap();
    for (start, stop) in times {
        share_well(&sandbox, &Shared::of(NANCY, start, *stop, ""));
    }
    sandbox
}

fn count(sandbox: &Sandbox, change: impl FnOnce(&mut FindDocuments)) -> usize {
    let mut query = nancy();
    change(&mut query);
    let answer = search(sandbox, &query);
    assert_eq!(answer.status, ResponseStatus::Success);
    answer.objects.entries.len()
}

/// The codes of a refusal to search.
fn refused_codes(change: impl FnOnce(String) -> String) -> Vec<String> {
    let sandbox = Sandbox::new().unwrap();
    let answer = query_answer(send(&sandbox, &query_message(change(nancy().body()))));
    assert_eq!(answer.status, ResponseStatus::Failure);
    assert!(answer.objects.entries.is_empty());
    answer.errors.into_iter().map(|error| error.code).collect()
}

#[test]
fn patients_are_kept_apart() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    share_well(&sandbox, &Shared::of(OTHER, "20260401100000+0200", None, ""));
    assert_eq!(count(&sandbox, |_| {}), 1);
    let nobody = spo_core::Cpr::parse("0101010001").unwrap();
    assert_eq!(count(&sandbox, |query| query.patient_id = nobody.into()), 0);
}

#[test]
fn from_is_inclusive_and_to_is_exclusive() {
    let sandbox = filled(&[("20260401100000+0200", Some("20260401103000+0200"))]);
    let at = |text: &str| Some(text.parse().unwrap());
    for (from, to, expected) in [
        (None, None, 1),
        (at("2026-04-01T08:00:00Z"), None, 1),
        (at("2026-04-01T08:00:01Z"), None, 0),
        (None, at("2026-04-01T08:00:00Z"), 0),
        (None, at("2026-04-01T08:00:01Z"), 1),
        (at("2026-04-01T08:00:00Z"), at("2026-04-01T08:00:00Z"), 0),
    ] {
        let range = spo_core::xds::query::TimeRange { from, to };
        assert_eq!(
            count(&sandbox, |query| query.service_start_time = range),
            expected,
            "{range:?}"
        );
    }
    let stop = |from: &str, to: &str| spo_core::xds::query::TimeRange {
        from: at(from),
        to: at(to),
    };
    let exactly = stop("2026-04-01T08:30:00Z", "2026-04-01T08:30:01Z");
    assert_eq!(count(&sandbox, |query| query.service_stop_time = exactly), 1);
    let created = stop("2026-03-02T09:15:00Z", "2026-03-02T09:15:01Z");
    assert_eq!(count(&sandbox, |query| query.creation_time = created), 1);
    assert_eq!(count(&sandbox, |query| query.creation_time = exactly), 0);
}

#[test]
fn an_entry_without_an_end_is_in_no_range_of_ends() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    let long = spo_core::xds::query::TimeRange {
        from: Some("2000-01-01T00:00:00Z".parse().unwrap()),
        to: None,
    };
    assert_eq!(count(&sandbox, |query| query.service_stop_time = long), 0);
    assert_eq!(count(&sandbox, |query| query.service_start_time = long), 1);
}

#[test]
fn entries_come_in_the_order_they_were_shared() {
    let sandbox = filled(&[
        ("20260403100000+0200", None),
        ("20260401100000+0200", None),
        ("20260402100000+0200", None),
    ]);
    let days: Vec<String> = search(&sandbox, &nancy())
        .objects
        .entries
        .iter()
        .map(|entry| entry.service_start_time.unwrap().to_string()[..8].to_owned())
        .collect();
    assert_eq!(days, ["20260403", "20260401", "20260402"]);
}

#[test]
fn every_code_filters_by_code_and_system() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    let entry = sandbox.entries().unwrap().pop().unwrap();
    type Field = fn(&mut FindDocuments) -> &mut Vec<Code>;
    let fields: [(Field, Code); 7] = [
        (|query| &mut query.class_codes, entry.class_code.clone().unwrap()),
        (|query| &mut query.type_codes, entry.type_code.clone().unwrap()),
        (
            |query| &mut query.format_codes,
            entry.format_code.clone().unwrap(),
        ),
        (
            |query| &mut query.event_codes,
            entry.event_codes.first().cloned().unwrap(),
        ),
        (
            |query| &mut query.facility_type_codes,
            entry.facility_type_code.clone().unwrap(),
        ),
        (
            |query| &mut query.practice_setting_codes,
            entry.practice_setting_code.clone().unwrap(),
        ),
        (
            |query| &mut query.confidentiality_codes,
            entry.confidentiality_codes.first().cloned().unwrap(),
        ),
    ];
    for (field, code) in fields {
        let other_code = Code::new("x", code.system.as_str(), "");
        let other_system = Code::new(code.code.as_str(), "1.2.3", "");
        assert_eq!(
            count(&sandbox, |query| field(query).push(code.clone())),
            1,
            "{code:?}"
        );
        assert_eq!(
            count(&sandbox, |query| field(query).push(other_code.clone())),
            0,
            "{code:?}"
        );
        assert_eq!(
            count(&sandbox, |query| field(query).push(other_system.clone())),
            0,
            "{code:?}"
        );
        let any = [other_code.clone(), code.clone()];
        assert_eq!(count(&sandbox, |query| field(query).extend(any)), 1, "{code:?}");
    }
}

#[test]
fn statuses_and_kinds_filter() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    for (statuses, expected) in [
        (vec![Availability::Approved], 1),
        (vec![Availability::Deprecated], 0),
        (vec![Availability::Deprecated, Availability::Approved], 1),
        (vec![Availability::Other("x".into())], 0),
    ] {
        assert_eq!(count(&sandbox, |query| query.statuses = statuses), expected);
    }
    for (types, expected) in [
        (vec![], 1),
        (vec![ObjectType::Stable], 1),
        (vec![ObjectType::OnDemand], 0),
        (vec![ObjectType::OnDemand, ObjectType::Stable], 1),
    ] {
        assert_eq!(count(&sandbox, |query| query.object_types = types), expected);
    }
}

#[test]
fn authors_are_found_by_pattern() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    for (pattern, expected) in [("^Jensen%", 1), ("%Bo%", 1), ("Hansen%", 0), ("^Hansen%", 0)] {
        let slot = slot("$XDSDocumentEntryAuthorPerson", &format!("('{pattern}')"));
        let body = nancy()
            .body()
            .replace("</rim:AdhocQuery>", &[&slot, "</rim:AdhocQuery>"].concat());
        let answer = query_answer(send(&sandbox, &query_message(body)));
        assert_eq!(answer.objects.entries.len(), expected, "{pattern}");
    }
}

#[test]
fn several_slots_of_events_must_all_match() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    for (second, expected) in [("ALAL21", 1), ("ALAL22", 0)] {
        let name = "$XDSDocumentEntryEventCodeList";
        let slots = [
            slot(name, "('ALAL21^^1.2.208.176.2.4')"),
            slot(name, &format!("('{second}^^1.2.208.176.2.4')")),
            "</rim:AdhocQuery>".to_owned(),
        ];
        let body = nancy().body().replace("</rim:AdhocQuery>", &slots.concat());
        let answer = query_answer(send(&sandbox, &query_message(body)));
        assert_eq!(answer.objects.entries.len(), expected);
    }
}

fn slot(name: &str, value: &str) -> String {
    format!(
        "<rim:Slot name=\"{name}\"><rim:ValueList><rim:Value>{value}</rim:Value></rim:ValueList></rim:Slot>"
    )
}

#[test]
fn references_are_returned_on_request() {
    let sandbox = filled(&[("20260401100000+0200", None), ("20260402100000+0200", None)]);
    let mut query = nancy();
    query.returns = ReturnType::ObjectRef;
    let answer = search(&sandbox, &query);
    let expected: Vec<EntryUuid> = sandbox
        .entries()
        .unwrap()
        .into_iter()
        .map(|entry| entry.entry_uuid)
        .collect();
    assert_eq!(
        (answer.objects.object_refs, answer.objects.entries.len()),
        (expected, 0)
    );
}

#[test]
fn documents_are_looked_up_by_either_id_whatever_their_status() {
    let sandbox = filled(&[]);
    let first = Shared::new();
    share_well(&sandbox, &first);
    let second = Shared::new().replacing(first.entry_uuid());
    share_well(&sandbox, &second);
    let ids = vec![
        second.unique_id().clone(),
        InstanceId::new("1.2.3", "none"),
        first.unique_id().clone(),
        first.unique_id().clone(),
    ];
    let found = look_up(&sandbox, &GetDocuments::ByUniqueId(ids)).objects.entries;
    let found: Vec<_> = found.iter().map(|entry| &entry.entry_uuid).collect();
    assert_eq!(found, [second.entry_uuid(), first.entry_uuid()]);
    let bare = EntryUuid::from_wire(first.entry_uuid().uuid().unwrap().to_string());
    let found = look_up(&sandbox, &GetDocuments::ByEntryUuid(vec![bare]))
        .objects
        .entries;
    assert_eq!(found.first().unwrap().status, Some(Availability::Deprecated));
    // As many as it takes several values to name.
    let many = (0..50)
        .map(|n| InstanceId::new("1.2.208.184", format!("{n}")))
        .chain([first.unique_id().clone()]);
    let answer = look_up(&sandbox, &GetDocuments::ByUniqueId(many.collect()));
    assert_eq!(
        (answer.status, answer.objects.entries.len()),
        (ResponseStatus::Success, 1)
    );
}

#[test]
fn a_query_that_is_not_known_or_lacks_a_parameter_is_refused() {
    let find = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d";
    let get = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4";
    assert_eq!(
        refused_codes(|body| body.replace(find, "urn:uuid:10b545ea-725c-446d-9b95-8aeb444eddf3")),
        ["XDSUnknownStoredQuery"]
    );
    for parameter in ["$XDSDocumentEntryPatientId", "$XDSDocumentEntryStatus"] {
        let codes = refused_codes(|body| body.replace(parameter, "$MetadataLevel"));
        assert_eq!(codes, ["XDSStoredQueryMissingParam"], "{parameter}");
    }
    let codes = refused_codes(|body| body.replace(find, get));
    assert_eq!(
        codes.first().map(String::as_str),
        Some("XDSStoredQueryMissingParam")
    );
    let both = GetDocuments::ByUniqueId(vec![InstanceId::new("1.2.3", "a")])
        .body(None)
        .replace(
            "</rim:AdhocQuery>",
            &[
                &slot("$XDSDocumentEntryEntryUUID", "('urn:uuid:1')"),
                "</rim:AdhocQuery>",
            ]
            .concat(),
        );
    assert_eq!(refused_codes(|_| both), ["XDSStoredQueryParamNumber"]);
}

#[test]
fn values_must_be_what_their_parameters_take() {
    let add = |name: &str, value: &str| {
        let slot = slot(name, value);
        refused_codes(|body| body.replace("</rim:AdhocQuery>", &[&slot, "</rim:AdhocQuery>"].concat()))
    };
    assert_eq!(
        add("$XDSDocumentEntryServiceStartTimeFrom", "yesterday"),
        ["XDSRegistryError", "XDSRegistryError"]
    );
    assert_eq!(
        add("$XDSDocumentEntryServiceStartTimeFrom", "'20260401'"),
        ["XDSRegistryError"]
    );
    assert_eq!(
        add("$XDSDocumentEntryTypeCode", "('39289-4')"),
        ["XDSRegistryError"]
    );
    assert_eq!(
        add("$XDSDocumentEntryPatientId", "'x'"),
        ["XDSStoredQueryParamNumber", "XDSRegistryError"]
    );
    assert_eq!(
        add("$XDSDocumentEntryServiceStartTimeForm", "20260401"),
        ["XDSRegistryError"]
    );
    let twice = slot("$XDSDocumentEntryTypeCode", "('a^^b')").repeat(2);
    let codes =
        refused_codes(|body| body.replace("</rim:AdhocQuery>", &[&twice, "</rim:AdhocQuery>"].concat()));
    assert_eq!(codes, ["XDSStoredQueryParamNumber"]);
    let unquoted = refused_codes(|body| {
        body.replace(
            "'2512489996^^^&amp;1.2.208.176.1.2&amp;ISO'",
            "2512489996^^^&amp;1.2.208.176.1.2&amp;ISO",
        )
    });
    assert_eq!(unquoted, ["XDSRegistryError"]);
    let no_cpr = refused_codes(|body| body.replace("1.2.208.176.1.2&amp;", "1.2.3&amp;"));
    assert_eq!(no_cpr, ["XDSRegistryError"]);
}

#[test]
fn what_the_field_forgives_is_forgiven_without_validation() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    let body = nancy()
        .body()
        .replace(
            "'2512489996^^^&amp;1.2.208.176.1.2&amp;ISO'",
            "2512489996^^^&amp;1.2.208.176.1.2&amp;ISO",
        )
        .replace(" returnComposedObjects=\"true\"", "");
    sandbox.set_validation(Validation::Off);
    let answer = query_answer(send(&sandbox, &query_message(body.clone())));
    assert_eq!(
        (answer.status, answer.objects.entries.len()),
        (ResponseStatus::Success, 1)
    );
    assert!(answer.errors.is_empty());
    sandbox.set_validation(Validation::Warning);
    let answer = query_answer(send(&sandbox, &query_message(body)));
    assert_eq!(
        (answer.status, answer.objects.entries.len()),
        (ResponseStatus::Success, 1)
    );
    assert_eq!(answer.errors.len(), 2);
    assert!(answer.errors.iter().all(|error| error.warning));
}

#[test]
fn times_in_a_query_may_be_less_than_whole() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    for (from, expected) in [("2026", 1), ("20260401", 1), ("2026040109", 0), ("2027", 0)] {
        let slot = slot("$XDSDocumentEntryServiceStartTimeFrom", from);
        let body = nancy()
            .body()
            .replace("</rim:AdhocQuery>", &[&slot, "</rim:AdhocQuery>"].concat());
        let answer = query_answer(send(&sandbox, &query_message(body)));
        assert_eq!(answer.objects.entries.len(), expected, "{from}");
    }
}

#[test]
fn another_return_type_or_community_is_refused() {
    assert_eq!(
        refused_codes(|body| body.replace("LeafClass", "LeafClassWithRepositoryItem")),
        ["XDSRegistryError"]
    );
    let elsewhere = |home: &str| nancy_at(home);
    assert_eq!(
        refused_codes(|_| elsewhere("urn:oid:1.2.3")),
        ["XDSUnknownCommunity"]
    );
    let sandbox = Sandbox::new().unwrap();
    for home in [
        spo_sandbox::HOME_COMMUNITY_ID.to_owned(),
        format!("urn:oid:{}", spo_sandbox::HOME_COMMUNITY_ID),
    ] {
        let answer = query_answer(send(&sandbox, &query_message(nancy_at(&home))));
        assert_eq!(answer.status, ResponseStatus::Success);
    }
}

fn nancy_at(home: &str) -> String {
    let mut query = nancy();
    query.home_community_id = Some(home.to_owned());
    query.body()
}

#[test]
fn a_value_cannot_leave_its_parameter() {
    let sandbox = filled(&[("20260401100000+0200", None)]);
    let injected = Code::new("x') OR ('1'='1", "1.2.3", "");
    assert_eq!(count(&sandbox, |query| query.type_codes = vec![injected]), 0);
}
