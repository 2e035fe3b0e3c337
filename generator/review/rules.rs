//! The table of rules: the kinds of change, what each means, and how much it matters.
//! `counterpart explain` and the documentation are printed from it.
//!
//! A code is stable: a rule that is no longer used keeps its number for good, and so is the
//! speaking id beside it, which is accepted wherever the code is. `R1` is about operations, `R2`
//! about parameters, `R3` about request bodies, `R4` about responses, `R5` about security, `R6`
//! about schemas, `R7` about what surrounds operations, `R8` about policy.

use std::fmt;

use counterpart_contract::diagnostic::Severity::{self, Error, Note, Warning};

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The number, such as `R401`.
    pub code: &'static str,
    /// The speaking id, such as `response-removed`.
    pub id: &'static str,
    /// How much a change of this kind matters where it breaks something; where it is proved
    /// compatible it is a note, unless the rule says warning. Settings may say otherwise.
    pub severity: Severity,
    /// What changed, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do, in plain text.
    pub explanation: &'static str,
    /// A change of this kind.
    pub example: &'static str,
}

impl Rule {
    /// Returns whether the rule is about promises and style, and not about what is sent.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        self.code.starts_with("R8")
    }
}

/// The code and the id, as reports show them.
impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.code, self.id)
    }
}

