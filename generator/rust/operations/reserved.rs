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
    "Context",
    "ClientBuilder",
    "Core",
    "Credential",
    "Credentials",
    "Error",
    "Duration",
    "Head",
    "HeaderName",
    "HeaderValue",
    "IntoResponse",
    "Location",
    "Matched",
    "MethodFilter",
    "MethodRouter",
    "Rejection",
    "RejectionKind",
    "Reply",
    "Request",
    "RequestPart",
    "Response",
    "Router",
    "S",
    "SecurityRequirement",
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
    "WithHeaders",
];

/// Modules beside and above those of the tags, and crates whose names their paths begin with.
pub(super) const MODULES: &[&str] = &[
    "axum",
    "checks",
    "client",
    "lib",
    "models",
    "parameters",
    "reqwest",
    "server",
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
    "authenticate_optional",
    "bytes_response",
    "checked_status",
    "content_response",
    "empty_response",
    "json_response",
    "read_body",
    "write_header",
    "write_optional_header",
    "new",
    "builder",
    "core",
    "authenticate",
    "reject",
    "body_limit",
    "reject_media_parameters",
    "reject_unknown_query",
];
