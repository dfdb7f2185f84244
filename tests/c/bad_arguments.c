/* Every function with every argument that it must refuse: NULL, bytes that are not UTF-8, numbers outside an enum.
 * The calls are written from the header by bad_arguments.py. */

#include "booking.h"
#include "check.h"

/* {"alg":"RS256"}.{"exp":4102444800}, and no signature worth the name. */
static const char *const A_JWT = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.AAAA";

static const char *const CVR = "91026150";
static char *certificate;

/* A person of the seed about whom everything is told. */
static const char *const AGNES = "6403440048";

static spo_error *err;
static spo_appointment *a_appointment;
static spo_config *a_config;
static spo_client *a_client;
static spo_sandbox *a_sandbox;
static spo_search *a_search;
static spo_receipt *a_receipt;
static spo_found *a_found;
static spo_list *a_list;
static spo_document *a_document;
static const spo_entry *a_entry;
static const spo_request *a_request;
static spo_response *a_response;
static spo_credential *a_credential;
static spo_caller *a_caller;
static spo_identity *a_identity;
static spo_signature *a_signature;
static spo_bootstrap_token *a_bootstrap_token;
static spo_overview_request *a_overview_request;
static spo_overview *a_overview;
static spo_session *a_session;
static spo_master_data *a_master_data;
static spo_master_data_change *a_master_data_change;
static spo_master_data_editor *a_master_data_editor;
static spo_change_receipt *a_change_receipt;
static spo_change_answer *a_change_answer;
static const spo_item *a_item;
static const spo_name *a_name;
static const spo_address *a_address;
static const spo_organisation *a_organisation;
static const spo_code *a_code;
static const spo_care_plan *a_care_plan;
static const spo_plan_section *a_plan_section;
static const spo_plan_entry *a_plan_entry;
static const spo_diagnosis_list *a_diagnosis_list;
static const spo_diagnosis *a_diagnosis;
static const spo_timeline_appointment *a_timeline_appointment;
static const spo_withheld *a_withheld;
static const spo_missing *a_missing;
static spo_block *a_block;
static spo_block_registration *a_block_registration;
static spo_block_registration_list *a_block_registration_list;
static spo_data_items *a_data_items;
static spo_verdict *a_verdict;
static spo_log_entry *a_log_entry;
static spo_log_delivery *a_log_delivery;
static size_t length;

static char *out_char;
static spo_appointment *out_spo_appointment;
static spo_block *out_spo_block;
static spo_block_registration *out_spo_block_registration;
static spo_block_registration_list *out_spo_block_registration_list;
static spo_bootstrap_token *out_spo_bootstrap_token;
static spo_caller *out_spo_caller;
static spo_change_receipt *out_spo_change_receipt;
static spo_config *out_spo_config;
static spo_data_items *out_spo_data_items;
static spo_credential *out_spo_credential;
static spo_identity *out_spo_identity;
static spo_client *out_spo_client;
static spo_document *out_spo_document;
static spo_found *out_spo_found;
static spo_list *out_spo_list;
static spo_log_delivery *out_spo_log_delivery;
static spo_log_entry *out_spo_log_entry;
static spo_master_data *out_spo_master_data;
static spo_master_data_change *out_spo_master_data_change;
static spo_master_data_editor *out_spo_master_data_editor;
static spo_overview *out_spo_overview;
static spo_overview_request *out_spo_overview_request;
static spo_receipt *out_spo_receipt;
static spo_sandbox *out_spo_sandbox;
static spo_search *out_spo_search;
static spo_session *out_spo_session;
static spo_verdict *out_spo_verdict;

static spo_transport_result a_transport(void *userdata, const spo_request *request, spo_response *response)
{
    (void)userdata, (void)request, (void)response;
    return SPO_TRANSPORT_RESULT_NOT_SENT;
}

static spo_sign_result a_signer(void *userdata, const uint8_t *data, size_t len, spo_signature *signature)
{
    (void)userdata, (void)data, (void)len, (void)signature;
    return SPO_SIGN_RESULT_REFUSED;
}

static spo_change_result an_editor(void *userdata, const spo_master_data_change *change, spo_change_answer *answer)
{
    (void)userdata, (void)change, (void)answer;
    return SPO_CHANGE_RESULT_REJECTED;
}

static void a_log(void *userdata, spo_log_level level, const char *target, const char *message)
{
    (void)userdata, (void)level, (void)target, (void)message;
}

