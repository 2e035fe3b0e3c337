//! Names that the generated files of operations use themselves and that are not given to items of a contract.

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
    "Context",
    "Credentials",
    "Error",
    "Head",
    "HeaderName",
    "HeaderValue",
    "IntoResponse",
    "Limit",
    "Location",
    "Matched",
    "Method",
    "MethodFilter",
    "MethodRouter",
    "Mounted",
    "Rejection",
    "RejectionKind",
    "Request",
    "RequestPart",
    "Response",
    "Router",
    "S",
    "SecurityRequirement",
    "Service",
    "State",
    "StatusCode",
    "Violation",
    "ViolationLimits",
    "WithHeaders",
];

/// Modules beside and above those of the tags, and crates whose names their paths begin with.
pub(super) const MODULES: &[&str] = &[
    "axum",
    "checks",
    "client",
    "errors",
    "headers",
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
    "violation_limits",
];
