//! The table of rules: what kinds of change there are, what each means, and how much it matters.
//! `counterpart explain` and the documentation are printed from it.
//!
//! Codes are stable: a rule that is no longer used keeps its number for good. `R1` is about
//! operations, `R2` about parameters, `R3` about request bodies, `R4` about answers, `R5` about
//! security, `R6` about schemas, `R7` about what surrounds operations, `R8` about policy.

use counterpart_contract::diagnostic::Severity::{self, Error, Note, Warning};

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `R101`
    pub id: &'static str,
    /// What a change of this kind is where it breaks something; where it is proved compatible it is
    /// a note, unless the rule says warning. A file may say otherwise.
    pub severity: Severity,
    pub title: &'static str,
    /// Why it matters and what to do, in plain text.
    pub explanation: &'static str,
}

impl Rule {
    /// Whether the rule is about promises and style, and not about what is sent.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        self.id.starts_with("R8")
    }
}

macro_rules! rules {
    ($($name:ident = $id:literal $severity:ident $title:literal: $explanation:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Rule =
                Rule { id: $id, severity: $severity, title: $title, explanation: $explanation };
        )*

        /// Every rule, in the order of their numbers.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    OPERATION_REMOVED = "R101" Error "an operation is gone":
        "No operation of the new contract answers these requests: servers are joined with paths and \
         templates are compared by what they match, so that a renamed path parameter or a prefix \
         moved between server and path is no removal. Announce the end first: mark the operation \
         `deprecated` and give the day in `x-sunset`; once that day has passed the removal is no \
         longer a break.";
    OPERATION_ADDED = "R102" Note "an operation is new":
        "Nobody can depend on it yet.";
    OPERATION_TAKEN_OVER = "R103" Note "another path template answers the requests":
        "The path is gone, and the template of another operation matches the same requests, so the \
         two operations are compared with each other.";
    OPERATION_DEPRECATED = "R104" Note "an operation is deprecated":
        "It still works. Callers have until the day in `x-sunset` to move.";
    OPERATION_REVIVED = "R105" Note "an operation is no longer deprecated":
        "Callers who were about to leave may stay.";
    OPERATION_TAKEN_FROM = "R106" Warning "a new path answers requests of a template":
        "Concrete paths come before templates (OpenAPI 3.0.3, section 4.7.8.2), so that a request with \
         this word in the parameter's place goes to the new operation. Callers are assumed not to send \
         it; `--closed-world` drops that assumption and compares the two operations.";

    UNREAD = "R107" Warning "a part of an operation cannot be read":
        "A reference leads nowhere, so that nobody knows what is meant there, and nothing about the \
         operation is proved. The old contract is reviewed as far as it can be read, for it cannot be \
         mended any more; the new one has to be whole.";

    PARAMETER_REMOVED = "R201" Warning "a parameter is gone":
        "Servers ignore query parameters, headers and cookies that they do not know, so requests are \
         still accepted. Callers who rely on what the parameter did lose it silently.";
    PARAMETER_ADDED = "R202" Note "an optional parameter is new":
        "Requests without it are accepted as before.";
    PARAMETER_REQUIRED = "R203" Error "a required parameter is new":
        "Requests that callers send today lack it. Make it optional with a default, or add an \
         operation.";
    PARAMETER_BECAME_REQUIRED = "R204" Error "a parameter became required":
        "Requests without it were accepted and are refused now.";
    PARAMETER_BECAME_OPTIONAL = "R205" Note "a parameter became optional":
        "Requests with it are accepted as before.";
    PARAMETER_WRITTEN_OTHERWISE = "R206" Error "a parameter is written otherwise":
        "`style`, `explode` or `content` decide which text stands for a value. The same value is \
         another text now, so that servers read something else from what callers send. Without \
         `allowReserved`, whether a server reads reserved characters that stand as they are (RFC 3986, \
         section 2.2) depends on it.";
    PARAMETER_EMPTY = "R207" Error "a parameter may no longer be empty":
        "`allowEmptyValue` let callers send the name alone, and the schema does not admit the empty \
         text.";
    PARAMETER_DEFAULT = "R208" Warning "the default of a parameter changed":
        "Requests without the parameter are accepted as before and mean something else now.";
    PARAMETER_DEPRECATED = "R209" Note "a parameter is deprecated, or no longer":
        "Requests with it are accepted as before.";

    BODY_REMOVED = "R301" Error "the request body is gone":
        "Callers send a body that the contract no longer describes, in a media type that is no longer \
         among those accepted.";
    BODY_ADDED = "R302" Error "a request body is new":
        "An optional body is compatible; a required one refuses every request that is sent today.";
    BODY_BECAME_REQUIRED = "R303" Error "the request body became required":
        "Requests without a body were accepted and are refused now.";
    BODY_BECAME_OPTIONAL = "R304" Note "the request body became optional":
        "Requests with a body are accepted as before.";
    BODY_TYPE_REMOVED = "R305" Error "a media type of the request is gone":
        "Requests in this media type get 415. Media ranges are compared by what they match.";
    BODY_TYPE_ADDED = "R306" Note "a media type of the request is new":
        "Requests in the other media types are accepted as before.";
    BODY_ENCODING = "R307" Warning "a member of a form is written otherwise":
        "`encoding` decides how a member of a form is written. Whether servers still read what \
         callers send depends on them.";
    TEXT_CHARSET = "R308" Warning "the charset of a text changed":
        "`charset` says how the characters of a request or an answer are written (RFC 9110, section \
         8.3.2). Whether readers go by what comes with the text depends on them. JSON has none (RFC \
         8259, section 11).";
    XML_LAYOUT = "R309" Warning "a body of XML is written otherwise":
        "`xml` gives elements and attributes their names and places (OpenAPI 3.0.3, section 4.7.26). \
         Whether readers take both forms depends on them.";

    STATUS_REMOVED = "R401" Error "an answer is gone":
        "A success that callers wait for is never sent again. An error that is gone, or one that \
         another entry covers, is compatible.";
    STATUS_ADDED = "R402" Note "an answer is new":
        "A contract need not list every status (OpenAPI 3.0.3, section 4.7.16), so callers treat one \
         that they do not know by its class (RFC 9110, section 15).";
    ANSWER_TYPE_REMOVED = "R403" Error "a media type of an answer is gone":
        "Callers who ask for it with `Accept` get 406, or something that they cannot read.";
    ANSWER_TYPE_ADDED = "R404" Note "a media type of an answer is new":
        "It is sent to those who ask for it.";
    ANSWER_BODY_REMOVED = "R405" Error "an answer has no body any more":
        "Callers read a body that is no longer sent.";
    ANSWER_BODY_ADDED = "R406" Note "an answer has a body now":
        "Callers who expect none ignore it.";
    HEADER_REMOVED = "R407" Error "a header of an answer is gone":
        "Callers could rely on a required header. One that was optional may be missing anyway.";
    HEADER_ADDED = "R408" Note "a header of an answer is new":
        "Callers ignore headers that they do not know.";
    HEADER_BECAME_OPTIONAL = "R409" Error "a header of an answer became optional":
        "Callers could rely on it.";
    HEADER_BECAME_REQUIRED = "R410" Note "a header of an answer became required":
        "Callers can rely on it now.";
    HEADER_DEPRECATED = "R411" Note "a header of an answer is deprecated, or no longer":
        "It is sent as before.";

    SECURITY_ADDED = "R501" Error "callers need more credentials":
        "The alternatives of the new contract are compared by meaning: what satisfies one of the old \
         alternatives satisfies none of the new ones.";
    SECURITY_LOOSENED = "R502" Note "other credentials are accepted":
        "All that was accepted still is.";
    SECURITY_SCHEME = "R503" Error "a security scheme changed":
        "The scheme of the same name lost a flow or a scope, or credentials are got from elsewhere: \
         whether those of the old address still count is known to the services only. Flows and scopes \
         that are new, and scopes that no operation asks for, break nothing.";

    SCHEMA_TYPE = "R601" Error "the type of a value changed":
        "`type` and `nullable` say which kinds of value there are.";
    SCHEMA_VALUES = "R602" Error "the listed values changed":
        "`enum` and `const` list the only values. A request must not lose one, an answer must not gain \
         one.";
    SCHEMA_FORMAT = "R603" Error "the format changed":
        "Formats of dates, times, durations, UUIDs, mail, hosts, addresses, URIs, JSON pointers, regular \
         expressions, base64 (`byte`) and integer widths constrain; all others are annotations.";
    SCHEMA_RANGE = "R604" Error "the range of a number changed":
        "`minimum`, `maximum`, their exclusive forms and `multipleOf`, compared as exact decimals.";
    SCHEMA_LENGTH = "R605" Error "the length of a text changed":
        "`minLength` and `maxLength` count characters.";
    SCHEMA_PATTERN = "R606" Error "the pattern of a text changed":
        "Patterns are compared by the texts they match, together with the lengths beside them.";
    SCHEMA_ITEMS = "R607" Error "what an array holds changed":
        "`items`, `prefixItems`, `contains`, `unevaluatedItems`.";
    SCHEMA_COUNT = "R608" Error "how much an array or object holds changed":
        "`minItems`, `maxItems`, `uniqueItems`, `minProperties`, `maxProperties`.";
    MEMBER_REQUIRED = "R609" Error "which members are required changed":
        "A request must not have to carry more, an answer must not carry less. Members that are \
         `readOnly` are not required of requests, nor those that are `writeOnly` of answers.";
    MEMBER_ADDED = "R610" Error "a member is new":
        "Compatible unless the sender's contract declares a map that admits the name with other \
         values. Callers are assumed not to send names that their contract never declared; \
         `--closed-world` drops that assumption.";
    MEMBER_REMOVED = "R611" Warning "a member is gone":
        "Objects are open unless they are closed, so that a member that nothing describes is still \
         accepted. One that was deprecated with an `x-sunset` that has passed may be gone.";
    SCHEMA_MEMBERS = "R612" Error "which other members are admitted changed":
        "`additionalProperties`, `patternProperties`, `propertyNames`, `unevaluatedProperties`.";
    SCHEMA_DEPENDENT = "R613" Error "what members depend on changed":
        "`dependentRequired`, `dependentSchemas`, `if`, `then`, `else`.";
    SCHEMA_COMBINATION = "R614" Error "the alternatives changed":
        "`allOf`, `anyOf`, `oneOf`, `not`, compared by what they admit together. Where a \
         discriminator chooses, `oneOf` admits what any of its alternatives admits, and a base is one \
         of the schemas that are built on it.";
    SCHEMA_DISCRIMINATOR = "R615" Error "the discriminator changed":
        "The property that tells alternatives apart, or what its values mean. A value is held against \
         the alternative that it names; JSON Schema does not see that, whoever chooses by the \
         discriminator does.";
    SCHEMA_NOT_UNDERSTOOD = "R616" Warning "a keyword that is not understood changed":
        "What it means is not known here, so that nothing can be proved about it.";
    SCHEMA_DIRECTION = "R617" Warning "readOnly or writeOnly changed":
        "A member that is `readOnly` is not part of requests, one that is `writeOnly` not of answers.";
    SCHEMA_CHANGED = "R618" Error "a schema changed":
        "The schemas differ by meaning, in a way that is no change of a single keyword.";
    MEMBER_DEFAULT = "R619" Note "a default changed":
        "Values that leave the member out mean something else now.";
    TEXT_CONTENT = "R620" Warning "what a text holds changed":
        "`contentEncoding`, `contentMediaType` and `contentSchema` say what is written in a text. No \
         validator looks into it (JSON Schema validation, section 8), so that nothing can be proved, \
         yet whoever decodes it does. `contentEncoding: base64` is the format `byte` of 3.0.";
    SCHEMA_DEPRECATED = "R621" Note "a schema is deprecated, or no longer":
        "Values are admitted as before. Whoever sends or reads them should move.";

    SERVER_REMOVED = "R701" Error "a server is gone":
        "Callers send to an address that the contract no longer names.";
    SERVER_ADDED = "R702" Note "a server is new":
        "The other servers are as before.";
    CALLBACK_REMOVED = "R703" Warning "a callback or webhook is gone":
        "Whoever waits for it waits in vain.";
    CALLBACK_ADDED = "R704" Note "a callback or webhook is new":
        "Whoever did not ask for it answers with an error, which the service must stand.";
    LINK_CHANGED = "R705" Warning "a link changed":
        "Links say how to go on from an answer (OpenAPI 3.0.3, section 4.7.20). Whoever follows them \
         goes elsewhere now.";
    LINK_ADDED = "R706" Note "a link is new":
        "Whoever does not know it does not follow it.";
    SERVER_DEFAULT = "R707" Warning "the default of a server's variable changed":
        "Callers who fill in nothing send to another address now.";

    NO_SUNSET = "R801" Warning "a deprecation without a day":
        "`x-sunset` gives the day (RFC 3339 date) from which a deprecated operation may be gone. Parameters \
         and members may have one, too.";
    SUNSET_TOO_SOON = "R802" Warning "a sunset is too soon":
        "Callers need time to move: at least as many days as `sunset-days` in the review file says, \
         30 unless it says otherwise; it may be another number for `beta` than for `stable`. With \
         `sunset-days: 0` a deprecation needs no day.";
    STABILITY_LOWERED = "R803" Error "the stability level was lowered":
        "`x-stability-level` promises how stable an operation is: draft, alpha, beta, stable. Callers \
         who relied on a promise keep it.";
    OPERATION_ID_CHANGED = "R804" Warning "an operation id changed":
        "The wire does not show it, yet generated clients name their methods after it.";
    TAGS_CHANGED = "R805" Note "the tags of an operation changed":
        "Tags group operations in documentation and in generated code.";
    DESCRIPTION_REMOVED = "R806" Note "a description is gone":
        "Readers lose what it said.";
    NAMING = "R807" Warning "a new name breaks the convention":
        "`naming` in the review file says how names of paths, parameters and members are written.";
    VERSION_TOO_LOW = "R808" Error "the version does not fit the change":
        "By Semantic Versioning 2.0.0 a breaking change needs a new major version, a compatible one a \
         new minor one. Below 1.0 everything moves one place to the right, as cargo and npm read it. \
         From a pre-release any later version fits, and a pre-release of the version that is needed \
         fits too. The message names the version to use.";
    CONSENT_STALE = "R809" Warning "a consent fits nothing":
        "The file of consents names a fingerprint that this review does not find. Remove the entry.";
    CONSENT_EXPIRED = "R810" Warning "a consent has expired":
        "The day up to which the change was accepted has passed, so it counts again.";
    SUNSET_UNREADABLE = "R811" Error "a sunset is no day":
        "`x-sunset` is a day or a date and time (RFC 3339): 2030-12-31.";
    SUNSET_EARLIER = "R812" Warning "a sunset was brought forward":
        "Callers have planned for the day that they were told. The end may come earlier where there \
         are still as many days until then as `sunset-days` in the review file asks.";
    SUNSET_REMOVED = "R813" Warning "a sunset is gone":
        "What it was said of is still deprecated, and callers no longer know until when it works.";
    STABILITY_UNKNOWN = "R814" Error "an unknown stability level":
        "`x-stability-level` is draft, alpha, beta or stable. An operation without it is stable.";
}

/// Finds a rule by its id, in either case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter()
        .find(|rule| rule.id.eq_ignore_ascii_case(id))
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
    fn rules_are_found_in_either_case() {
        assert_eq!(find("r101").map(|rule| rule.id), Some("R101"));
        assert_eq!(find("R999"), None);
    }
}
