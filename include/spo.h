/**
 * spo: share and read a patient's appointments (aftaler) over the Danish national service platform.
 *
 * This file is generated. Link with -lspo; C99 or newer, or C++11 or newer.
 *
 * NAMES      spo_<noun>_<verb>. A function on a thing takes it as its first parameter; a const pointer means that the
 *            thing is only read. Outputs come after inputs, the error comes last.
 *
 * RESULTS    A function that can fail returns a spo_status: SPO_STATUS_OK (0), or why not. Its last parameter takes an
 *            error object and may be NULL; *err is written on failure only and then belongs to the caller, who frees it
 *            with spo_error_free. An output handle is NULL on failure. What *err or an output held before is
 *            overwritten, not freed. A getter cannot fail: it returns NULL or 0 for what is not there.
 *
 * OWNERSHIP  What spo_<noun>_new, _clone, _from_json or an output parameter gives belongs to the caller, who frees it
 *            once with spo_<noun>_free, and "char *" with spo_string_free. "const char *" and const handles that a
 *            getter returns are borrowed: they are valid until the thing they came from is freed (for an appointment:
 *            changed or freed). Everything a function is given is copied, and nothing needs to outlive the call but a
 *            callback and its userdata. Free functions accept NULL and do no input or output.
 *
 * TEXT       UTF-8 with a NUL at the end, in both directions. Bad UTF-8 is refused. A parameter that may be NULL says
 *            so, and then "" means the same. A getter never returns "": what is empty is NULL.
 *
 * NULL       Passing NULL for a handle or a required argument is SPO_STATUS_INVALID_ARGUMENT, never a crash. A getter
 *            answers NULL or 0 to it, so getters can be nested: spo_name_text(spo_item_name(item)).
 *
 * THREADS    Each type says whether any number of threads may use it at once or only one at a time. Nothing depends
 *            on which thread makes a call. Calls block; a deadline bounds them.
 *
 * NUMBERS    Enums are int32_t. A number that is not in the enum is SPO_STATUS_INVALID_ARGUMENT. Booleans are int32_t,
 *            0 or 1.
 *
 * DEFECTS    No C++ exception and no Rust panic leaves the library: a defect becomes SPO_STATUS_PANIC, what it says
 *            goes to standard error, and the client on which it happened refuses further calls.
 *
 * HOSTS      Delphi and Free Pascal unmask floating point exceptions: call SetExceptionMask(exAllArithmeticExceptions)
 *            around calls. In .NET and Java keep a reference to a callback for as long as the library can call it.
 *
 * PRIVACY    No CPR number is in an error, a log record or a name. Only the getters of appointments, master data, care
 *            plans, diagnoses and registered blocks, JSON, HTML and documents hold it, and audit events where the host
 *            wants them so. No key, password or identity card comes out of the library at all, except in the messages
 *            that it sends.
 */

#ifndef SPO_H
#define SPO_H

#include <stddef.h>
#include <stdint.h>

/**
 * The version of this header. spo_version() is the version of the library that is loaded.
 */
#define SPO_VERSION "0.1.0"
#define SPO_VERSION_MAJOR 0
#define SPO_VERSION_MINOR 1
#define SPO_VERSION_PATCH 0
/** One number to compare: two digits each for minor and patch. */
#define SPO_VERSION_NUMBER (SPO_VERSION_MAJOR * 10000 + SPO_VERSION_MINOR * 100 + SPO_VERSION_PATCH)

/**
 * What a function answers: one number for each decision a caller can take. The cause is in spo_error_code.
 */
enum spo_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It worked.
   */
  SPO_STATUS_OK = 0,
  /**
   * A single argument is unusable.
   *
   * Correct the named argument.
   */
  SPO_STATUS_INVALID_ARGUMENT = 1,
  /**
   * An appointment, a change of master data or a log entry breaks one or more rules; every fault is listed.
   *
   * Correct every listed field; each names its remedy.
   */
  SPO_STATUS_INVALID_APPOINTMENT = 2,
  /**
   * A local time does not exist or exists twice in Denmark; the details offer both instants.
   *
   * Choose one of the offered instants.
   */
  SPO_STATUS_UNRESOLVED_LOCAL_TIME = 3,
  /**
   * A document or JSON value could not be read.
   *
   * Check that the input is what its kind promises.
   */
  SPO_STATUS_INVALID_DOCUMENT = 4,
  /**
   * The client's configuration cannot work.
   *
   * Correct the named setting.
   */
  SPO_STATUS_CONFIGURATION = 5,
  /**
   * The service refused the caller's identity or rights.
   *
   * Check the caller's identity card and rights.
   */
  SPO_STATUS_DENIED = 20,
  /**
   * The service could not be reached or said that it cannot serve now; nothing was stored.
   *
   * The same call can succeed later. Try again later.
   */
  SPO_STATUS_UNAVAILABLE = 40,
  /**
   * A deadline passed before there was an answer; nothing that changes data was sent, or the call only reads.
   *
   * The same call can succeed later. Try again, or allow more time.
   */
  SPO_STATUS_TIMEOUT = 41,
  /**
   * A change was sent, the answer was lost, and the registry could not be asked. The change may be in effect.
   *
   * The same call can succeed later. Make the same call with the same version again: it finds out, and never stores twice.
   */
  SPO_STATUS_OUTCOME_UNKNOWN = 42,
  /**
   * The answer could not be understood.
   *
   * Keep the message id and ask the service's support.
   */
  SPO_STATUS_PROTOCOL = 43,
  /**
   * The registry refused the submission or query for good; its own errors are listed.
   *
   * Read the registry's own errors and correct the cause.
   */
  SPO_STATUS_REJECTED = 60,
  /**
   * The service answered with a SOAP fault that is not about access.
   *
   * Read the fault text and correct the cause.
   */
  SPO_STATUS_FAULT = 61,
  /**
   * The named thing is not in the registry.
   *
   * Check the key and version.
   */
  SPO_STATUS_NOT_FOUND = 62,
  /**
   * Somebody changed it since the caller last saw it, or the version stands for other content.
   *
   * Look up the current version and decide again.
   */
  SPO_STATUS_CONFLICT = 63,
  /**
   * A file or database of this library could not be used.
   *
   * The same call can succeed later. Check disk space and permissions.
   */
  SPO_STATUS_STORAGE = 80,
  /**
   * A defect in this library.
   *
   * Report it with the message and code.
   */
  SPO_STATUS_INTERNAL = 98,
  /**
   * A panic was stopped at a language boundary; the handle it happened on can no longer be used.
   *
   * Free the handle, and report it with the message.
   */
  SPO_STATUS_PANIC = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_status spo_status;
#else
typedef int32_t spo_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * In place of milliseconds: there is no such time.
 */
#define SPO_NO_TIME INT64_MIN

/**
 * The version of the interface: symbols, signatures and numbers. It grows when something is added; nothing is
 * removed or changed while the shared library is called libspo.so.0.
 */
#define SPO_ABI_VERSION 1

/**
 * What is known of an address.
 */
enum spo_address_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Nothing.
   */
  SPO_ADDRESS_STATE_UNKNOWN = 0,
  /**
   * The address.
   */
  SPO_ADDRESS_STATE_KNOWN = 1,
  /**
   * The patient has name and address protection (adressebeskyttelse): no address is written or shown.
   */
  SPO_ADDRESS_STATE_PROTECTED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_address_state spo_address_state;
#else
typedef int32_t spo_address_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What an address or a telecom is for.
 */
enum spo_use
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not told.
   */
  SPO_USE_NONE = 0,
  /**
   * Private.
   */
  SPO_USE_HOME = 1,
  /**
   * At work, or an organisation's.
   */
  SPO_USE_WORK = 2,
  /**
   * Mobile; for telecoms only.
   */
  SPO_USE_MOBILE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_use spo_use;
#else
typedef int32_t spo_use;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Which sector an appointment belongs to.
 */
enum spo_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not set, or not told by a document of APD 1.x. It cannot be shared.
   */
  SPO_KIND_UNSPECIFIED = 0,
  /**
   * A region's: hospitals and their clinics.
   */
  SPO_KIND_REGIONAL = 1,
  /**
   * A municipality's.
   */
  SPO_KIND_MUNICIPALITY = 2,
  /**
   * A general practitioner's or practising specialist's.
   */
  SPO_KIND_PRACTITIONER = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_kind spo_kind;
#else
typedef int32_t spo_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The state inside a document. Only active appointments can be shared; the others are read from documents of APD 1.x,
 * since later moving and cancelling happen in the registry.
 */
enum spo_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Active: every appointment of APD 2.0 and later.
   */
  SPO_STATE_ACTIVE = 0,
  /**
   * Cancelled (aflyst).
   */
  SPO_STATE_CANCELLED = 1,
  /**
   * Completed (afsluttet).
   */
  SPO_STATE_COMPLETED = 2,
  /**
   * Broken off (afbrudt).
   */
  SPO_STATE_ABORTED = 3,
  /**
   * Put off (udsat).
   */
  SPO_STATE_SUSPENDED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_state spo_state;
#else
typedef int32_t spo_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What kind of place an appointment is at.
 */
enum spo_location_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not set.
   */
  SPO_LOCATION_KIND_NONE = 0,
  /**
   * A place that is in SOR.
   */
  SPO_LOCATION_KIND_FACILITY = 1,
  /**
   * The patient's home.
   */
  SPO_LOCATION_KIND_HOME = 2,
  /**
   * Any other place.
   */
  SPO_LOCATION_KIND_OTHER = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_location_kind spo_location_kind;
#else
typedef int32_t spo_location_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What kind of id an organisation has.
 */
enum spo_id_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * No id. Only documents from elsewhere come without one.
   */
  SPO_ID_KIND_NONE = 0,
  /**
   * A code in the organisation register (SOR).
   */
  SPO_ID_KIND_SOR = 1,
  /**
   * The provider number of a practice (ydernummer).
   */
  SPO_ID_KIND_YDER = 2,
  /**
   * Any other, as a document told it: "root^extension". It cannot be shared.
   */
  SPO_ID_KIND_OTHER = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_id_kind spo_id_kind;
#else
typedef int32_t spo_id_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Administrative gender.
 */
enum spo_gender
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not set: taken from the CPR number.
   */
  SPO_GENDER_NONE = 0,
  /**
   * Female.
   */
  SPO_GENDER_FEMALE = 1,
  /**
   * Male.
   */
  SPO_GENDER_MALE = 2,
  /**
   * Undifferentiated, as a document told it. It cannot be shared.
   */
  SPO_GENDER_UNDIFFERENTIATED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_gender spo_gender;
#else
typedef int32_t spo_gender;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How exact the time of an appointment is.
 */
enum spo_time_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not set.
   */
  SPO_TIME_KIND_NONE = 0,
  /**
   * At a clock time.
   */
  SPO_TIME_KIND_AT = 1,
  /**
   * Some time within a window (vejledende tidspunkt), such as a home visit between 7 and 9.
   */
  SPO_TIME_KIND_WINDOW = 2,
  /**
   * On a day, with no clock time set.
   */
  SPO_TIME_KIND_DAY = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_time_kind spo_time_kind;
#else
typedef int32_t spo_time_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a registration does.
 */
enum spo_block_effect
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not told.
   */
  SPO_BLOCK_EFFECT_UNKNOWN = 0,
  /**
   * It keeps out (spærring).
   */
  SPO_BLOCK_EFFECT_BLOCK = 1,
  /**
   * It lets in (samtykke).
   */
  SPO_BLOCK_EFFECT_CONSENT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_block_effect spo_block_effect;
#else
typedef int32_t spo_block_effect;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether a registration counts.
 */
enum spo_block_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not told.
   */
  SPO_BLOCK_STATE_UNKNOWN = 0,
  /**
   * It counts, within its times.
   */
  SPO_BLOCK_STATE_ACTIVE = 1,
  /**
   * It was ended or changed into another one, and is kept as history.
   */
  SPO_BLOCK_STATE_INACTIVE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_block_state spo_block_state;
#else
typedef int32_t spo_block_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whom a registration keeps out or lets in. It means nothing to anybody else.
 */
enum spo_block_who
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not told, or told in a way that this version does not know.
   */
  SPO_BLOCK_WHO_UNKNOWN = 0,
  /**
   * Every health professional.
   */
  SPO_BLOCK_WHO_EVERYBODY = 1,
  /**
   * One health professional: spo_block_registration_professional.
   */
  SPO_BLOCK_WHO_PROFESSIONAL = 2,
  /**
   * Everybody who works for an organisation while looking: spo_block_registration_organisation.
   */
  SPO_BLOCK_WHO_ORGANISATION = 3,
  /**
   * Health professionals abroad.
   */
  SPO_BLOCK_WHO_FOREIGN_PROFESSIONALS = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_block_who spo_block_who;
#else
typedef int32_t spo_block_who;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a check came to.
 */
enum spo_decision
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no verdict: nothing may be shown.
   */
  SPO_DECISION_UNKNOWN = 0,
  /**
   * Everything may be shown.
   */
  SPO_DECISION_PERMIT = 1,
  /**
   * Some of it may be shown, and something may be withheld. Say so; nobody may learn what.
   */
  SPO_DECISION_PERMIT_FILTERED = 2,
  /**
   * Nothing may be shown.
   */
  SPO_DECISION_DENY = 3,
  /**
   * The service could not be asked: the host's choice decides.
   */
  SPO_DECISION_UNAVAILABLE = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_decision spo_decision;
#else
typedef int32_t spo_decision;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What an entry of a care plan is.
 */
enum spo_statement
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Anything else.
   */
  SPO_STATEMENT_OTHER = 0,
  /**
   * A health concern: its values are diagnoses, or what modifies them.
   */
  SPO_STATEMENT_CONCERN = 1,
  /**
   * A statement about the citizen's health, usually in words.
   */
  SPO_STATEMENT_HEALTH_STATUS = 2,
  /**
   * A goal: its values are what is aimed at.
   */
  SPO_STATEMENT_GOAL = 3,
  /**
   * What is planned.
   */
  SPO_STATEMENT_PLANNED_INTERVENTION = 4,
  /**
   * What was done: its values are the services.
   */
  SPO_STATEMENT_INTERVENTION = 5,
  /**
   * A result: its values are what was measured.
   */
  SPO_STATEMENT_OUTCOME = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_statement spo_statement;
#else
typedef int32_t spo_statement;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a section of a care plan is about.
 */
enum spo_section_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Anything else: its title tells.
   */
  SPO_SECTION_KIND_OTHER = 0,
  /**
   * Conditions and diagnoses (tilstande, diagnoser).
   */
  SPO_SECTION_KIND_CONCERNS = 1,
  /**
   * The citizen's own goals (individuelle mål).
   */
  SPO_SECTION_KIND_GOALS = 2,
  /**
   * What is done and planned (udførte og planlagte aktiviteter).
   */
  SPO_SECTION_KIND_INTERVENTIONS = 3,
  /**
   * Results (resultater).
   */
  SPO_SECTION_KIND_OUTCOMES = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_section_kind spo_section_kind;
#else
typedef int32_t spo_section_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * To whom a certificate was issued.
 */
enum spo_certificate_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * None that OCES knows, such as a server's or an issuer's own.
   */
  SPO_CERTIFICATE_KIND_OTHER = 0,
  /**
   * An organisation or one of its systems (VOCES, FOCES): signs system cards.
   */
  SPO_CERTIFICATE_KIND_ORGANISATION = 1,
  /**
   * An employee (MOCES): signs user cards.
   */
  SPO_CERTIFICATE_KIND_EMPLOYEE = 2,
  /**
   * A private person (POCES, no longer issued).
   */
  SPO_CERTIFICATE_KIND_PERSON = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_certificate_kind spo_certificate_kind;
#else
typedef int32_t spo_certificate_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Where the present moment lies in a certificate's life.
 */
enum spo_validity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no certificate.
   */
  SPO_VALIDITY_NONE = 0,
  /**
   * Valid, and its end is not near.
   */
  SPO_VALIDITY_VALID = 1,
  /**
   * Valid for less than 60 days: time to order the next one.
   */
  SPO_VALIDITY_EXPIRES_SOON = 2,
  /**
   * Its time is over.
   */
  SPO_VALIDITY_EXPIRED = 3,
  /**
   * Its time has not come, or this machine's clock is slow.
   */
  SPO_VALIDITY_NOT_YET_VALID = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_validity spo_validity;
#else
typedef int32_t spo_validity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether a diagnosis is current.
 */
enum spo_clinical_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The document does not tell, or contradicts itself. It is neither current nor over.
   */
  SPO_CLINICAL_STATUS_UNKNOWN = 0,
  /**
   * It is current (aktuel).
   */
  SPO_CLINICAL_STATUS_CURRENT = 1,
  /**
   * It is over (tidligere).
   */
  SPO_CLINICAL_STATUS_RESOLVED = 2,
  /**
   * It is none: it was refuted, or entered in error; spo_diagnosis_verification tells which.
   */
  SPO_CLINICAL_STATUS_TAKEN_BACK = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_clinical_status spo_clinical_status;
#else
typedef int32_t spo_clinical_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a diagnosis belongs to.
 */
enum spo_diagnosis_scope
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The document does not tell.
   */
  SPO_DIAGNOSIS_SCOPE_UNKNOWN = 0,
  /**
   * One contact (kontaktdiagnose).
   */
  SPO_DIAGNOSIS_SCOPE_CONTACT = 1,
  /**
   * A course of care (forløbsdiagnose).
   */
  SPO_DIAGNOSIS_SCOPE_COURSE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_diagnosis_scope spo_diagnosis_scope;
#else
typedef int32_t spo_diagnosis_scope;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether a version is in use.
 */
enum spo_availability
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The registry does not say, or says something else.
   */
  SPO_AVAILABILITY_UNKNOWN = 0,
  /**
   * In use.
   */
  SPO_AVAILABILITY_APPROVED = 1,
  /**
   * Replaced by a later version, or cancelled.
   */
  SPO_AVAILABILITY_DEPRECATED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_availability spo_availability;
#else
typedef int32_t spo_availability;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether the citizen has a general practitioner.
 */
enum spo_general_practitioner
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The document does not tell. It is no "no".
   */
  SPO_GENERAL_PRACTITIONER_UNKNOWN = 0,
  /**
   * There is one: SPO_MASTER_DATA_ITEM_GENERAL_PRACTITIONER.
   */
  SPO_GENERAL_PRACTITIONER_PRACTICE = 1,
  /**
   * There is none: the citizen is not assigned to a practice.
   */
  SPO_GENERAL_PRACTITIONER_NONE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_general_practitioner spo_general_practitioner;
#else
typedef int32_t spo_general_practitioner;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The coverage group of the public health insurance (sygesikringsgruppe).
 */
enum spo_coverage_group
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The document does not tell.
   */
  SPO_COVERAGE_GROUP_NOT_IN_DOCUMENT = 0,
  /**
   * Group 1: the citizen has a general practitioner, whose care is free.
   */
  SPO_COVERAGE_GROUP_GROUP1 = 1,
  /**
   * Group 2: the citizen chooses freely, and pays a part.
   */
  SPO_COVERAGE_GROUP_GROUP2 = 2,
  /**
   * Anything else: spo_master_data_coverage_group_text tells what the register says.
   */
  SPO_COVERAGE_GROUP_OTHER = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_coverage_group spo_coverage_group;
#else
typedef int32_t spo_coverage_group;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The kinds of item in master data.
 */
enum spo_master_data_item
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no item.
   */
  SPO_MASTER_DATA_ITEM_NONE = 0,
  /**
   * The citizen's name and address.
   */
  SPO_MASTER_DATA_ITEM_NAME_AND_ADDRESS = 1,
  /**
   * Whether the citizen has opted out of resuscitation: spo_master_data_resuscitation.
   */
  SPO_MASTER_DATA_ITEM_RESUSCITATION = 2,
  /**
   * Whether a position on organ donation is registered: spo_master_data_organ_donor_registration.
   */
  SPO_MASTER_DATA_ITEM_ORGAN_DONOR = 3,
  /**
   * Whether a treatment will is registered: spo_master_data_treatment_will_registration.
   */
  SPO_MASTER_DATA_ITEM_TREATMENT_WILL = 4,
  /**
   * Whether a living will is registered: spo_master_data_living_will_registration.
   */
  SPO_MASTER_DATA_ITEM_LIVING_WILL = 5,
  /**
   * The general practitioner (egen læge): an organisation. Documents do not tell its source.
   */
  SPO_MASTER_DATA_ITEM_GENERAL_PRACTITIONER = 6,
  /**
   * The coverage group of the public health insurance (sygesikringsgruppe): spo_master_data_coverage_group.
   */
  SPO_MASTER_DATA_ITEM_COVERAGE_GROUP = 7,
  /**
   * A child that the citizen has custody of (forældremyndighed over): CPR number, name, relation. There may be several.
   */
  SPO_MASTER_DATA_ITEM_CHILD_IN_CUSTODY = 8,
  /**
   * Somebody who has custody of the citizen (forældremyndighedsindehaver): CPR number, name, relation. There may be
   * several.
   */
  SPO_MASTER_DATA_ITEM_CUSTODY_HOLDER = 9,
  /**
   * The language that the citizen speaks. It may be typed in.
   */
  SPO_MASTER_DATA_ITEM_LANGUAGE = 10,
  /**
   * Where the citizen stays for a time (midlertidig adresse): address, first and last day. It may be typed in.
   */
  SPO_MASTER_DATA_ITEM_TEMPORARY_ADDRESS = 11,
  /**
   * The dentist (tandlæge): organisation, name. It may be typed in.
   */
  SPO_MASTER_DATA_ITEM_DENTIST = 12,
  /**
   * How to reach the citizen (kontaktoplysninger): telecoms. It may be typed in.
   */
  SPO_MASTER_DATA_ITEM_CONTACT = 13,
  /**
   * Somebody close to the citizen (pårørende): name, relation, telecoms, note. There may be several. It may be typed in.
   */
  SPO_MASTER_DATA_ITEM_RELATIVE = 14,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_master_data_item spo_master_data_item;
#else
typedef int32_t spo_master_data_item;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Where an item comes from.
 */
enum spo_origin
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The document does not tell.
   */
  SPO_ORIGIN_UNKNOWN = 0,
  /**
   * A national register.
   */
  SPO_ORIGIN_REGISTER = 1,
  /**
   * Typed in by the citizen (indtastet af borger).
   */
  SPO_ORIGIN_CITIZEN = 2,
  /**
   * Typed in by a relative with a power of attorney (indtastet af borgers pårørende).
   */
  SPO_ORIGIN_RELATIVE = 3,
  /**
   * Typed in by a health professional (indtastet af sundhedsprofessionel).
   */
  SPO_ORIGIN_PROFESSIONAL = 4,
  /**
   * Typed in; the document does not tell by whom.
   */
  SPO_ORIGIN_TYPED_IN = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_origin spo_origin;
#else
typedef int32_t spo_origin;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What is known of a person's name.
 */
enum spo_name_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Nothing.
   */
  SPO_NAME_STATE_UNKNOWN = 0,
  /**
   * The name.
   */
  SPO_NAME_STATE_KNOWN = 1,
  /**
   * The person has name and address protection (navne- og adressebeskyttelse): no name is given out.
   */
  SPO_NAME_STATE_PROTECTED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_name_state spo_name_state;
#else
typedef int32_t spo_name_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether the citizen has opted out of resuscitation at cardiac arrest (fravalg af genoplivningsforsøg ved hjertestop,
 * Sundhedsloven § 25 a). Only SPO_RESUSCITATION_NOT_OPTED_OUT means no.
 */
enum spo_resuscitation
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The document does not tell; those before version 3.0 cannot. It is no "no".
   */
  SPO_RESUSCITATION_NOT_IN_DOCUMENT = 0,
  /**
   * The citizen has opted out: no resuscitation is to be attempted. It binds whoever knows of it.
   */
  SPO_RESUSCITATION_OPTED_OUT = 1,
  /**
   * The citizen has not opted out.
   */
  SPO_RESUSCITATION_NOT_OPTED_OUT = 2,
  /**
   * The register could not be asked: ask again. It is no "no".
   */
  SPO_RESUSCITATION_UNAVAILABLE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_resuscitation spo_resuscitation;
