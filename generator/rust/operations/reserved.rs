//! Names that the generated files of operations have themselves: nothing of a contract gets them.

/// Names that modules of operations use themselves.
pub(super) const TYPES: &[&str] = &[
    "Access",
    "Answer",
    "ApiKey",
    "Body",
    "Bytes",
    "Call",
    "Client",
    "Content",
    "ClientBuilder",
    "Core",
    "Credential",
    "Credentials",
    "Error",
    "Duration",
    "Head",
    "IntoResponse",
    "Location",
    "MethodFilter",
    "MethodRouter",
    "Part",
    "Rejection",
    "RejectionKind",
    "Reply",
    "Request",
    "Response",
    "Router",
    "S",
    "Service",
    "State",
    "StatusCode",
    "BearerToken",
    "BuildError",
    "Arc",
    "Method",
    "Basic",
    "Settings",
    "Unexpected",
    "Violation",
    "Way",
];

/// Modules beside those of the tags, and crates whose names their paths begin with.
pub(super) const MODULES: &[&str] = &[
    "axum",
    "checks",
    "lib",
    "models",
    "parameters",
    "reqwest",
    "std",
    "support",
];

/// Constants that the file of parameters imports.
pub(super) const CONSTANTS: &[&str] = &[
    "ARRAY", "BOOLEAN", "INTEGER", "NULL", "NUMBER", "OBJECT", "STRING",
];

/// Methods that the client and the traits have themselves, and functions that the files of the
/// server import.
pub(super) const METHODS: &[&str] = &[
    "admit",
    "admit_any",
    "bytes_answer",
    "checked_status",
    "empty_answer",
    "json_answer",
    "open_answer",
    "read_body",
    "new",
    "builder",
    "core",
    "authenticate",
    "reject",
    "body_limit",
    "refuse_media_parameters",
    "refuse_unknown_query",
];
