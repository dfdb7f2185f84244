//! How two objects in the registry belong together.

use serde::{Serialize, Serializer};

use super::vocabulary::{association_type, slot};
use super::{Availability, EntryUuid, Slot};

/// A directed link between two objects (Association).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Association {
    /// Its id.
    pub id: EntryUuid,
    /// What the link means.
    pub association_type: AssociationType,
    /// The object it starts from: for [`AssociationType::Replace`], the new entry.
    pub source: EntryUuid,
    /// The object it points to: for [`AssociationType::Replace`], the entry that is replaced.
    pub target: EntryUuid,
    /// What else it says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Slot>,
}

impl Association {
    /// For a change of availability: the status it starts from.
    pub fn original_status(&self) -> Option<Availability> {
        self.slot(slot::ORIGINAL_STATUS).map(Availability::from_urn)
    }

    /// For a change of availability: the status it ends with.
    pub fn new_status(&self) -> Option<Availability> {
        self.slot(slot::NEW_STATUS).map(Availability::from_urn)
    }

    /// For a member of a submission set: `Original` or `Reference`.
    pub fn submission_set_status(&self) -> Option<&str> {
        self.slot(slot::SUBMISSION_SET_STATUS)
    }

    fn slot(&self, name: &str) -> Option<&str> {
        self.slots.iter().find(|slot| slot.name == name)?.value()
    }
}

/// `associationType`: what a link means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AssociationType {
    /// A submission set has a member.
    HasMember,
    /// The source document replaces the target (RPLC).
    Replace,
    /// The source document is an addendum to the target (APND).
    Append,
    /// The source document is a transformation of the target (XFRM).
    Transform,
    /// The source document is a transformation of the target and replaces it (XFRM_RPLC).
    TransformReplace,
    /// The source document signs the target.
    Signs,
    /// The source document is a snapshot of the on-demand target.
    IsSnapshotOf,
    /// The source, a submission set, changes whether the target entry is in use.
    UpdateAvailabilityStatus,
    /// Anything else, as it came.
    Other(String),
}

impl AssociationType {
    /// Recognises the URN.
    pub fn from_urn(urn: &str) -> Self {
        match urn.trim() {
            association_type::HAS_MEMBER => Self::HasMember,
            association_type::REPLACE => Self::Replace,
            association_type::APPEND => Self::Append,
            association_type::TRANSFORM => Self::Transform,
            association_type::TRANSFORM_REPLACE => Self::TransformReplace,
            association_type::SIGNS => Self::Signs,
            association_type::IS_SNAPSHOT_OF => Self::IsSnapshotOf,
            association_type::UPDATE_AVAILABILITY_STATUS => Self::UpdateAvailabilityStatus,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The URN.
    pub fn as_urn(&self) -> &str {
        match self {
            Self::HasMember => association_type::HAS_MEMBER,
            Self::Replace => association_type::REPLACE,
            Self::Append => association_type::APPEND,
            Self::Transform => association_type::TRANSFORM,
            Self::TransformReplace => association_type::TRANSFORM_REPLACE,
            Self::Signs => association_type::SIGNS,
            Self::IsSnapshotOf => association_type::IS_SNAPSHOT_OF,
            Self::UpdateAvailabilityStatus => association_type::UPDATE_AVAILABILITY_STATUS,
            Self::Other(urn) => urn,
        }
    }
}

impl Serialize for AssociationType {
    /// The URN.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_urn())
    }
}
