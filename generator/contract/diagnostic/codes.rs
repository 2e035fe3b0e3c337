//! The table of diagnostic codes: the one place that a code, its severity, its title and its
//! explanation come from. `counterpart explain` and the documentation are printed from it.
//!
//! Codes are stable: a code that is no longer given keeps its number for good.
//! `C1` is about files, `C2` about the document, `C3` about what the contract says, `C4` about
//! turning it into code, `C5` about the settings of a project.

use super::Severity::{self, Error, Note, Warning};

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `C101`
    pub id: &'static str,
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters and how to mend it, in plain text.
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
    FILE_UNREADABLE = "C101" Error "a file cannot be read":
        "The document itself, or a file that a `$ref` in it names, could not be read. A reference is \
         relative to the file that it stands in. Nothing is ever fetched from the network: download \
         what a URL leads to and refer to the copy.";
    NOT_A_DOCUMENT = "C102" Error "the text is neither JSON nor YAML":
        "The text could not be parsed. YAML needs spaces, never tabs, for indentation; text with \
         `: `, ` #` or a leading special character needs quotes.";
    DUPLICATE_KEY = "C103" Warning "a key is written twice":
        "A mapping holds the same key twice. Parsers disagree on which one counts; here it is the \
         last one. Remove one of them.";
    OUTSIDE_FOLDER = "C104" Error "a reference leaves the document's folder":
        "A `$ref` leads to a file outside the folder of the root document. That is refused so that \
         a document from elsewhere cannot read files that are none of its business. Move the file \
         below the folder, or allow it with `--allow-outside`.";

    NOT_OPENAPI = "C201" Error "not an OpenAPI 3.0 or 3.1 document":
        "The root of a document names the version of the OpenAPI specification that it follows: \
         `openapi: 3.0.3`. Versions 3.0.x and 3.1.x are read. Swagger 2.0 documents must be \
         converted first.";
    WRONG_TYPE = "C202" Warning "a member has the wrong type":
        "The OpenAPI specification wants another type of value here. What is clearly meant (a number \
         where text belongs) is taken as meant; the rest is left out.";
    MISSING_MEMBER = "C203" Warning "a required member is missing":
        "The OpenAPI specification requires this member. Where a plain default is safe, it is used \
         in its place.";
    UNKNOWN_MEMBER = "C204" Warning "an unknown member":
        "The OpenAPI specification does not define this member here, so it has no effect. It may be \
         misspelt, stand in the wrong place, or belong to another version; own additions start with \
         `x-`.";
    UNRESOLVED_REFERENCE = "C205" Error "a reference leads nowhere":
        "A `$ref` is a JSON pointer into a document (`#/components/schemas/Pet`), a file, or both \
         (`models.yaml#/Pet`). Nothing is at the place that this one names.";
    REFERENCE_CYCLE = "C206" Error "a reference leads back to itself":
        "A chain of `$ref`s never reaches anything that is not a `$ref`, or a path item is part of \
         itself without end.";
    DROPPED_MEMBER = "C207" Warning "a part of the document was left out":
        "What stands here cannot mean anything by the OpenAPI specification, so it was left out and \
         the rest was read on.";
    REFERENCE_OUT_OF_PLACE = "C208" Warning "a reference stands where none may stand":
        "The OpenAPI specification lets a `$ref` stand in the place of a schema, a parameter, a \
         response and other components, and in a path item. Here it lets none stand. What the \
         reference leads to is taken in its place, but other tools may not do so.";
    SAID_TWICE = "C209" Warning "a path item says something that what it refers to says, too":
        "A path item may refer to another one and have members of its own beside the `$ref`. Where both \
         have the same member, the specification leaves open what that means (OpenAPI 3.1.1, section \
         4.8.9). Here the members beside the `$ref` count, and parameters of both do.";

    DOUBLED_OPERATION_ID = "C301" Warning "two operations have the same operationId":
        "Operation ids are unique in a document (OpenAPI 3.0.3, section 4.7.10). The second operation \
         is named by its method and path instead.";
    UNDECLARED_PATH_PARAMETER = "C302" Warning "a path parameter is not declared":
        "The path names a parameter in braces for which the operation declares none. It is taken as \
         required text.";
    UNUSED_PATH_PARAMETER = "C303" Warning "a declared path parameter is not in the path":
        "A parameter with `in: path` must be named in the path template. It is left out: a value \
         would have nowhere to go.";
    PATH_NOT_ROOTED = "C304" Warning "a path does not start with a slash":
        "Paths are appended to the server's address and start with `/`; one was added.";
    DOUBLED_PATH = "C305" Warning "two operations answer the same requests":
        "Path templates that differ in the names of their parameters only are the same path \
         (OpenAPI 3.0.3, section 4.7.8.1): no server could tell them apart. The first one is \
         served; clients have a method for each.";
    BAD_STATUS = "C307" Warning "not a status code":
        "Responses are keyed by a status from 100 to 599, a class such as `4XX`, or `default`. \
         What is none is left out.";
    BAD_PATTERN = "C308" Warning "a pattern is not a regular expression":
        "`pattern` is an ECMA-262 regular expression. One that cannot be compiled cannot be \
         checked and is left out; of one that stands between slashes, as JavaScript writes them, the \
         slashes are.";
    BAD_CONSTRAINT = "C309" Warning "a constraint makes no sense":
        "The value of this constraint is of the wrong type or out of range: a negative length, a \
         `multipleOf` of zero, a bound that is text. It is left out.";
    UNKNOWN_KEYWORD = "C310" Warning "an unknown schema keyword":
        "The keyword is none of the contract's dialect of JSON Schema, so it constrains nothing. \
         It may be misspelt or belong to another version.";
    UNKNOWN_SECURITY_SCHEME = "C311" Warning "a security scheme is not declared":
        "A security requirement names a scheme that `components.securitySchemes` does not declare. \
         The generated server hands the whole request head to the service's own check.";
    NULLABLE_WITHOUT_TYPE = "C312" Note "nullable stands without a type":
        "By OpenAPI 3.0.3 `nullable` adds null to the `type` beside it and means nothing without \
         one. Since it is nearly always meant, null is admitted beside what the reference or the \
         combination admits.";
    WRONG_DEFAULT = "C313" Warning "a default does not fit its schema":
        "The default is not a value that the schema admits, so it is not used.";
    UNSUPPORTED_PARAMETER_STYLE = "C315" Warning "a parameter's style does not fit its place":
        "The specification defines each style for some locations and types only (OpenAPI 3.0.3, \
         section 4.7.12.3). The location's default style is used.";
    DOUBLED_PARAMETER = "C316" Warning "a parameter is declared twice":
        "A parameter is identified by its name and location, and an operation declares it once. The \
         last declaration counts.";
    IGNORED_HEADER_PARAMETER = "C317" Note "a header parameter is ignored":
        "Header parameters named Accept, Content-Type and Authorization are ignored (OpenAPI 3.0.3, \
         section 4.7.12.1): media types and security say it instead.";
    SELF_PART = "C318" Warning "a schema is part of itself":
        "A schema leads back to itself through `allOf`, `anyOf`, `oneOf`, `not`, `if` or a reference \
         alone, without going into a member or an item of the value. Asking whether a value fits would \
         never end, so the part that closes the circle is left out.";
    CONTRADICTION = "C319" Warning "the parts of an allOf contradict each other":
        "A value has to satisfy every part of an `allOf`, and no value can: the parts name types that \
         exclude each other, lists of values with nothing in common, or bounds that cross; or a part \
         closed with `additionalProperties: false` refuses members that another part describes. It is \
         checked as it is written, so the server refuses whatever is sent there. An `allOf` narrows and \
         never overrides: write the members out, or close the whole with `unevaluatedProperties`.";
    LINK_TO_NOWHERE = "C320" Warning "a link leads to no operation":
        "A link names the operation that it leads to by its `operationId`, or by an `operationRef`, a \
         reference to it (`#/paths/~1pets~1{id}/get`). There is no such operation.";
    DOUBLED_PATH_PARAMETER = "C321" Warning "a path names a parameter twice":
        "Each parameter stands in a path template once (OpenAPI 3.1.1, section 4.8.8.2). A request may \
         have different values in the two places, of which the first counts.";
    OTHER_VERSION = "C322" Warning "a keyword of another version":
        "What the document says there is of OpenAPI 3.1 while the document is of 3.0, or the other way \
         round, or of an older draft of JSON Schema. It is taken as it is meant there. Other tools may \
         pass over it: write it as the document's version has it, or give the document the other version.";
    UNKNOWN_FORMAT = "C323" Warning "an unknown format":
        "The format is none of those that are checked, and none that the registries of OpenAPI and JSON \
         Schema list. It is kept as a word for readers; values are not held against it.";
    UNSENDABLE_NAME = "C324" Warning "a name that HTTP cannot carry":
        "Names of headers are tokens (RFC 9110, section 5.6.2), those of cookies have no spaces and no \
         `=`, `;` or `,` (RFC 6265, section 4.1.1). No message can have one of this name; the parameter \
         or header is left out.";
    STATUS_AS_NUMBER = "C325" Warning "a status code is written as a number":
        "Keys of `responses` are texts, so that they mean the same in JSON (OpenAPI 3.1.1, section \
         4.8.16): `'200':` in YAML. Other tools may not find an answer under a number.";
    UNDESCRIBED_MEMBER = "C326" Warning "a required member is described nowhere":
        "`required` names a member that is none of the `properties` of the schema or of its parts. Every \
         value must have it, and it may be anything: often it is a property under another spelling.";

    UNKNOWN_SELECTION = "C403" Error "a selected tag or operation does not exist":
        "`--tags` and `--operations` name tags and operations of the document.";
    BAD_RUST_NAME = "C404" Warning "x-rust-name is not an identifier":
        "`x-rust-name` gives the name of a type, field, method or variant, written as Rust writes \
         it. This one is no such name, or one that is taken; a name is derived as usual.";
    UNCHECKED_CONSTRAINT = "C405" Warning "a constraint is not checked":
        "The generated server cannot check this constraint natively, so it does not refuse what the \
         constraint forbids.";
    TOO_MANY_FORMS = "C406" Warning "too many choices are combined":
        "Alternatives that are built with `allOf` on schemas with alternatives of their own have as many \
         forms as there are ways to choose, and each would need a type. The value stays JSON as it came, \
         and is checked like any other.";

    SETTINGS_UNREADABLE = "C501" Error "the settings file is not TOML":
        "`counterpart.toml` could not be read or parsed. It is TOML 1.0: a table begins with its name in \
         brackets (`[package]`), and strings stand in quotes.";
    UNKNOWN_SETTING = "C502" Error "an unknown setting":
        "`counterpart.toml` has a table or a key that means nothing there. It may be misspelt, or stand in \
         another table than the one that it belongs to.";
    INVALID_SETTING = "C503" Error "a setting has an invalid value":
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