#else
typedef int32_t spo_resuscitation;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether the citizen has registered a position: never which. Nothing may be shown as "is a donor" or "refuses
 * treatment".
 */
enum spo_registration
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The document does not tell. It is no "no".
   */
  SPO_REGISTRATION_NOT_IN_DOCUMENT = 0,
  /**
   * A position is registered, a yes or a no; the register tells which.
   */
  SPO_REGISTRATION_POSITION_REGISTERED = 1,
  /**
   * No position is registered.
   */
  SPO_REGISTRATION_NO_POSITION_REGISTERED = 2,
  /**
   * It could not be found out. It is no "no".
   */
  SPO_REGISTRATION_UNAVAILABLE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_registration spo_registration;
#else
typedef int32_t spo_registration;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a change does.
 */
enum spo_edit
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no change.
   */
  SPO_EDIT_NONE = 0,
  /**
   * It types in a new item.
   */
  SPO_EDIT_CREATE = 1,
  /**
   * It puts an item in the place of one of the same kind.
   */
  SPO_EDIT_REPLACE = 2,
  /**
   * It takes an item out.
   */
  SPO_EDIT_END = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_edit spo_edit;
#else
typedef int32_t spo_edit;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether other appointments are at the same time.
 */
enum spo_overlap
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * None is.
   */
  SPO_OVERLAP_NONE = 0,
  /**
   * Some are, and all can be kept perhaps, because a time is guided.
   */
  SPO_OVERLAP_POSSIBLE = 1,
  /**
   * At least one is, and both cannot be kept.
   */
  SPO_OVERLAP_CERTAIN = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_overlap spo_overlap;
#else
typedef int32_t spo_overlap;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A step on the way to a document.
 */
enum spo_step
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not told.
   */
  SPO_STEP_UNKNOWN = 0,
  /**
   * Asking what there is (ITI-18).
   */
  SPO_STEP_SEARCH = 1,
  /**
   * Getting documents (ITI-43).
   */
  SPO_STEP_RETRIEVE = 2,
  /**
   * Reading a document that came.
   */
  SPO_STEP_READ = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_step spo_step;
#else
typedef int32_t spo_step;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why something could not be had.
 */
enum spo_cause
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Not told.
   */
  SPO_CAUSE_UNKNOWN = 0,
  /**
   * The source could not be reached, or said that it cannot serve now.
   */
  SPO_CAUSE_UNAVAILABLE = 1,
  /**
   * There was no answer within the time allowed.
   */
  SPO_CAUSE_TOO_SLOW = 2,
  /**
   * A source behind the one that was asked did not answer: part of its data is missing.
   */
  SPO_CAUSE_PARTIAL = 3,
  /**
   * The source refused the caller.
   */
  SPO_CAUSE_DENIED = 4,
  /**
   * The source refused the question.
   */
  SPO_CAUSE_REFUSED = 5,
  /**
   * The source knows the document and did not deliver it.
   */
  SPO_CAUSE_NOT_DELIVERED = 6,
  /**
   * The document or answer came and could not be read.
   */
  SPO_CAUSE_UNREADABLE = 7,
  /**
   * The document is about another patient: it is never shown.
   */
  SPO_CAUSE_OTHER_PATIENT = 8,
  /**
   * The caller's configuration or identity cannot work.
   */
  SPO_CAUSE_SETUP = 9,
  /**
   * A defect in this library.
   */
  SPO_CAUSE_INTERNAL = 10,
  /**
   * Nothing was found, and it is not known whether that is because of a block.
   */
  SPO_CAUSE_UNVERIFIED = 11,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_cause spo_cause;
#else
typedef int32_t spo_cause;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How the client knows that a change is in effect.
 */
enum spo_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no receipt.
   */
  SPO_OUTCOME_NONE = 0,
  /**
   * The registry said so.
   */
  SPO_OUTCOME_ACCEPTED = 1,
  /**
   * The answer was lost; the registry was asked, and the change had arrived.
   */
  SPO_OUTCOME_CONFIRMED_BY_LOOKUP = 2,
  /**
   * It was in effect before this call: the same version with the same content, or withdrawn already.
   */
  SPO_OUTCOME_ALREADY_IN_EFFECT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_outcome spo_outcome;
#else
typedef int32_t spo_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A party to the appointment, or its place. Names, organisations, addresses and telecoms are set by role.
 */
enum spo_role
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The patient: has a name, an address and telecoms.
   */
  SPO_ROLE_PATIENT = 1,
  /**
   * Who answers for the appointment (ansvarlig): an organisation, perhaps with a person.
   */
  SPO_ROLE_RESPONSIBLE = 2,
  /**
   * Who asked for it (rekvirent), when somebody else did: an organisation, perhaps with a person.
   */
  SPO_ROLE_REQUESTER = 3,
  /**
   * Who carries it out (udførende): an organisation, perhaps with a person.
   */
  SPO_ROLE_PERFORMER = 4,
  /**
   * Who owns the data (dataansvarlig): an organisation; for a municipality its top SOR entry.
   */
  SPO_ROLE_CUSTODIAN = 5,
  /**
   * The patient's general practice, when known: an organisation.
   */
  SPO_ROLE_GENERAL_PRACTICE = 6,
  /**
   * The place (mødested): an organisation when it is in SOR, otherwise the patient's home or another place.
   */
  SPO_ROLE_LOCATION = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_role spo_role;
#else
typedef int32_t spo_role;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How much is logged.
 */
enum spo_log_level
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Nothing.
   */
  SPO_LOG_LEVEL_OFF = 0,
  /**
   * What went wrong inside the library.
   */
  SPO_LOG_LEVEL_ERROR = 1,
  /**
   * What deserves a second look.
   */
  SPO_LOG_LEVEL_WARN = 2,
  /**
   * What happens.
   */
  SPO_LOG_LEVEL_INFO = 3,
  /**
   * How it happens: connections, attempts.
   */
  SPO_LOG_LEVEL_DEBUG = 4,
  /**
   * Everything.
   */
  SPO_LOG_LEVEL_TRACE = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_log_level spo_log_level;
#else
typedef int32_t spo_log_level;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a callback says of a request.
 */
enum spo_transport_result
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is a complete answer, whatever its status.
   */
  SPO_TRANSPORT_RESULT_ANSWERED = 0,
  /**
   * There is none, and the service can certainly not have received the request: no connection was made.
   */
  SPO_TRANSPORT_RESULT_NOT_SENT = 1,
  /**
   * There is none, and the service may have received the request. In doubt, say this: the client finds out.
   */
  SPO_TRANSPORT_RESULT_NOT_ANSWERED = 2,
  /**
   * The time allowed was up. The service may have received the request.
   */
  SPO_TRANSPORT_RESULT_TIMEOUT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_transport_result spo_transport_result;
#else
typedef int32_t spo_transport_result;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a callback says of a signature.
 */
enum spo_sign_result
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It is made, and given with spo_signature_set.
   */
  SPO_SIGN_RESULT_SIGNED = 0,
  /**
   * The key's owner said no for good: wrong PIN, no such key, not allowed. The call ends with SPO_STATUS_DENIED and is
   * not tried again: a card locks itself after a few wrong PINs.
   */
  SPO_SIGN_RESULT_REFUSED = 1,
  /**
   * The key cannot be reached now: trying again later may help. The call ends with SPO_STATUS_UNAVAILABLE.
   */
  SPO_SIGN_RESULT_UNAVAILABLE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_sign_result spo_sign_result;
#else
typedef int32_t spo_sign_result;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * With which code a professional's organisation is named.
 */
enum spo_organisation_code
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Its code in the organisation register (SOR).
   */
  SPO_ORGANISATION_CODE_SOR = 1,
  /**
   * The provider number of a practice (ydernummer).
   */
  SPO_ORGANISATION_CODE_YDER = 2,
  /**
   * Its hospital code (SHAK).
   */
  SPO_ORGANISATION_CODE_SHAK = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_organisation_code spo_organisation_code;
#else
typedef int32_t spo_organisation_code;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The grounds on which the law (sundhedsloven § 42 a) lets a professional look past a patient's block. There is none with
 * the number 0.
 */
enum spo_override_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The patient has consented, orally or in writing.
   */
  SPO_OVERRIDE_REASON_PATIENT_CONSENT = 1,
  /**
   * Necessary for an obvious public interest, or for essential consideration of the patient or others.
   */
  SPO_OVERRIDE_REASON_VITAL_INTEREST = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_override_reason spo_override_reason;
#else
typedef int32_t spo_override_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a citizen is entitled to act for another.
 */
enum spo_relation
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * By proxy (fuldmagt).
   */
  SPO_RELATION_PROCURATION = 1,
  /**
   * As guardian (værge).
   */
  SPO_RELATION_WARD_CUSTODY = 2,
  /**
   * As guardian for some matters (delvis værge).
   */
  SPO_RELATION_PARTLY_WARD_CUSTODY = 3,
  /**
   * As holder of custody of a child (forældremyndighed).
   */
  SPO_RELATION_PARENTAL_CUSTODY = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_relation spo_relation;
#else
typedef int32_t spo_relation;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether the sandbox looks at identities.
 */
enum spo_identity_check
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It does not.
   */
  SPO_IDENTITY_CHECK_OFF = 0,
  /**
   * What is sent is checked, and nothing need be sent: so it begins.
   */
  SPO_IDENTITY_CHECK_PRESENT = 1,
  /**
   * Every request must carry an identity card, and a search or retrieval must say on whose behalf it is made: as on the
   * national platform.
   */
  SPO_IDENTITY_CHECK_REQUIRED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_identity_check spo_identity_check;
#else
typedef int32_t spo_identity_check;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * By which way the services of an environment are called.
 */
enum spo_route
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * As is usual there.
   */
  SPO_ROUTE_USUAL = 0,
  /**
   * Each service at its own address.
   */
  SPO_ROUTE_DIRECT = 1,
  /**
   * Through the decoupling component (afkoblingskomponenten, DCC).
   */
  SPO_ROUTE_DECOUPLING = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_route spo_route;
#else
typedef int32_t spo_route;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Which certificate of a holder.
 */
enum spo_test_certificate
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The one in use: the same every time. All sandboxes of this process believe it, nobody else does.
   */
  SPO_TEST_CERTIFICATE_CURRENT = 0,
  /**
   * A new one every time, as after a renewal.
   */
  SPO_TEST_CERTIFICATE_RENEWED = 1,
  /**
   * One that ran out long ago.
   */
  SPO_TEST_CERTIFICATE_EXPIRED = 2,
  /**
   * One whose time has not come.
   */
  SPO_TEST_CERTIFICATE_NOT_YET_VALID = 3,
  /**
   * One in the same name by an authority that nobody trusts.
   */
  SPO_TEST_CERTIFICATE_BY_A_STRANGER = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_test_certificate spo_test_certificate;
#else
typedef int32_t spo_test_certificate;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A kind of shared data.
 */
enum spo_data_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Booked appointments (aftaler).
   */
  SPO_DATA_KIND_APPOINTMENTS = 1,
  /**
   * Master data (stamkort).
   */
  SPO_DATA_KIND_MASTER_DATA = 2,
  /**
   * Care plans of general practice (forløbsplaner).
   */
  SPO_DATA_KIND_CARE_PLANS = 3,
  /**
   * The list of diagnoses (diagnoseoversigt).
   */
  SPO_DATA_KIND_DIAGNOSES = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_data_kind spo_data_kind;
#else
typedef int32_t spo_data_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The language of what people read.
 */
enum spo_language
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Danish.
   */
  SPO_LANGUAGE_DANISH = 0,
  /**
   * English.
   */
  SPO_LANGUAGE_ENGLISH = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_language spo_language;
#else
typedef int32_t spo_language;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a callback says of a change.
 */
enum spo_change_result
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It is carried out.
   */
  SPO_CHANGE_RESULT_DONE = 0,
  /**
   * The caller may not make it. The call ends with SPO_STATUS_DENIED.
   */
  SPO_CHANGE_RESULT_DENIED = 1,
  /**
   * The register does not know the citizen. The call ends with SPO_STATUS_NOT_FOUND.
   */
  SPO_CHANGE_RESULT_NOT_FOUND = 2,
  /**
   * The master data has changed since it was read. The call ends with SPO_STATUS_CONFLICT.
   */
  SPO_CHANGE_RESULT_CONFLICT = 3,
  /**
   * The register refuses it for another reason. The call ends with SPO_STATUS_REJECTED.
   */
  SPO_CHANGE_RESULT_REJECTED = 4,
  /**
   * The register could not be reached, and nothing is carried out. The call ends with SPO_STATUS_UNAVAILABLE.
   */
  SPO_CHANGE_RESULT_UNAVAILABLE = 5,
  /**
   * It may be carried out or not. In doubt, say this: the call ends with SPO_STATUS_OUTCOME_UNKNOWN, and whoever made it
   * reads the master data again before anything else.
   */
  SPO_CHANGE_RESULT_UNKNOWN = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_change_result spo_change_result;
#else
typedef int32_t spo_change_result;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether events name persons by CPR number.
 */
enum spo_audit_persons
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * They do not.
   */
  SPO_AUDIT_PERSONS_OMITTED = 0,
  /**
   * They do: the events then are personal data, and to be kept as such.
   */
  SPO_AUDIT_PERSONS_NAMED = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum spo_audit_persons spo_audit_persons;
#else
typedef int32_t spo_audit_persons;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A postal address. There is none where it is protected, only the state that says so.
 *
 * Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it.
 */
typedef struct spo_address spo_address;

/**
 * A booked appointment (aftale) between a patient and a part of the health service.
 *
 * Setters may be called in any order, and their statuses may be left unread: what a setter refused, and what was never
 * set, is reported by spo_appointment_validate and by every function that uses the appointment, all in one error, until
 * the same field is set again. Setters copy what they are given.
 *
 * Text from getters is borrowed: it is valid until the appointment is next changed or freed.
 *
 * One thread at a time; one that a document or a list lends may be read by any number.
 */
typedef struct spo_appointment spo_appointment;

/**
 * A block (spærring), or a consent (samtykke), that is to be registered: which data, from whom, and when it is in effect.
 * Nothing is checked but its parts until it is registered.
 *
 * One thread at a time.
 */
typedef struct spo_block spo_block;

/**
 * A block or a consent as the block service (MinSpærring) has it, with what became of it.
 *
 * It never changes: any number of threads may read it.
 */
typedef struct spo_block_registration spo_block_registration;

/**
 * A citizen's registrations, oldest first.
 *
 * It never changes: any number of threads may read it, with what it lends.
 */
typedef struct spo_block_registration_list spo_block_registration_list;

/**
 * The token of a login (bootstrap token), as an identity provider issued it: an OIOSAML assertion or a JSON Web Token.
 *
 * Whoever holds it can call as the person who logged in, so it is kept like a password: nothing of it comes out again, and
 * its memory is wiped. It never changes: any number of threads may use it.
 */
typedef struct spo_bootstrap_token spo_bootstrap_token;

/**
 * The person on whose behalf data is read, as the services want it told (HSUID): a citizen, a citizen who acts for
 * another, or a health professional.
 *
 * It is given to an identity (spo_identity_set_caller) or to single calls (spo_client_as_caller), which copy it.
 *
 * One thread at a time.
 */
typedef struct spo_caller spo_caller;

/**
 * A care plan (forløbsplan, CPD-DK): what a citizen and a general practice, or a hospital, have agreed about a course of
 * care. Show it as authored; plans of different labels are never merged.
 *
 * Lent by an overview, and valid as long as that. It never changes: any number of threads may read it, with what it
 * lends.
 */
typedef struct spo_care_plan spo_care_plan;

/**
 * What a register made of a change, filled in by the callback. Lent to it for the time of its call.
 */
typedef struct spo_change_answer spo_change_answer;

/**
 * What a change of master data came to: it is carried out.
 *
 * It never changes: any number of threads may read it, with the item it lends.
 */
typedef struct spo_change_receipt spo_change_receipt;

/**
 * A client of the national services.
 *
 * Any number of threads may use it at once; they share its connections. Calls block, and each ends within the
 * configuration's total time. It does not survive fork: a child process gets an error, and makes its own.
 */
typedef struct spo_client spo_client;

/**
 * A code from a code system, with the text that people read.
 *
 * Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it.
 */
typedef struct spo_code spo_code;

/**
 * The configuration of a client: where each transaction goes, who submits, how long to wait, whom to trust, and who it
 * calls as. JSON in a file is the usual way to keep it.
 *
 * One thread at a time.
 */
typedef struct spo_config spo_config;

/**
 * A certificate (OCES-certifikat) with the key that signs for it, checked to belong together.
 *
 * Nothing of the key or of a password comes out again, in no error and no log record either. It never changes: any
 * number of threads may use it, and it may be freed as soon as an identity or a client was given it.
 */
typedef struct spo_credential spo_credential;

/**
 * Things of the host's own that somebody wants to see, by what the block service needs to know of them.
 *
 * One thread at a time.
 */
typedef struct spo_data_items spo_data_items;

/**
 * A diagnosis. Show its text, not only its code.
 *
 * Lent by a list of diagnoses, and valid as long as that. It never changes: any number of threads may read it, with what
 * it lends.
 */
typedef struct spo_diagnosis spo_diagnosis;

/**
 * The diagnoses that a general practice and its patient share (diagnoseoversigt). An empty list is no statement that there
 * are none.
 *
 * Lent by an overview, and valid as long as that. It never changes: any number of threads may read it, with what it
 * lends.
 */
typedef struct spo_diagnosis_list spo_diagnosis_list;

/**
 * One version of an appointment as a document (HL7 CDA in the profile APD-DK): its bytes, its ids, the appointment, and
 * warnings about what had to be guessed.
 *
 * It never changes: any number of threads may read it, with the appointment it lends.
 */
typedef struct spo_document spo_document;

/**
 * The registry's entry for one document. Registries leave much out: every getter can return NULL.
 *
 * Lent by a search's answer or a list, and valid as long as that. It never changes: any number of threads may read it.
 */
typedef struct spo_entry spo_entry;

/**
 * Why a call failed: the cause, the explanation, what to do, and what the service said.
 *
 * A function that fails writes one through its last parameter, and the caller frees it with spo_error_free. No text
 * of it holds a CPR number. It never changes: any number of threads may read it.
 */
typedef struct spo_error spo_error;

/**
 * The registry's entries for a search, by start time, and what it could not answer.
 *
 * It never changes: any number of threads may read it, with what it lends.
 */
typedef struct spo_found spo_found;

/**
 * Something that is missing from an answer, and why. Show it: a list with a gap must never look complete.
 *
 * Lent by a search's answer or a list, and valid as long as that. It never changes: any number of threads may read it.
 */
typedef struct spo_gap spo_gap;

/**
 * Who a client calls as: a credential, what to get with it from the token service, and on whose behalf data is read. Given
 * to a configuration with spo_config_set_identity.
 *
 * spo_identity_system and spo_identity_user ask for an identity card (id-kort) with a certificate alone;
 * spo_identity_employee_login and spo_identity_citizen exchange the login of somebody who has none here.
 *
 * Cards are fetched when they are needed, shared by all clients of the process that ask for the same one, and renewed in
 * time. Where they are issued, and which are trusted, is configuration.
 *
 * One thread at a time; the clients made with it are not bound to it.
 */
typedef struct spo_identity spo_identity;

/**
 * An item of master data: what it tells, who told it and when it was last changed. Show source and time beside it.
 *
 * A getter of something that items of its kind do not have gives NULL or 0.
 *
 * Lent by master data, a change or a receipt, and valid as long as that. It never changes: any number of threads may read
 * it, with what it lends.
 */
typedef struct spo_item spo_item;

/**
 * A patient's appointments by start time, each with its registry entry and its document, and what is missing.
 *
 * It never changes: any number of threads may read it, with what it lends.
 */
typedef struct spo_list spo_list;

/**
 * What a delivery to the national log came to.
 *
 * It never changes: any number of threads may read it.
 */
typedef struct spo_log_delivery spo_log_delivery;

/**
 * One registration in the national log (MinLog): what a caller has seen of a patient. Anything else that an entry can say
 * is in its JSON, which spo_client_min_log_add_json takes.
 *
 * One thread at a time.
 */
typedef struct spo_log_entry spo_log_entry;

/**
 * A citizen's master data (Fælles Stamkort, PDC-DK), put together from the registers when it was asked for.
 *
 * What is not in the document is not there, and never a "no". All of it is in the JSON.
 *
 * It never changes: any number of threads may read it, with what it lends.
 */
typedef struct spo_master_data spo_master_data;

/**
 * One change of a citizen's master data: a new item, another in the place of one, or the end of one, and who wants it.
 *
 * Setters may be called in any order, and their statuses may be left unread: what a setter refused is reported by
 * spo_master_data_change_check and spo_master_data_editor_submit with everything else that is wrong, all in one error,
 * until the same field is set again. Setters copy what they are given.
 *
 * What getters return is borrowed: it is valid until the change is next changed or freed.
 *
 * One thread at a time.
 */
typedef struct spo_master_data_change spo_master_data_change;

/**
 * What takes changes of master data to the register.
 *
 * The interface of the national register (Stamkortregistret, SKR) is not public, so this library has no editor for it.
 * spo_sandbox_master_data_editor is one for the sandbox's test persons; a host that has the interface brings its own with
 * spo_master_data_editor_new.
 *
 * Any number of threads may use it at once.
 */
typedef struct spo_master_data_editor spo_master_data_editor;

/**
 * Something that could not be had, and why. Show it: an overview in which something is missing must never look
 * complete.
 *
 * Lent by an overview or master data, and valid as long as that. It never changes: any number of threads may read it.
 */
typedef struct spo_missing spo_missing;

/**
 * A person's name in its parts.
 *
 * Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it.
 */
typedef struct spo_name spo_name;

/**
 * An organisation: a practice, a clinic, a department, a register.
 *
 * Lent by what holds it, and valid as long as that. It never changes: any number of threads may read it, with what it
 * lends.
 */
typedef struct spo_organisation spo_organisation;

/**
 * Everything that is shared about a patient, and what is missing from it.
 *
 * Show what is withheld and missing first: only when spo_overview_is_complete are the lists all that the sources
 * wanted to show, and even then a block against the caller may have emptied an answer without a word.
 *
 * It never changes: any number of threads may read it, with what it lends.
 */
typedef struct spo_overview spo_overview;

/**
 * A request for the overview of one patient: every day and everything that can be read, unless it is narrowed.
 *
 * One thread at a time.
 */
typedef struct spo_overview_request spo_overview_request;

/**
 * A coded statement of a care plan. Who told it and who carries it out is in the plan's JSON.
 *
 * Lent by a section, and valid as long as that. It never changes: any number of threads may read it, with what it lends.
 */
typedef struct spo_plan_entry spo_plan_entry;

/**
 * A section of a care plan: its text as authored, what the text says coded, and the sections inside it.
 *
 * Lent by a care plan, and valid as long as that. It never changes: any number of threads may read it, with what it
 * lends.
 */
typedef struct spo_plan_section spo_plan_section;

/**
 * What a share, a replacement or a cancellation came to.
 *
 * It never changes: any number of threads may read it.
 */
typedef struct spo_receipt spo_receipt;

/**
 * One POST to send. Lent to the callback for the time of its call.
 */
typedef struct spo_request spo_request;

/**
 * The answer, filled in by the callback. Lent to it for the time of its call.
 */
typedef struct spo_response spo_response;

/**
 * A national registry and repository in this process. It is as strict as the national services are documented to be,
 * can be told to misbehave, and must never hold real patients.
 *
 * Any number of threads may use it at once, except for spo_sandbox_free.
 */
typedef struct spo_sandbox spo_sandbox;

/**
 * A search for one patient's appointments: all current ones, unless a period is set.
 *
 * One thread at a time.
 */
typedef struct spo_search spo_search;