static void an_audit(void *userdata, const char *event_json)
{
    (void)userdata, (void)event_json;
}

static const char *good_text(const char *parameter)
{
    /* The one text that would leave something behind. */
    return strcmp(parameter, "path") == 0 ? "/nonexistent/sandbox" : "1";
}

/* Frees what a call has made. */
static void tidy(void)
{
    spo_error_free(err);
    err = NULL;
    spo_string_free(out_char);
    spo_appointment_free(out_spo_appointment);
    spo_block_free(out_spo_block);
    spo_block_registration_free(out_spo_block_registration);
    spo_block_registration_list_free(out_spo_block_registration_list);
    spo_bootstrap_token_free(out_spo_bootstrap_token);
    spo_caller_free(out_spo_caller);
    spo_change_receipt_free(out_spo_change_receipt);
    spo_config_free(out_spo_config);
    spo_data_items_free(out_spo_data_items);
    spo_credential_free(out_spo_credential);
    spo_identity_free(out_spo_identity);
    spo_client_free(out_spo_client);
    spo_document_free(out_spo_document);
    spo_found_free(out_spo_found);
    spo_list_free(out_spo_list);
    spo_log_delivery_free(out_spo_log_delivery);
    spo_log_entry_free(out_spo_log_entry);
    spo_master_data_free(out_spo_master_data);
    spo_master_data_change_free(out_spo_master_data_change);
    spo_master_data_editor_free(out_spo_master_data_editor);
    spo_overview_free(out_spo_overview);
    spo_overview_request_free(out_spo_overview_request);
    spo_receipt_free(out_spo_receipt);
    spo_sandbox_free(out_spo_sandbox);
    spo_search_free(out_spo_search);
    spo_session_free(out_spo_session);
    spo_verdict_free(out_spo_verdict);
    out_char = NULL;
    out_spo_appointment = NULL;
    out_spo_block = NULL;
    out_spo_block_registration = NULL;
    out_spo_block_registration_list = NULL;
    out_spo_bootstrap_token = NULL;
    out_spo_caller = NULL;
    out_spo_change_receipt = NULL;
    out_spo_config = NULL;
    out_spo_data_items = NULL;
    out_spo_credential = NULL;
    out_spo_identity = NULL;
    out_spo_client = NULL;
    out_spo_document = NULL;
    out_spo_found = NULL;
    out_spo_list = NULL;
    out_spo_log_delivery = NULL;
    out_spo_log_entry = NULL;
    out_spo_master_data = NULL;
    out_spo_master_data_change = NULL;
    out_spo_master_data_editor = NULL;
    out_spo_overview = NULL;
    out_spo_overview_request = NULL;
    out_spo_receipt = NULL;
    out_spo_sandbox = NULL;
    out_spo_search = NULL;
    out_spo_session = NULL;
    out_spo_verdict = NULL;
}

static void refuses(spo_status status, const char *call, int line)
{
    check(status == SPO_STATUS_INVALID_ARGUMENT && spo_error_status(err) == status && spo_error_path(err), call,
          "bad_arguments.inc", line);
    tidy();
}

static void survives(spo_status status, const char *call, int line)
{
    check(status != SPO_STATUS_PANIC && status != SPO_STATUS_INTERNAL, call, "bad_arguments.inc", line);
    tidy();
}

#define REFUSES(call) refuses((call), #call, __LINE__)
#define SURVIVES(call) survives((call), #call, __LINE__)
/* 0, NULL, or the first value of an enum. */
#define ANSWERS_NOTHING(call) check(!(call), #call, "bad_arguments.inc", __LINE__), tidy()

/* Requests and responses exist only while a transport is called, signatures while a signer is, answers while an editor is,
 * so everything happens inside one of each. */
static spo_change_result inside_all(void *userdata, const spo_master_data_change *change, spo_change_answer *answer)
{
    (void)userdata, (void)change;
    a_change_answer = answer;
#include "bad_arguments.inc"
    return SPO_CHANGE_RESULT_REJECTED;
}

