"""Share and read a patient's appointments over the Danish national service platform.

Everything is imported from here: `import spo`. Records such as `Appointment` are frozen, compare by value, can be
hashed and pickled, and take keyword arguments only; `record.replace(field=…)` gives a changed one.

Times are aware datetimes with Denmark's offset. `spo.danish_time` makes one of a wall-clock time or of any other zone;
a datetime without a zone, or with an offset that Denmark does not have at that moment, is refused. What comes back has
a fixed offset, so that comparing and subtracting are exact on the nights when clocks change.

Every error is a `spo.SpoError` (see `spo.exceptions`).
"""

from spo._spo import Cpr, SorCode, YderNumber, __version__
from spo.appointment import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    AppointmentTime,
    At,
    Day,
    EpisodeOfCare,
    Facility,
    Home,
    Location,
    OtherPlace,
    Reason,
    Series,
    Window,
)
from spo.exceptions import (
    AccessDeniedError,
    ConfigurationError,
    ConflictError,
    DocumentError,
    ErrorKind,
    Fault,
    FaultError,
    InternalError,
    InvalidArgumentError,
    LocalTimeError,
    NotFoundError,
    OutcomeUnknownError,
    ProtocolError,
    RejectedError,
    ServiceError,
    SpoError,
    SpoTimeoutError,
    StorageError,
    UnavailableError,
    ValidationError,
)
from spo.parties import Organisation, Participant, Patient, PersonName
from spo.times import danish_time
from spo.values import (
    PROTECTED,
    Address,
    Code,
    CprWarning,
    Gender,
    InstanceId,
    OrganisationId,
    PatientAddress,
    Protection,
    Telecom,
    Use,
)

__all__ = [
    "PROTECTED",
    "AccessDeniedError",
    "Address",
    "Appointment",
    "AppointmentKind",
    "AppointmentStatus",
    "AppointmentTime",
    "At",
    "Code",
    "ConfigurationError",
    "ConflictError",
    "Cpr",
    "CprWarning",
    "Day",
    "DocumentError",
    "EpisodeOfCare",
    "ErrorKind",
    "Facility",
    "Fault",
    "FaultError",
    "Gender",
    "Home",
    "InstanceId",
    "InternalError",
    "InvalidArgumentError",
    "LocalTimeError",
    "Location",
    "NotFoundError",
    "Organisation",
    "OrganisationId",
    "OtherPlace",
    "OutcomeUnknownError",
    "Participant",
    "Patient",
    "PatientAddress",
    "PersonName",
    "Protection",
    "ProtocolError",
    "Reason",
    "RejectedError",
    "Series",
    "ServiceError",
    "SorCode",
    "SpoError",
    "SpoTimeoutError",
    "StorageError",
    "Telecom",
    "UnavailableError",
    "Use",
    "ValidationError",
    "Window",
    "YderNumber",
    "__version__",
    "danish_time",
]
