//! The table of diagnostic codes: the one place that a code, its severity, its title and its
//! explanation come from. `counterpart explain` and the documentation are printed from it.
//!
//! Codes are stable: a code that is no longer given keeps its number for good.
//! `C1` is about files, `C2` about the document, `C3` about what the contract says, `C4` about
//! turning it into code, `C5` about the settings of a project.

use super::Severity::{self, Error, Note, Warning};

/// A kind of problem, with the text that explains it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable number: `C101`.
    pub id: &'static str,
    /// The severity, unless the problem at hand has another one.
    pub severity: Severity,
    /// The problem in a few words, to search for.
    pub title: &'static str,
    /// Why it matters, what is done about it and how to solve it, as plain text.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $id:literal $severity:ident $title:literal: $explanation:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Code =
                Code { id: $id, severity: $severity, title: $title, explanation: $explanation };
        )*

        /// Every code, in the order of their numbers.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    FILE_UNREADABLE = "C101" Error "unreadable file":
        "The document itself, or a file that a `$ref` in it names, could not be read. A reference is \
         relative to the file that contains it. Nothing is fetched from the network: download \
         the file that a URL leads to and refer to the copy. A file is at most 128 MiB long, and a \
         `$ref` leads to regular files only, never to a device, a pipe or a socket.";
    NOT_A_DOCUMENT = "C102" Error "neither JSON nor YAML":
        "The file could not be parsed. YAML needs spaces, never tabs, for indentation; a string with \
         `: `, ` #` or a leading special character needs quotes.";
    DUPLICATE_KEY = "C103" Warning "duplicate key":
        "A mapping has the same key twice. Parsers disagree on which one counts; here it is the \
         last one. Remove one of them.";
    OUTSIDE_FOLDER = "C104" Error "reference outside the document's folder":
        "A `$ref` leads to a file outside the folder of the root document, by its path or by a symbolic \
         link. It is not followed, so that \
         a document from elsewhere cannot read files that are none of its business. Move the file \
         below the folder, or allow it with `--allow-outside`.";

    NOT_OPENAPI = "C201" Error "not an OpenAPI 3.0 or 3.1 document":
        "The root of a document names the version of the OpenAPI specification that it follows: \
         `openapi: 3.0.3`. Versions 3.0.x and 3.1.x are supported. Convert Swagger 2.0 documents \
         first.";
    WRONG_TYPE = "C202" Warning "value of the wrong type":
        "The OpenAPI specification requires another type of value here. A value whose meaning is clear \
         (a number instead of a string) is converted; any other is ignored.";
    MISSING_FIELD = "C203" Warning "missing required field":
        "The OpenAPI specification requires this field. A default is used in its place where that is \
         safe.";
    UNKNOWN_FIELD = "C204" Warning "unknown field":
        "The OpenAPI specification does not define this field here, so it is ignored. It may be \
         misspelt, be in the wrong object, or belong to another version; extensions start with `x-`.";
    UNRESOLVED_REFERENCE = "C205" Error "unresolved reference":
        "A `$ref` is a JSON pointer into a document (`#/components/schemas/Pet`), a file, or both \
         (`models.yaml#/Pet`). There is nothing at the location that this one names.";
    REFERENCE_CYCLE = "C206" Error "reference cycle":
        "A chain of `$ref`s never reaches anything that is not a `$ref`, or a path item contains \
         itself.";
    IGNORED_PART = "C207" Warning "part of the document ignored":
        "This has no meaning by the OpenAPI specification. It is ignored, and the rest is read.";
    MISPLACED_REFERENCE = "C208" Warning "reference where none is allowed":
        "The OpenAPI specification allows a `$ref` instead of a schema, a parameter, a response and \
         other components, and in a path item, but not here. It is resolved all the same; other tools \
         may not do so.";
    FIELD_BESIDE_REFERENCE = "C209" Warning "field beside a path item's reference and in its target":
        "A path item may refer to another one and have fields of its own beside the `$ref`. Where both \
         have the same field, the behaviour is undefined (OpenAPI 3.1.1, section 4.8.9). Here the \
         fields beside the `$ref` count, and the parameters of both.";

    DUPLICATE_OPERATION_ID = "C301" Warning "duplicate operationId":
        "Operation ids are unique in a document (OpenAPI 3.0.3, section 4.7.10). The second operation \
         is named by its method and path instead.";
    UNDECLARED_PATH_PARAMETER = "C302" Warning "undeclared path parameter":
        "The path template has a parameter that the operation does not declare. It is assumed to be a \
         required string.";
    UNUSED_PATH_PARAMETER = "C303" Warning "path parameter not in the path template":
        "A parameter with `in: path` has to be in the path template. It is ignored: its value would \
         have nowhere to go.";
    PATH_WITHOUT_SLASH = "C304" Warning "path without a leading slash":
        "Paths are appended to the server's URL and start with `/`; one was added.";
    DUPLICATE_PATH = "C305" Warning "two operations for the same requests":
        "Path templates that differ only in the names of their parameters are identical \
         (OpenAPI 3.0.3, section 4.7.8.1): no server could tell them apart. The first one is \
         served; clients have a method for each.";
    INVALID_STATUS = "C307" Warning "invalid status code":
        "Keys of `responses` are status codes from 100 to 599, ranges such as `4XX`, or `default`. \
         Any other key is ignored.";
    INVALID_PATTERN = "C308" Warning "invalid pattern":
        "`pattern` is an ECMA-262 regular expression. One that does not compile is ignored. Slashes \
         around a pattern, as JavaScript has them, are removed.";
    INVALID_KEYWORD_VALUE = "C309" Warning "invalid keyword value":
        "The value of this schema keyword is of the wrong type or out of range: a negative length, a \
         `multipleOf` of zero, a bound that is a string. The keyword is ignored.";
    UNKNOWN_KEYWORD = "C310" Warning "unknown schema keyword":
        "The document's dialect of JSON Schema does not define this keyword, so it is ignored. \
         It may be misspelt or belong to another version.";
    UNDECLARED_SECURITY_SCHEME = "C311" Warning "undeclared security scheme":
        "A security requirement names a scheme that `components.securitySchemes` does not declare. \
         The generated server passes the request head to the service's own check.";
    NULLABLE_WITHOUT_TYPE = "C312" Note "nullable without a type":
        "In OpenAPI 3.0.3 `nullable` adds null to the `type` beside it and has no effect without one. \
         Since it is nearly always intended, null is admitted beside what the reference or the \
         combination admits.";
    INVALID_DEFAULT = "C313" Warning "invalid default":
        "The schema does not admit its own default, which is ignored.";
    UNSUPPORTED_PARAMETER_STYLE = "C315" Warning "unsupported serialization style":
        "The specification defines each `style` for some locations and types only (OpenAPI 3.0.3, \
         section 4.7.12.3). The default style of the location is used.";
    DUPLICATE_PARAMETER = "C316" Warning "duplicate parameter":
        "A parameter is identified by its name and location, and an operation declares it once. The \
         last declaration counts.";
    IGNORED_HEADER_PARAMETER = "C317" Note "ignored header parameter":
        "Header parameters named Accept, Content-Type and Authorization are ignored (OpenAPI 3.0.3, \
         section 4.7.12.1): media types and security describe them instead.";
    SELF_APPLICATION = "C318" Warning "schema applied to itself":
        "A schema leads back to itself through `allOf`, `anyOf`, `oneOf`, `not`, `if` or a reference \
         alone, without going into a property or an item of the value. Validation would never end, so \
         the subschema that closes the cycle is ignored.";
    CONTRADICTORY_ALL_OF = "C319" Warning "contradictory allOf":
        "A value has to satisfy every subschema of an `allOf`, and no value can: they have no type \
         in common, no value of their enumerations in common, or bounds that cross; or a subschema \
         with `additionalProperties: false` refuses properties that another one describes. It is \
         checked as it is written, so the server refuses every value. An `allOf` narrows and \
         never overrides: write the properties out, or use `unevaluatedProperties` beside the `allOf`.";
    LINK_WITHOUT_OPERATION = "C320" Warning "link to no operation":
        "A link names an operation by its `operationId`, or by an `operationRef`, a \
         reference to it (`#/paths/~1pets~1{id}/get`). There is no such operation.";
    DUPLICATE_PATH_PARAMETER = "C321" Warning "duplicate parameter in a path template":
        "A path template has each parameter once (OpenAPI 3.1.1, section 4.8.8.2). A request may \
         have different values at the two positions, of which the first counts.";
    OTHER_VERSION = "C322" Warning "keyword of another version":
        "The document uses a keyword of OpenAPI 3.1 and declares 3.0, or the other way \
         round, or a keyword of an older draft of JSON Schema. It has the meaning that it has there. \
         Other tools may ignore it: use what the document's version has, or declare the other version.";
    UNKNOWN_FORMAT = "C323" Warning "unknown format":
        "The format is none of those that are checked, and none that the registries of OpenAPI and JSON \
         Schema list. It is an annotation for readers; values are not validated against it.";
    INVALID_NAME = "C324" Warning "name that HTTP cannot carry":
        "Names of headers are tokens (RFC 9110, section 5.6.2); those of cookies have no spaces and no \
         `=`, `;` or `,` (RFC 6265, section 4.1.1). No message can have one of this name; the parameter \
         or header is ignored.";
    STATUS_AS_NUMBER = "C325" Warning "status code written as a number":
        "Keys of `responses` are strings, so that they mean the same in JSON (OpenAPI 3.1.1, section \
         4.8.16): `'200':` in YAML. Other tools may not find a response under a number.";
    UNDESCRIBED_PROPERTY = "C326" Warning "required property without a schema":
        "`required` names a property that the `properties` of the schema and of its subschemas do not \
         have. Every value needs it, and it may be anything: often it is a property under another \
         spelling.";
    OUT_OF_PROPORTION = "C327" Error "schemas combined out of proportion":
        "A schema with `allOf` has the properties of all subschemas, and those of theirs. Where many \
         schemas are built on each other, they repeat so many properties that the output would be many \
         times as large as the document. Each property may be repeated ten times on average, and 20,000 \
         may be in any document. Write fewer levels of `allOf`.";

    UNKNOWN_SELECTION = "C403" Error "unknown tag or operation":
        "`--tags` and `--operations` name tags and operations of the document.";
    INVALID_RUST_NAME = "C404" Warning "invalid x-rust-name":
        "`x-rust-name` is the name of a type, field, method or variant, as Rust writes \
         it. This one is not an identifier, or is taken; the default name is used.";
    UNCHECKED_CONSTRAINT = "C405" Warning "unchecked constraint":
        "The generated server cannot check this constraint natively, so it does not refuse values that \
         violate it.";
    TOO_MANY_CHOICES = "C406" Warning "too many combined choices":
        "Branches of a choice that are built with `allOf` on schemas with choices of their own need a \
         type for each way to choose. The value stays JSON here, and is checked like any other.";
    BOUNDED_PATTERN = "C407" Warning "pattern matched within a limit":
        "The generated server matches patterns in time that is linear in the string. It cannot do so where \
         a pattern has a lookahead, a lookbehind, a backreference or very long repetitions: such a pattern \
         is matched by backtracking, and a string that takes more than 256 steps for each of its bytes is \
         refused with a violation that says so. Strings that violate `maxLength` are not matched at all. \
         Write the pattern without these, or set a short `maxLength`.";

    SETTINGS_UNREADABLE = "C501" Error "settings file that is not TOML":
        "`counterpart.toml` could not be read or parsed. It is TOML 1.0: a table begins with its name in \
         brackets (`[package]`), and strings are in quotes.";
    UNKNOWN_SETTING = "C502" Error "unknown setting":
        "`counterpart.toml` has a table or a key that is not defined. It may be misspelt, or belong to \
         another table.";
    INVALID_SETTING = "C503" Error "invalid value of a setting":
        "The value of this key in `counterpart.toml` has the wrong type, or is none of those that the key \
         may have.";
}

/// Finds a code by its id, in either case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter()
        .find(|code| code.id.eq_ignore_ascii_case(id))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::{ALL, find};

    #[test]
    fn ids_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }

    #[test]
    fn codes_are_found_in_either_case() {
        assert_eq!(find("c101").map(|code| code.id), Some("C101"));
        assert_eq!(find("C999"), None);
    }
}