/**
 * Several overviews for one caller, such as those of one consultation, among which documents are fetched once.
 *
 * Each overview searches anew, so what was withdrawn or blocked meanwhile is gone. The documents live in memory, and
 * end with the session: make one for each consultation, not for each program.
 *
 * Any number of threads may use it at once. It shares the client's connections, may outlive it, and ends for use when
 * the client is closed.
 */
typedef struct spo_session spo_session;

/**
 * The signature, filled in by the callback. Lent to it for the time of its call.
 */
typedef struct spo_signature spo_signature;

/**
 * An appointment on the timeline of an overview, in its newest version.
 *
 * Lent by an overview, and valid as long as that. It never changes: any number of threads may read it, with what it
 * lends.
 */
typedef struct spo_timeline_appointment spo_timeline_appointment;

/**
 * Whether somebody may see the items of a check. spo_verdict_may_show is the one question to ask for each item.
 *
 * It is true for this moment and this caller alone: a block may begin now. Do not keep it beyond the screen it was asked
 * for.
 *
 * It never changes: any number of threads may read it.
 */
typedef struct spo_verdict spo_verdict;

/**
 * A source said that it may hold something back (spærring). Show that it did: this is all that anybody may know. That
 * no source said so does not prove that nothing is blocked.
 *
 * Lent by an overview or master data, and valid as long as that. It never changes: any number of threads may read it.
 */
typedef struct spo_withheld spo_withheld;

/**
 * Sends a request and waits for its answer.
 *
 * POST the body to the address with exactly the given headers (add what HTTP itself needs, such as Host and
 * Content-Length); follow no redirect and repeat nothing, because a submission must not be sent twice behind the
 * client's back; return within the request's time. Any other number than those of the enum means
 * SPO_TRANSPORT_RESULT_NOT_ANSWERED.
 *
 * It is called from the thread that uses the client, so from several at once when several do; for an overview from
 * several threads of the library's own. It must not let an exception out, and must not close or free the client. An
 * overview waits no longer than its time for a callback that takes longer than the request's: then userdata must
 * stay usable until the callback has returned.
 */
typedef spo_transport_result (*spo_transport_callback)(void *userdata,
                                                       const spo_request *request,
                                                       spo_response *response);

/**
 * Takes one event as JSON, valid during the call only: who did what, when it ended, what came of it, and how much was shown
 * or withheld (schemas/audit-event.schema.json).
 *
 * It is called once for each call of a client that is made, however it ends, on the thread that made it and before it
 * returns; so from several at once when several do, and what it does takes the caller's time. What is refused before it
 * begins (a bad argument, a closed client, a child process after fork) is no call. It must not let an exception out, and
 * must not use, close or free the client.
 */
typedef void (*spo_audit_callback)(void *userdata, const char *event_json);

/**
 * Signs bytes with the host's private RSA key, and gives the signature with spo_signature_set.
 *
 * The signature is RSASSA-PKCS1-v1_5 with SHA-256 over data itself, not over its digest: CKM_SHA256_RSA_PKCS of
 * PKCS#11; NCryptSignHash with BCRYPT_PAD_PKCS1 over the SHA-256 of data; RSA.SignData of .NET; as long as the key's
 * modulus. Any other number than those of the enum means SPO_SIGN_RESULT_REFUSED.
 *
 * It is called from the thread that uses the credential, so from several at once when several do: a host whose key can
 * sign one thing at a time takes a lock of its own. It must not let an exception out, and must not use the client on whose
 * behalf it is called.
 */
typedef spo_sign_result (*spo_sign_callback)(void *userdata,
                                             const uint8_t *data,
                                             size_t len,
                                             spo_signature *signature);

/**
 * Tells the host that its userdata is not used any more. It is called once, from the thread that was the last to use it,
 * and must not call this library.
 */
typedef void (*spo_release_callback)(void *userdata);

/**
 * Receives one log record: its level, where it comes from, and the text, all valid during the call only.
 *
 * It is called from whatever thread logs, from several at once, and must not call this library.
 */
typedef void (*spo_log_callback)(void *userdata, spo_log_level level, const char *target, const char *message);

/**
 * Sends a change to the register and waits for its answer. The change has been checked against the master data; it is lent
 * for the time of the call, and its getters or its JSON tell what it is.
 *
 * Any other number than those of the enum means SPO_CHANGE_RESULT_UNKNOWN.
 *
 * It is called from the thread that submits, so from several at once when several do. It must not let an exception out, and
 * must not free the editor.
 */
typedef spo_change_result (*spo_change_callback)(void *userdata,
                                                 const spo_master_data_change *change,
                                                 spo_change_answer *answer);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Frees text that a function gave away as "char *". NULL is allowed.
 *
 * Text lent as "const char *" belongs to its handle and must not be given here.
 */
void spo_string_free(char *string);

/**
 * An empty appointment. Never NULL; free it with spo_appointment_free.
 */
spo_appointment *spo_appointment_new(void);

/**
 * A copy that changes on its own; NULL for NULL. Free it with spo_appointment_free.
 */
spo_appointment *spo_appointment_clone(const spo_appointment *appointment);

/**
 * Frees the appointment and the text borrowed from it. NULL is allowed. An appointment that was lent by a document or
 * a list is freed with those, never here.
 */
void spo_appointment_free(spo_appointment *appointment);

/**
 * Reads the JSON form. The error's path names the field that is wrong or missing.
 *
 * *out is a new appointment to be freed with spo_appointment_free, or NULL on failure.
 */
spo_status spo_appointment_from_json(const char *json, spo_appointment **out, spo_error **err);

/**
 * Writes the JSON form, with the CPR number in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure: when a part without which there is no appointment is
 * missing, or a setter's refusal stands. It does not apply the profile's rules; spo_appointment_validate does.
 */
spo_status spo_appointment_to_json(const spo_appointment *appointment,
                                   char **out,
                                   spo_error **err);

/**
 * Checks everything at once: SPO_STATUS_OK when the appointment can be shared, otherwise
 * SPO_STATUS_INVALID_APPOINTMENT and an error with every fault.
 */
spo_status spo_appointment_validate(const spo_appointment *appointment, spo_error **err);

/**
 * Sets an address of one line: street and number, postal code such as "5230", postal district such as "Odense M".
 * Any of them may be NULL. It replaces the address of the role, with its further lines, country and use.
 */
spo_status spo_appointment_set_address(spo_appointment *appointment,
                                       spo_role role,
                                       const char *line,
                                       const char *postal_code,
                                       const char *city,
                                       spo_error **err);

/**
 * Adds a line to an address: a floor, a place name, the entrance.
 */
spo_status spo_appointment_add_address_line(spo_appointment *appointment,
                                            spo_role role,
                                            const char *line,
                                            spo_error **err);

/**
 * Sets the country of an address, when it is not Denmark; NULL removes it.
 */
spo_status spo_appointment_set_address_country(spo_appointment *appointment,
                                               spo_role role,
                                               const char *country,
                                               spo_error **err);

/**
 * Sets what an address is for. When it is not set, a patient's is for home and an organisation's for work.
 */
spo_status spo_appointment_set_address_use(spo_appointment *appointment,
                                           spo_role role,
                                           spo_use purpose,
                                           spo_error **err);

/**
 * Says that the patient's address is protected (adressebeskyttelse): none is written. For SPO_ROLE_PATIENT, and for
 * SPO_ROLE_LOCATION when the place is the patient's home; protect both.
 */
spo_status spo_appointment_set_address_protected(spo_appointment *appointment,
                                                 spo_role role,
                                                 spo_error **err);

/**
 * Removes an address: nothing is known of it then.
 */
spo_status spo_appointment_clear_address(spo_appointment *appointment, spo_role role, spo_error **err);

/**
 * Whether the address is known, protected or unknown.
 */
spo_address_state spo_appointment_address_state(const spo_appointment *appointment, spo_role role);

/**
 * How many lines the address has apart from the postal district.
 */
size_t spo_appointment_address_line_count(const spo_appointment *appointment, spo_role role);

/**
 * Line index of the address; NULL beyond the last. Borrowed from the appointment.
 */
const char *spo_appointment_address_line(const spo_appointment *appointment, spo_role role, size_t index);

/**
 * The postal code; NULL when none is known. Borrowed from the appointment.
 */
const char *spo_appointment_address_postal_code(const spo_appointment *appointment, spo_role role);

/**
 * The postal district; NULL when none is known. Borrowed from the appointment.
 */
const char *spo_appointment_address_city(const spo_appointment *appointment, spo_role role);

/**
 * The country; NULL when none is told. Borrowed from the appointment.
 */
const char *spo_appointment_address_country(const spo_appointment *appointment, spo_role role);

/**
 * What the address is for.
 */
spo_use spo_appointment_address_use(const spo_appointment *appointment, spo_role role);

/**
 * Adds an id of the course of care, such as an LPR3 episode element or a MedCom care plan: an OID and the id within it.
 */
spo_status spo_appointment_add_episode_id(spo_appointment *appointment,
                                          const char *root,
                                          const char *extension,
                                          spo_error **err);

/**
 * Sets the label of the course of care from the SKS list ALAL, such as "ALAL21" for COPD, and its text, or NULL.
 */
spo_status spo_appointment_set_episode_label(spo_appointment *appointment,
                                             const char *code,
                                             const char *text,
                                             spo_error **err);

/**
 * Says that the appointment belongs to no course of care.
 */
spo_status spo_appointment_clear_episode(spo_appointment *appointment, spo_error **err);

/**
 * 1 when the appointment belongs to a course of care, otherwise 0.
 */
int32_t spo_appointment_has_episode(const spo_appointment *appointment);

/**
 * How many ids the course of care has.
 */
size_t spo_appointment_episode_id_count(const spo_appointment *appointment);

/**
 * The OID of id index of the course of care; NULL beyond the last. Borrowed from the appointment.
 */
const char *spo_appointment_episode_id_root(const spo_appointment *appointment, size_t index);

/**
 * Id index of the course of care within its OID; NULL beyond the last. Borrowed from the appointment.
 */
const char *spo_appointment_episode_id_extension(const spo_appointment *appointment, size_t index);

/**
 * The label of the course of care; NULL when there is none. Borrowed from the appointment.
 */
const char *spo_appointment_episode_label(const spo_appointment *appointment);

/**
 * The text of the label; NULL when there is none. Borrowed from the appointment.
 */
const char *spo_appointment_episode_label_text(const spo_appointment *appointment);

/**
 * Sets the sector.
 */
spo_status spo_appointment_set_kind(spo_appointment *appointment, spo_kind kind, spo_error **err);

/**
 * The sector; SPO_KIND_UNSPECIFIED for NULL.
 */
spo_kind spo_appointment_kind(const spo_appointment *appointment);

/**
 * The state that the document tells; SPO_STATE_ACTIVE for NULL.
 */
spo_state spo_appointment_state(const spo_appointment *appointment);

/**
 * Makes the place the patient's home. name is what to call it; NULL for the usual "Borgerens hjem". Its address and
 * telecoms are those of SPO_ROLE_LOCATION.
 */
spo_status spo_appointment_set_location_home(spo_appointment *appointment,
                                             const char *name,
                                             spo_error **err);

/**
 * Makes the place one that is neither in SOR nor the patient's home. name is what people call it. Its address and
 * telecoms are those of SPO_ROLE_LOCATION.
 */
spo_status spo_appointment_set_location_other(spo_appointment *appointment,
                                              const char *name,
                                              spo_error **err);

/**
 * What kind of place it is.
 */
spo_location_kind spo_appointment_location_kind(const spo_appointment *appointment);

/**
 * What the place is called, whatever its kind; NULL when it is not set. Borrowed from the appointment.
 */
const char *spo_appointment_location_name(const spo_appointment *appointment);

/**
 * Sets the name of the patient, or of the person who acts for the responsible, requester or performer.
 *
 * given becomes the only given name; spo_appointment_add_given_name adds more. A title is set with
 * spo_appointment_set_title and kept here.
 */
spo_status spo_appointment_set_name(spo_appointment *appointment,
                                    spo_role role,
                                    const char *given,
                                    const char *family,
                                    spo_error **err);

/**
 * Adds a given name, in the order in which they are said: a middle name, for example.
 */
spo_status spo_appointment_add_given_name(spo_appointment *appointment,
                                          spo_role role,
                                          const char *given,
                                          spo_error **err);

/**
 * Sets the title before the name, such as "Læge"; NULL removes it.
 */
spo_status spo_appointment_set_title(spo_appointment *appointment,
                                     spo_role role,
                                     const char *title,
                                     spo_error **err);

/**
 * How many given names there are; 0 when no name is set.
 */
size_t spo_appointment_given_name_count(const spo_appointment *appointment, spo_role role);

/**
 * Given name index; NULL beyond the last. Borrowed from the appointment.
 */
const char *spo_appointment_given_name(const spo_appointment *appointment, spo_role role, size_t index);

/**
 * The family name; NULL when no name is set. Borrowed from the appointment.
 */
const char *spo_appointment_family_name(const spo_appointment *appointment, spo_role role);

/**
 * The title before the name; NULL when there is none. Borrowed from the appointment.
 */
const char *spo_appointment_title(const spo_appointment *appointment, spo_role role);

/**
 * The whole name as people read it, title first; NULL when no name is set. Borrowed from the appointment.
 */
const char *spo_appointment_full_name(const spo_appointment *appointment, spo_role role);

/**
 * Sets the organisation in role: its id and its name as people know it. Its address and telecoms are kept.
 *
 * For SPO_ROLE_LOCATION it makes the place one that is in SOR; the name may say more than the register, such as the
 * entrance. id may be NULL only with SPO_ID_KIND_NONE.
 */
spo_status spo_appointment_set_organisation(spo_appointment *appointment,
                                            spo_role role,
                                            spo_id_kind id_kind,
                                            const char *id,
                                            const char *name,
                                            spo_error **err);

/**
 * Sets when the responsible or the requester took part (author time), in RFC 3339; NULL removes it, and the document's
 * creation time stands in.
 */
spo_status spo_appointment_set_participation_time(spo_appointment *appointment,
                                                  spo_role role,
                                                  const char *time,
                                                  spo_error **err);

/**
 * Removes the requester or the general practice with all that was set for it; makes any other role as it was in an
 * empty appointment.
 */
spo_status spo_appointment_clear_role(spo_appointment *appointment,
                                      spo_role role,
                                      spo_error **err);

/**
 * 1 when the role has an organisation with an id or a name, otherwise 0.
 */
int32_t spo_appointment_has_organisation(const spo_appointment *appointment, spo_role role);

/**
 * The kind of the organisation's id.
 */
spo_id_kind spo_appointment_organisation_id_kind(const spo_appointment *appointment, spo_role role);

/**
 * The organisation's id; NULL when it has none. Borrowed from the appointment.
 */
const char *spo_appointment_organisation_id(const spo_appointment *appointment, spo_role role);

/**
 * The organisation's name; NULL when none is set. Borrowed from the appointment.
 */
const char *spo_appointment_organisation_name(const spo_appointment *appointment, spo_role role);

/**
 * When the role took part, in RFC 3339; NULL when that was not told. Borrowed from the appointment.
 */
const char *spo_appointment_participation_time(const spo_appointment *appointment, spo_role role);

/**
 * Sets the patient's CPR number, with or without a hyphen. Date of birth and gender follow from it unless they are set.
 */
spo_status spo_appointment_set_cpr(spo_appointment *appointment,
                                   const char *cpr,
                                   spo_error **err);

/**
 * Sets the patient's gender, when it is not the one in the CPR number.
 */
spo_status spo_appointment_set_gender(spo_appointment *appointment, spo_gender gender, spo_error **err);

/**
 * Sets the patient's date of birth as "1948-12-25", when it is not the one in the CPR number; NULL goes back to that.
 */
spo_status spo_appointment_set_birth_date(spo_appointment *appointment,
                                          const char *date,
                                          spo_error **err);

/**
 * The patient's CPR number in full, without a hyphen; NULL when none is set. Never write it into a log, a file name or
 * an address. Borrowed from the appointment.
 */
const char *spo_appointment_cpr(const spo_appointment *appointment);

/**
 * The patient's gender: the one that was set, otherwise the one in the CPR number.
 */
spo_gender spo_appointment_gender(const spo_appointment *appointment);

/**
 * The patient's date of birth as "1948-12-25": the one that was set, otherwise the one in the CPR number; NULL when
 * neither is known. Borrowed from the appointment.
 */
const char *spo_appointment_birth_date(const spo_appointment *appointment);

/**
 * Sets the words the patient sees.
 */
spo_status spo_appointment_set_reason(spo_appointment *appointment, const char *text, spo_error **err);

/**
 * Sets the code that says the same as the words, usually SNOMED CT. system is the OID of its code system,
 * system_name the system's name or NULL. NULL for code removes the code.
 */
spo_status spo_appointment_set_reason_code(spo_appointment *appointment,
                                           const char *code,
                                           const char *system,
                                           const char *system_name,
                                           spo_error **err);

/**
 * The words the patient sees; NULL when none are set. Borrowed from the appointment.
 */
const char *spo_appointment_reason(const spo_appointment *appointment);

/**
 * The code of the reason; NULL when there is none. Borrowed from the appointment.
 */
const char *spo_appointment_reason_code(const spo_appointment *appointment);

/**
 * The OID of the code system of the reason; NULL when there is no code. Borrowed from the appointment.
 */
const char *spo_appointment_reason_code_system(const spo_appointment *appointment);

/**
 * The name of the code system of the reason; NULL when none is told. Borrowed from the appointment.
 */
const char *spo_appointment_reason_code_system_name(const spo_appointment *appointment);

/**
 * Says that the appointment is one of a repeating series. root and extension are the id that all members share, an
 * OID and a UUID within it; both NULL when the series has none.
 */
spo_status spo_appointment_set_series(spo_appointment *appointment,
                                      const char *root,
                                      const char *extension,
                                      spo_error **err);

/**
 * Says that the appointment stands alone.
 */
spo_status spo_appointment_clear_series(spo_appointment *appointment, spo_error **err);

/**
 * 1 when the appointment is one of a repeating series, otherwise 0.
 */
int32_t spo_appointment_has_series(const spo_appointment *appointment);

/**
 * The OID of the series' id; NULL when it has none. Borrowed from the appointment.
 */
const char *spo_appointment_series_id_root(const spo_appointment *appointment);

/**
 * The series' id within its OID; NULL when it has none. Borrowed from the appointment.
 */
const char *spo_appointment_series_id_extension(const spo_appointment *appointment);

/**
 * Adds a telephone number; spaces in it are dropped.
 */
spo_status spo_appointment_add_phone(spo_appointment *appointment,
                                     spo_role role,
                                     const char *number,
                                     spo_use purpose,
                                     spo_error **err);

/**
 * Adds a mail address.
 */
spo_status spo_appointment_add_mail(spo_appointment *appointment,
                                    spo_role role,
                                    const char *address,
                                    spo_use purpose,
                                    spo_error **err);

/**
 * Adds any way to be reached, as a URI: "sms:…", "https://…".
 */
spo_status spo_appointment_add_telecom(spo_appointment *appointment,
                                       spo_role role,
                                       const char *uri,
                                       spo_use purpose,
                                       spo_error **err);

/**
 * Removes every telecom of the role.
 */
spo_status spo_appointment_clear_telecoms(spo_appointment *appointment, spo_role role, spo_error **err);

/**
 * How many telecoms the role has.
 */
size_t spo_appointment_telecom_count(const spo_appointment *appointment, spo_role role);

/**
 * Telecom index as a URI, such as "tel:66113333"; NULL beyond the last. Borrowed from the appointment.
 */
const char *spo_appointment_telecom(const spo_appointment *appointment, spo_role role, size_t index);

/**
 * What telecom index is for.
 */
spo_use spo_appointment_telecom_use(const spo_appointment *appointment, spo_role role, size_t index);

/**
 * Sets a clock time, in RFC 3339 with Denmark's offset: "2026-07-01T10:00:00+02:00". end is NULL when it is not
 * known. An offset that Denmark does not have at that moment is refused.
 */
spo_status spo_appointment_set_time(spo_appointment *appointment,
                                    const char *start,
                                    const char *end,
                                    spo_error **err);

/**
 * Sets a clock time, in milliseconds since 1970-01-01 00:00 UTC. end_ms is SPO_NO_TIME when it is not known.
 * Fractions of a second are cut: documents carry none.
 */
spo_status spo_appointment_set_time_ms(spo_appointment *appointment,
                                       int64_t start_ms,
                                       int64_t end_ms,
                                       spo_error **err);

/**
 * Sets a clock time as a Danish wall clock shows it: "2026-07-01T10:00". end is NULL when it is not known.
 *
 * Twice a year an hour does not exist, or exists twice: then the status is SPO_STATUS_UNRESOLVED_LOCAL_TIME, and
 * spo_error_instant gives the two moments for spo_appointment_set_time to choose from.
 */
spo_status spo_appointment_set_time_local(spo_appointment *appointment,
                                          const char *start,
                                          const char *end,
                                          spo_error **err);

/**
 * Sets a window within which the appointment will be (vejledende tidspunkt), in RFC 3339 with Denmark's offset. end
 * is NULL when it is not known. note is what the patient is told about it, NULL for the usual words.
 */
spo_status spo_appointment_set_window(spo_appointment *appointment,
                                      const char *start,
                                      const char *end,
                                      const char *note,
                                      spo_error **err);

/**
 * Sets a window, in milliseconds since 1970-01-01 00:00 UTC. end_ms is SPO_NO_TIME when it is not known. note is
 * NULL for the usual words.
 */
spo_status spo_appointment_set_window_ms(spo_appointment *appointment,
                                         int64_t start_ms,
                                         int64_t end_ms,
                                         const char *note,
                                         spo_error **err);

/**
 * Sets a window as Danish wall clocks show it; see spo_appointment_set_time_local. note is NULL for the usual words.
 */
spo_status spo_appointment_set_window_local(spo_appointment *appointment,
                                            const char *start,
                                            const char *end,
                                            const char *note,
                                            spo_error **err);

/**
 * Sets a day on which no clock time is set: "2026-07-01". note is what the patient is told about it, NULL for the
 * usual words.
 */
spo_status spo_appointment_set_day(spo_appointment *appointment,
                                   const char *date,
                                   const char *note,
                                   spo_error **err);

/**
 * How exact the time is.
 */
spo_time_kind spo_appointment_time_kind(const spo_appointment *appointment);

/**
 * The start in RFC 3339 with Denmark's offset, midnight for a day without a clock time; NULL when no time is set.
 * Borrowed from the appointment.
 */
const char *spo_appointment_start(const spo_appointment *appointment);

/**
 * The end in RFC 3339 with Denmark's offset; NULL when none is known. Borrowed from the appointment.
 */
const char *spo_appointment_end(const spo_appointment *appointment);

/**
 * The start in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when no time is set.
 */
int64_t spo_appointment_start_ms(const spo_appointment *appointment);

/**
 * The end in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when none is known.
 */
int64_t spo_appointment_end_ms(const spo_appointment *appointment);

/**
 * The day on a Danish calendar on which it starts: "2026-07-01"; NULL when no time is set. Borrowed from the
 * appointment.
 */
const char *spo_appointment_day(const spo_appointment *appointment);

/**
 * What the patient is told about a window or a day; NULL for a clock time. Borrowed from the appointment.
 */
const char *spo_appointment_time_note(const spo_appointment *appointment);

/**
 * A block of everything that can be blocked, for everybody, at once and until it is lifted: setters narrow it. Never NULL;
 * free it with spo_block_free.
 */
spo_block *spo_block_new(void);

/**
 * A consent, which lets in whatever is blocked: to everything, for everybody, from now until end, in RFC 3339 with
 * Denmark's offset. Setters narrow it. A consent always ends.
 *
 * *out is to be freed with spo_block_free, or NULL on failure.
 */
spo_status spo_block_consent(const char *end,
                             spo_block **out,
                             spo_error **err);

/**
 * The same until end_ms, in milliseconds since 1970-01-01 00:00 UTC.
 *
 * *out is to be freed with spo_block_free, or NULL on failure.
 */
spo_status spo_block_consent_ms(int64_t end_ms, spo_block **out, spo_error **err);

