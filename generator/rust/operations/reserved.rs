//! Names that the generated files of operations have themselves: nothing of a contract gets them.

/// Names that the client's modules use themselves.
pub(super) const CLIENT_TYPES: &[&str] = &[
    "BuildError",
    "Call",
    "Client",
    "ClientBuilder",
    "Content",
    "Core",
    "Credential",
    "Duration",
    "Error",
    "ErrorResponse",
    "Failure",
    "Location",
    "Method",
    "Operation",
    "RawResponse",
    "Response",
    "ResponseHeaders",
    "Settings",
];

/// Names that the server's modules use themselves.
pub(super) const SERVER_TYPES: &[&str] = &[
    "Access",
    "ApiKey",
    "Arc",
    "Basic",
    "BearerToken",
    "Body",
    "Bytes",
    "Content",
    "Credentials",
    "Error",
    "Head",
    "IntoResponse",
    "Location",
    "Method",
    "MethodFilter",
    "MethodRouter",
    "Part",
    "Rejection",
    "RejectionKind",
    "Request",
    "Response",
    "Router",
    "S",
    "Service",
    "State",
    "StatusCode",
    "Violation",
    "Way",
];

/// Modules beside those of the tags, and crates whose names their paths begin with.
pub(super) const MODULES: &[&str] = &[
    "axum",
    "checks",
    "errors",
    "headers",
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