static spo_sign_result inside_both(void *userdata, const uint8_t *data, size_t len, spo_signature *signature)
{
    spo_master_data_change *ending = NULL;
    spo_master_data_editor *editor = NULL;
    spo_change_receipt *none = NULL;
    (void)userdata, (void)data, (void)len;
    a_signature = signature;
    CHECK_OK(spo_master_data_change_end(a_master_data, a_item, a_caller, &ending, &err));
    CHECK_OK(spo_master_data_change_set_organisation(ending, SPO_ID_KIND_NONE, NULL, "Hjemmeplejen", &err));
    CHECK_OK(spo_master_data_editor_new(inside_all, NULL, NULL, &editor, &err));
    CHECK(spo_master_data_editor_submit(editor, ending, a_master_data, &none, NULL) == SPO_STATUS_REJECTED);
    spo_master_data_editor_free(editor);
    spo_master_data_change_free(ending);
    return SPO_SIGN_RESULT_REFUSED;
}

static spo_transport_result inside(void *userdata, const spo_request *request, spo_response *response)
{
    spo_credential *none = NULL;
    (void)userdata;
    a_request = request;
    a_response = response;
    CHECK(spo_credential_from_signer((const uint8_t *)certificate, strlen(certificate), inside_both, NULL, NULL, &none, NULL) == SPO_STATUS_DENIED);
    return SPO_TRANSPORT_RESULT_NOT_SENT;
}

/* A registration, a list and a verdict of the block service, which answers nobody without an identity. */
static void ask_about_blocks(void)
{
    spo_config *config = NULL;
    spo_identity *identity = NULL;
    spo_client *client = NULL;

    CHECK_OK(spo_sandbox_trust_level_3(a_sandbox, CVR, &err));
    CHECK_OK(spo_sandbox_identity(a_sandbox, &identity, &err));
    CHECK_OK(spo_identity_set_caller(identity, a_caller, &err));
    CHECK_OK(spo_sandbox_config(a_sandbox, &config, &err));
    CHECK_OK(spo_config_set_identity(config, identity, &err));
    CHECK_OK(spo_client_new_with_sandbox(config, a_sandbox, &client, &err));
    a_block = spo_block_new();
    a_data_items = spo_data_items_new();
    CHECK_OK(spo_client_register_block(client, A_CPR, a_block, &a_block_registration, &err));
    CHECK_OK(spo_client_list_blocks(client, A_CPR, 1, &a_block_registration_list, &err));
    CHECK_OK(spo_client_check_blocks(client, a_caller, A_CPR, a_data_items, &a_verdict, &err));
    spo_client_free(client);
    spo_config_free(config);
    spo_identity_free(identity);
}