/**
 * Only data that this organisation has made; include_sub_units says whether that of its sub-units is meant, too: 1 or 0.
 */
spo_status spo_block_set_origin(spo_block *block,
                                spo_organisation_code code_kind,
                                const char *code,
                                int32_t include_sub_units,
                                spo_error **err);

/**
 * Only data about the time from from until to, which does not belong to it, such as appointments that take place then:
 * in RFC 3339 with Denmark's offset. NULL leaves a side open; not both.
 *
 * It may be past, and is another time than that in which the block is in effect (spo_block_set_start, spo_block_set_end).
 */
spo_status spo_block_set_data_period(spo_block *block,
                                     const char *from,
                                     const char *to,
                                     spo_error **err);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME leaves a side open.
 */
spo_status spo_block_set_data_period_ms(spo_block *block, int64_t from_ms, int64_t to_ms, spo_error **err);

/**
 * For every health professional: so it begins.
 */
spo_status spo_block_set_for_everybody(spo_block *block, spo_error **err);

/**
 * Only for one health professional. Whoever is not in the register of authorisations cannot be named, and the service
 * refuses it.
 */
spo_status spo_block_set_for_professional(spo_block *block,
                                          const char *cpr,
                                          spo_error **err);

/**
 * Only for those who work for this organisation while looking; include_sub_organisations says whether its
 * sub-organisations are meant, too: 1 or 0.
 */
spo_status spo_block_set_for_organisation(spo_block *block,
                                          spo_organisation_code code_kind,
                                          const char *code,
                                          int32_t include_sub_organisations,
                                          spo_error **err);

/**
 * Only for health professionals abroad.
 */
spo_status spo_block_set_for_foreign_professionals(spo_block *block, spo_error **err);

/**
 * From when on it is in effect, in RFC 3339 with Denmark's offset; NULL for at once. Not in the past.
 */
spo_status spo_block_set_start(spo_block *block, const char *start, spo_error **err);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for at once.
 */
spo_status spo_block_set_start_ms(spo_block *block, int64_t start_ms, spo_error **err);

/**
 * Until when it is in effect, in RFC 3339 with Denmark's offset; NULL until it is lifted, which a consent cannot be
 * without ("block.consent_end").
 */
spo_status spo_block_set_end(spo_block *block,
                             const char *end,
                             spo_error **err);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME until it is lifted.
 */
spo_status spo_block_set_end_ms(spo_block *block, int64_t end_ms, spo_error **err);

/**
 * Reads the JSON form, such as {"block": {}} for everything. The error's path names the field that is wrong or missing.
 *
 * *out is to be freed with spo_block_free, or NULL on failure.
 */
spo_status spo_block_from_json(const char *json,
                               spo_block **out,
                               spo_error **err);

/**
 * Writes the JSON form. It may hold a professional's CPR number. *out is to be freed with spo_string_free, or NULL on
 * failure.
 */
spo_status spo_block_to_json(const spo_block *block,
                             char **out,
                             spo_error **err);

/**
 * Frees the block. NULL is allowed; what was registered is not affected.
 */
void spo_block_free(spo_block *block);

/**
 * No items, to begin with. Never NULL; free it with spo_data_items_free.
 */
spo_data_items *spo_data_items_new(void);

/**
 * Reads a JSON array of items (schemas/data-item.schema.json). The error's path names the field that is wrong or missing.
 *
 * *out is to be freed with spo_data_items_free, or NULL on failure.
 */
spo_status spo_data_items_from_json(const char *json,
                                    spo_data_items **out,
                                    spo_error **err);

/**
 * Adds an item. id is what the host calls it: different for each item of one check, and without patient data. The
 * organisation is the one that made it, by the code that is known. from and to are the time that it is about, in RFC
 * 3339 with Denmark's offset; NULL for a side that is not known, and in doubt the service hides it.
 */
spo_status spo_data_items_add(spo_data_items *items,
                              const char *id,
                              spo_organisation_code code_kind,
                              const char *code,
                              const char *from,
                              const char *to,
                              spo_error **err);

/**
 * The same with times in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for a side that is not known.
 */
spo_status spo_data_items_add_ms(spo_data_items *items,
                                 const char *id,
                                 spo_organisation_code code_kind,
                                 const char *code,
                                 int64_t from_ms,
                                 int64_t to_ms,
                                 spo_error **err);

/**
 * Frees the items. NULL is allowed.
 */
void spo_data_items_free(spo_data_items *items);

/**
 * How many registrations there are.
 */
size_t spo_block_registration_list_count(const spo_block_registration_list *list);

/**
 * Registration index; NULL beyond the last. Borrowed from the list: not to be freed.
 */
const spo_block_registration *spo_block_registration_list_at(const spo_block_registration_list *list,
                                                             size_t index);

/**
 * The registrations as a JSON array. It holds CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_block_registration_list_to_json(const spo_block_registration_list *list,
                                               char **out,
                                               spo_error **err);

/**
 * Frees the list with everything borrowed from it. NULL is allowed.
 */
void spo_block_registration_list_free(spo_block_registration_list *list);

/**
 * What the service calls it: digits, to change or lift it by. Borrowed from the registration.
 */
const char *spo_block_registration_id(const spo_block_registration *registration);

/**
 * The CPR number of the citizen whose data it is about: ten digits. Borrowed from the registration.
 */
const char *spo_block_registration_citizen(const spo_block_registration *registration);

/**
 * Whether it keeps out or lets in.
 */
spo_block_effect spo_block_registration_effect(const spo_block_registration *registration);

/**
 * Whether it counts, or is kept as history.
 */
spo_block_state spo_block_registration_state(const spo_block_registration *registration);

/**
 * From when on it is in effect, in RFC 3339 with Denmark's offset. Borrowed from the registration.
 */
const char *spo_block_registration_start(const spo_block_registration *registration);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC.
 */
int64_t spo_block_registration_start_ms(const spo_block_registration *registration);

/**
 * Until when it is in effect, in RFC 3339 with Denmark's offset; NULL until it is lifted. Borrowed from the registration.
 */
const char *spo_block_registration_end(const spo_block_registration *registration);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME until it is lifted.
 */
int64_t spo_block_registration_end_ms(const spo_block_registration *registration);

/**
 * When it was made, in RFC 3339 with Denmark's offset. Borrowed from the registration.
 */
const char *spo_block_registration_created(const spo_block_registration *registration);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC.
 */
int64_t spo_block_registration_created_ms(const spo_block_registration *registration);

/**
 * With which system it was made. Borrowed from the registration.
 */
const char *spo_block_registration_created_system(const spo_block_registration *registration);

/**
 * The CPR number of whoever made it; NULL when the service does not tell. Borrowed from the registration.
 */
const char *spo_block_registration_created_by(const spo_block_registration *registration);

/**
 * When it was changed or ended last, in RFC 3339 with Denmark's offset; NULL when it never was. Borrowed from the
 * registration.
 */
const char *spo_block_registration_changed(const spo_block_registration *registration);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it never was.
 */
int64_t spo_block_registration_changed_ms(const spo_block_registration *registration);

/**
 * With which system it was changed or ended last; NULL when it never was. Borrowed from the registration.
 */
const char *spo_block_registration_changed_system(const spo_block_registration *registration);

/**
 * The CPR number of whoever changed or ended it last; NULL when the service does not tell, and when nobody did. Borrowed
 * from the registration.
 */
const char *spo_block_registration_changed_by(const spo_block_registration *registration);

/**
 * The registration as JSON. It holds CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_block_registration_to_json(const spo_block_registration *registration,
                                          char **out,
                                          spo_error **err);

/**
 * Frees the registration with everything borrowed from it; what is registered is not affected. NULL is allowed. What a
 * list lends is freed with that, never here.
 */
void spo_block_registration_free(spo_block_registration *registration);

/**
 * With which code the organisation is named that made the data; 0 when data from anywhere is meant.
 */
spo_organisation_code spo_block_registration_origin_kind(const spo_block_registration *registration);

/**
 * The code of the organisation that made the data; NULL when data from anywhere is meant. Borrowed from the registration.
 */
const char *spo_block_registration_origin(const spo_block_registration *registration);

/**
 * 1 when data of that organisation's sub-units is meant, too, otherwise 0.
 */
int32_t spo_block_registration_includes_sub_units(const spo_block_registration *registration);

/**
 * The first moment that the data is about, in RFC 3339 with Denmark's offset; NULL when that side is open. Borrowed from
 * the registration.
 */
const char *spo_block_registration_data_from(const spo_block_registration *registration);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when that side is open.
 */
int64_t spo_block_registration_data_from_ms(const spo_block_registration *registration);

/**
 * The moment that ends the time the data is about, in RFC 3339 with Denmark's offset; NULL when that side is open.
 * Borrowed from the registration.
 */
const char *spo_block_registration_data_to(const spo_block_registration *registration);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when that side is open.
 */
int64_t spo_block_registration_data_to_ms(const spo_block_registration *registration);

/**
 * Whom it keeps out or lets in.
 */
spo_block_who spo_block_registration_who(const spo_block_registration *registration);

/**
 * The CPR number of the health professional; NULL when it is not about one. Borrowed from the registration.
 */
const char *spo_block_registration_professional(const spo_block_registration *registration);

/**
 * With which code the organisation is named whose people are meant; 0 when it is not about one.
 */
spo_organisation_code spo_block_registration_organisation_kind(const spo_block_registration *registration);

/**
 * The code of the organisation whose people are meant; NULL when it is not about one. Borrowed from the registration.
 */
const char *spo_block_registration_organisation(const spo_block_registration *registration);

/**
 * 1 when the people of that organisation's sub-organisations are meant, too, otherwise 0.
 */
int32_t spo_block_registration_includes_sub_organisations(const spo_block_registration *registration);

/**
 * The decision. Do not choose by it what to show: it says what to tell people, spo_verdict_may_show what to show.
 */
spo_decision spo_verdict_decision(const spo_verdict *verdict);

/**
 * 1 when the item of this id may be shown, otherwise 0: for an id that was not asked about, and for NULL, too. It holds for
 * every decision, and follows the host's own choice when the service could not be asked.
 */
int32_t spo_verdict_may_show(const spo_verdict *verdict,
                             const char *id);

/**
 * Why the service could not be asked, as a stable name such as "transport.timeout"; NULL when it was. Borrowed from the
 * verdict.
 */
const char *spo_verdict_unavailable_code(const spo_verdict *verdict);

/**
 * What happened then, in English, without patient data; NULL when it was asked. Borrowed from the verdict.
 */
const char *spo_verdict_unavailable_message(const spo_verdict *verdict);

/**
 * What to do about it, in English; NULL when it was asked. Borrowed from the verdict.
 */
const char *spo_verdict_unavailable_remedy(const spo_verdict *verdict);

/**
 * 1 when the service could not be asked and the same check can succeed later, otherwise 0.
 */
int32_t spo_verdict_retryable(const spo_verdict *verdict);

/**
 * The verdict as JSON, with the ids of all items that may be shown.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_verdict_to_json(const spo_verdict *verdict, char **out, spo_error **err);

/**
 * Frees the verdict with the text borrowed from it. NULL is allowed.
 */
void spo_verdict_free(spo_verdict *verdict);

/**
 * A citizen (borger) who looks at data about himself or herself.
 *
 * *out is to be freed with spo_caller_free, or NULL on failure.
 */
spo_status spo_caller_citizen(const char *cpr, spo_caller **out, spo_error **err);

/**
 * A citizen who acts for another, by proxy (fuldmagt) or as holder of custody: acting sits at the screen, other is
 * whose data it is. The service checks that the relation exists.
 *
 * *out is to be freed with spo_caller_free, or NULL on failure, also when they are one and the same.
 */
spo_status spo_caller_citizen_on_behalf_of(const char *acting,
                                           const char *other,
                                           spo_caller **out,
                                           spo_error **err);

/**
 * A health professional with an authorisation (autorisation): whoever sits at the screen, his or her code in the
 * register of authorisations ("J0184"), and the organisation he or she works for at the moment.
 *
 * *out is to be freed with spo_caller_free, or NULL on failure.
 */
spo_status spo_caller_authorised(const char *cpr,
                                 const char *authorisation,
                                 spo_organisation_code code_kind,
                                 const char *code,
                                 spo_caller **out,
                                 spo_error **err);

/**
 * A health professional without an authorisation, in a national or local role; "urn:dk:healthcare:no-role" for none.
 *
 * *out is to be freed with spo_caller_free, or NULL on failure.
 */
spo_status spo_caller_not_authorised(const char *cpr,
                                     const char *role,
                                     spo_organisation_code code_kind,
                                     const char *code,
                                     spo_caller **out,
                                     spo_error **err);

/**
 * Names on whose responsibility a professional acts; without it on his or her own. authorisation may be NULL.
 */
spo_status spo_caller_set_responsible(spo_caller *caller,
                                      const char *cpr,
                                      const char *authorisation,
                                      spo_error **err);

/**
 * Reads the JSON form. The error's path names the field that is wrong or missing.
 *
 * *out is to be freed with spo_caller_free, or NULL on failure, also for a combination that the services do not accept.
 */
spo_status spo_caller_from_json(const char *json,
                                spo_caller **out,
                                spo_error **err);

/**
 * Writes the JSON form, with CPR numbers in full. *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_caller_to_json(const spo_caller *caller,
                              char **out,
                              spo_error **err);

/**
 * Frees the caller. NULL is allowed; identities and clients that were given it keep their copy.
 */
void spo_caller_free(spo_caller *caller);

/**
 * What the author calls it; NULL when it has no title. Borrowed from the care plan.
 */
const char *spo_care_plan_title(const spo_care_plan *care_plan);

/**
 * The label of the course of care (forløbslabel), such as ALAL22 for type 2 diabetes; NULL when it has none. Borrowed
 * from the care plan: not to be freed.
 */
const spo_code *spo_care_plan_label(const spo_care_plan *care_plan);

/**
 * The document's id, as "root^extension"; NULL when it has none. Borrowed from the care plan.
 */
const char *spo_care_plan_id(const spo_care_plan *care_plan);

/**
 * When this version was made, in RFC 3339 with Denmark's offset; NULL when it does not tell. Borrowed from the care
 * plan.
 */
const char *spo_care_plan_created(const spo_care_plan *care_plan);

/**
 * When this version was made, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it does not tell.
 */
int64_t spo_care_plan_created_ms(const spo_care_plan *care_plan);

/**
 * From when it holds, as exactly as it was told: "2026", "2026-05", "2026-05-03" or RFC 3339; NULL when it does not tell.
 * Borrowed from the care plan.
 */
const char *spo_care_plan_valid_from(const spo_care_plan *care_plan);

/**
 * Until when it holds, in the same form; NULL when that is open or not told. Borrowed from the care plan.
 */
const char *spo_care_plan_valid_to(const spo_care_plan *care_plan);

/**
 * How many authors it has.
 */
size_t spo_care_plan_author_count(const spo_care_plan *care_plan);

/**
 * The organisation of author index; NULL beyond the last. Borrowed from the care plan: not to be freed.
 */
const spo_organisation *spo_care_plan_author(const spo_care_plan *care_plan, size_t index);

/**
 * Who acted for author index; NULL beyond the last, and when nobody is named. Borrowed from the care plan: not to be
 * freed.
 */
const spo_name *spo_care_plan_author_person(const spo_care_plan *care_plan,
                                            size_t index);

/**
 * Who keeps it; NULL when it does not tell. Borrowed from the care plan: not to be freed.
 */
const spo_organisation *spo_care_plan_custodian(const spo_care_plan *care_plan);

/**
 * How many sections it has.
 */
size_t spo_care_plan_section_count(const spo_care_plan *care_plan);

/**
 * Section index, in the author's order; NULL beyond the last. Borrowed from the care plan: not to be freed.
 */
const spo_plan_section *spo_care_plan_section(const spo_care_plan *care_plan, size_t index);

/**
 * In how many places it was found.
 */
size_t spo_care_plan_source_count(const spo_care_plan *care_plan);

/**
 * The source of place index by its name in the configuration; NULL beyond the last. Borrowed from the care plan.
 */
const char *spo_care_plan_source(const spo_care_plan *care_plan,
                                 size_t index);

/**
 * All of it as JSON, with where it was found and the warnings of reading it. It holds the CPR number in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_care_plan_to_json(const spo_care_plan *care_plan, char **out, spo_error **err);

/**
 * What it is.
 */
spo_statement spo_plan_entry_kind(const spo_plan_entry *entry);

/**
 * What it is about: for a concern the kind of diagnosis, for an outcome what was measured; NULL when that is not told.
 * Borrowed from the entry: not to be freed.
 */
const spo_code *spo_plan_entry_code(const spo_plan_entry *entry);

/**
 * Its words; NULL when it has none. Borrowed from the entry.
 */
const char *spo_plan_entry_text(const spo_plan_entry *entry);

/**
 * How many values it has.
 */
size_t spo_plan_entry_value_count(const spo_plan_entry *entry);

/**
 * Value index as people read it: words, a code's text, an amount with its unit such as "6.8 mmol/L", or its bounds such
 * as "≥ 48 mmol/mol, < 53 mmol/mol"; NULL beyond the last. Borrowed from the entry.
 */
const char *spo_plan_entry_value(const spo_plan_entry *entry,
                                 size_t index);

/**
 * Value index when it is a code, such as a diagnosis; otherwise NULL. Borrowed from the entry: not to be freed.
 */
const spo_code *spo_plan_entry_value_code(const spo_plan_entry *entry,
                                          size_t index);

/**
 * Its state as the document has it, such as "active" or "completed"; NULL when that is not told. Borrowed from the entry.
 */
const char *spo_plan_entry_status(const spo_plan_entry *entry);

/**
 * When it began, begins or should begin, as exactly as it was told: "2026", "2026-05", "2026-05-03" or RFC 3339; NULL
 * when that is not told. Borrowed from the entry.
 */
const char *spo_plan_entry_from(const spo_plan_entry *entry);

/**
 * When it ended, ends or should end, in the same form: the beginning again when it is at one time; NULL when that is open
 * or not told. Borrowed from the entry.
 */
const char *spo_plan_entry_to(const spo_plan_entry *entry);

/**
 * What it is about.
 */
spo_section_kind spo_plan_section_kind(const spo_plan_section *section);

/**
 * Its code; NULL when it has none. Borrowed from the section: not to be freed.
 */
const spo_code *spo_plan_section_code(const spo_plan_section *section);

/**
 * What the author calls it; NULL when it has no title. Borrowed from the section.
 */
const char *spo_plan_section_title(const spo_plan_section *section);

/**
 * Its text as authored: one XML element in the markup of CDA, with paragraphs, lists and tables; NULL when there is none,
 * and then its entries tell what it says. It is others' text: render it, never pass it on as HTML. Borrowed from the
 * section.
 */
const char *spo_plan_section_narrative(const spo_plan_section *section);

/**
 * How many entries it has: what it says, coded.
 */
size_t spo_plan_section_entry_count(const spo_plan_section *section);

/**
 * Entry index, in the author's order; NULL beyond the last. Borrowed from the section: not to be freed.
 */
const spo_plan_entry *spo_plan_section_entry(const spo_plan_section *section, size_t index);

/**
 * How many sections are inside it.
 */
size_t spo_plan_section_inner_count(const spo_plan_section *section);

/**
 * Section index inside it, in the author's order; NULL beyond the last. Borrowed from the section: not to be freed.
 */
const spo_plan_section *spo_plan_section_inner(const spo_plan_section *section,
                                               size_t index);

/**
 * A client that sends over HTTP itself.
 *
 * *out is to be freed with spo_client_free, or NULL on failure; SPO_STATUS_CONFIGURATION names the setting.
 */
spo_status spo_client_new(const spo_config *config, spo_client **out, spo_error **err);

/**
 * A client that lets the host send: see spo_transport_callback. userdata is handed to each call of send and may be
 * NULL; both must stay usable until the client is freed.
 *
 * *out is to be freed with spo_client_free, or NULL on failure; SPO_STATUS_CONFIGURATION names the setting.
 */
spo_status spo_client_new_with_transport(const spo_config *config,
                                         spo_transport_callback send,
                                         void *userdata,
                                         spo_client **out,
                                         spo_error **err);

/**
 * Shares an appointment. key is what the host calls it, at most 200 bytes and no patient data; version counts from 1.
 *
 * Every national id follows from the source's OID, the key and the version: the same version sent twice is the same
 * document, so any call may be made again. SPO_STATUS_INVALID_APPOINTMENT lists every fault, before anything is sent;
 * SPO_STATUS_CONFLICT means that the version stands for other content, or was replaced or cancelled since;
 * SPO_STATUS_OUTCOME_UNKNOWN that the answer was lost and the registry could not be asked: make the same call again.
 *
 * *out is to be freed with spo_receipt_free, or NULL on failure. The appointment must not change during the call.
 */
spo_status spo_client_share(const spo_client *client,
                            const char *key,
                            uint32_t version,
                            const spo_appointment *appointment,
                            spo_receipt **out,
                            spo_error **err);

/**
 * Shares an appointment in the place of the version that the host has seen: moving it, or correcting it. It becomes the
 * version after seen_version.
 *
 * As spo_client_share; and SPO_STATUS_NOT_FOUND when the registry does not know the version seen,
 * SPO_STATUS_CONFLICT when that is no longer the current one.
 *
 * *out is to be freed with spo_receipt_free, or NULL on failure. The appointment must not change during the call.
 */
spo_status spo_client_replace(const spo_client *client,
                              const char *key,
                              uint32_t seen_version,
                              const spo_appointment *appointment,
                              spo_receipt **out,
                              spo_error **err);

/**
 * Withdraws an appointment (aflysning), when the version that the host has seen is the current one: it is no longer
 * found.
 *
 * SPO_STATUS_NOT_FOUND means that the registry does not know the version, SPO_STATUS_CONFLICT that a later one has taken
 * its place, SPO_STATUS_OUTCOME_UNKNOWN as for spo_client_share.
 *
 * *out is to be freed with spo_receipt_free, or NULL on failure.
 */
spo_status spo_client_cancel(const spo_client *client,
                             const char *key,
                             uint32_t seen_version,
                             spo_receipt **out,
                             spo_error **err);

/**
 * Searches for a patient's appointments and gets them all, within one deadline. Whatever could not be had is a gap in
 * the list.
 *
 * *out is to be freed with spo_list_free, or NULL on failure.
 */
spo_status spo_client_list(const spo_client *client,
                           const spo_search *search,
                           spo_list **out,
                           spo_error **err);

/**
 * Searches for a patient's appointments: what the registry knows of each, without the documents. Sources that did not
 * answer are gaps.
 *
 * *out is to be freed with spo_found_free, or NULL on failure.
 */
spo_status spo_client_find(const spo_client *client,
                           const spo_search *search,
                           spo_found **out,
                           spo_error **err);

/**
 * Gets the document behind an entry.
 *
 * *out is to be freed with spo_document_free, or NULL on failure.
 */
spo_status spo_client_get(const spo_client *client,
                          const spo_entry *entry,
                          spo_document **out,
                          spo_error **err);

/**
 * Gets the documents behind all entries of a search. A document that cannot be had is a gap in the list.
 *
 * *out is to be freed with spo_list_free, or NULL on failure.
 */
spo_status spo_client_get_all(const spo_client *client,
                              const spo_found *found,
                              spo_list **out,
                              spo_error **err);

/**
 * Refuses new calls and waits until those under way in other threads have ended, for at most deadline_ms
 * milliseconds. Those that have not are told to end then, and the status is SPO_STATUS_TIMEOUT: close again to wait for
 * them. A transport of the host's own is not told: its calls end within their time.
 */
spo_status spo_client_close(const spo_client *client,
                            uint32_t deadline_ms,
                            spo_error **err);

/**
 * Frees the client. NULL is allowed. No call may be under way: spo_client_close first, where several threads use it.
 * It does no input or output and waits for nothing.
 */
void spo_client_free(spo_client *client);

