//! What a review says about Rust code, held against the compiler: code that was written against the
//! crate of the old contract is compiled against that of the new one, and stops to compile exactly
//! where the review says major.

use std::collections::BTreeMap;
use std::fs;

use counterpart::source::Memory;
use counterpart::{
    Bump, GenerateOptions, Impact, Loaded, ReadOptions, generate_module, load_text, output,
    rust_impact,
};

use crate::compiled;

const BASE: &str = r##"openapi: 3.0.3
info: {title: Zoo, version: 1.4.0}
tags: [{name: pets}]
security: [{key: []}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - {name: limit, in: query, schema: {type: integer, format: int32}}
        - {name: kind, in: query, required: true, schema: {$ref: '#/components/schemas/Kind'}}
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
        '400': {description: Wrong.}
    post:
      operationId: createPet
      tags: [pets]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}
      responses:
        '201':
          description: Made.
          headers: {Location: {required: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
        '422': {description: Wrong.}
  /pets/{id}:
    delete:
      operationId: deletePet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Gone.}, '404': {description: None.}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet:
      type: object
      required: [id, name, kind]
      properties:
        id: {type: string}
        name: {type: string}
        kind: {$ref: '#/components/schemas/Kind'}
        tag: {type: string}
    NewPet:
      type: object
      required: [name, weight, sort]
      properties: {name: {type: string}, weight: {type: integer}, sort: {type: string, enum: [pet]}, kind: {$ref: '#/components/schemas/Kind'}}
    Kind: {type: string, enum: [cat, dog]}
"##;

/// A change of the contract, and code that was written before it.
struct Case {
    name: &'static str,
    /// Texts of the contract, and what they become.
    changes: &'static [(&'static str, &'static str)],
    part: &'static str,
    bump: Bump,
    /// A change that the review tells, in the words `kind item`; none where code sees nothing.
    tells: &'static str,
    code: &'static str,
}

const USES_PET: &str = "
use api::models::{Kind, Pet, pet};
pub fn label(pet: &Pet) -> String {
    let kind = match pet.kind { Kind::Cat => \"cat\", Kind::Dog => \"dog\", _ => \"other\" };
    let name: String = pet.name.clone();
    let tag: Option<String> = pet.tag.clone();
    format!(\"{kind} {name} {tag:?}\")
}
pub fn tom() -> Pet {
    let required = pet::Required { name: \"Tom\".into(), id: \"1\".into(), kind: Kind::Cat };
    Pet::new(required).with_tag(\"red\")
}
";

const SENDS_PET: &str = "
use api::models::{Kind, NewPet, new_pet};
pub fn pet() -> NewPet {
    NewPet::new(new_pet::Required { name: \"Tom\".into(), weight: 4 }).with_kind(Kind::Cat)
}
";

const CALLS: &str = "
use api::client::{Call, Client, CreatePetError, CreatePetRequired, ListPets, ListPetsRequired};
use api::models::{Kind, NewPet, Pet};
pub async fn all(client: &Client) -> Vec<Pet> {
    let call: Call<ListPets> = client.list_pets(ListPetsRequired { kind: &Kind::Cat });
    let mut pets = match call.with_limit(5_i32).send().await {
        Ok(pets) => pets.into_body(),
        Err(_) => Vec::new(),
    };
    let dogs = client.list_pets(ListPetsRequired { kind: &Kind::Dog });
    if let Ok(more) = dogs.send().await { pets.extend(more.into_body()); }
    pets
}
pub async fn add(client: &Client, pet: &NewPet) -> Result<Pet, &'static str> {
    let error = match client.create_pet(CreatePetRequired { body: pet }).send().await {
        Ok(made) => {
            let location: Option<String> = made.headers().location();
            return location.map(|_| made.into_body()).ok_or(\"nowhere\");
        }
        Err(error) => error,
    };
    match error.documented() {
        Some(CreatePetError::UnprocessableEntity) => Err(\"wrong\"),
        _ => Err(\"other\"),
    }
}
pub async fn remove(client: &Client) -> bool { client.delete_pet(\"1\").send().await.is_ok() }
pub fn client() -> Option<Client> { Client::builder(\"https://zoo.example\").key(\"k\").build().ok() }
";

const SERVES: &str = "
use api::models::{Kind, Pet, pet};
use api::server::{
    Access, CreatePetRequest, CreatePetResponse, Credentials, DeletePetRequest, DeletePetResponse,
    ListPetsRequest, ListPetsResponse, Pets, Rejection, Service,
};
pub struct Zoo;
impl Service for Zoo {
    type Caller = String;
    async fn authenticate(&self, credentials: Credentials, _: Access<'_>) -> Result<String, Rejection> {
        match credentials { Credentials::Key(_) => Ok(\"somebody\".into()), _ => Ok(\"other\".into()) }
    }
}
impl Pets for Zoo {
    async fn list_pets(&self, _: String, request: ListPetsRequest) -> ListPetsResponse {
        let limit: Option<i32> = request.limit;
        if limit == Some(0) { return ListPetsResponse::BadRequest; }
        ListPetsResponse::Ok(vec![Pet::new(pet::Required { id: \"1\".into(), name: \"Tom\".into(), kind: request.kind })])
    }
    async fn create_pet(&self, _: String, request: CreatePetRequest) -> CreatePetResponse {
        let pet = Pet::new(pet::Required {
            id: \"1\".into(), name: request.body.name, kind: request.body.kind.unwrap_or(Kind::Cat),
        });
        CreatePetResponse::Created { body: Box::new(pet), location: \"/pets/1\".into() }
    }
    async fn delete_pet(&self, _: String, request: DeletePetRequest) -> DeletePetResponse {
        let agent = request.context.headers().get(\"user-agent\").cloned();
        let name = axum::http::header::VARY;
        match agent {
            Some(agent) => DeletePetResponse::NoContent.with_header(name, agent),
            None => DeletePetResponse::NoContent,
        }
    }
}
";

const CASES: &[Case] = &[
    Case {
        name: "description",
        changes: &[("description: All.", "description: Every one.")],
        part: "client",
        bump: Bump::Patch,
        tells: "",
        code: CALLS,
    },
    Case {
        name: "optional_member",
        changes: &[(
            "        tag: {type: string}\n",
            "        tag: {type: string}\n        born: {type: string, format: date}\n",
        )],
        part: "models",
        bump: Bump::Minor,
        tells: "added field models::Pet::born",
        code: USES_PET,
    },
    Case {
        name: "member_became_optional",
        changes: &[("required: [id, name, kind]", "required: [id, kind]")],
        part: "models",
        bump: Bump::Major,
        tells: "became optional field models::Pet::name",
        code: USES_PET,
    },
    Case {
        name: "member_became_required",
        changes: &[(
            "required: [id, name, kind]",
            "required: [id, name, kind, tag]",
        )],
        part: "models",
        bump: Bump::Major,
        tells: "became required field models::Pet::tag",
        code: USES_PET,
    },
    Case {
        name: "member_gone",
        changes: &[("        tag: {type: string}\n", "")],
        part: "models",
        bump: Bump::Major,
        tells: "removed field models::Pet::tag",
        code: USES_PET,
    },
    Case {
        name: "required_member",
        changes: &[
            ("required: [name, weight,", "required: [name, weight, age,"),
            (
                "weight: {type: integer}",
                "weight: {type: integer}, age: {type: integer}",
            ),
        ],
        part: "models",
        bump: Bump::Major,
        tells: "added field models::new_pet::Required::age",
        code: SENDS_PET,
    },
    Case {
        name: "second_value",
        changes: &[("enum: [pet]", "enum: [pet, toy]")],
        part: "models",
        bump: Bump::Major,
        tells: "added field models::new_pet::Required::sort",
        code: SENDS_PET,
    },
    Case {
        name: "order_of_members",
        changes: &[(
            "properties: {name: {type: string}, weight: {type: integer}",
            "properties: {weight: {type: integer}, name: {type: string}",
        )],
        part: "models",
        bump: Bump::Patch,
        tells: "",
        code: SENDS_PET,
    },
    Case {
        name: "value_added",
        changes: &[("enum: [cat, dog]", "enum: [cat, dog, fish]")],
        part: "models",
        bump: Bump::Minor,
        tells: "added variant models::Kind::Fish",
        code: USES_PET,
    },
    Case {
        name: "value_gone",
        changes: &[("enum: [cat, dog]", "enum: [cat]")],
        part: "models",
        bump: Bump::Major,
        tells: "removed variant models::Kind::Dog",
        code: USES_PET,
    },
    Case {
        name: "schema_renamed",
        changes: &[
            ("schemas/Kind'", "schemas/Species'"),
            ("    Kind: {", "    Species: {"),
        ],
        part: "models",
        bump: Bump::Major,
        tells: "renamed enum models::Kind",
        code: USES_PET,
    },
    Case {
        name: "optional_parameter",
        changes: &[(
            "        - {name: kind,",
            "        - {name: after, in: query, schema: {type: string}}\n        - {name: kind,",
        )],
        part: "client",
        bump: Bump::Minor,
        tells: "added method client::ListPets::with_after",
        code: CALLS,
    },
    Case {
        name: "optional_parameter_served",
        changes: &[(
            "        - {name: kind,",
            "        - {name: after, in: query, schema: {type: string}}\n        - {name: kind,",
        )],
        part: "server",
        bump: Bump::Minor,
        tells: "added field server::ListPetsRequest::after",
        code: SERVES,
    },
    Case {
        name: "last_option_gone",
        changes: &[(
            "        - {name: limit, in: query, schema: {type: integer, format: int32}}\n",
            "",
        )],
        part: "client",
        bump: Bump::Major,
        tells: "removed method client::ListPets::with_limit",
        code: CALLS,
    },
    Case {
        name: "parameter_retyped",
        changes: &[("format: int32", "format: int64")],
        part: "client",
        bump: Bump::Major,
        tells: "retyped method client::ListPets::with_limit",
        code: CALLS,
    },
    Case {
        name: "parameter_became_required",
        changes: &[(
            "{name: limit, in: query, schema",
            "{name: limit, in: query, required: true, schema",
        )],
        part: "server",
        bump: Bump::Major,
        tells: "became required field server::ListPetsRequest::limit",
        code: SERVES,
    },
    Case {
        name: "parameter_became_required_of_calls",
        changes: &[(
            "{name: limit, in: query, schema",
            "{name: limit, in: query, required: true, schema",
        )],
        part: "client",
        bump: Bump::Major,
        tells: "added field client::ListPetsRequired::limit",
        code: CALLS,
    },
    Case {
        name: "first_required_parameter",
        changes: &[(
            "parameters: [{name: id, in: path,",
            "parameters: [{name: force, in: query, required: true, schema: {type: boolean}}, {name: id, in: path,",
        )],
        part: "client",
        bump: Bump::Major,
        tells: "retyped method client::Client::delete_pet",
        code: CALLS,
    },
    Case {
        name: "response_header_added",
        changes: &[(
            "headers: {Location:",
            "headers: {X-Trace: {schema: {type: string}}, Location:",
        )],
        part: "client",
        bump: Bump::Minor,
        tells: "added method client::ResponseHeaders::x_trace",
        code: CALLS,
    },
    Case {
        name: "response_header_retyped",
        changes: &[(
            "Location: {required: true, schema: {type: string}}",
            "Location: {required: true, schema: {type: integer}}",
        )],
        part: "client",
        bump: Bump::Major,
        tells: "retyped method client::ResponseHeaders::location",
        code: CALLS,
    },
    Case {
        name: "operation_renamed",
        changes: &[("operationId: deletePet", "operationId: removePet")],
        part: "client",
        bump: Bump::Major,
        tells: "renamed method client::Client::delete_pet",
        code: CALLS,
    },
    Case {
        name: "operation_added",
        changes: &[(
            "  /pets/{id}:\n",
            "  /pets/{id}:\n    head:\n      operationId: hasPet\n      tags: [pets]\n      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      responses: {'200': {description: Here.}, '404': {description: None.}}\n",
        )],
        part: "client",
        bump: Bump::Minor,
        tells: "added method client::Client::has_pet",
        code: CALLS,
    },
    Case {
        name: "operation_to_serve",
        changes: &[(
            "  /pets/{id}:\n",
            "  /pets/{id}:\n    head:\n      operationId: hasPet\n      tags: [pets]\n      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      responses: {'200': {description: Here.}, '404': {description: None.}}\n",
        )],
        part: "server",
        bump: Bump::Major,
        tells: "added method server::Pets::has_pet",
        code: SERVES,
    },
    Case {
        name: "error_added",
        changes: &[(
            "        '422': {description: Wrong.}",
            "        '422': {description: Wrong.}\n        '409': {description: Twice.}",
        )],
        part: "client",
        bump: Bump::Minor,
        tells: "added variant client::CreatePetError::Conflict",
        code: CALLS,
    },
    Case {
        name: "error_to_serve",
        changes: &[(
            "        '422': {description: Wrong.}",
            "        '422': {description: Wrong.}\n        '409': {description: Twice.}",
        )],
        part: "server",
        bump: Bump::Minor,
        tells: "added variant server::CreatePetResponse::Conflict",
        code: SERVES,
    },
    Case {
        name: "answer_gone",
        changes: &[(
            "        '400': {description: Wrong.}\n",
            "        '409': {description: Wrong.}\n",
        )],
        part: "server",
        bump: Bump::Major,
        tells: "removed variant server::ListPetsResponse::BadRequest",
        code: SERVES,
    },
    Case {
        name: "parameter_called_context",
        changes: &[(
            "parameters: [{name: id, in: path,",
            "parameters: [{name: context, in: query, schema: {type: string}}, {name: id, in: path,",
        )],
        part: "server",
        bump: Bump::Minor,
        tells: "added field server::DeletePetRequest::context_",
        code: SERVES,
    },
    Case {
        name: "header_to_serve",
        changes: &[(
            "headers: {Location:",
            "headers: {X-Trace: {schema: {type: string}}, Location:",
        )],
        part: "server",
        bump: Bump::Major,
        tells: "retyped variant server::CreatePetResponse::Created",
        code: SERVES,
    },
    Case {
        name: "second_success",
        changes: &[(
            "        '422': {description: Wrong.}",
            "        '202': {description: Later.}\n        '422': {description: Wrong.}",
        )],
        part: "client",
        bump: Bump::Major,
        tells: "retyped type client::CreatePet::Success",
        code: CALLS,
    },
    Case {
        name: "second_media_type",
        changes: &[(
            "content: {application/json: {schema: {type: array",
            "content: {text/csv: {schema: {type: string}}, application/json: {schema: {type: array",
        )],
        part: "client",
        bump: Bump::Major,
        tells: "retyped type client::ListPets::Success",
        code: CALLS,
    },
    Case {
        name: "no_credentials",
        changes: &[("security: [{key: []}]\n", "")],
        part: "server",
        bump: Bump::Major,
        tells: "removed method server::Service::authenticate",
        code: SERVES,
    },
    Case {
        name: "more_credentials",
        changes: &[
            (
                "security: [{key: []}]\n",
                "security: [{key: []}, {token: []}]\n",
            ),
            (
                "securitySchemes: {",
                "securitySchemes: {token: {type: http, scheme: bearer}, ",
            ),
        ],
        part: "server",
        bump: Bump::Minor,
        tells: "added variant server::Credentials::Token",
        code: SERVES,
    },
    Case {
        name: "second_trait",
        changes: &[(
            "      operationId: deletePet\n      tags: [pets]",
            "      operationId: deletePet\n      tags: [keepers]",
        )],
        part: "server",
        bump: Bump::Major,
        tells: "added trait server::Keepers",
        code: SERVES,
    },
];

fn zoo(text: &str) -> Loaded {
    let options = ReadOptions::default();
    let loaded = load_text("", "zoo.yaml", text.to_owned(), &Memory::default(), options);
    assert!(loaded.report.is_empty(), "{:?}", loaded.report);
    loaded
}

fn changed(case: &Case) -> Loaded {
    let text = case
        .changes
        .iter()
        .fold(BASE.to_owned(), |text, (old, new)| {
            assert!(
                text.contains(old),
                "{}: the contract has `{old}`",
                case.name
            );
            text.replace(old, new)
        });
    zoo(&text)
}

fn says(impact: &Impact) -> Vec<String> {
    let changes = impact.changes.iter();
    changes
        .map(|change| format!("{} {}", change.kind.name(), change.item))
        .collect()
}

#[test]
fn each_change_is_told_with_its_weight() {
    let base = zoo(BASE);
    for case in CASES {
        let impact = rust_impact(&base.contract, &changed(case).contract);
        let said = says(&impact);
        let name = case.name;
        assert_eq!(impact.of_part(case.part), case.bump, "{name}: {said:#?}");
        let told = case.tells.is_empty() || said.iter().any(|line| line == case.tells);
        assert!(told, "{name}: {said:#?}");
        assert_eq!(case.tells.is_empty(), said.is_empty(), "{name}: {said:#?}");
    }
}

#[test]
fn one_cause_is_one_change() {
    let base = zoo(BASE);
    let of = |name: &str| {
        let case = CASES.iter().find(|case| case.name == name).expect("a case");
        says(&rust_impact(&base.contract, &changed(case).contract))
    };
    // Members and methods that only name what was renamed are as they were.
    assert_eq!(of("schema_renamed"), ["renamed enum models::Kind"]);
    assert_eq!(
        of("operation_renamed"),
        [
            "renamed method client::Client::delete_pet",
            "renamed method server::Pets::delete_pet"
        ]
    );
}

/// The compiler sees nothing of it: the field has the type that it had.
#[test]
fn a_name_that_stands_for_another_property_or_value_is_major() {
    let base = zoo(&BASE.replace("tag: {type: string}", "petTag: {type: string}"));
    for (properties, note) in [
        (
            "petTag: {type: string}\n        pet_tag: {type: string}",
            Some("the field is now `pet_tag_camel`"),
        ),
        ("pet_tag: {type: string}", None),
    ] {
        let head = zoo(&BASE.replace("tag: {type: string}", properties));
        let impact = rust_impact(&base.contract, &head.contract);
        let mut changes = impact.changes.iter();
        let moved = changes.find(|change| change.item == "field models::Pet::pet_tag");
        let moved = moved.expect("the field is told");
        assert_eq!(moved.bump, Bump::Major);
        assert_eq!(moved.was.as_deref(), Some("petTag"));
        assert_eq!(moved.now.as_deref(), Some("pet_tag"));
        assert_eq!(moved.note.as_deref(), note);
    }
    let kinds = |values: &str| zoo(&BASE.replace("[cat, dog]", values)).contract;
    let impact = rust_impact(&kinds("[cat, big_dog]"), &kinds("[cat, BigDog, big_dog]"));
    let told = says(&impact);
    assert_eq!(impact.of_part("models"), Bump::Major, "{told:#?}");
    assert!(
        told.contains(&"retyped variant models::Kind::BigDog".to_owned()),
        "{told:#?}"
    );
}

#[test]
fn two_operations_that_swap_their_names_are_no_small_matter() {
    let base = zoo(BASE);
    let head = BASE
        .replace("operationId: createPet", "operationId: x")
        .replace("operationId: deletePet", "operationId: createPet")
        .replace("operationId: x", "operationId: deletePet");
    let impact = rust_impact(&base.contract, &zoo(&head).contract);
    assert_eq!(impact.of_part("client"), Bump::Major);
}

#[test]
fn the_version_of_the_crate_follows() {
    let base = zoo(BASE);
    let needs = |name: &str| {
        let case = CASES.iter().find(|case| case.name == name).expect("a case");
        let advice = rust_impact(&base.contract, &changed(case).contract).advice;
        (advice.needed.unwrap_or_default(), advice.fits)
    };
    assert_eq!(needs("value_gone"), ("2.0.0".into(), false));
    assert_eq!(needs("value_added"), ("1.5.0".into(), false));
    assert_eq!(needs("description"), ("1.4.1".into(), false));
}

/// Each case is a program of its own, so that what is wrong with one hides nothing of another.
#[test]
#[ignore = "slow: builds generated code"]
fn the_compiler_agrees() {
    let root = compiled::folder("rust-view");
    let module = |crate_name: &str, name: &str, mut loaded: Loaded| {
        let files = generate_module(&mut loaded, &GenerateOptions::default()).expect("a module");
        let folder = root.join(crate_name).join("src").join(name);
        output::write(&folder, &files).expect("a module is written");
    };
    module("old", "zoo", zoo(BASE));
    let mut old = String::from("pub mod zoo;\n");
    let mut new = String::new();
    let mut programs = BTreeMap::new();
    for case in CASES {
        module("new", case.name, changed(case));
        old.push_str(&format!("pub use zoo as {};\n", case.name));
        new.push_str(&format!("pub mod {};\n", case.name));
        let code = case.code.replace("api::", &format!("api::{}::", case.name));
        programs.insert(
            case.name,
            format!("#![allow(dead_code, clippy::all)]\n{code}\nfn main() {{}}\n"),
        );
    }
    let failed = |crate_name: &str, modules: &str| {
        let folder = root.join(crate_name);
        compiled::library(&folder, "api", modules);
        let user = root.join(format!("user-{crate_name}"));
        let _ = fs::remove_dir_all(user.join("examples"));
        for (name, code) in &programs {
            compiled::write(&user.join("examples").join(format!("{name}.rs")), code);
        }
        compiled::failures(&user, &folder)
    };
    assert_eq!(
        failed("old", &old),
        [""; 0],
        "the code fits the contract that it was written for"
    );
    let wanted: Vec<&str> = CASES
        .iter()
        .filter(|case| case.bump == Bump::Major)
        .map(|case| case.name)
        .collect();
    let mut wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
    wanted.sort();
    assert_eq!(failed("new", &new), wanted);
}
