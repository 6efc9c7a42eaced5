//! The JSON Schema of a report, for those who write one.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::report::{REPORT_VERSION, RunReport};

/// The schema of a report as it is read: whatever has a default may be left out, and what nobody
/// reads may be there.
pub fn report_schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<RunReport>();
    if let Some(version) = schema.pointer_mut("/properties/version") {
        version["const"] = REPORT_VERSION.into();
    }
    schema
}

/// [`ChunkSize`](crate::strategies::ChunkSize), as it is written.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is wanted")]
pub(super) enum ChunkSize {
    /// So many items.
    Items(u32),
    /// A rule.
    Rule(ChunkRule),
}

/// A rule by which a chunk's size is chosen.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its schema is wanted")]
pub(super) enum ChunkRule {
    /// The strategy's own.
    Auto,
    /// joblib's.
    Joblib,
}
