/* Master data of a protected citizen, from a system that tells the address all the same. */
#ifndef STAMKORT_H
#define STAMKORT_H

static const char STAMKORT[] =
    "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">"
    "<templateId root=\"1.2.208.184.16.1\"/>"
    "<effectiveTime value=\"20260302101500+0100\"/>"
    "<recordTarget><patientRole>"
    "<id root=\"1.2.208.176.1.2\" extension=\"2512489996\"/>"
    "<addr nullFlavor=\"MSK\"><streetAddressLine>Hemmelig Allé 1</streetAddressLine></addr>"
    "<patient><name><given>Nancy</given><family>Berggren</family></name></patient>"
    "</patientRole></recordTarget>"
    "</ClinicalDocument>";

#endif