int main(void)
{
    spo_client *caller = NULL;
    spo_list *none = NULL;
    spo_overview *poor = NULL;

    a_appointment = booking();
    CHECK_OK(spo_sandbox_new(&a_sandbox, &err));
    CHECK_OK(spo_sandbox_system_pem(a_sandbox, CVR, "Sandkassens Lægehus", SPO_TEST_CERTIFICATE_CURRENT, &certificate, &err));
    CHECK_OK(spo_credential_from_pem(certificate, certificate, NULL, &a_credential, &err));
    CHECK_OK(spo_identity_user(a_credential, "EHR X", CVR, "Sandkassens Lægehus", "7170", &a_identity, &err));
    CHECK_OK(spo_bootstrap_token_from_jwt(A_JWT, &a_bootstrap_token, &err));
    CHECK_OK(spo_caller_authorised(A_CPR, "J0184", SPO_ORGANISATION_CODE_SOR, A_SOR, &a_caller, &err));
    CHECK_OK(spo_sandbox_seed_month(a_sandbox, "2026-03-02", &err));
    CHECK_OK(spo_sandbox_config(a_sandbox, &a_config, &err));
    CHECK_OK(spo_config_set_queue_file(a_config, "bad_arguments.db", &err));
    CHECK_OK(spo_client_new_with_sandbox(a_config, a_sandbox, &a_client, &err));
    CHECK_OK(spo_client_share(a_client, "booking-1", 1, a_appointment, &a_receipt, &err));
    CHECK_OK(spo_search_new(A_CPR, &a_search, &err));
    CHECK_OK(spo_client_find(a_client, a_search, &a_found, &err));
    CHECK_OK(spo_client_list(a_client, a_search, &a_list, &err));
    CHECK_OK(spo_document_write(a_appointment, "1.2.3.4", "booking-1", 1, &a_document, &err));
    a_entry = spo_found_entry(a_found, 0);

    CHECK_OK(spo_client_master_data(a_client, AGNES, &a_master_data, &err));
    a_item = spo_master_data_item_at(a_master_data, SPO_MASTER_DATA_ITEM_RELATIVE, 0);
    a_name = spo_item_name(a_item);
    a_code = spo_item_relation(a_item);
    a_organisation = spo_item_organisation(spo_master_data_item_at(a_master_data, SPO_MASTER_DATA_ITEM_GENERAL_PRACTITIONER, 0));
    a_address = spo_organisation_address(a_organisation);
    CHECK(a_name && a_code && a_organisation && a_address);
    CHECK_OK(spo_master_data_change_create(a_master_data, SPO_MASTER_DATA_ITEM_RELATIVE, a_caller, &a_master_data_change, &err));
    CHECK_OK(spo_master_data_change_set_name(a_master_data_change, "Ida", NULL, &err));
    CHECK_OK(spo_master_data_change_set_organisation(a_master_data_change, SPO_ID_KIND_NONE, NULL, "Hjemmeplejen", &err));
    CHECK_OK(spo_sandbox_master_data_editor(a_sandbox, &a_master_data_editor, &err));
    CHECK_OK(spo_master_data_editor_submit(a_master_data_editor, a_master_data_change, a_master_data, &a_change_receipt, &err));
    CHECK_OK(spo_overview_request_new(AGNES, &a_overview_request, &err));
    CHECK_OK(spo_client_overview(a_client, a_overview_request, &a_overview, &err));
    a_timeline_appointment = spo_overview_appointment(a_overview, 0);
    a_care_plan = spo_overview_care_plan(a_overview, 0);
    a_plan_section = spo_care_plan_section(a_care_plan, 0);
    a_plan_entry = spo_plan_section_entry(spo_plan_section_inner(a_plan_section, 0), 0);
    a_diagnosis_list = spo_overview_diagnosis_list(a_overview, 0);
    a_diagnosis = spo_diagnosis_list_diagnosis(a_diagnosis_list, 0);
    CHECK(a_plan_entry && a_diagnosis);
    CHECK_OK(spo_session_new(a_client, &a_session, &err));
    CHECK_OK(spo_sandbox_script(a_sandbox, "[{\"on\": \"ITI-18\", \"does\": {\"kind\": \"warnings\", \"errors\": [{\"code\": \"x\"}]}},"
                                           " {\"on\": \"ITI-18\", \"does\": {\"kind\": \"disconnect\"}}]", &err));
    CHECK_OK(spo_client_overview(a_client, a_overview_request, &poor, &err));
    CHECK_OK(spo_sandbox_clear_scripts(a_sandbox, &err));
    a_withheld = spo_overview_withheld(poor, 0);
    a_missing = spo_overview_missing(poor, 0);
    CHECK(a_timeline_appointment && a_withheld && a_missing);
    ask_about_blocks();
    CHECK_OK(spo_log_entry_of_caller("EHR X", "Opslag", A_CPR, a_caller, 1772442900000, &a_log_entry, &err));
    CHECK_OK(spo_client_min_log_deliver(a_client, &a_log_delivery, &err));

    CHECK_OK(spo_client_new_with_transport(a_config, inside, NULL, &caller, &err));
    CHECK(spo_client_list(caller, a_search, &none, NULL) == SPO_STATUS_UNAVAILABLE);
    CHECK(passed > 500);

    CHECK_OK(spo_set_log(SPO_LOG_LEVEL_OFF, NULL, NULL, &err));
    spo_client_free(caller);
    spo_client_free(a_client);
    spo_session_free(a_session);
    spo_log_delivery_free(a_log_delivery);
    spo_log_entry_free(a_log_entry);
    spo_verdict_free(a_verdict);
    spo_data_items_free(a_data_items);
    spo_block_registration_list_free(a_block_registration_list);
    spo_block_registration_free(a_block_registration);
    spo_block_free(a_block);
    spo_overview_free(poor);
    spo_overview_free(a_overview);
    spo_overview_request_free(a_overview_request);
    spo_change_receipt_free(a_change_receipt);
    spo_master_data_editor_free(a_master_data_editor);
    spo_master_data_change_free(a_master_data_change);
    spo_master_data_free(a_master_data);
    spo_document_free(a_document);
    spo_list_free(a_list);
    spo_found_free(a_found);
    spo_receipt_free(a_receipt);
    spo_search_free(a_search);
    spo_config_free(a_config);
    spo_bootstrap_token_free(a_bootstrap_token);
    spo_caller_free(a_caller);
    spo_identity_free(a_identity);
    spo_credential_free(a_credential);
    spo_string_free(certificate);
    spo_sandbox_free(a_sandbox);
    spo_appointment_free(a_appointment);
    return report();
}