/**
 * Asks the block service (Samtykkeverifikation) which of items about a citizen caller may be shown. It is for what a
 * host shows from elsewhere, such as its own copies: what comes from the document sharing service was checked there.
 *
 * A service that cannot be asked is SPO_DECISION_UNAVAILABLE and no failure: everything is hidden then, unless the
 * configuration says "when_unavailable": "show" in "blocks". SPO_STATUS_INVALID_ARGUMENT for two items of one id;
 * SPO_STATUS_CONFIGURATION without "blocks" or an identity.
 *
 * *out is to be freed with spo_verdict_free, or NULL on failure. The items must not change during the call.
 */
spo_status spo_client_check_blocks(const spo_client *client,
                                   const spo_caller *caller,
                                   const char *cpr,
                                   const spo_data_items *items,
                                   spo_verdict **out,
                                   spo_error **err);

/**
 * Registers a block or a consent of the citizen with this CPR number, in effect for the very next look.
 *
 * Whoever registers is the client's caller (spo_client_as_caller): the citizen, somebody who acts for the citizen, or a
 * health professional at the citizen's wish.
 *
 * SPO_STATUS_INVALID_ARGUMENT names the field ("block.from_past", "block.validity", "block.data_period"), before anything
 * is sent; SPO_STATUS_OUTCOME_UNKNOWN when the answer was lost and the service could not be asked whether it arrived: make
 * the same call again, or list.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_register_block(const spo_client *client,
                                     const char *cpr,
                                     const spo_block *block,
                                     spo_block_registration **out,
                                     spo_error **err);

/**
 * Blocks everything that can be blocked, for everybody: what a citizen wants who does not want appointments shared.
 * Otherwise as spo_client_register_block.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_block_everything(const spo_client *client,
                                       const char *cpr,
                                       spo_block_registration **out,
                                       spo_error **err);

/**
 * Blocks what comes from a place and its sub-units, for everybody. Otherwise as spo_client_register_block.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_block_place(const spo_client *client,
                                  const char *cpr,
                                  spo_organisation_code code_kind,
                                  const char *code,
                                  spo_block_registration **out,
                                  spo_error **err);

/**
 * Blocks everything that can be blocked, for one health professional, who must be in the register of authorisations.
 * Otherwise as spo_client_register_block.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_block_person(const spo_client *client,
                                   const char *cpr,
                                   const char *professional,
                                   spo_block_registration **out,
                                   spo_error **err);

/**
 * Blocks what is about the time from from until to, which does not belong to it, for everybody: in RFC 3339 with
 * Denmark's offset. NULL leaves a side open; not both. Otherwise as spo_client_register_block.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_block_period(const spo_client *client,
                                   const char *cpr,
                                   const char *from,
                                   const char *to,
                                   spo_block_registration **out,
                                   spo_error **err);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME leaves a side open.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_block_period_ms(const spo_client *client,
                                      const char *cpr,
                                      int64_t from_ms,
                                      int64_t to_ms,
                                      spo_block_registration **out,
                                      spo_error **err);

/**
 * Puts block in the place of the registration that the service calls id (spo_block_registration_id). How it was is kept
 * as history. Otherwise as spo_client_register_block; refused when the citizen has no such registration in effect.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_change_block(const spo_client *client,
                                   const char *cpr,
                                   const char *id,
                                   const spo_block *block,
                                   spo_block_registration **out,
                                   spo_error **err);

/**
 * Ends the registration that the service calls id: it is kept as history, and has no effect from now on. Otherwise as
 * spo_client_change_block.
 *
 * *out is to be freed with spo_block_registration_free, or NULL on failure.
 */
spo_status spo_client_lift_block(const spo_client *client,
                                 const char *cpr,
                                 const char *id,
                                 spo_block_registration **out,
                                 spo_error **err);

/**
 * A citizen's registrations that count, now or later, oldest first; with include_history 1 those that were ended, changed
 * or ran out as well, with 0 not.
 *
 * *out is to be freed with spo_block_registration_list_free, or NULL on failure.
 */
spo_status spo_client_list_blocks(const spo_client *client,
                                  const char *cpr,
                                  int32_t include_history,
                                  spo_block_registration_list **out,
                                  spo_error **err);

/**
 * The same client for calls on behalf of caller, whoever its identity usually calls for. It shares the connections and
 * cards, costs next to nothing, and is meant to be made for a call or a user's session.
 *
 * Closing either closes both; each is freed on its own. The caller is copied.
 *
 * *out is to be freed with spo_client_free, or NULL on failure.
 */
spo_status spo_client_as_caller(const spo_client *client,
                                const spo_caller *caller,
                                spo_client **out,
                                spo_error **err);

/**
 * Uses another credential from now on, to sign with and to authenticate TLS connections, in every client that was made
 * with the same spo_identity. Calls under way finish with the one they began with. spo_credential_validity tells how long the
 * new one lasts.
 *
 * SPO_STATUS_CONFIGURATION, when it has expired ("credential.expired") or is not valid yet; then the one in use stays.
 */
spo_status spo_client_replace_credential(const spo_client *client,
                                         const spo_credential *credential,
                                         spo_error **err);

/**
 * Reads the files of the identity that the configuration names once more, as after a renewal of the certificate, and uses
 * what is in them from now on, as spo_client_replace_credential does.
 *
 * SPO_STATUS_CONFIGURATION names the file and the setting; then the credential in use stays.
 */
spo_status spo_client_reload_identity(const spo_client *client,
                                      spo_error **err);

/**
 * The credential in use, to ask how long it lasts.
 *
 * *out is to be freed with spo_credential_free, or NULL on failure.
 */
spo_status spo_client_credential(const spo_client *client, spo_credential **out, spo_error **err);

/**
 * By how many milliseconds the services' clock is ahead of this machine's, by their last answer; below 0 when it is
 * behind. SPO_NO_TIME before the first answer that tells. Answers tell whole seconds; cards are refused when it is some
 * minutes.
 */
int64_t spo_client_clock_skew_ms(const spo_client *client);

/**
 * Accepts an entry for the national log: when this returns, it is on disk, in the configuration's "queue_file"
 * (spo_config_set_queue_file).
 *
 * Register what a system shows from its own store, and what it reads as a system without a professional behind the call.
 * What professionals read through the national services, these register.
 *
 * SPO_STATUS_INVALID_APPOINTMENT lists every fault; SPO_STATUS_CONFIGURATION means that the configuration names no
 * "min_log" or no "queue_file", SPO_STATUS_STORAGE that it could not be written.
 */
spo_status spo_client_min_log_add(const spo_client *client,
                                  const spo_log_entry *entry,
                                  spo_error **err);

/**
 * As spo_client_min_log_add for an array of entries in JSON (schemas/log-entry.schema.json), all of them or none: much
 * cheaper than one by one, and with everything that an entry can say. The same entry with the same "sequence_number" is
 * accepted once, as long as it waits.
 *
 * The path of a fault begins with the place of the entry, from 0, in brackets. SPO_STATUS_CONFLICT means that another entry with
 * such a number waits.
 */
spo_status spo_client_min_log_add_json(const spo_client *client,
                                       const char *json,
                                       spo_error **err);

/**
 * Sends what waits for the national log, oldest first, as far as the service's limits and the configuration's total time
 * allow: call it as often as you like. It stops at the first request that fails. A failure of the service is part of the
 * report, and the status is SPO_STATUS_OK all the same: nothing accepted is lost.
 *
 * An entry whose answer was lost is sent again later, under the same sequence number: the log can come to have it twice.
 *
 * *out is to be freed with spo_log_delivery_free, or NULL on failure. SPO_STATUS_DENIED for a citizen's identity.
 */
spo_status spo_client_min_log_deliver(const spo_client *client,
                                      spo_log_delivery **out,
                                      spo_error **err);

/**
 * The entries that the log refused as a JSON array, oldest first, each with its "id", the service's "code" and "reason",
 * and the "entry", which holds CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_client_min_log_refused_to_json(const spo_client *client,
                                              char **out,
                                              spo_error **err);

/**
 * Lets the refused entry id wait again as it is, once the cause is gone. SPO_STATUS_NOT_FOUND when there is none.
 */
spo_status spo_client_min_log_requeue(const spo_client *client,
                                      uint64_t id,
                                      spo_error **err);

/**
 * Throws the refused entry id away, once another has been added in its place. SPO_STATUS_NOT_FOUND when there is none.
 */
spo_status spo_client_min_log_discard(const spo_client *client,
                                      uint64_t id,
                                      spo_error **err);

/**
 * As spo_client_list, looking past the patient's blocks if need be (værdispring).
 *
 * Only when the person at the screen has chosen so, for this patient, now. The list is first had without: only when
 * something is withheld from it, or nobody can tell, is it asked for again in spite of blocks, for this one call.
 * spo_list_overridden says whether it was, which is then registered with the patient. explanation says in a few words,
 * without CPR numbers, what made it necessary; it must be NULL with SPO_OVERRIDE_REASON_PATIENT_CONSENT.
 *
 * SPO_STATUS_DENIED ("override.not_permitted") when the client's caller may not look past blocks.
 *
 * *out is to be freed with spo_list_free, or NULL on failure.
 */
spo_status spo_client_list_overriding(const spo_client *client,
                                      const spo_search *search,
                                      spo_override_reason reason,
                                      const char *explanation,
                                      spo_list **out,
                                      spo_error **err);

/**
 * As spo_client_overview, looking past the patient's blocks if need be: see spo_client_list_overriding.
 * spo_overview_overridden says whether they were.
 *
 * *out is to be freed with spo_overview_free, or NULL on failure.
 */
spo_status spo_client_overview_overriding(const spo_client *client,
                                          const spo_overview_request *request,
                                          spo_override_reason reason,
                                          const char *explanation,
                                          spo_overview **out,
                                          spo_error **err);

/**
 * As spo_session_overview, looking past the patient's blocks if need be: see spo_client_list_overriding. What is had in
 * spite of blocks is not kept in the session.
 *
 * *out is to be freed with spo_overview_free, or NULL on failure.
 */
spo_status spo_session_overview_overriding(const spo_session *session,
                                           const spo_overview_request *request,
                                           spo_override_reason reason,
                                           const char *explanation,
                                           spo_overview **out,
                                           spo_error **err);

/**
 * Asks every source of the configuration about a patient at once, within one deadline, and merges what came.
 *
 * What could not be had is missing from the overview by name, and the status is SPO_STATUS_OK all the same. It fails
 * only when no source answered at all: with the error of all of them when they failed alike, else
 * "overview.no_source".
 *
 * The library uses threads of its own, which call a transport of the host's.
 *
 * *out is to be freed with spo_overview_free, or NULL on failure.
 */
spo_status spo_client_overview(const spo_client *client,
                               const spo_overview_request *request,
                               spo_overview **out,
                               spo_error **err);

/**
 * Gets a patient's master data (stamkort), composed anew from the registers. Of several the one made last.
 *
 * SPO_STATUS_NOT_FOUND ("master_data.none") when the registry knows none: nobody can tell from that whether there is
 * none or whether it is withheld.
 *
 * *out is to be freed with spo_master_data_free, or NULL on failure.
 */
spo_status spo_client_master_data(const spo_client *client,
                                  const char *cpr,
                                  spo_master_data **out,
                                  spo_error **err);

/**
 * Begins a session on behalf of the client's caller. It has no documents to begin with.
 *
 * *out is to be freed with spo_session_free, or NULL on failure.
 */
spo_status spo_session_new(const spo_client *client, spo_session **out, spo_error **err);

/**
 * As spo_client_overview, without fetching again the documents that this session has. A document made on demand keeps
 * the time of its fetch: see spo_master_data_fetched.
 *
 * *out is to be freed with spo_overview_free, or NULL on failure.
 */
spo_status spo_session_overview(const spo_session *session,
                                const spo_overview_request *request,
                                spo_overview **out,
                                spo_error **err);

/**
 * Forgets every document, so that the next overview fetches all of them: those made on demand are made again.
 */
spo_status spo_session_forget(const spo_session *session, spo_error **err);

/**
 * Frees the session. NULL is allowed. No call may be under way. It does no input or output and waits for nothing.
 */
void spo_session_free(spo_session *session);

/**
 * The address, "http://" or "https://". Borrowed from the request.
 */
const char *spo_request_url(const spo_request *request);

/**
 * How many headers to send.
 */
size_t spo_request_header_count(const spo_request *request);

/**
 * The name of header index; NULL beyond the last. Borrowed from the request.
 */
const char *spo_request_header_name(const spo_request *request, size_t index);

/**
 * The value of header index; NULL beyond the last, and when it is empty. Borrowed from the request.
 */
const char *spo_request_header_value(const spo_request *request, size_t index);

/**
 * The bytes to send; *len is their number. Borrowed from the request.
 */
const uint8_t *spo_request_body(const spo_request *request, size_t *len);

/**
 * The time allowed for everything, until the last byte of the answer, in milliseconds.
 */
uint32_t spo_request_timeout_ms(const spo_request *request);

/**
 * The time allowed for connecting, in milliseconds.
 */
uint32_t spo_request_connect_timeout_ms(const spo_request *request);

/**
 * Sets the HTTP status of the answer.
 */
spo_status spo_response_set_status(spo_response *response, int32_t status, spo_error **err);

/**
 * Adds a header of the answer. Content-Type is needed; the others do no harm.
 */
spo_status spo_response_add_header(spo_response *response,
                                   const char *name,
                                   const char *value,
                                   spo_error **err);

/**
 * Adds bytes to the body of the answer; call it for each piece as it arrives, or once.
 */
spo_status spo_response_add_body(spo_response *response, const uint8_t *data, size_t len, spo_error **err);

/**
 * Says why there is no answer, for the message of the error. CPR numbers are masked.
 */
spo_status spo_response_set_error(spo_response *response, const char *message, spo_error **err);

/**
 * The configuration for a sandbox at base_url, such as "http://127.0.0.1:8080"; NULL for one in this process.
 *
 * *out is to be freed with spo_config_free, or NULL on failure.
 */
spo_status spo_config_sandbox(const char *base_url,
                              spo_config **out,
                              spo_error **err);

/**
 * Reads the JSON form. The error's path names the setting that is wrong or missing.
 *
 * What an "environment" says need not be said again. "identity" names the files of the certificate and the card to ask
 * for: they are read when a client is made, and again by spo_client_reload_identity.
 *
 * *out is to be freed with spo_config_free, or NULL on failure.
 */
spo_status spo_config_from_json(const char *json,
                                spo_config **out,
                                spo_error **err);

/**
 * Writes the JSON form, without what spo_config_set_identity and spo_config_set_audit have set. *out is to be freed
 * with spo_string_free, or NULL on failure.
 */
spo_status spo_config_to_json(const spo_config *config,
                              char **out,
                              spo_error **err);

/**
 * Sets the addresses of the four transactions: submitting (ITI-41), updating (ITI-57), searching (ITI-18) and retrieving
 * (ITI-43). NULL keeps an address as it is.
 */
spo_status spo_config_set_endpoints(spo_config *config,
                                    const char *submit,
                                    const char *update,
                                    const char *query,
                                    const char *retrieve,
                                    spo_error **err);

/**
 * Sets who submits: an OID of the source's own, from which every id is derived and which must therefore never change;
 * and the SNOMED CT codes of the Danish value sets for the kind of place (healthcareFacilityTypeCode) and the specialty
 * (practiceSettingCode). NULL keeps a value as it is.
 */
spo_status spo_config_set_source(spo_config *config,
                                 const char *oid,
                                 const char *facility_type,
                                 const char *practice_setting,
                                 spo_error **err);

/**
 * Sets how long to wait, in milliseconds: for connecting, for one attempt, and for a whole call with every attempt and
 * look-up. 0 keeps a value as it is.
 */
spo_status spo_config_set_timeouts_ms(spo_config *config,
                                      uint32_t connect_ms,
                                      uint32_t attempt_ms,
                                      uint32_t total_ms,
                                      spo_error **err);

/**
 * Sets the file in which everything waits that is accepted and not sent yet: entries of the national log. It is made when it
 * is not there, readable for its owner only, for patients' data is in it; clients and processes of one machine may share
 * it. It must be on a local disk. NULL for none.
 */
spo_status spo_config_set_queue_file(spo_config *config,
                                     const char *path,
                                     spo_error **err);

/**
 * Trusts the servers that the authorities in pem (one certificate or more) vouch for. Nothing else is trusted over
 * TLS: the machine's own list is not looked at.
 */
spo_status spo_config_add_trusted_root(spo_config *config,
                                       const char *pem,
                                       spo_error **err);

/**
 * Sets who clients made from now on call as, in the place of an "identity" in JSON or TOML: every message carries its card
 * or token. The identity is copied; all clients that were made with it share its credential
 * (spo_client_replace_credential).
 *
 * What is missing in it is named when a client is made.
 */
spo_status spo_config_set_identity(spo_config *config,
                                   const spo_identity *identity,
                                   spo_error **err);

/**
 * Frees the configuration. NULL is allowed; clients made from it are not affected.
 */
void spo_config_free(spo_config *config);

/**
 * Tells callback of every call of clients made from now on with this configuration: see spo_audit_callback. It replaces
 * the one before; NULL ends it.
 *
 * userdata is handed to each call and may be NULL; both must stay usable until such clients are closed, or freed with
 * those made from them (spo_client_as_caller, spo_session_new).
 */
spo_status spo_config_set_audit(spo_config *config,
                                spo_audit_callback callback,
                                void *userdata,
                                spo_audit_persons persons,
                                spo_error **err);

/**
 * The configuration for an environment of the national platform: "test1", "test2", "prodtest" or "sandbox"; "production"
 * leaves open what only contracts tell, and is completed in JSON or TOML. The other values are those of
 * spo_config_set_source. Who the client calls as is set with spo_config_set_identity.
 *
 * *out is to be freed with spo_config_free, or NULL on failure; the error lists the names there are, or what is left
 * open.
 */
spo_status spo_config_for_environment(const char *name,
                                      spo_route route,
                                      const char *oid,
                                      const char *facility_type,
                                      const char *practice_setting,
                                      spo_config **out,
                                      spo_error **err);

/**
 * Reads the form of spo_config_from_json in TOML.
 *
 * *out is to be freed with spo_config_free, or NULL on failure.
 */
spo_status spo_config_from_toml(const char *toml, spo_config **out, spo_error **err);

/**
 * Reads the content of a PKCS#12 file (.p12, .pfx). password may be NULL when it is empty. alias is the key's
 * friendly name, needed only where the file holds several keys; otherwise NULL.
 *
 * The password is copied, and the copy is wiped before the function returns.
 *
 * *out is to be freed with spo_credential_free, or NULL on failure: SPO_STATUS_CONFIGURATION with the code
 * "credential.wrong_password", "credential.several_keys" (the message lists their names), and others that say what is
 * wrong with the file.
 */
spo_status spo_credential_from_pkcs12(const uint8_t *data,
                                      size_t len,
                                      const char *password,
                                      const char *alias,
                                      spo_credential **out,
                                      spo_error **err);

/**
 * Reads certificates and a private key in PEM; both may be the same text.
 *
 * The key is PKCS#8 ("PRIVATE KEY", with a password also "ENCRYPTED PRIVATE KEY") or PKCS#1 ("RSA PRIVATE KEY").
 * password is NULL for a key that is not encrypted. The certificates may be in any order and may include the issuers.
 *
 * *out is to be freed with spo_credential_free, or NULL on failure: SPO_STATUS_CONFIGURATION, and the code says what is
 * wrong.
 */
spo_status spo_credential_from_pem(const char *certificates,
                                   const char *key,
                                   const char *password,
                                   spo_credential **out,
                                   spo_error **err);

/**
 * Takes a key that the host keeps (HSM, Windows certificate store, smart card): see spo_sign_callback. certificate is
 * the holder's in DER, or PEM with the holder's before its issuers.
 *
 * Asks for one signature at once, to prove that the two belong together; a card may ask for its PIN at this moment. Such a
 * credential signs cards and messages, and cannot authenticate the library's own TLS connections.
 *
 * userdata is handed to each call of sign and may be NULL; both must stay usable until release is called.
 * release is called exactly once with userdata, when nothing uses the key any more, also when this function fails; it
 * may be NULL.
 *
 * *out is to be freed with spo_credential_free, or NULL on failure: SPO_STATUS_CONFIGURATION
 * ("credential.key_mismatch", …), or what sign said.
 */
spo_status spo_credential_from_signer(const uint8_t *certificate,
                                      size_t len,
                                      spo_sign_callback sign,
                                      void *userdata,
                                      spo_release_callback release,
                                      spo_credential **out,
                                      spo_error **err);

/**
 * Frees the credential and the text borrowed from it. NULL is allowed. Identities and clients that were given it keep
 * their key.
 */
void spo_credential_free(spo_credential *credential);

/**
 * The holder as a person reads it: name, organisation and CVR number. Borrowed from the credential.
 */
const char *spo_credential_subject(const spo_credential *credential);

/**
 * The holder's organisation; NULL when the certificate names none. Borrowed from the credential.
 */
const char *spo_credential_organisation(const spo_credential *credential);

/**
 * The organisation's number in the Central Business Register (CVR); NULL when the certificate names none. Borrowed from
 * the credential.
 */
const char *spo_credential_cvr(const spo_credential *credential);

/**
 * To whom it was issued: an organisation's signs system cards, an employee's user cards.
 */
spo_certificate_kind spo_credential_kind(const spo_credential *credential);

/**
 * The first moment it is valid at, in RFC 3339 with Denmark's offset. Borrowed from the credential.
 */
const char *spo_credential_not_before(const spo_credential *credential);

/**
 * The last moment it is valid at, in RFC 3339 with Denmark's offset. Borrowed from the credential.
 */
const char *spo_credential_not_after(const spo_credential *credential);

/**
 * The first moment it is valid at, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
 */
int64_t spo_credential_not_before_ms(const spo_credential *credential);

/**
 * The last moment it is valid at, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
 */
int64_t spo_credential_not_after_ms(const spo_credential *credential);

/**
 * Whether it can be used now, with notice of its end.
 */
spo_validity spo_credential_validity(const spo_credential *credential);

/**
 * Whole days until its end: 0 on the last day, below 0 when its time is over; 0 for NULL.
 */
int32_t spo_credential_days_left(const spo_credential *credential);

/**
 * SHA-1 over the certificate in hexadecimal: the thumbprint of Windows and older tools. Borrowed from the credential.
 */
const char *spo_credential_sha1_fingerprint(const spo_credential *credential);

/**
 * SHA-256 over the certificate in hexadecimal. Borrowed from the credential.
 */
const char *spo_credential_sha256_fingerprint(const spo_credential *credential);

/**
 * Sets the signature: its bytes, the most significant first. They are copied.
 */
spo_status spo_signature_set(spo_signature *signature, const uint8_t *data, size_t len, spo_error **err);

/**
 * Says why there is no signature, for the message of the error. CPR numbers are masked; it must not hold a PIN.
 */
spo_status spo_signature_set_error(spo_signature *signature,
                                   const char *message,
                                   spo_error **err);

/**
 * What the practice calls it; NULL when it is told by its codes only. Borrowed from the diagnosis.
 */
const char *spo_diagnosis_text(const spo_diagnosis *diagnosis);

/**
 * How many codes it has.
 */
size_t spo_diagnosis_code_count(const spo_diagnosis *diagnosis);

/**
 * Code index, in ICPC-2-DK or SKS-D; NULL beyond the last. Borrowed from the diagnosis: not to be freed.
 */
const spo_code *spo_diagnosis_code(const spo_diagnosis *diagnosis, size_t index);

/**
 * How many notes there are about it.
 */
size_t spo_diagnosis_note_count(const spo_diagnosis *diagnosis);

/**
 * Note index (tillægstekst); NULL beyond the last. Borrowed from the diagnosis.
 */
const char *spo_diagnosis_note(const spo_diagnosis *diagnosis, size_t index);

/**
 * Whether it is current. One that was taken back is never SPO_CLINICAL_STATUS_CURRENT.
 */
spo_clinical_status spo_diagnosis_status(const spo_diagnosis *diagnosis);

