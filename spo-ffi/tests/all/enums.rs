//! Every number of every enum parameter: those of the header work, all others are refused.

use std::ptr;

use spo::*;

/// Which numbers a function takes, of a wide range.
fn taken(mut call: impl FnMut(i32) -> spo_status) -> Vec<i32> {
    let candidates = (-300..300).chain([i32::MIN, i32::MIN + 1, i32::MAX - 1, i32::MAX, 1 << 16, 1 << 30]);
    candidates.filter(move |number| call(*number) == 0).collect()
}

#[test]
fn only_the_numbers_of_the_header_are_taken() {
    let none = ptr::null_mut();
    let appointment = spo_appointment_new();
    let text = c"1".as_ptr();
    let sor = c"325431000016004".as_ptr();
    // SAFETY: a handle of this test's own, texts that end with NUL, and no error wanted.
    unsafe {
        assert_eq!(
            taken(|kind| spo_appointment_set_kind(appointment, kind, none)),
            [0, 1, 2, 3]
        );
        assert_eq!(
            taken(|gender| spo_appointment_set_gender(appointment, gender, none)),
            [0, 1, 2, 3]
        );
        let add_phone = |purpose| spo_appointment_add_phone(appointment, 1, text, purpose, none);
        assert_eq!(taken(add_phone), [0, 1, 2, 3]);
        let add_line = |role| spo_appointment_add_address_line(appointment, role, text, none);
        assert_eq!(taken(add_line), [1, 2, 3, 4, 5, 6, 7]);
        let set_name = |role| spo_appointment_set_name(appointment, role, text, text, none);
        assert_eq!(taken(set_name), [1, 2, 3, 4]);
        let set_organisation = |role| spo_appointment_set_organisation(appointment, role, 1, sor, text, none);
        assert_eq!(taken(set_organisation), [2, 3, 4, 5, 6, 7]);
        let set_id = |kind| spo_appointment_set_organisation(appointment, 2, kind, text, text, none);
        assert_eq!(taken(set_id), [0, 2, 3], "1 is a SOR code, which \"1\" is not");
        let protect = |role| spo_appointment_set_address_protected(appointment, role, none);
        assert_eq!(taken(protect), [1, 7]);
        assert_eq!(
            taken(|level| spo_set_log(level, None, ptr::null_mut(), none)),
            [0, 1, 2, 3, 4, 5]
        );
        spo_appointment_free(appointment);

        let mut caller = ptr::null_mut();
        let (cpr, shak) = (c"2512489996".as_ptr(), c"130A".as_ptr());
        let made = |kind| {
            let status = spo_caller_not_authorised(cpr, text, kind, shak, &raw mut caller, none);
            spo_caller_free(caller);
            status
        };
        assert_eq!(
            taken(made),
            [3],
            "1 and 2 are SOR and ydernummer, which \"130A\" is not"
        );

        let mut sandbox = ptr::null_mut();
        spo_sandbox_new(&raw mut sandbox, none);
        let (mut config, mut client) = (ptr::null_mut(), ptr::null_mut());
        spo_sandbox_config(sandbox, &raw mut config, none);
        spo_client_new_with_sandbox(config, sandbox, &raw mut client, none);
        spo_config_free(config);
        let (mut search, mut list) = (ptr::null_mut(), ptr::null_mut());
        spo_search_new(cpr, &raw mut search, none);
        // Whoever has no caller may not look past blocks: what is refused for that was a reason.
        let mut look = |reason, explanation| {
            let status = spo_client_list_overriding(client, search, reason, explanation, &raw mut list, none);
            status - 20
        };
        assert_eq!(taken(|reason| look(reason, ptr::null())), [1]);
        assert_eq!(taken(|reason| look(reason, text)), [2]);
        spo_search_free(search);
        spo_client_free(client);
        assert_eq!(
            taken(|check| spo_sandbox_set_identity_check(sandbox, check, none)),
            [0, 1, 2]
        );
        let relate =
            |relation| spo_sandbox_set_relation(sandbox, cpr, relation, c"0408801111".as_ptr(), none);
        assert_eq!(taken(relate), [1, 2, 3, 4]);
        let mut credential = ptr::null_mut();
        let certify = |certificate| {
            let (cvr, name, out) = (c"91026150".as_ptr(), text, &raw mut credential);
            let status = spo_sandbox_system_credential(sandbox, cvr, name, certificate, out, none);
            spo_credential_free(credential);
            status
        };
        assert_eq!(taken(certify), [0, 1, 2, 3, 4]);
        spo_sandbox_free(sandbox);
        let mut config = ptr::null_mut();
        let configure = |route| {
            let (name, oid) = (c"test1".as_ptr(), c"1.2.3".as_ptr());
            let (hospital, medicine) = (c"22232009".as_ptr(), c"408443003".as_ptr());
            let out = &raw mut config;
            let status = spo_config_for_environment(name, route, oid, hospital, medicine, out, none);
            spo_config_free(config);
            status
        };
        assert_eq!(taken(configure), [0, 1, 2]);

        let block = spo_block_new();
        let (narrow, keep_out) = (spo_block_set_origin, spo_block_set_for_organisation);
        assert_eq!(taken(|kind| narrow(block, kind, shak, 1, none)), [3]);
        assert_eq!(taken(|kind| keep_out(block, kind, shak, 1, none)), [3]);
        spo_block_free(block);
        let items = spo_data_items_new();
        let add = |kind| spo_data_items_add(items, text, kind, shak, ptr::null(), ptr::null(), none);
        assert_eq!(taken(add), [3]);
        spo_data_items_free(items);
        let (mut caller, mut entry) = (ptr::null_mut(), ptr::null_mut());
        spo_caller_citizen(cpr, &raw mut caller, none);
        spo_log_entry_of_caller(text, text, cpr, caller, 0, &raw mut entry, none);
        assert_eq!(
            taken(|reason| spo_log_entry_set_override(entry, reason, none)),
            [1, 2]
        );
        spo_log_entry_free(entry);
        spo_caller_free(caller);
        let mut config = ptr::null_mut();
        spo_config_sandbox(ptr::null(), &raw mut config, none);
        let audit = |persons| spo_config_set_audit(config, None, ptr::null_mut(), persons, none);
        assert_eq!(taken(audit), [0, 1]);
        spo_config_free(config);

        let mut request = ptr::null_mut();
        spo_overview_request_new(cpr, &raw mut request, none);
        assert_eq!(
            taken(|kind| spo_overview_request_add_kind(request, kind, none)),
            [1, 2, 3, 4]
        );
        spo_overview_request_free(request);
    }
}