macro_rules! rules {
    ($($name:ident = $code:literal $id:literal $severity:ident $title:literal:
        $explanation:literal, $example:literal;)*) => {
        $(
            #[doc = concat!("`", $id, "`: ", $title)]
            pub static $name: Rule = Rule {
                code: $code,
                id: $id,
                severity: $severity,
                title: $title,
                explanation: $explanation,
                example: $example,
            };
        )*

        /// Every rule, in the order of their codes.
        pub static ALL: &[&Rule] = &[$(&$name),*];

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

rules! {
    OPERATION_REMOVED = "R101" "operation-removed" Error "operation removed":
        "No operation of the new contract accepts these requests. Servers are joined with paths and \
         templates are compared by what they match, so that a renamed path parameter or a prefix \
         moved between server and path is no removal. Announce the end first: mark the operation \
         `deprecated` and give the day in `x-sunset`; once that day has passed, the removal no \
         longer breaks a promise.",
        "`DELETE /pets/{id}` is no longer in the contract.";
    OPERATION_ADDED = "R102" "operation-added" Note "operation added":
        "Nobody can depend on it yet.",
        "`POST /pets` is in the new contract only.";
    OPERATION_REPLACED = "R103" "operation-replaced" Note "operation replaced by another path template":
        "The path was removed, and the template of another operation matches the same requests, so \
         the two operations are compared with each other.",
        "`/pets/mine` was removed, and `/pets/{id}` matches its requests.";
    OPERATION_DEPRECATED = "R104" "operation-deprecated" Note "operation deprecated":
        "It still works. Callers have until the day in `x-sunset` to move.",
        "`GET /pets` became `deprecated: true`.";
    OPERATION_DEPRECATION_REMOVED = "R105" "operation-deprecation-removed" Note "operation deprecation removed":
        "Callers who were about to leave may stay.",
        "`GET /pets` is no longer `deprecated: true`.";
    OPERATION_SHADOWED = "R106" "operation-shadowed" Warning "operation shadowed by a concrete path":
        "Concrete paths come before templates (OpenAPI 3.0.3, section 4.7.8.2), so that a request with \
         this word in the parameter's place goes to the new operation. Callers are assumed not to send \
         it; `--closed-world` drops that assumption and compares the two operations.",
        "`/pets/mine` was added beside `/pets/{id}`.";
    REFERENCE_UNRESOLVED = "R107" "reference-unresolved" Warning "reference in an operation unresolved":
        "A reference leads nowhere, so that its meaning is unknown and nothing about the operation is \
         proved. The old contract is reviewed as far as it can be read, for it cannot be repaired any \
         more; the new one has to be complete.",
        "A parameter is `$ref: '#/components/parameters/Limit'`, and there is no such component.";

    PARAMETER_REMOVED = "R201" "parameter-removed" Warning "parameter removed":
        "Servers ignore query parameters, headers and cookies that they do not know, so requests are \
         still accepted. Callers who rely on the parameter's effect lose it silently.",
        "The query parameter `sort` of `GET /pets` was removed.";
    OPTIONAL_PARAMETER_ADDED = "R202" "optional-parameter-added" Note "optional parameter added":
        "Requests without it are accepted as before.",
        "`GET /pets` has the optional query parameter `limit`.";
    REQUIRED_PARAMETER_ADDED = "R203" "required-parameter-added" Error "required parameter added":
        "Requests that callers send today lack it. Make it optional with a default, or add an \
         operation.",
        "`GET /pets` has the required header `X-Tenant`.";
    PARAMETER_BECAME_REQUIRED = "R204" "parameter-became-required" Error "parameter became required":
        "Requests without it were accepted and are rejected now.",
        "The query parameter `limit` became `required: true`.";
    PARAMETER_BECAME_OPTIONAL = "R205" "parameter-became-optional" Note "parameter became optional":
        "Requests with it are accepted as before.",
        "The query parameter `limit` became `required: false`.";
    PARAMETER_STYLE_CHANGED = "R206" "parameter-style-changed" Error "parameter serialization style changed":
        "`style`, `explode` or `content` decide which text stands for a value. The same value is \
         another text now, so that servers read something else from what callers send. Without \
         `allowReserved`, whether a server accepts reserved characters that are not encoded (RFC 3986, \
         section 2.2) depends on the server.",
        "The query parameter `tags` of type array became `explode: false`.";
    PARAMETER_EMPTY_VALUE_DISALLOWED = "R207" "parameter-empty-value-disallowed" Error "empty parameter value disallowed":
        "`allowEmptyValue` let callers send the name alone, and the schema does not admit the empty \
         string.",
        "The query parameter `verbose` of type boolean is no longer `allowEmptyValue: true`.";
    PARAMETER_DEFAULT_CHANGED = "R208" "parameter-default-changed" Warning "parameter default changed":
        "Requests without the parameter are accepted as before and mean something else now.",
        "The default of the query parameter `limit` went from 20 to 100.";
    PARAMETER_DEPRECATION_CHANGED = "R209" "parameter-deprecation-changed" Note "parameter deprecation changed":
        "Requests with it are accepted as before.",
        "The query parameter `sort` became `deprecated: true`.";

    REQUEST_BODY_REMOVED = "R301" "request-body-removed" Error "request body removed":
        "Callers send a body that the contract no longer describes, in a media type that is no longer \
         among those accepted.",
        "`POST /pets` no longer has a `requestBody`.";
    REQUEST_BODY_ADDED = "R302" "request-body-added" Error "request body added":
        "An optional body is compatible; a required one rejects every request that is sent today.",
        "`POST /pets` has a required `requestBody` now.";
    REQUEST_BODY_BECAME_REQUIRED = "R303" "request-body-became-required" Error "request body became required":
        "Requests without a body were accepted and are rejected now.",
        "The `requestBody` of `POST /pets` became `required: true`.";
    REQUEST_BODY_BECAME_OPTIONAL = "R304" "request-body-became-optional" Note "request body became optional":
        "Requests with a body are accepted as before.",
        "The `requestBody` of `POST /pets` became `required: false`.";
    REQUEST_MEDIA_TYPE_REMOVED = "R305" "request-media-type-removed" Error "request media type removed":
        "Requests of this media type get 415. Media ranges are compared by what they match.",
        "`POST /pets` no longer accepts `application/xml`.";
    REQUEST_MEDIA_TYPE_ADDED = "R306" "request-media-type-added" Note "request media type added":
        "Requests of the other media types are accepted as before.",
        "`POST /pets` accepts `application/xml` too.";
    FORM_PROPERTY_ENCODING_CHANGED = "R307" "form-property-encoding-changed" Warning "form property encoding changed":
        "`encoding` decides how a property of a form is written. Whether servers still read what \
         callers send depends on the servers.",
        "The property `tags` of a form became `explode: false`.";
    CHARSET_CHANGED = "R308" "charset-changed" Warning "charset changed":
        "`charset` says how the characters of a request or a response are encoded (RFC 9110, section \
         8.3.2). Whether receivers go by the charset that comes with the text depends on them. JSON \
         has none (RFC 8259, section 11).",
        "`text/plain; charset=utf-8` became `text/plain; charset=iso-8859-1`.";
    XML_REPRESENTATION_CHANGED = "R309" "xml-representation-changed" Warning "XML representation changed":
        "`xml` gives elements and attributes their names and places (OpenAPI 3.0.3, section 4.7.26). \
         Whether receivers accept both representations depends on them.",
        "The property `id` became `xml: {attribute: true}`.";

    RESPONSE_REMOVED = "R401" "response-removed" Error "response removed":
        "A success that callers wait for is never sent again. The removal of an error, or of a status \
         that another entry covers, is compatible.",
        "The response 201 of `POST /pets` was removed, and there is no other response for success.";
    RESPONSE_ADDED = "R402" "response-added" Note "response added":
        "A contract need not list every status (OpenAPI 3.0.3, section 4.7.16), so clients treat one \
         that they do not know by its class (RFC 9110, section 15).",
        "`GET /pets` has the response 404.";
    RESPONSE_MEDIA_TYPE_REMOVED = "R403" "response-media-type-removed" Error "response media type removed":
        "Callers who ask for it with `Accept` get 406, or a body that they cannot read.",
        "The response 200 of `GET /pets` is no longer sent as `text/csv`.";
    RESPONSE_MEDIA_TYPE_ADDED = "R404" "response-media-type-added" Note "response media type added":
        "It is sent to those who ask for it.",
        "The response 200 of `GET /pets` is sent as `text/csv` too.";
    RESPONSE_BODY_REMOVED = "R405" "response-body-removed" Error "response body removed":
        "Callers read a body that is no longer sent.",
        "The response 200 of `PUT /pets/{id}` no longer has `content`.";
    RESPONSE_BODY_ADDED = "R406" "response-body-added" Note "response body added":
        "Callers who expect none ignore it.",
        "The response 200 of `PUT /pets/{id}` has `content` now.";
    RESPONSE_HEADER_REMOVED = "R407" "response-header-removed" Error "response header removed":
        "Callers could rely on a required header. One that was optional may be missing anyway.",
        "The required response header `Location` was removed.";
    RESPONSE_HEADER_ADDED = "R408" "response-header-added" Note "response header added":
        "Callers ignore headers that they do not know.",
        "The response 200 of `GET /pets` has the header `ETag`.";
    RESPONSE_HEADER_BECAME_OPTIONAL = "R409" "response-header-became-optional" Error "response header became optional":
        "Callers could rely on it.",
        "The response header `Location` became `required: false`.";
    RESPONSE_HEADER_BECAME_REQUIRED = "R410" "response-header-became-required" Note "response header became required":
        "Callers can rely on it now.",
        "The response header `Location` became `required: true`.";
    RESPONSE_HEADER_DEPRECATION_CHANGED = "R411" "response-header-deprecation-changed" Note "response header deprecation changed":
        "It is sent as before.",
        "The response header `X-Total` became `deprecated: true`.";

    ACCEPTED_CREDENTIALS_NARROWED = "R501" "accepted-credentials-narrowed" Error "accepted credentials narrowed":
        "Security requirements are compared by meaning: credentials that satisfy one of the old \
         contract's requirements satisfy none of the new ones.",
        "`GET /pets` needs the scope `pets:read` now.";
    ACCEPTED_CREDENTIALS_WIDENED = "R502" "accepted-credentials-widened" Note "accepted credentials widened":
        "All credentials that were accepted still are.",
        "`GET /pets` accepts an API key as well as a token.";
    SECURITY_SCHEME_CHANGED = "R503" "security-scheme-changed" Error "security scheme changed":
        "The scheme of the same name lost a flow or a scope, or credentials come from another address: \
         whether those of the old address still count is known to the services only. Flows and scopes \
         that were added, and scopes that no operation asks for, break nothing.",
        "The OAuth 2 scheme `auth` lost its flow `authorizationCode`.";

    TYPE_CHANGED = "R601" "type-changed" Error "type changed":
        "`type` and `nullable` say which kinds of value there are.",
        "The property `age` went from `type: string` to `type: integer`.";
    ENUM_VALUES_CHANGED = "R602" "enum-values-changed" Error "enum values changed":
        "`enum` and `const` list the only values. A request must not lose one, a response must not \
         gain one.",
        "The `enum` of the query parameter `status` lost `sold`.";
    FORMAT_CHANGED = "R603" "format-changed" Error "format changed":
        "Formats of dates, times, durations, UUIDs, mail, hosts, addresses, URIs, JSON pointers, regular \
         expressions, base64 (`byte`) and integer widths constrain; all others are annotations.",
        "The property `id` got `format: uuid`.";
    NUMBER_RANGE_CHANGED = "R604" "number-range-changed" Error "number range changed":
        "`minimum`, `maximum`, their exclusive forms and `multipleOf`, compared as exact decimals.",
        "The query parameter `limit` went from `maximum: 100` to `maximum: 50`.";
    STRING_LENGTH_LIMIT_CHANGED = "R605" "string-length-limit-changed" Error "string length limit changed":
        "`minLength` and `maxLength` count characters.",
        "The property `name` went from `maxLength: 80` to `maxLength: 40`.";
    PATTERN_CHANGED = "R606" "pattern-changed" Error "pattern changed":
        "Patterns are compared by the strings that they match, together with the length limits beside \
         them.",
        "The `pattern` of the property `code` went from `^[A-Za-z]+$` to `^[A-Z]+$`.";
    ARRAY_ITEMS_CHANGED = "R607" "array-items-changed" Error "array items changed":
        "`items`, `prefixItems`, `contains`, `unevaluatedItems`.",
        "An array of any values got `items: {type: string}`.";
    COUNT_LIMIT_CHANGED = "R608" "count-limit-changed" Error "item or property count limit changed":
        "`minItems`, `maxItems`, `uniqueItems`, `minProperties`, `maxProperties`.",
        "The array `tags` got `maxItems: 5`.";
    REQUIRED_PROPERTIES_CHANGED = "R609" "required-properties-changed" Error "required properties changed":
        "A request must not have to carry more, a response must not carry less. Properties that are \
         `readOnly` are not required of requests, nor those that are `writeOnly` of responses.",
        "`name` was added to `required` of a request body.";
    PROPERTY_ADDED = "R610" "property-added" Error "property added":
        "Compatible unless the sender's contract declares a map that admits the name with other \
         values. Callers are assumed not to send names that their contract never declared; \
         `--closed-world` drops that assumption.",
        "The schema `Pet` has the property `colour`.";
    PROPERTY_REMOVED = "R611" "property-removed" Warning "property removed":
        "Objects are open unless they are closed, so that a property that nothing describes is still \
         accepted. One that was deprecated with an `x-sunset` that has passed may be removed.",
        "The property `colour` of the schema `Pet` was removed.";
    ADDITIONAL_PROPERTIES_CHANGED = "R612" "additional-properties-changed" Error "additional properties changed":
        "`additionalProperties`, `patternProperties`, `propertyNames`, `unevaluatedProperties`.",
        "The schema `Pet` got `additionalProperties: false`.";
    CONDITIONAL_CONSTRAINT_CHANGED = "R613" "conditional-constraint-changed" Error "conditional constraint changed":
        "`dependentRequired`, `dependentSchemas`, `if`, `then`, `else`.",
        "The schema `Card` got `dependentRequired: {number: [expiry]}`.";
    COMPOSITION_CHANGED = "R614" "composition-changed" Error "schema composition changed":
        "`allOf`, `anyOf`, `oneOf`, `not`, compared by what they admit together. Where a \
         discriminator chooses, `oneOf` admits what any of its subschemas admits, and a base is one \
         of the schemas that are built on it.",
        "The `oneOf` of the schema `Animal` lost `Cat`.";
    DISCRIMINATOR_CHANGED = "R615" "discriminator-changed" Error "discriminator changed":
        "The property that tells subschemas apart, or what its values mean. A value is held against \
         the subschema that its discriminator value names; JSON Schema does not see that, but a \
         receiver who chooses by the discriminator does.",
        "The discriminator value `cat` maps to `Tiger` instead of `Cat`.";
    UNKNOWN_KEYWORD_CHANGED = "R616" "unknown-keyword-changed" Warning "unknown schema keyword changed":
        "The meaning of the keyword is unknown, so that nothing can be proved about it.",
        "The schema `Pet` got `$vocabulary-of-ours: 1`.";
    READ_ONLY_OR_WRITE_ONLY_CHANGED = "R617" "read-only-or-write-only-changed" Warning "readOnly or writeOnly changed":
        "A property that is `readOnly` is not part of requests, one that is `writeOnly` not of \
         responses.",
        "The property `id` became `readOnly: true`.";
    SCHEMA_CHANGED = "R618" "schema-changed" Error "schema changed":
        "The schemas differ by meaning, in a way that is no change of a single keyword.",
        "A response body without a schema got `schema: {type: object}`.";
    DEFAULT_CHANGED = "R619" "default-changed" Note "default changed":
        "Objects without the property mean something else now.",
        "The `default` of the property `page` went from 0 to 1.";
    STRING_CONTENT_CHANGED = "R620" "string-content-changed" Warning "string content changed":
        "`contentEncoding`, `contentMediaType` and `contentSchema` say what is encoded in a string. No \
         validator looks into it (JSON Schema validation, section 8), so that nothing can be proved, \
         yet a receiver who decodes it does. `contentEncoding: base64` is the format `byte` of 3.0.",
        "The property `image` went from `contentMediaType: image/png` to `image/jpeg`.";
    SCHEMA_DEPRECATION_CHANGED = "R621" "schema-deprecation-changed" Note "schema deprecation changed":
        "Values are admitted as before. Whoever sends or reads them should move.",
        "The property `colour` became `deprecated: true`.";

    SERVER_REMOVED = "R701" "server-removed" Error "server removed":
        "Callers send to an address that the contract no longer names.",
        "The server `https://eu.example.com/v1` was removed.";
    SERVER_ADDED = "R702" "server-added" Note "server added":
        "The other servers are as before.",
        "The server `https://us.example.com/v1` was added.";
    CALLBACK_REMOVED = "R703" "callback-removed" Warning "callback or webhook removed":
        "Receivers wait for it in vain.",
        "The webhook `petSold` was removed.";
    CALLBACK_ADDED = "R704" "callback-added" Note "callback or webhook added":
        "Receivers who did not ask for it respond with an error, which the service must handle.",
        "The webhook `petSold` was added.";
    LINK_CHANGED = "R705" "link-changed" Warning "link changed":
        "Links say how to go on from a response (OpenAPI 3.0.3, section 4.7.20). Callers who follow \
         them reach another operation now.",
        "The link `owner` leads to `getUser` instead of `getOwner`.";
    LINK_ADDED = "R706" "link-added" Note "link added":
        "Callers who do not know it do not follow it.",
        "The response 200 of `GET /pets/{id}` has the link `owner`.";
    SERVER_VARIABLE_DEFAULT_CHANGED = "R707" "server-variable-default-changed" Warning "server variable default changed":
        "Callers who set no value send to another address now.",
        "The default of the server variable `region` went from `eu` to `us`.";

    SUNSET_MISSING = "R801" "sunset-missing" Warning "sunset missing":
        "`x-sunset` gives the day (RFC 3339 date) from which a deprecated operation may be removed. \
         Parameters and properties may have one, too.",
        "`GET /pets` became `deprecated: true` without `x-sunset`.";
    SUNSET_TOO_SOON = "R802" "sunset-too-soon" Warning "sunset too soon":
        "Callers need time to move: at least as many days as `sunset-days` in the review file says, \
         30 by default; it may be another number for `beta` than for `stable`. With `sunset-days: 0` \
         a deprecation needs no day.",
        "`GET /pets` was deprecated with an `x-sunset` of tomorrow.";
    STABILITY_LOWERED = "R803" "stability-lowered" Error "stability level lowered":
        "`x-stability-level` promises how stable an operation is: draft, alpha, beta, stable. Callers \
         who relied on a promise keep it.",
        "`GET /pets` went from `x-stability-level: stable` to `beta`.";
    OPERATION_ID_CHANGED = "R804" "operation-id-changed" Warning "operation id changed":
        "No message shows it, yet generated clients name their methods after it.",
        "The `operationId` of `GET /pets` went from `listPets` to `getPets`.";
    TAGS_CHANGED = "R805" "tags-changed" Note "operation tags changed":
        "Tags group operations in documentation and in generated code.",
        "The tags of `GET /pets` went from `pets` to `animals`.";
    DESCRIPTION_REMOVED = "R806" "description-removed" Note "description removed":
        "Readers lose what it said.",
        "`GET /pets` no longer has a `description` or a `summary`.";
    NAMING_CONVENTION_VIOLATED = "R807" "naming-convention-violated" Warning "naming convention violated":
        "`naming` in the review file says how names of paths, parameters and properties are written.",
        "The new property `pet_name` is not written in camelCase.";
    VERSION_BUMP_MISSING = "R808" "version-bump-missing" Error "version bump missing":
        "By Semantic Versioning 2.0.0 a breaking change needs a new major version, a compatible one a \
         new minor one. Below 1.0 everything moves one place to the right, as cargo and npm read it. \
         From a pre-release any later version fits, and a pre-release of the version that is needed \
         fits too. The message names the version to use.",
        "An operation was removed, and `info.version` went from 1.2.0 to 1.3.0.";
    CONSENT_UNMATCHED = "R809" "consent-unmatched" Warning "consent unmatched":
        "The file of consents names a fingerprint that this review does not find. Remove the entry.",
        "The change that a consent was given for has been undone.";
    CONSENT_EXPIRED = "R810" "consent-expired" Warning "consent expired":
        "The day until which the change was accepted has passed, so it counts again.",
        "A consent has `until: 2024-12-31`, and that day has passed.";
    SUNSET_INVALID = "R811" "sunset-invalid" Error "invalid sunset":
        "`x-sunset` is a day or a date and time (RFC 3339): 2030-12-31.",
        "`GET /pets` has `x-sunset: next year`.";
    SUNSET_BROUGHT_FORWARD = "R812" "sunset-brought-forward" Warning "sunset brought forward":
        "Callers have planned for the day that they were given. The end may come earlier where there \
         are still as many days until then as `sunset-days` in the review file asks.",
        "The `x-sunset` of `GET /pets` went from 2030-12-31 to 2030-01-31.";
    SUNSET_REMOVED = "R813" "sunset-removed" Warning "sunset removed":
        "What had the sunset is still deprecated, and callers no longer know until when it works.",
        "`GET /pets` is still deprecated and no longer has `x-sunset`.";
    STABILITY_LEVEL_UNKNOWN = "R814" "stability-level-unknown" Error "unknown stability level":
        "`x-stability-level` is draft, alpha, beta or stable. An operation without it is stable.",
        "`GET /pets` has `x-stability-level: experimental`.";
}

/// Finds a rule by its code or its id, in either case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    let is_named =
        |rule: &&&Rule| rule.code.eq_ignore_ascii_case(name) || rule.id.eq_ignore_ascii_case(name);
    ALL.iter().find(is_named).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{ALL, NAMES, find};

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn ids_are_unique_and_well_formed() {
        let ids: HashSet<&str> = ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), ALL.len());
        for (rule, name) in ALL.iter().zip(NAMES) {
            let words: Vec<&str> = rule.id.split('-').collect();
            let is_word = |word: &&str| {
                !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())
            };
            assert!(words.len() > 1 && words.iter().all(is_word), "{rule}");
            // Whoever reads a report finds the rule in the code.
            assert_eq!(name.to_ascii_lowercase().replace('_', "-"), rule.id);
        }
    }

    #[test]
    fn every_rule_is_explained_by_an_example() {
        for rule in ALL {
            assert!(
                !rule.title.ends_with('.') && !rule.title.is_empty(),
                "{rule}"
            );
            for text in [rule.explanation, rule.example] {
                assert!(text.ends_with('.') && text.len() > 12, "{rule}: {text}");
                assert!(
                    text.matches('`').count().is_multiple_of(2),
                    "{rule}: {text}"
                );
            }
        }
    }

    #[test]
    fn rules_are_found_by_code_and_id_in_either_case() {
        for name in ["r101", "R101", "operation-removed", "Operation-Removed"] {
            assert_eq!(find(name).map(|rule| rule.code), Some("R101"), "{name}");
        }
        assert_eq!(find("R999"), None);
        assert_eq!(find("operation"), None);
    }
}