/**
 * How sure it is, as the document has it, such as "confirmed" or "refuted"; NULL when it does not tell. Borrowed from the
 * diagnosis.
 */
const char *spo_diagnosis_verification(const spo_diagnosis *diagnosis);

/**
 * What it belongs to.
 */
spo_diagnosis_scope spo_diagnosis_kind(const spo_diagnosis *diagnosis);

/**
 * When it began (debutdato), as exactly as it was told: "2019", "2019-05", "2019-05-03" or RFC 3339; NULL when that is not
 * told. Borrowed from the diagnosis.
 */
const char *spo_diagnosis_onset(const spo_diagnosis *diagnosis);

/**
 * When it ended (afslutningsdato), in the same form; NULL when that is not told. Borrowed from the diagnosis.
 */
const char *spo_diagnosis_abatement(const spo_diagnosis *diagnosis);

/**
 * When it was noted (registreringsdato), in the same form; NULL when that is not told. Borrowed from the diagnosis.
 */
const char *spo_diagnosis_recorded(const spo_diagnosis *diagnosis);

/**
 * The practice that answers for it; NULL when it does not tell. Borrowed from the list: not to be freed.
 */
const spo_organisation *spo_diagnosis_list_organisation(const spo_diagnosis_list *list);

/**
 * Who acted for the practice; NULL when nobody is named. Borrowed from the list: not to be freed.
 */
const spo_name *spo_diagnosis_list_author(const spo_diagnosis_list *list);

/**
 * When the list was last changed, in RFC 3339 with Denmark's offset; NULL when it does not tell. Show it beside the list.
 * Borrowed from the list.
 */
const char *spo_diagnosis_list_updated(const spo_diagnosis_list *list);

/**
 * When the list was last changed, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it does not tell.
 */
int64_t spo_diagnosis_list_updated_ms(const spo_diagnosis_list *list);

/**
 * When the document was put together, in RFC 3339 with Denmark's offset; NULL when it does not tell. Borrowed from the
 * list.
 */
const char *spo_diagnosis_list_generated(const spo_diagnosis_list *list);

/**
 * How many diagnoses are on it.
 */
size_t spo_diagnosis_list_count(const spo_diagnosis_list *list);

/**
 * Diagnosis index, in the author's order; NULL beyond the last. Borrowed from the list: not to be freed.
 */
const spo_diagnosis *spo_diagnosis_list_diagnosis(const spo_diagnosis_list *list, size_t index);

/**
 * In how many places it was found.
 */
size_t spo_diagnosis_list_source_count(const spo_diagnosis_list *list);

/**
 * The source of place index by its name in the configuration; NULL beyond the last. Borrowed from the list.
 */
const char *spo_diagnosis_list_source(const spo_diagnosis_list *list, size_t index);

/**
 * All of it as JSON, with where it was found and the warnings of reading it. It holds the CPR number in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_diagnosis_list_to_json(const spo_diagnosis_list *list, char **out, spo_error **err);

/**
 * Reads a document of any version of the profile (APD-DK 1.0 to 2.0.1), as the field sends them. What had to be
 * guessed is in its warnings.
 *
 * *out is to be freed with spo_document_free, or NULL on failure.
 */
spo_status spo_document_read(const uint8_t *data,
                             size_t len,
                             spo_document **out,
                             spo_error **err);

/**
 * Writes the document that a client would share: APD-DK 2.0.1, made now, with the ids that follow from the source's OID,
 * the host's key and the version (from 1).
 *
 * *out is to be freed with spo_document_free, or NULL on failure; SPO_STATUS_INVALID_APPOINTMENT lists every fault.
 */
spo_status spo_document_write(const spo_appointment *appointment,
                              const char *source_oid,
                              const char *key,
                              uint32_t version,
                              spo_document **out,
                              spo_error **err);

/**
 * Writes the document with ids and a time of the caller's own: the id of the document and of the appointment as
 * "root^extension", and the time of creation in RFC 3339, NULL for now.
 *
 * *out is to be freed with spo_document_free, or NULL on failure; SPO_STATUS_INVALID_APPOINTMENT lists every fault.
 */
spo_status spo_document_write_with_ids(const spo_appointment *appointment,
                                       const char *document_id,
                                       const char *appointment_id,
                                       const char *created,
                                       spo_document **out,
                                       spo_error **err);

/**
 * The document, byte for byte as it was read or written; *len is its length. Not NUL-terminated. Borrowed from the
 * document.
 */
const uint8_t *spo_document_bytes(const spo_document *document,
                                  size_t *len);

/**
 * The appointment. Borrowed from the document: to be read, not changed, and not freed. spo_appointment_clone makes one
 * that can be changed.
 */
const spo_appointment *spo_document_appointment(const spo_document *document);

/**
 * The id of this version's document, as "root^extension". Borrowed from the document.
 */
const char *spo_document_id(const spo_document *document);

/**
 * The id of the appointment, the same in every version, as "root^extension". Borrowed from the document.
 */
const char *spo_document_appointment_id(const spo_document *document);

/**
 * When this version was made, in RFC 3339 with Denmark's offset. Borrowed from the document.
 */
const char *spo_document_created(const spo_document *document);

/**
 * When this version was made, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
 */
int64_t spo_document_created_ms(const spo_document *document);

/**
 * The version of the profile that it follows: "apd-v1", "apd-v2.0" or "apd-v2.0.1". Borrowed from the document.
 */
const char *spo_document_profile(const spo_document *document);

/**
 * How many warnings there are about what had to be guessed, or what the appointment cannot hold.
 */
size_t spo_document_warning_count(const spo_document *document);

/**
 * The cause of warning index as a stable name, such as "time.offset"; NULL beyond the last. Borrowed from the
 * document.
 */
const char *spo_document_warning_code(const spo_document *document,
                                      size_t index);

/**
 * The place in the document of warning index, as a path of elements; NULL beyond the last. Borrowed from the
 * document.
 */
const char *spo_document_warning_path(const spo_document *document,
                                      size_t index);

/**
 * What was found and what was made of it in warning index; NULL beyond the last. Borrowed from the document.
 */
const char *spo_document_warning_message(const spo_document *document,
                                         size_t index);

/**
 * The document as JSON: profile, ids, creation time, appointment, warnings. It holds the CPR number in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_document_to_json(const spo_document *document, char **out, spo_error **err);

/**
 * Frees the document with the appointment and the text borrowed from it. NULL is allowed. A document that was lent by
 * a list is freed with the list, never here.
 */
void spo_document_free(spo_document *document);

/**
 * Whether the version is in use.
 */
spo_availability spo_entry_availability(const spo_entry *entry);

/**
 * The registry's id of the entry, "urn:uuid:…". Borrowed from the entry.
 */
const char *spo_entry_uuid(const spo_entry *entry);

/**
 * The document's id, as "root^extension". Borrowed from the entry.
 */
const char *spo_entry_document_id(const spo_entry *entry);

/**
 * The OID of the repository that has the document. Borrowed from the entry.
 */
const char *spo_entry_repository_id(const spo_entry *entry);

/**
 * The community the repository belongs to, as the registry spells it. Borrowed from the entry.
 */
const char *spo_entry_home_community_id(const spo_entry *entry);

/**
 * The title, its CPR number masked. Borrowed from the entry.
 */
const char *spo_entry_title(const spo_entry *entry);

/**
 * When the document was made, in RFC 3339 with Denmark's offset. Borrowed from the entry.
 */
const char *spo_entry_created(const spo_entry *entry);

/**
 * When the appointment starts, in RFC 3339 with Denmark's offset. Borrowed from the entry.
 */
const char *spo_entry_start(const spo_entry *entry);

/**
 * When the appointment ends, in RFC 3339 with Denmark's offset. Borrowed from the entry.
 */
const char *spo_entry_end(const spo_entry *entry);

/**
 * When the appointment starts, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when the registry does not say.
 */
int64_t spo_entry_start_ms(const spo_entry *entry);

/**
 * When the appointment ends, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when the registry does not say.
 */
int64_t spo_entry_end_ms(const spo_entry *entry);

/**
 * The type of document, a LOINC code: "39289-4" for an appointment. Borrowed from the entry.
 */
const char *spo_entry_type_code(const spo_entry *entry);

/**
 * The format of the document, such as the one of APD-DK 2.0.1. Borrowed from the entry.
 */
const char *spo_entry_format_code(const spo_entry *entry);

/**
 * The name of the organisation that made the document. Borrowed from the entry.
 */
const char *spo_entry_author_organisation(const spo_entry *entry);

/**
 * The document's size in bytes; 0 when the registry does not say.
 */
uint64_t spo_entry_size(const spo_entry *entry);

/**
 * Everything the registry knows, as JSON. It holds the CPR number in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_entry_to_json(const spo_entry *entry, char **out, spo_error **err);

/**
 * The status, as the function that failed returned it; 0 for NULL.
 */
spo_status spo_error_status(const spo_error *error);

/**
 * The cause as a stable name, such as "cpr.date" or "registry.rejected". Borrowed from the error.
 */
const char *spo_error_code(const spo_error *error);

/**
 * The broad cause: "invalid_input", "rejected", "denied", "unavailable", "timeout", "protocol" or "internal". Borrowed
 * from the error.
 */
const char *spo_error_class(const spo_error *error);

/**
 * The explanation, in English, for the log and the supporter. Borrowed from the error.
 */
const char *spo_error_message(const spo_error *error);

/**
 * What to do about it, in one sentence. Borrowed from the error.
 */
const char *spo_error_remedy(const spo_error *error);

/**
 * Everything in one text of several lines: message, faults, the service's own errors, remedy, code. Borrowed from the
 * error.
 */
const char *spo_error_text(const spo_error *error);

/**
 * Where in the input: a field such as "patient.cpr", or the name of a parameter. NULL when no place is known.
 * Borrowed from the error.
 */
const char *spo_error_path(const spo_error *error);

/**
 * 1 when the same call can succeed later without a change, otherwise 0.
 */
int32_t spo_error_retryable(const spo_error *error);

/**
 * The HTTP status of the service's answer; 0 when there was none.
 */
int32_t spo_error_http_status(const spo_error *error);

/**
 * The fault code when the service answered with a SOAP fault, otherwise NULL. Borrowed from the error.
 */
const char *spo_error_soap_fault_code(const spo_error *error);

/**
 * The id of the message that failed, to quote to the service's support; NULL when none was sent. Borrowed from the
 * error.
 */
const char *spo_error_message_id(const spo_error *error);

/**
 * How many faults were found in an appointment or a change of master data. Each has its own place, rule, explanation and
 * remedy.
 */
size_t spo_error_fault_count(const spo_error *error);

/**
 * The field of fault index, such as "patient.name.family"; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_fault_path(const spo_error *error, size_t index);

/**
 * The stable id of the rule that fault index breaks; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_fault_rule(const spo_error *error, size_t index);

/**
 * What is wrong in fault index, in Danish, for the user at the screen; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_fault_danish(const spo_error *error,
                                   size_t index);

/**
 * What is wrong in fault index, in English; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_fault_english(const spo_error *error, size_t index);

/**
 * What to do about fault index; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_fault_remedy(const spo_error *error, size_t index);

/**
 * How many errors the registry listed itself.
 */
size_t spo_error_service_error_count(const spo_error *error);

/**
 * The registry's own code in its error index; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_service_error_code(const spo_error *error, size_t index);

/**
 * The registry's own words in its error index, CPR numbers masked; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_service_error_context(const spo_error *error,
                                            size_t index);

/**
 * How many instants there are to choose from after SPO_STATUS_UNRESOLVED_LOCAL_TIME: two, the earlier first.
 */
size_t spo_error_instant_count(const spo_error *error);

/**
 * Instant index to choose from, in RFC 3339; NULL beyond the last. Borrowed from the error.
 */
const char *spo_error_instant(const spo_error *error, size_t index);

/**
 * Everything but message and code as JSON: remedy, path, faults, HTTP status, service errors, instants. Borrowed from
 * the error.
 */
const char *spo_error_detail_json(const spo_error *error);

/**
 * Frees the error and the text borrowed from it. NULL is allowed.
 */
void spo_error_free(spo_error *error);

/**
 * How many entries were found.
 */
size_t spo_found_entry_count(const spo_found *found);

/**
 * Entry index; NULL beyond the last. Borrowed from the answer: not to be freed.
 */
const spo_entry *spo_found_entry(const spo_found *found, size_t index);

/**
 * How many gaps the answer has. More than 0 means: there may be more appointments than these.
 */
size_t spo_found_gap_count(const spo_found *found);

/**
 * Gap index; NULL beyond the last. Borrowed from the answer: not to be freed.
 */
const spo_gap *spo_found_gap(const spo_found *found, size_t index);

/**
 * The answer as JSON. It holds the CPR number in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_found_to_json(const spo_found *found, char **out, spo_error **err);

/**
 * Frees the answer with everything borrowed from it. NULL is allowed.
 */
void spo_found_free(spo_found *found);

/**
 * The cause as a stable name, such as "search.partial" or "document.unreadable". Borrowed from the gap.
 */
const char *spo_gap_code(const spo_gap *gap);

/**
 * What is missing and why, in English. Borrowed from the gap.
 */
const char *spo_gap_message(const spo_gap *gap);

/**
 * The id of the document that is missing, as "root^extension"; NULL when it is not one document. Borrowed from the
 * gap.
 */
const char *spo_gap_document_id(const spo_gap *gap);

/**
 * 1 when the same call can succeed later, otherwise 0.
 */
int32_t spo_gap_retryable(const spo_gap *gap);

/**
 * How many errors the service itself gave as the cause.
 */
size_t spo_gap_service_error_count(const spo_gap *gap);

/**
 * The service's own code in its error index; NULL beyond the last. Borrowed from the gap.
 */
const char *spo_gap_service_error_code(const spo_gap *gap, size_t index);

/**
 * The service's own words in its error index, CPR numbers masked; NULL beyond the last. Borrowed from the gap.
 */
const char *spo_gap_service_error_context(const spo_gap *gap,
                                          size_t index);

/**
 * A system (level 3): its name as agreed with the platform, and the organisation that answers for it with its CVR number
 * and name. The credential is an organisation's (VOCES, FOCES) with the same CVR number.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_identity_system(const spo_credential *credential,
                               const char *system_name,
                               const char *cvr,
                               const char *organisation,
                               spo_identity **out,
                               spo_error **err);

/**
 * An employee (level 4). The credential is his or her own (MOCES). role is the code of the education ("7170" for a
 * doctor) of an authorised professional, else the national or local role.
 *
 * spo_identity_set_user_name and either spo_identity_set_user_cpr or spo_identity_set_user_id must follow; the other
 * setters may. What is missing is named when a client is made.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_identity_user(const spo_credential *credential,
                             const char *system_name,
                             const char *cvr,
                             const char *organisation,
                             const char *role,
                             spo_identity **out,
                             spo_error **err);

/**
 * A system or an employee, by the JSON form of the card to ask for. The error's path names the field that is wrong or
 * missing.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_identity_from_card_json(const spo_credential *credential,
                                       const char *json,
                                       spo_identity **out,
                                       spo_error **err);

/**
 * Writes the JSON form of the card that is asked for, with the user's CPR number if it has one.
 *
 * *out is to be freed with spo_string_free, or NULL on failure, also when something is missing.
 */
spo_status spo_identity_card_to_json(const spo_identity *identity, char **out, spo_error **err);

/**
 * Sets on whose behalf data is read, unless a call names another caller (spo_client_as_caller). Without one the system
 * reads for itself. The caller is copied.
 */
spo_status spo_identity_set_caller(spo_identity *identity,
                                   const spo_caller *caller,
                                   spo_error **err);

/**
 * Sets how long before its end a card is renewed, in milliseconds: five minutes without it, and never more than a fifth
 * of the time it is used.
 */
spo_status spo_identity_set_renewal_ahead_ms(spo_identity *identity,
                                             uint32_t ahead_ms,
                                             spo_error **err);

/**
 * Frees the identity. NULL is allowed; configurations and clients that were given it go on working.
 */
void spo_identity_free(spo_identity *identity);

/**
 * Takes a SAML 2.0 assertion, as the identity provider signed it: decrypted, not formatted, without the response around
 * it.
 *
 * *out is to be freed with spo_bootstrap_token_free, or NULL on failure.
 */
spo_status spo_bootstrap_token_from_saml(const uint8_t *data,
                                         size_t len,
                                         spo_bootstrap_token **out,
                                         spo_error **err);

/**
 * Takes a JSON Web Token in its compact form: three parts with dots between.
 *
 * *out is to be freed with spo_bootstrap_token_free, or NULL on failure.
 */
spo_status spo_bootstrap_token_from_jwt(const char *token, spo_bootstrap_token **out, spo_error **err);

/**
 * The first moment at which it cannot be exchanged any more, in RFC 3339 with Denmark's offset; NULL when it does not
 * say. Borrowed from the token.
 */
const char *spo_bootstrap_token_not_on_or_after(const spo_bootstrap_token *token);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it does not say.
 */
int64_t spo_bootstrap_token_not_on_or_after_ms(const spo_bootstrap_token *token);

/**
 * Throws away the cards and tokens that the login was exchanged for, in the whole process, as when the user logs out. Calls
 * under way finish with what they have. Free the identity and its clients, too: with them the login can be exchanged again.
 */
spo_status spo_bootstrap_token_forget(const spo_bootstrap_token *token,
                                      spo_error **err);

/**
 * Frees the token. NULL is allowed; identities that were given it keep their copy.
 */
void spo_bootstrap_token_free(spo_bootstrap_token *token);

/**
 * An employee who logged in at an identity provider: the token service exchanges the login for the card that the
 * employee's own certificate would give (BST2SOSI).
 *
 * The credential is the system's, which the token was issued to. role and authorisation choose among those that the
 * employee has, and are NULL where there is only one. Once the token is over, calls end with "login.expired": make an
 * identity from a new login.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_identity_employee_login(const spo_credential *credential,
                                       const spo_bootstrap_token *token,
                                       const char *system_name,
                                       const char *role,
                                       const char *authorisation,
                                       spo_identity **out,
                                       spo_error **err);

/**
 * A citizen (borger) who logged in at a portal, whose credential this is: each message is signed with it and carries a
 * token that was issued for this citizen (IDWS).
 *
 * Citizens read: sharing, moving and cancelling are refused with "citizen.reads_only". No caller can be named, because the
 * token says who calls.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_identity_citizen(const spo_credential *credential,
                                const spo_bootstrap_token *token,
                                const char *cpr,
                                spo_identity **out,
                                spo_error **err);

/**
 * A citizen who acts for another: cpr logged in, other is whose data it is. The token service checks that the
 * relation exists.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_identity_citizen_on_behalf_of(const spo_credential *credential,
                                             const spo_bootstrap_token *token,
                                             const char *cpr,
                                             spo_relation relation,
                                             const char *other,
                                             spo_identity **out,
                                             spo_error **err);

/**
 * Sets who the employee is, by CPR number.
 */
spo_status spo_identity_set_user_cpr(spo_identity *identity, const char *cpr, spo_error **err);

/**
 * Sets who the employee is by another id: the token service finds the CPR number through the certificate.
 */
spo_status spo_identity_set_user_id(spo_identity *identity, const char *id, spo_error **err);

/**
 * Sets the employee's name. The token service corrects it.
 */
spo_status spo_identity_set_user_name(spo_identity *identity,
                                      const char *given_name,
                                      const char *surname,
                                      spo_error **err);

/**
 * Sets the employee's code in the register of authorisations ("J0184"); NULL removes it, and the token service looks it
 * up.
 */
spo_status spo_identity_set_user_authorisation(spo_identity *identity,
                                               const char *authorisation,
                                               spo_error **err);

/**
 * Sets the employee's title (stilling), such as "Overlæge"; NULL removes it.
 */
spo_status spo_identity_set_user_occupation(spo_identity *identity, const char *occupation, spo_error **err);

/**
 * Sets the employee's mail address; NULL removes it.
 */
spo_status spo_identity_set_user_email(spo_identity *identity, const char *email, spo_error **err);

/**
 * How many appointments there are.
 */
size_t spo_list_count(const spo_list *list);

/**
 * Appointment index; NULL beyond the last. Borrowed from the list: to be read, not changed, and not freed.
 */
const spo_appointment *spo_list_appointment(const spo_list *list, size_t index);

/**
 * The document of appointment index, with its bytes, ids and warnings; NULL beyond the last. Borrowed from the list:
 * not to be freed.
 */
const spo_document *spo_list_document(const spo_list *list,
                                      size_t index);

/**
 * The registry's entry for appointment index; NULL beyond the last. Borrowed from the list: not to be freed.
 */
const spo_entry *spo_list_entry(const spo_list *list,
                                size_t index);

/**
 * How many gaps the list has. More than 0 means: the list is incomplete.
 */
size_t spo_list_gap_count(const spo_list *list);

/**
 * Gap index; NULL beyond the last. Borrowed from the list: not to be freed.
 */
const spo_gap *spo_list_gap(const spo_list *list, size_t index);

/**
 * 1 when the patient's blocks were looked past for the list (værdispring), which is registered with the patient,
 * otherwise 0.
 */
int32_t spo_list_overridden(const spo_list *list);

/**
 * The list as a table for a terminal, gaps named below it. No CPR number and no protected address is in it.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_list_to_table(const spo_list *list, char **out, spo_error **err);

/**
 * The list as JSON. It holds the CPR number in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_list_to_json(const spo_list *list, char **out, spo_error **err);

/**
 * Frees the list with everything borrowed from it. NULL is allowed.
 */
void spo_list_free(spo_list *list);

/**
 * Sends the log records of this process's use of the library to callback, up to level. It replaces the receiver
 * before; NULL or SPO_LOG_LEVEL_OFF ends it. When this returns, the receiver before is not called any more.
 *
 * callback and userdata must stay usable until then. CPR numbers in records are masked. Any thread, but not from a
 * callback.
 */
spo_status spo_set_log(spo_log_level level,
                       spo_log_callback callback,
                       void *userdata,
                       spo_error **err);

/**
 * Reads a document of master data: PDC-DK 3.0 and 2.0, its drafts of 2019 as far as they can be read.
 *
 * *out is to be freed with spo_master_data_free, or NULL on failure.
 */
spo_status spo_master_data_read(const uint8_t *data, size_t len, spo_master_data **out, spo_error **err);

/**
 * The citizen's CPR number: ten digits. Borrowed from the master data.
 */
const char *spo_master_data_cpr(const spo_master_data *master_data);

/**
 * 1 when the citizen has name and address protection (navne- og adressebeskyttelse), otherwise 0. The document's name
 * and address were left out then, whatever it told.
 */
int32_t spo_master_data_address_protected(const spo_master_data *master_data);

/**
 * The name; NULL when it is protected or not told. Borrowed from the master data.
 */
const char *spo_master_data_full_name(const spo_master_data *master_data);

/**
 * The address in one line; NULL when it is protected or not told. Borrowed from the master data.
 */
const char *spo_master_data_address(const spo_master_data *master_data);

/**
 * When the document was put together, in RFC 3339 with Denmark's offset; NULL when it does not tell. Borrowed from the
 * master data.
 */
const char *spo_master_data_generated(const spo_master_data *master_data);

/**
 * When it was fetched, in the same form: show it beside what it tells. NULL for a document of the host's own. Borrowed
 * from the master data.
 */
const char *spo_master_data_fetched(const spo_master_data *master_data);

/**
 * When it was fetched, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for a document of the host's own.
 */
int64_t spo_master_data_fetched_ms(const spo_master_data *master_data);

/**
 * That the source may hold something back, when it said so as spo_client_master_data asked; otherwise NULL. Borrowed
 * from the master data: not to be freed.
 */
const spo_withheld *spo_master_data_withheld(const spo_master_data *master_data);

/**
 * How many causes there are why something is missing beside what spo_client_master_data got. An overview tells it
 * itself.
 */
size_t spo_master_data_missing_count(const spo_master_data *master_data);

/**
 * What is missing for cause index; NULL beyond the last. Borrowed from the master data: not to be freed.
 */
const spo_missing *spo_master_data_missing(const spo_master_data *master_data, size_t index);