#[test]
fn only_what_may_be_typed_in_can_be_created() {
    let none = ptr::null_mut();
    let (mut caller, mut master_data, mut change) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    let stamkort = br#"<ClinicalDocument xmlns="urn:hl7-org:v3"><templateId root="1.2.208.184.16.1"/>
        <recordTarget><patientRole><id root="1.2.208.176.1.2" extension="2512489996"/></patientRole></recordTarget>
        </ClinicalDocument>"#;
    // SAFETY: as above.
    unsafe {
        spo_caller_citizen(c"2512489996".as_ptr(), &raw mut caller, none);
        spo_master_data_read(stamkort.as_ptr(), stamkort.len(), &raw mut master_data, none);
        let create = |kind| {
            let status = spo_master_data_change_create(master_data, kind, caller, &raw mut change, none);
            spo_master_data_change_free(change);
            status
        };
        assert_eq!(taken(create), [10, 11, 12, 13, 14]);
        spo_master_data_free(master_data);
        spo_caller_free(caller);
    }
}

#[test]
fn every_number_reads_back_as_the_enum_it_was() {
    let appointment = spo_appointment_new();
    // SAFETY: as above.
    unsafe {
        for number in 0..=3 {
            spo_appointment_set_kind(appointment, number, ptr::null_mut());
            assert_eq!(spo_appointment_kind(appointment) as i32, number);
            spo_appointment_set_gender(appointment, number, ptr::null_mut());
            assert_eq!(spo_appointment_gender(appointment) as i32, number);
            spo_appointment_set_address_use(appointment, 1, number, ptr::null_mut());
            assert_eq!(spo_appointment_address_use(appointment, 1) as i32, number);
            spo_appointment_add_telecom(appointment, 1, c"tel:1".as_ptr(), number, ptr::null_mut());
            let last = spo_appointment_telecom_count(appointment, 1) - 1;
            assert_eq!(spo_appointment_telecom_use(appointment, 1, last) as i32, number);
        }
        spo_appointment_free(appointment);
    }
}
