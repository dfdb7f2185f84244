/* A complete appointment, by setters only. */
#ifndef BOOKING_H
#define BOOKING_H

#include <spo.h>

static const char *const A_CPR = "251248-9996";
static const char *const A_SOR = "325431000016004";

static spo_appointment *booking(void)
{
    spo_appointment *a = spo_appointment_new();
    spo_appointment_set_kind(a, SPO_KIND_REGIONAL, NULL);
    spo_appointment_set_time(a, "2027-04-01T10:00:00+02:00", "2027-04-01T10:30:00+02:00", NULL);
    spo_appointment_set_reason(a, "Røntgenundersøgelse af thorax", NULL);
    spo_appointment_set_cpr(a, A_CPR, NULL);
    spo_appointment_set_name(a, SPO_ROLE_PATIENT, "Nancy", "Berggren", NULL);
    spo_appointment_set_organisation(a, SPO_ROLE_RESPONSIBLE, SPO_ID_KIND_SOR, A_SOR, "Røntgenafdelingen", NULL);
    spo_appointment_set_organisation(a, SPO_ROLE_PERFORMER, SPO_ID_KIND_SOR, "345031000016009", "Røntgenambulatoriet", NULL);
    spo_appointment_set_organisation(a, SPO_ROLE_CUSTODIAN, SPO_ID_KIND_SOR, "359011000016003", "Region Syddanmark", NULL);
    spo_appointment_set_organisation(a, SPO_ROLE_LOCATION, SPO_ID_KIND_SOR, "325421000016001", "Indgang 4", NULL);
    return a;
}

#endif