/**
 * How many warnings there are about what had to be guessed, left out, or has no place.
 */
size_t spo_master_data_warning_count(const spo_master_data *master_data);

/**
 * The cause of warning index as a stable name; NULL beyond the last. Borrowed from the master data.
 */
const char *spo_master_data_warning_code(const spo_master_data *master_data, size_t index);

/**
 * The place in the document of warning index, as a path of elements; NULL beyond the last. Borrowed from the master
 * data.
 */
const char *spo_master_data_warning_path(const spo_master_data *master_data,
                                         size_t index);

/**
 * What was found and what was made of it in warning index; NULL beyond the last. Borrowed from the master data.
 */
const char *spo_master_data_warning_message(const spo_master_data *master_data,
                                            size_t index);

/**
 * All of it as JSON, with where it was had. It holds CPR numbers in full, those of others among them.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_master_data_to_json(const spo_master_data *master_data, char **out, spo_error **err);

/**
 * Frees the master data with everything borrowed from it. NULL is allowed. What an overview lends is freed with that,
 * never here.
 */
void spo_master_data_free(spo_master_data *master_data);

/**
 * Administrative gender; SPO_GENDER_NONE when the document does not tell.
 */
spo_gender spo_master_data_gender(const spo_master_data *master_data);

/**
 * The date of birth, such as "1948-12-25"; NULL when the document does not tell. Borrowed from the master data.
 */
const char *spo_master_data_birth_date(const spo_master_data *master_data);

/**
 * Whether the citizen has a general practitioner (egen læge).
 */
spo_general_practitioner spo_master_data_general_practitioner(const spo_master_data *master_data);

/**
 * The coverage group.
 */
spo_coverage_group spo_master_data_coverage_group(const spo_master_data *master_data);

/**
 * The coverage group as the register writes it, such as "1"; NULL when the document does not tell. Borrowed from the
 * master data.
 */
const char *spo_master_data_coverage_group_text(const spo_master_data *master_data);

/**
 * How many items of this kind the document tells. 0 means that it tells none, and never a "no".
 */
size_t spo_master_data_item_count(const spo_master_data *master_data, spo_master_data_item kind);

/**
 * Item index of this kind, in the document's order; NULL beyond the last. Borrowed from the master data: not to be
 * freed.
 */
const spo_item *spo_master_data_item_at(const spo_master_data *master_data,
                                        spo_master_data_item kind,
                                        size_t index);

/**
 * The register or organisation that told the item, as spo_item_source gives it; NULL when the item is not in the document
 * or does not tell, and for kinds of which there may be several. Borrowed from the master data.
 */
const char *spo_master_data_source(const spo_master_data *master_data,
                                   spo_master_data_item kind);

/**
 * When the item was last changed, as spo_item_changed gives it; NULL when nobody tells, and for kinds of which there may be
 * several. Borrowed from the master data.
 */
const char *spo_master_data_changed(const spo_master_data *master_data,
                                    spo_master_data_item kind);

/**
 * Of what kind it is; SPO_MASTER_DATA_ITEM_NONE for NULL.
 */
spo_master_data_item spo_item_kind(const spo_item *item);

/**
 * Its id, as "root^extension", by which it is found again when the master data is read anew. NULL when it was not typed
 * in, or has none. Borrowed from the item.
 */
const char *spo_item_id(const spo_item *item);

/**
 * Whether it comes from a register, or who typed it in.
 */
spo_origin spo_item_origin(const spo_item *item);

/**
 * The register that told it, or the organisation of the professional who typed it in; NULL when that is not told.
 * Borrowed from the item.
 */
const char *spo_item_source(const spo_item *item);

/**
 * The name of the person who typed it in; NULL when it is protected or not told. Borrowed from the item.
 */
const char *spo_item_entered_by(const spo_item *item);

/**
 * Whether the name of the person who typed it in is known, protected or unknown.
 */
spo_name_state spo_item_entered_by_state(const spo_item *item);

/**
 * When it was last changed or typed in, in RFC 3339 with Denmark's offset; NULL when nobody tells. Borrowed from the
 * item.
 */
const char *spo_item_changed(const spo_item *item);

/**
 * When it was last changed or typed in, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when nobody tells.
 */
int64_t spo_item_changed_ms(const spo_item *item);

/**
 * Whether the citizen has opted out of resuscitation. Show the source and the time beside it.
 */
spo_resuscitation spo_master_data_resuscitation(const spo_master_data *master_data);

/**
 * Whether a position on organ donation is registered: never which.
 */
spo_registration spo_master_data_organ_donor_registration(const spo_master_data *master_data);

/**
 * Whether a treatment will (behandlingstestamente) is registered: never what it says.
 */
spo_registration spo_master_data_treatment_will_registration(const spo_master_data *master_data);

/**
 * Whether a living will (livstestamente) is registered: never what it says.
 */
spo_registration spo_master_data_living_will_registration(const spo_master_data *master_data);

/**
 * Whether the name of the citizen, the relative, the dentist or the other person in a relation of custody is known,
 * protected or unknown.
 */
spo_name_state spo_item_name_state(const spo_item *item);

/**
 * That name; NULL when it is protected or not told. Borrowed from the item: not to be freed.
 */
const spo_name *spo_item_name(const spo_item *item);

/**
 * Whether the citizen's own or temporary address is known, protected or unknown. A temporary one may be known although
 * the citizen's own is protected.
 */
spo_address_state spo_item_address_state(const spo_item *item);

/**
 * That address; NULL when it is protected or not told. Borrowed from the item: not to be freed.
 */
const spo_address *spo_item_address(const spo_item *item);

/**
 * The first day of a temporary address, such as "2026-07-01"; NULL when it is not told. Borrowed from the item.
 */
const char *spo_item_first_day(const spo_item *item);

/**
 * The day on which a temporary address ends; NULL when it is open. Borrowed from the item.
 */
const char *spo_item_last_day(const spo_item *item);

/**
 * The CPR number of the child, or of the holder of custody: ten digits; NULL when it is not told. Borrowed from the
 * item.
 */
const char *spo_item_cpr(const spo_item *item);

/**
 * What the relative is to the citizen, or the relation of custody, such as "samboende" or "mor"; NULL when it is not told.
 * The list of codes is open. Who has custody of whom, only the kind of the item tells. Borrowed from the item: not to be
 * freed.
 */
const spo_code *spo_item_relation(const spo_item *item);

/**
 * The language that the citizen speaks, by ISO 639-1. Borrowed from the item: not to be freed.
 */
const spo_code *spo_item_language(const spo_item *item);

/**
 * The general practitioner's practice, or the dentist's clinic, as far as they are told. Borrowed from the item: not to
 * be freed.
 */
const spo_organisation *spo_item_organisation(const spo_item *item);

/**
 * How many telecoms the citizen or the relative has: phone numbers as they were typed in.
 */
size_t spo_item_telecom_count(const spo_item *item);

/**
 * Telecom index as a URI, such as "tel:66113333"; NULL beyond the last. Borrowed from the item.
 */
const char *spo_item_telecom(const spo_item *item, size_t index);

/**
 * What telecom index is for.
 */
spo_use spo_item_telecom_use(const spo_item *item, size_t index);

/**
 * The note about a relative: free text, any character may be in it. NULL when there is none. Borrowed from the item.
 */
const char *spo_item_note(const spo_item *item);

/**
 * A change that types in a new item: setters fill it in. master_data is the citizen's as the user sees it, kind
 * SPO_MASTER_DATA_ITEM_LANGUAGE, _TEMPORARY_ADDRESS, _DENTIST, _CONTACT or _RELATIVE, and caller whoever changes it: the
 * citizen, somebody with the citizen's power of attorney, or a health professional. All are copied.
 *
 * *out is to be freed with spo_master_data_change_free, or NULL on failure.
 */
spo_status spo_master_data_change_create(const spo_master_data *master_data,
                                         spo_master_data_item kind,
                                         const spo_caller *caller,
                                         spo_master_data_change **out,
                                         spo_error **err);

/**
 * A change that puts another item in the place of item, which was typed into master_data. It begins as the item is, and
 * setters change its parts. All are copied.
 *
 * *out is to be freed with spo_master_data_change_free, or NULL on failure.
 */
spo_status spo_master_data_change_replace(const spo_master_data *master_data,
                                          const spo_item *item,
                                          const spo_caller *caller,
                                          spo_master_data_change **out,
                                          spo_error **err);

/**
 * A change that takes item out, which was typed into master_data. To let a temporary address run out on a day,
 * replace it instead. All are copied.
 *
 * *out is to be freed with spo_master_data_change_free, or NULL on failure.
 */
spo_status spo_master_data_change_end(const spo_master_data *master_data,
                                      const spo_item *item,
                                      const spo_caller *caller,
                                      spo_master_data_change **out,
                                      spo_error **err);

/**
 * Reads the JSON form. The error's path names the field that is wrong or missing.
 *
 * *out is to be freed with spo_master_data_change_free, or NULL on failure.
 */
spo_status spo_master_data_change_from_json(const char *json, spo_master_data_change **out, spo_error **err);

/**
 * Writes the JSON form, with CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure: when a setter's refusal stands. It does not apply the
 * rules; spo_master_data_change_check does.
 */
spo_status spo_master_data_change_to_json(const spo_master_data_change *change,
                                          char **out,
                                          spo_error **err);

/**
 * Checks everything at once against the citizen's present master data: SPO_STATUS_OK when the change can be sent,
 * otherwise SPO_STATUS_INVALID_APPOINTMENT and an error with every fault.
 *
 * The rules are what public sources tell of the national register, and what its document can hold; the register may
 * refuse more.
 */
spo_status spo_master_data_change_check(const spo_master_data_change *change,
                                        const spo_master_data *present,
                                        spo_error **err);

/**
 * The CPR number of the citizen whose master data it changes: ten digits. Borrowed from the change.
 */
const char *spo_master_data_change_cpr(const spo_master_data_change *change);

/**
 * Who wants it. Borrowed from the change: to be read, and not freed.
 */
const spo_caller *spo_master_data_change_caller(const spo_master_data_change *change);

/**
 * What it does; SPO_EDIT_NONE for NULL.
 */
spo_edit spo_master_data_change_edit(const spo_master_data_change *change);

/**
 * The item as it shall be: its kind, its value, who types it in, and the id of the one that is replaced or ended. One that
 * is ended has no value. Borrowed from the change: not to be freed.
 */
const spo_item *spo_master_data_change_item(const spo_master_data_change *change);

/**
 * Frees the change with everything borrowed from it. NULL is allowed.
 */
void spo_master_data_change_free(spo_master_data_change *change);

/**
 * Sets how the person who types it in is named beside it. A citizen's own name need not be given.
 */
spo_status spo_master_data_change_set_entered_by(spo_master_data_change *change,
                                                 const char *given,
                                                 const char *family,
                                                 spo_error **err);

/**
 * Sets the organisation that is named beside it, which a health professional must have. id may be NULL only with
 * SPO_ID_KIND_NONE.
 */
spo_status spo_master_data_change_set_organisation(spo_master_data_change *change,
                                                   spo_id_kind id_kind,
                                                   const char *id,
                                                   const char *name,
                                                   spo_error **err);

/**
 * Sets the name of the relative, or of the dentist. given becomes the only given name;
 * spo_master_data_change_add_given_name adds more. family may be NULL. A title is kept.
 */
spo_status spo_master_data_change_set_name(spo_master_data_change *change,
                                           const char *given,
                                           const char *family,
                                           spo_error **err);

/**
 * Adds a given name, in the order in which they are said.
 */
spo_status spo_master_data_change_add_given_name(spo_master_data_change *change,
                                                 const char *given,
                                                 spo_error **err);

/**
 * Sets the title before the name of the relative or the dentist, such as "Tandlæge"; NULL removes it.
 */
spo_status spo_master_data_change_set_title(spo_master_data_change *change,
                                            const char *title,
                                            spo_error **err);

/**
 * Adds a telephone number of the citizen, the relative or the dentist's clinic; spaces in it are dropped.
 */
spo_status spo_master_data_change_add_phone(spo_master_data_change *change,
                                            const char *number,
                                            spo_use purpose,
                                            spo_error **err);

/**
 * Removes every telephone number.
 */
spo_status spo_master_data_change_clear_phones(spo_master_data_change *change, spo_error **err);

/**
 * Sets the temporary address, or that of the dentist's clinic, as one of one line. It replaces the address with its further
 * lines, country and use. Any of them may be NULL.
 */
spo_status spo_master_data_change_set_address(spo_master_data_change *change,
                                              const char *line,
                                              const char *postal_code,
                                              const char *city,
                                              spo_error **err);

/**
 * Adds a line to the address: a floor, a place name.
 */
spo_status spo_master_data_change_add_address_line(spo_master_data_change *change,
                                                   const char *line,
                                                   spo_error **err);

/**
 * Sets the country of the address, when it is not Denmark; NULL removes it.
 */
spo_status spo_master_data_change_set_address_country(spo_master_data_change *change,
                                                      const char *country,
                                                      spo_error **err);

/**
 * An editor that sends changes with the host's submit: see spo_change_callback.
 *
 * userdata is handed to each call of submit and may be NULL; both must stay usable until release is called.
 * release is called exactly once with userdata, when the editor is freed, also when this function fails; it may be
 * NULL.
 *
 * *out is to be freed with spo_master_data_editor_free, or NULL on failure.
 */
spo_status spo_master_data_editor_new(spo_change_callback submit,
                                      void *userdata,
                                      spo_release_callback release,
                                      spo_master_data_editor **out,
                                      spo_error **err);

/**
 * Checks the change against the citizen's present master data, as spo_master_data_change_check does, and sends it when it
 * breaks no rule.
 *
 * *out is to be freed with spo_change_receipt_free, or NULL on failure: SPO_STATUS_INVALID_APPOINTMENT with every fault;
 * SPO_STATUS_DENIED when the caller may not, SPO_STATUS_NOT_FOUND when the register does not know the citizen,
 * SPO_STATUS_CONFLICT when the master data has changed since it was read, SPO_STATUS_REJECTED when the register refuses for
 * another reason.
 */
spo_status spo_master_data_editor_submit(const spo_master_data_editor *editor,
                                         const spo_master_data_change *change,
                                         const spo_master_data *present,
                                         spo_change_receipt **out,
                                         spo_error **err);

/**
 * Frees the editor. NULL is allowed.
 */
void spo_master_data_editor_free(spo_master_data_editor *editor);

/**
 * Sets the id that the register gave the item, as "root^extension".
 */
spo_status spo_change_answer_set_id(spo_change_answer *answer, const char *id, spo_error **err);

/**
 * Sets when the register took it, in RFC 3339 with Denmark's offset. Without it the receipt says now.
 */
spo_status spo_change_answer_set_changed(spo_change_answer *answer, const char *time, spo_error **err);

/**
 * Says why it is not carried out, for the message of the error. CPR numbers are masked.
 */
spo_status spo_change_answer_set_error(spo_change_answer *answer, const char *message, spo_error **err);

/**
 * Sets the language, as a code of ISO 639-1 such as "da", and what people read, such as "Dansk", or NULL.
 */
spo_status spo_master_data_change_set_language(spo_master_data_change *change,
                                               const char *code,
                                               const char *text,
                                               spo_error **err);

/**
 * Sets what the relative is to the citizen: a code such as "samboende", the OID of its system (MedCom's relation codes are
 * 1.2.208.184.100.2), and what people read or NULL. NULL for code removes the relation.
 */
spo_status spo_master_data_change_set_relation(spo_master_data_change *change,
                                               const char *code,
                                               const char *system,
                                               const char *text,
                                               spo_error **err);

/**
 * Sets the note about the relative: free text, any character may be in it. NULL removes it.
 */
spo_status spo_master_data_change_set_note(spo_master_data_change *change, const char *note, spo_error **err);

/**
 * Sets the first day of a temporary address, a Danish calendar day such as "2026-07-01".
 */
spo_status spo_master_data_change_set_first_day(spo_master_data_change *change,
                                                const char *day,
                                                spo_error **err);

/**
 * Sets the day on which a temporary address ends; NULL leaves it open.
 */
spo_status spo_master_data_change_set_last_day(spo_master_data_change *change,
                                               const char *day,
                                               spo_error **err);

/**
 * Sets the dentist's clinic: its provider number (ydernummer) or NULL, and its name as people know it. Its address and
 * telephone numbers are kept.
 */
spo_status spo_master_data_change_set_clinic(spo_master_data_change *change,
                                             const char *number,
                                             const char *name,
                                             spo_error **err);

/**
 * The item as the next master data tells it: its value, the id to replace or end it by, who typed it in and when the
 * register took it. One that was ended has no value. Borrowed from the receipt: not to be freed.
 */
const spo_item *spo_change_receipt_item(const spo_change_receipt *receipt);

/**
 * The receipt as JSON. *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_change_receipt_to_json(const spo_change_receipt *receipt, char **out, spo_error **err);

/**
 * Frees the receipt with everything borrowed from it. NULL is allowed.
 */
void spo_change_receipt_free(spo_change_receipt *receipt);

/**
 * How many requests were sent.
 */
uint32_t spo_log_delivery_requests(const spo_log_delivery *delivery);

/**
 * How many entries the log added.
 */
uint64_t spo_log_delivery_added(const spo_log_delivery *delivery);

/**
 * How many entries the log refused. They are put aside: see spo_client_min_log_refused_to_json.
 */
size_t spo_log_delivery_refused(const spo_log_delivery *delivery);

/**
 * How many entries wait still.
 */
uint64_t spo_log_delivery_waiting(const spo_log_delivery *delivery);

/**
 * When the next request may be sent, with something in it, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when
 * nothing waits.
 */
int64_t spo_log_delivery_next_request_ms(const spo_log_delivery *delivery);

/**
 * What ended the delivery before everything was sent that could be, as a stable name such as "transport.timeout"; NULL
 * when nothing did. Borrowed from the delivery.
 */
const char *spo_log_delivery_failure_code(const spo_log_delivery *delivery);

/**
 * What happened then, in English, without patient data; NULL when nothing did. Borrowed from the delivery.
 */
const char *spo_log_delivery_failure_message(const spo_log_delivery *delivery);

/**
 * All of it as JSON, with what to do about a failure and the refused entries. It holds CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_log_delivery_to_json(const spo_log_delivery *delivery, char **out, spo_error **err);

/**
 * Frees the delivery with everything borrowed from it. NULL is allowed.
 */
void spo_log_delivery_free(spo_log_delivery *delivery);

/**
 * What caller has seen of the patient cpr in system (at most 25 characters) at a moment, in milliseconds since
 * 1970-01-01 00:00 UTC. activity says in words for the citizen what was done, in at most 75 characters.
 *
 * A professional is named by the authorisation, or by CPR number without one; so is whoever answers for it. The
 * organisation is that of the caller, but for a hospital code (SHAK), which the log does not take.
 *
 * *out is to be freed with spo_log_entry_free, or NULL on failure. Limits are checked as the entry is added.
 */
spo_status spo_log_entry_of_caller(const char *system,
                                   const char *activity,
                                   const char *cpr,
                                   const spo_caller *caller,
                                   int64_t at_ms,
                                   spo_log_entry **out,
                                   spo_error **err);

/**
 * Names the organisation it was seen in as the citizen knows it, in at most 200 characters. NULL removes the name.
 */
spo_status spo_log_entry_set_organisation_name(spo_log_entry *entry,
                                               const char *name,
                                               spo_error **err);

/**
 * Names whoever has seen it, in at most 50 characters. NULL removes the name.
 */
spo_status spo_log_entry_set_user_name(spo_log_entry *entry, const char *name, spo_error **err);

/**
 * Says what he or she is, in words for the citizen such as "Sygeplejerske", in at most 200 characters. A professional
 * without an authorisation has the caller's role at first; NULL removes it.
 */
spo_status spo_log_entry_set_user_role(spo_log_entry *entry,
                                       const char *role,
                                       spo_error **err);

/**
 * Says that a block of the patient's was passed, and on what grounds: "Samtykke" or "Værdispring" in the log.
 */
spo_status spo_log_entry_set_override(spo_log_entry *entry,
                                      spo_override_reason reason,
                                      spo_error **err);

/**
 * Frees the entry. NULL is allowed; what was added of it waits.
 */
void spo_log_entry_free(spo_log_entry *entry);

/**
 * 1 when nothing is known to be withheld or missing, otherwise 0.
 */
int32_t spo_overview_is_complete(const spo_overview *overview);

/**
 * 1 when another call can find more, otherwise 0.
 */
int32_t spo_overview_is_retryable(const spo_overview *overview);

/**
 * 1 when the patient's blocks were looked past for the overview (værdispring), which is registered with the patient,
 * otherwise 0.
 */
int32_t spo_overview_overridden(const spo_overview *overview);

/**
 * How many sources said, at one step or another, that they may hold something back.
 */
size_t spo_overview_withheld_count(const spo_overview *overview);

/**
 * Source index that may hold something back, and at which step; NULL beyond the last. Borrowed from the overview:
 * not to be freed.
 */
const spo_withheld *spo_overview_withheld(const spo_overview *overview,
                                          size_t index);

/**
 * How many causes there are why something is missing.
 */
size_t spo_overview_missing_count(const spo_overview *overview);

/**
 * What is missing for cause index; NULL beyond the last. Borrowed from the overview: not to be freed.
 */
const spo_missing *spo_overview_missing(const spo_overview *overview, size_t index);

/**
 * How many appointments there are on the timeline.
 */
size_t spo_overview_appointment_count(const spo_overview *overview);

/**
 * Appointment index of the timeline; NULL beyond the last. Borrowed from the overview: not to be freed.
 *
 * They are in order of Danish days; on a day, first those without a clock time, then by start.
 */
const spo_timeline_appointment *spo_overview_appointment(const spo_overview *overview, size_t index);

/**
 * Of the appointments at the same time as appointment index, the one with the number overlap, from 0; NULL beyond
 * the last. Borrowed from the overview: not to be freed.
 */
const spo_timeline_appointment *spo_overview_overlap(const spo_overview *overview,
                                                     size_t index,
                                                     size_t overlap);

/**
 * How many master data documents (stamkort) there are. There is one, unless sources tell different things.
 */
size_t spo_overview_master_data_count(const spo_overview *overview);

/**
 * Master data index, the last made first; NULL beyond the last. Borrowed from the overview: not to be freed.
 */
const spo_master_data *spo_overview_master_data(const spo_overview *overview,
                                                size_t index);

/**
 * How many care plans (forløbsplaner) there are. Plans are never merged: several for one course of care are all shown.
 */
size_t spo_overview_care_plan_count(const spo_overview *overview);

/**
 * Care plan index, the last made first; NULL beyond the last. Borrowed from the overview: not to be freed.
 */
const spo_care_plan *spo_overview_care_plan(const spo_overview *overview, size_t index);

/**
 * How many lists of diagnoses (diagnoseoversigter) there are: one for each practice that shares one.
 */
size_t spo_overview_diagnosis_list_count(const spo_overview *overview);

/**
 * List of diagnoses index, the last made first; NULL beyond the last. Borrowed from the overview: not to be freed.
 */
const spo_diagnosis_list *spo_overview_diagnosis_list(const spo_overview *overview,
                                                      size_t index);

/**
 * 1 when a source marks the patient's address as protected (adressebeskyttelse), otherwise 0. No other source's
 * appointment or master data tells it then, either: it was taken out.
 */
int32_t spo_overview_address_protected(const spo_overview *overview);

/**
 * When it was made, in RFC 3339 with Denmark's offset. Borrowed from the overview.
 */
const char *spo_overview_made(const spo_overview *overview);

/**
 * When it was made, in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME for NULL.
 */
int64_t spo_overview_made_ms(const spo_overview *overview);

