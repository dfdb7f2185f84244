//! Every rule of a registration, once.

use crate::rules::{Rule, rules};

rules! {
    SYSTEM = "log.system.length",
        "Systemets navn har mere end 25 tegn",
        "the system's name has more than 25 characters",
        "Shorten it.",
        "SystemNameType";
    ACTIVITY = "log.activity.length",
        "Aktiviteten har mere end 75 tegn",
        "the activity has more than 75 characters",
        "Shorten it: the citizen reads it in a list.",
        "ActivityType";
    SHORT = "log.text.length",
        "Teksten har mere end 50 tegn",
        "the text has more than 50 characters",
        "Shorten it.",
        "ReasonType, AdditionType, CriticalityType, PersonNameType, FilterRelevanceType, person identifiers";
    LONG = "log.long_text.length",
        "Teksten har mere end 200 tegn",
        "the text has more than 200 characters",
        "Shorten it.",
        "OrganisationIdValueType, OrganisationNameType, RoleType";
    CORRELATION = "log.correlation_id.length",
        "Id'et har mere end 46 tegn",
        "the id has more than 46 characters",
        "Give a UUID.",
        "CorrelationIdType";
    SEQUENCE = "log.sequence_number.length",
        "Nummeret har mere end 36 tegn",
        "the number has more than 36 characters",
        "Give a UUID, or leave it out to get one.",
        "SequenceNumberType";

    BLANK = "log.text.blank",
        "Teksten er tom",
        "the text is empty",
        "Give it, or leave it out where it may be left out.",
        "every text has minLength 1";
    ILLEGAL = "log.text.illegal",
        "Teksten indeholder et tegn, som XML ikke kan rumme",
        "the text holds a character that XML cannot carry",
        "Remove control characters.",
        "XML 1.0, production 2";
    CPR = "log.text.cpr",
        "Der står et CPR-nummer i teksten",
        "a CPR number stands in the text",
        "Give persons by their identifiers only.",
        "this library's own: the log shows its texts to people";

    TIME_RANGE = "log.time.range",
        "Tidspunktet ligger uden for årene 2015-9999",
        "the time is outside the years 2015 to 9999",
        "Check the date.",
        "RestrictedDateTimeType: not before 2015-01-01T00:00:00Z";
    TIME_ORDER = "log.time.order",
        "Tidsrummet slutter, før det begynder",
        "the time ends before it begins",
        "Give a later end.",
        "the order of an interval";
}