/**
 * The overview as plain text for a terminal, what is withheld and missing first. No CPR number and no protected
 * address is in it.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_overview_to_table(const spo_overview *overview,
                                 spo_language language,
                                 char **out,
                                 spo_error **err);

/**
 * The overview as a whole HTML page (UTF-8), to be shown in a frame, printed or saved: without script or anything from
 * outside, what is withheld and missing first. It holds the patient's CPR number and nobody else's, and no protected
 * address.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_overview_to_html(const spo_overview *overview,
                                spo_language language,
                                char **out,
                                spo_error **err);

/**
 * The overview as JSON. It holds CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_overview_to_json(const spo_overview *overview, char **out, spo_error **err);

/**
 * Frees the overview with everything borrowed from it. NULL is allowed.
 */
void spo_overview_free(spo_overview *overview);

/**
 * The Danish calendar day it begins, such as "2026-07-01". Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_day(const spo_timeline_appointment *appointment);

/**
 * The day it ends, when that is a later one, otherwise NULL. Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_last_day(const spo_timeline_appointment *appointment);

/**
 * The start in RFC 3339 with Denmark's offset; NULL when it is on the day without a clock time. Borrowed from the
 * timeline's appointment.
 */
const char *spo_timeline_appointment_start(const spo_timeline_appointment *appointment);

/**
 * The end in the same form; NULL when it is not known. Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_end(const spo_timeline_appointment *appointment);

/**
 * The start in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it is on the day without a clock time.
 */
int64_t spo_timeline_appointment_start_ms(const spo_timeline_appointment *appointment);

/**
 * The end in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME when it is not known.
 */
int64_t spo_timeline_appointment_end_ms(const spo_timeline_appointment *appointment);

/**
 * 1 when its time is guided (vejledende), some time from start to end or on the day; 0 when it is exact.
 */
int32_t spo_timeline_appointment_guided(const spo_timeline_appointment *appointment);

/**
 * What the patient is told about a time that is guided; otherwise NULL. Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_note(const spo_timeline_appointment *appointment);

/**
 * What it is about, in the words that the patient sees. Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_what(const spo_timeline_appointment *appointment);

/**
 * Where it is: what people call the place. Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_where(const spo_timeline_appointment *appointment);

/**
 * The place's address in one line; NULL when it is not told or protected. Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_address(const spo_timeline_appointment *appointment);

/**
 * 1 when it is in the patient's home and that address is protected, otherwise 0.
 */
int32_t spo_timeline_appointment_address_protected(const spo_timeline_appointment *appointment);

/**
 * The organisation that carries it out. Borrowed from the timeline's appointment.
 */
const char *spo_timeline_appointment_organisation(const spo_timeline_appointment *appointment);

/**
 * The state that its document tells. Those that are not SPO_STATE_ACTIVE do not take place as told (APD 1.x).
 */
spo_state spo_timeline_appointment_state(const spo_timeline_appointment *appointment);

/**
 * Whether other appointments are at the same time; spo_overview_overlap tells which.
 */
spo_overlap spo_timeline_appointment_overlap(const spo_timeline_appointment *appointment);

/**
 * How many earlier versions of it are in use all the same, because their source did not say that they were replaced.
 * More than 0 means: it was changed.
 */
size_t spo_timeline_appointment_older_version_count(const spo_timeline_appointment *appointment);

/**
 * In how many places its document was found.
 */
size_t spo_timeline_appointment_source_count(const spo_timeline_appointment *appointment);

/**
 * The source of place index by its name in the configuration; NULL beyond the last. Borrowed from the timeline's
 * appointment.
 */
const char *spo_timeline_appointment_source(const spo_timeline_appointment *appointment,
                                            size_t index);

/**
 * All of the appointment. Borrowed from the timeline's appointment: to be read, not changed, and not freed.
 */
const spo_appointment *spo_timeline_appointment_appointment(const spo_timeline_appointment *appointment);

/**
 * Its document, with its ids and warnings, and the bytes as they came, what is protected and yet told among them.
 * Borrowed from the timeline's appointment: not to be freed.
 */
const spo_document *spo_timeline_appointment_document(const spo_timeline_appointment *appointment);

/**
 * The source by its name in the configuration. Borrowed from the entry.
 */
const char *spo_withheld_source(const spo_withheld *withheld);

/**
 * 1 when data of this kind may be held back, otherwise 0.
 */
int32_t spo_withheld_concerns(const spo_withheld *withheld, spo_data_kind kind);

/**
 * When the source said so: SPO_STEP_SEARCH or SPO_STEP_RETRIEVE.
 */
spo_step spo_withheld_step(const spo_withheld *withheld);

/**
 * The sentence that says it to people. Borrowed from the entry.
 */
const char *spo_withheld_sentence(const spo_withheld *withheld, spo_language language);

/**
 * The source by its name in the configuration. Borrowed from the entry.
 */
const char *spo_missing_source(const spo_missing *missing);

/**
 * 1 when data of this kind may be missing, otherwise 0.
 */
int32_t spo_missing_concerns(const spo_missing *missing, spo_data_kind kind);

/**
 * How far it came.
 */
spo_step spo_missing_step(const spo_missing *missing);

/**
 * What stood in the way, for people.
 */
spo_cause spo_missing_cause(const spo_missing *missing);

/**
 * What stood in the way as a stable name, such as "transport.timeout" or "search.partial". Borrowed from the entry.
 */
const char *spo_missing_code(const spo_missing *missing);

/**
 * What happened, in English, without patient data. Borrowed from the entry.
 */
const char *spo_missing_message(const spo_missing *missing);

/**
 * What to do about it, in English. Borrowed from the entry.
 */
const char *spo_missing_remedy(const spo_missing *missing);

/**
 * The sentence that says to people what is missing, from where, why, and whether to try again. Borrowed from the
 * entry.
 */
const char *spo_missing_sentence(const spo_missing *missing,
                                 spo_language language);

/**
 * 1 when the same call can succeed later, otherwise 0.
 */
int32_t spo_missing_retryable(const spo_missing *missing);

/**
 * How many documents are known to be missing. 0 after a search that failed: nobody knows what there is.
 */
size_t spo_missing_document_count(const spo_missing *missing);

/**
 * The id of missing document index, as "root^extension"; NULL beyond the last. Borrowed from the entry.
 */
const char *spo_missing_document_id(const spo_missing *missing, size_t index);

/**
 * What is known of missing document index in one line, such as "ons 1. apr 2026 10:00, Røntgenambulatoriet"; NULL
 * beyond the last. Borrowed from the entry.
 */
const char *spo_missing_document_line(const spo_missing *missing,
                                      size_t index,
                                      spo_language language);

/**
 * A request for the overview of the patient with this CPR number.
 *
 * *out is to be freed with spo_overview_request_free, or NULL on failure.
 */
spo_status spo_overview_request_new(const char *cpr, spo_overview_request **out, spo_error **err);

/**
 * Wants only appointments that touch these Danish calendar days, such as "2026-07-01", both included. NULL leaves that
 * side open. The days are about appointments only.
 */
spo_status spo_overview_request_set_period(spo_overview_request *request,
                                           const char *first_day,
                                           const char *last_day,
                                           spo_error **err);

/**
 * Wants this kind of data. The first call leaves out all other kinds, each further call adds one.
 */
spo_status spo_overview_request_add_kind(spo_overview_request *request, spo_data_kind kind, spo_error **err);

/**
 * Wants the overview within this many milliseconds, whatever is missing then; 0 for the total time of the client's
 * configuration.
 */
spo_status spo_overview_request_set_within_ms(spo_overview_request *request,
                                              uint32_t within_ms,
                                              spo_error **err);

/**
 * Frees the request. NULL is allowed.
 */
void spo_overview_request_free(spo_overview_request *request);

/**
 * All of it in one line, such as "Sygehusvej 1, 5230 Odense M". Borrowed from the address.
 */
const char *spo_address_text(const spo_address *address);

/**
 * How many lines it has apart from the postal district.
 */
size_t spo_address_line_count(const spo_address *address);

/**
 * Line index: street and number, floor, place name; NULL beyond the last. Borrowed from the address.
 */
const char *spo_address_line(const spo_address *address, size_t index);

/**
 * The postal code; NULL when none is told. Borrowed from the address.
 */
const char *spo_address_postal_code(const spo_address *address);

/**
 * The postal district; NULL when none is told. Borrowed from the address.
 */
const char *spo_address_city(const spo_address *address);

/**
 * The country; NULL when none is told. Borrowed from the address.
 */
const char *spo_address_country(const spo_address *address);

/**
 * What it is for.
 */
spo_use spo_address_use(const spo_address *address);

/**
 * What to show: its text, or the code itself when there is none. Borrowed from the code.
 */
const char *spo_code_text(const spo_code *code);

/**
 * The code itself, such as "R95". Borrowed from the code.
 */
const char *spo_code_value(const spo_code *code);

/**
 * The OID of its code system. Borrowed from the code.
 */
const char *spo_code_system(const spo_code *code);

/**
 * The name of its code system; NULL when none is told. Borrowed from the code.
 */
const char *spo_code_system_name(const spo_code *code);

/**
 * The whole name as people read it, title first. Borrowed from the name.
 */
const char *spo_name_text(const spo_name *name);

/**
 * The title before the name, such as "Læge"; NULL when there is none. Borrowed from the name.
 */
const char *spo_name_title(const spo_name *name);

/**
 * How many given names there are.
 */
size_t spo_name_given_count(const spo_name *name);

/**
 * Given name index; NULL beyond the last. Borrowed from the name.
 */
const char *spo_name_given(const spo_name *name, size_t index);

/**
 * The family name; NULL when none is told. Borrowed from the name.
 */
const char *spo_name_family(const spo_name *name);

/**
 * Its name as people know it; NULL when none is told. Borrowed from the organisation.
 */
const char *spo_organisation_name(const spo_organisation *organisation);

/**
 * The kind of its id.
 */
spo_id_kind spo_organisation_id_kind(const spo_organisation *organisation);

/**
 * Its id; NULL when it has none. Borrowed from the organisation.
 */
const char *spo_organisation_id(const spo_organisation *organisation);

/**
 * Where it is; NULL when that is not told. Borrowed from the organisation: not to be freed.
 */
const spo_address *spo_organisation_address(const spo_organisation *organisation);

/**
 * How many telecoms it has.
 */
size_t spo_organisation_telecom_count(const spo_organisation *organisation);

/**
 * Telecom index as a URI, such as "tel:66113333"; NULL beyond the last. Borrowed from the organisation.
 */
const char *spo_organisation_telecom(const spo_organisation *organisation, size_t index);

/**
 * What telecom index is for.
 */
spo_use spo_organisation_telecom_use(const spo_organisation *organisation, size_t index);

/**
 * How the client knows; SPO_OUTCOME_NONE for NULL.
 */
spo_outcome spo_receipt_outcome(const spo_receipt *receipt);

/**
 * The name of the outcome: "accepted", "confirmed_by_lookup" or "already_in_effect". Borrowed from the receipt.
 */
const char *spo_receipt_outcome_name(const spo_receipt *receipt);

/**
 * The host's key of the appointment. Borrowed from the receipt.
 */
const char *spo_receipt_key(const spo_receipt *receipt);

/**
 * The version that is now current, to be given to the next replacement or cancellation; for a cancellation the version
 * withdrawn; 0 for NULL.
 */
uint32_t spo_receipt_version(const spo_receipt *receipt);

/**
 * The id of the version's document, as "root^extension". Borrowed from the receipt.
 */
const char *spo_receipt_document_id(const spo_receipt *receipt);

/**
 * The id of the appointment, the same in every version, as "root^extension". Borrowed from the receipt.
 */
const char *spo_receipt_appointment_id(const spo_receipt *receipt);

/**
 * The registry's id of the version's entry, "urn:uuid:…". Borrowed from the receipt.
 */
const char *spo_receipt_entry_uuid(const spo_receipt *receipt);

/**
 * The registry's id of the entry that was replaced; NULL when none was. Borrowed from the receipt.
 */
const char *spo_receipt_replaced(const spo_receipt *receipt);

/**
 * How many times the message was sent; 0 when that was not necessary.
 */
uint32_t spo_receipt_attempts(const spo_receipt *receipt);

/**
 * The id of the message, to quote to the service's support; NULL when none was sent. Borrowed from the receipt.
 */
const char *spo_receipt_message_id(const spo_receipt *receipt);

/**
 * How many remarks the registry made although it accepted. Look into each: another environment may reject for it.
 */
size_t spo_receipt_warning_count(const spo_receipt *receipt);

/**
 * The registry's own code in its remark index; NULL beyond the last. Borrowed from the receipt.
 */
const char *spo_receipt_warning_code(const spo_receipt *receipt, size_t index);

/**
 * The registry's own words in its remark index, CPR numbers masked; NULL beyond the last. Borrowed from the receipt.
 */
const char *spo_receipt_warning_context(const spo_receipt *receipt,
                                        size_t index);

/**
 * The receipt as JSON. *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_receipt_to_json(const spo_receipt *receipt, char **out, spo_error **err);

/**
 * Frees the receipt and the text borrowed from it. NULL is allowed.
 */
void spo_receipt_free(spo_receipt *receipt);

/**
 * An empty sandbox in memory. *out is to be freed with spo_sandbox_free, or NULL on failure.
 */
spo_status spo_sandbox_new(spo_sandbox **out, spo_error **err);

/**
 * A sandbox that keeps what it knows in the file path, which is made when it is not there. *out is to be freed with
 * spo_sandbox_free, or NULL on failure.
 */
spo_status spo_sandbox_open(const char *path,
                            spo_sandbox **out,
                            spo_error **err);

/**
 * A client of a sandbox in this process: no network is used. The client keeps what the sandbox knows alive.
 *
 * *out is to be freed with spo_client_free, or NULL on failure; SPO_STATUS_CONFIGURATION names the setting.
 */
spo_status spo_client_new_with_sandbox(const spo_config *config,
                                       const spo_sandbox *sandbox,
                                       spo_client **out,
                                       spo_error **err);

/**
 * Makes the sandbox answer over HTTP on this machine's loopback address, at port, or at any free port when that is 0.
 * spo_sandbox_url tells where. It answers until it is stopped or freed.
 */
spo_status spo_sandbox_serve(const spo_sandbox *sandbox,
                             uint16_t port,
                             spo_error **err);

/**
 * Where the sandbox answers over HTTP, such as "http://127.0.0.1:8080", to be given to spo_config_sandbox; NULL when it
 * does not. Borrowed from the sandbox.
 */
const char *spo_sandbox_url(const spo_sandbox *sandbox);

/**
 * Stops answering over HTTP. Without a server it does nothing.
 */
spo_status spo_sandbox_stop(const spo_sandbox *sandbox, spo_error **err);

/**
 * Tells the sandbox to misbehave: one script or an array of them in JSON, such as
 * {"on": "ITI-41", "nth": 2, "does": {"kind": "disconnect", "processed": true}}.
 *
 * Scripts are offered each call in the order they were added. The sandbox's own documentation lists what it can do.
 */
spo_status spo_sandbox_script(const spo_sandbox *sandbox,
                              const char *json,
                              spo_error **err);

/**
 * Forgets every script: the sandbox behaves from now on.
 */
spo_status spo_sandbox_clear_scripts(const spo_sandbox *sandbox, spo_error **err);

/**
 * Every call of the sandbox so far as a JSON array, oldest first: which transaction, what the registry made of it, what
 * it answered. It holds nothing of a patient's.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_sandbox_calls_to_json(const spo_sandbox *sandbox,
                                     char **out,
                                     spo_error **err);

/**
 * Every line of the national log as a JSON array (schemas/log-entry.schema.json), oldest first: who has seen what of whom.
 * It holds CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_sandbox_log_to_json(const spo_sandbox *sandbox,
                                   char **out,
                                   spo_error **err);

/**
 * Stops the sandbox's server and frees the sandbox. NULL is allowed. Clients of it go on working.
 */
void spo_sandbox_free(spo_sandbox *sandbox);

/**
 * Tells the sandbox's organisation register of the unit with the SOR code sor: the SOR code of the unit that it is a part
 * of, its provider number (ydernummer) and its hospital code (SHAK), each of which may be NULL. The block service compares
 * by it; an organisation that nobody told of stands alone.
 */
spo_status spo_sandbox_add_organisation(const spo_sandbox *sandbox,
                                        const char *sor,
                                        const char *parent,
                                        const char *yder,
                                        const char *shak,
                                        spo_error **err);

/**
 * Every block and consent that the sandbox has, of all citizens and with those that were ended, as a JSON array. It holds
 * CPR numbers in full.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_sandbox_registrations_to_json(const spo_sandbox *sandbox,
                                             char **out,
                                             spo_error **err);

/**
 * What takes changes of master data to the sandbox's test persons: the next master data shows them with source and time.
 *
 * Allowed to change are the citizen, whoever spo_sandbox_set_relation lets act for the citizen, and health professionals
 * with an authorisation or in the national role "nspSundAssistR2".
 *
 * *out is to be freed with spo_master_data_editor_free, or NULL on failure. It keeps what the sandbox knows alive.
 */
spo_status spo_sandbox_master_data_editor(const spo_sandbox *sandbox,
                                          spo_master_data_editor **out,
                                          spo_error **err);

/**
 * Sets whether identity cards and callers are looked at, from the next call on.
 */
spo_status spo_sandbox_set_identity_check(const spo_sandbox *sandbox,
                                          spo_identity_check check,
                                          spo_error **err);

/**
 * Lets the systems of the organisation with this CVR number read with their own cards for health professionals and
 * citizens, as the national services let those that they have on a list. Nobody is on it to begin with.
 */
spo_status spo_sandbox_trust_level_3(const spo_sandbox *sandbox,
                                     const char *cvr,
                                     spo_error **err);

/**
 * The configuration of a client of this sandbox: addresses, its token service and whom that is known by. The addresses
 * are those of its server while it has one (spo_sandbox_serve), and otherwise lead to the sandbox in this process
 * (spo_client_new_with_sandbox).
 *
 * *out is to be freed with spo_config_free, or NULL on failure.
 */
spo_status spo_sandbox_config(const spo_sandbox *sandbox,
                              spo_config **out,
                              spo_error **err);

/**
 * The identity of a system of an organisation made up for trials, for whoever does not care which.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_sandbox_identity(const spo_sandbox *sandbox, spo_identity **out, spo_error **err);

/**
 * The identity of a health professional made up for trials: an authorised doctor at work, who reads on his own behalf.
 *
 * *out is to be freed with spo_identity_free, or NULL on failure.
 */
spo_status spo_sandbox_professional_identity(const spo_sandbox *sandbox,
                                             spo_identity **out,
                                             spo_error **err);

/**
 * A certificate of a system (VOCES, FOCES) of the organisation with this CVR number and name, with its key.
 *
 * *out is to be freed with spo_credential_free, or NULL on failure.
 */
spo_status spo_sandbox_system_credential(const spo_sandbox *sandbox,
                                         const char *cvr,
                                         const char *organisation,
                                         spo_test_certificate certificate,
                                         spo_credential **out,
                                         spo_error **err);

/**
 * The same as PEM, certificate and key in one text, for trying what reads them from files.
 *
 * *out is to be freed with spo_string_free, or NULL on failure.
 */
spo_status spo_sandbox_system_pem(const spo_sandbox *sandbox,
                                  const char *cvr,
                                  const char *organisation,
                                  spo_test_certificate certificate,
                                  char **out,
                                  spo_error **err);

/**
 * A certificate of an employee (MOCES), with its key: a doctor with this authorisation, or with NULL somebody without
 * any. The sandbox's token service knows him or her from then on.
 *
 * *out is to be freed with spo_credential_free, or NULL on failure.
 */
spo_status spo_sandbox_employee_credential(const spo_sandbox *sandbox,
                                           const char *cpr,
                                           const char *given_name,
                                           const char *surname,
                                           const char *authorisation,
                                           const char *cvr,
                                           const char *organisation,
                                           spo_test_certificate certificate,
                                           spo_credential **out,
                                           spo_error **err);

/**
 * Lets an employee log in to a system of his or her employer, the organisation with this CVR number and name; the other
 * values are those of spo_sandbox_employee_credential. The token (OIOSAML) lasts an hour, and is good for calls with the
 * certificate that spo_sandbox_system_credential gives the same organisation.
 *
 * *out is to be freed with spo_bootstrap_token_free, or NULL on failure.
 */
spo_status spo_sandbox_employee_login(const spo_sandbox *sandbox,
                                      const char *cpr,
                                      const char *given_name,
                                      const char *surname,
                                      const char *authorisation,
                                      const char *cvr,
                                      const char *organisation,
                                      spo_bootstrap_token **out,
                                      spo_error **err);

/**
 * Lets a citizen log in to the portal of the organisation with this CVR number and name. The token (OIOSAML) lasts an
 * hour, and is good for calls with the certificate that spo_sandbox_system_credential gives the same organisation.
 *
 * *out is to be freed with spo_bootstrap_token_free, or NULL on failure.
 */
spo_status spo_sandbox_citizen_login(const spo_sandbox *sandbox,
                                     const char *cpr,
                                     const char *cvr,
                                     const char *organisation,
                                     spo_bootstrap_token **out,
                                     spo_error **err);

/**
 * The same with a JSON Web Token (OpenID Connect).
 *
 * *out is to be freed with spo_bootstrap_token_free, or NULL on failure.
 */
spo_status spo_sandbox_citizen_login_jwt(const spo_sandbox *sandbox,
                                         const char *cpr,
                                         const char *cvr,
                                         const char *organisation,
                                         spo_bootstrap_token **out,
                                         spo_error **err);

/**
 * Lets one citizen act for another from now on, and nobody else for anybody. To begin with nobody may.
 */
spo_status spo_sandbox_set_relation(const spo_sandbox *sandbox,
                                    const char *acting,
                                    spo_relation relation,
                                    const char *other,
                                    spo_error **err);

/**
 * Fills the sandbox with twenty test persons and their appointments in hospital, municipality and general practice for
 * a month around today, such as "2026-03-02". Nobody among them is real.
 *
 * Do it before setting scripts and before demanding identity cards. The persons are kept in memory, also by a sandbox
 * in a file.
 */
spo_status spo_sandbox_seed_month(const spo_sandbox *sandbox,
                                  const char *today,
                                  spo_error **err);

/**
 * One of the sources attached to the sandbox, by its name: those of the seed are "hospital", "municipality" and
 * "general_practice"; "master_data" is there when persons are. It answers as part of the sandbox, and with a client of its
 * own alone; a script makes it fail alone.
 *
 * *out is to be freed with spo_sandbox_free, or NULL on failure; SPO_STATUS_NOT_FOUND for a name that there is not.
 */
spo_status spo_sandbox_source(const spo_sandbox *sandbox,
                              const char *name,
                              spo_sandbox **out,
                              spo_error **err);

/**
 * A search for the appointments of the patient with this CPR number.
 *
 * *out is to be freed with spo_search_free, or NULL on failure.
 */
spo_status spo_search_new(const char *cpr, spo_search **out, spo_error **err);

/**
 * Looks only for appointments that start at from or later and before to, in RFC 3339 with Denmark's offset. NULL
 * leaves that side open.
 */
spo_status spo_search_set_period(spo_search *search,
                                 const char *from,
                                 const char *to,
                                 spo_error **err);

/**
 * The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME leaves that side open.
 */
spo_status spo_search_set_period_ms(spo_search *search, int64_t from_ms, int64_t to_ms, spo_error **err);

/**
 * Whether replaced and cancelled versions are wanted, too: 1 or 0. They are not, unless this is set.
 */
spo_status spo_search_set_include_deprecated(spo_search *search, int32_t include, spo_error **err);

/**
 * Frees the search. NULL is allowed.
 */
void spo_search_free(spo_search *search);

/**
 * The stable name of a status, such as "conflict", "ok" for 0; NULL for a number that is no status.
 *
 * The text is constant. Any thread.
 */
const char *spo_status_name(spo_status status);

/**
 * The version of the library that is loaded, such as "0.1.0". Compare with SPO_VERSION, the header's.
 *
 * The text is constant. Any thread.
 */
const char *spo_version(void);

/**
 * The interface of the library that is loaded. A host that was built with SPO_ABI_VERSION can run with any library
 * that answers the same number or a larger one; check it once after loading.
 *
 * Any thread.
 */
uint32_t spo_abi_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SPO_H */
