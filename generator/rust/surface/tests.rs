//! The surface says what generated code has: both are compared, item by item.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Fields, FnArg, GenericArgument, PathArguments, ReturnType, Type, Visibility};

use super::{Item, Surface};
use crate::rust::Api;
use crate::source::Memory;
use crate::{GenerateOptions, Loaded, ReadOptions, generate_module, load, load_text};

/// What a surface lists, as lines without the paths before names.
fn listed(items: &[Item], out: &mut BTreeSet<String>) {
    for item in items {
        let name = last(&item.path);
        let arguments: Vec<String> = item
            .signature
            .arguments
            .iter()
            .map(|(name, ty)| format!("{name}: {}", plain(ty)))
            .collect();
        let arguments = arguments.join(", ");
        let result = plain(&item.signature.result);
        let parent = item.path.rsplit("::").nth(1).unwrap_or_default();
        match item.noun {
            // What kind of enum it is, is seen by its variants.
            "struct" | "enum" | "trait" => drop(out.insert(format!("{} {name}", item.noun))),
            "type" if parent == "client" || parent == "models" => {
                out.insert(format!("type {name} = {result}"));
            }
            "type" => drop(out.insert(format!("type {parent}::{name} = {result}"))),
            "field" => drop(out.insert(format!("{parent}.{name}: {result}"))),
            "variant" => drop(out.insert(format!("{parent}::{name}({arguments})"))),
            _ => drop(out.insert(format!("fn {parent}::{name}({arguments}) -> {result}"))),
        }
        listed(&item.members, out);
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// A type without the paths before its names.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_alphanumeric() || "_:#".contains(character) {
            word.push(character);
            continue;
        }
        // `Self::Caller` keeps its owner.
        out.push_str(if word == "Self::Caller" {
            &word
        } else {
            last(&word)
        });
        word.clear();
        out.extend(Some(character).filter(|own| *own != '\0'));
    }
    out
}

/// What a file of generated code has, in the same words.
#[derive(Default)]
struct Written {
    owner: String,
    is_of_models: bool,
    is_of_server: bool,
    out: BTreeSet<String>,
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn shown(ty: &Type) -> String {
    let arguments = |arguments: &PathArguments| match arguments {
        PathArguments::AngleBracketed(list) => {
            let types = list.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(shown(ty)),
                _ => None,
            });
            match types.collect::<Vec<_>>().join(", ").as_str() {
                // Lifetimes alone.
                "" => String::new(),
                types => format!("<{types}>"),
            }
        }
        _ => String::new(),
    };
    match ty {
        Type::Path(path) => {
            let segments = &path.path.segments;
            let owner = segments.first().filter(|first| first.ident == "Self");
            let before = owner
                .filter(|_| segments.len() > 1)
                .map_or("", |_| "Self::");
            segments.last().map_or(String::new(), |last| {
                format!("{before}{}{}", last.ident, arguments(&last.arguments))
            })
        }
        Type::Reference(reference) => format!("&{}", shown(&reference.elem)),
        Type::Slice(slice) => format!("[{}]", shown(&slice.elem)),
        Type::Tuple(_) => "()".into(),
        // `impl Into<String>`, and `impl Future<Output = T> + Send`, which stands for its output.
        Type::ImplTrait(bounds) => match bounds.bounds.first() {
            Some(syn::TypeParamBound::Trait(bound)) => {
                let segment = bound.path.segments.last().expect("a trait");
                let PathArguments::AngleBracketed(list) = &segment.arguments else {
                    return segment.ident.to_string();
                };
                match list.args.first() {
                    Some(GenericArgument::AssocType(output)) => shown(&output.ty),
                    _ => format!("impl {}{}", segment.ident, arguments(&segment.arguments)),
                }
            }
            _ => String::new(),
        },
        _ => "?".into(),
    }
}

impl Written {
    fn function(&mut self, signature: &syn::Signature) {
        let arguments: Vec<String> = signature
            .inputs
            .iter()
            .filter_map(|argument| match argument {
                FnArg::Typed(typed) => match &*typed.pat {
                    syn::Pat::Ident(name) => Some(format!("{}: {}", name.ident, shown(&typed.ty))),
                    _ => None,
                },
                FnArg::Receiver(_) => None,
            })
            .collect();
        let result = match &signature.output {
            ReturnType::Default => "()".into(),
            ReturnType::Type(_, ty) => shown(ty),
        };
        self.out.insert(format!(
            "fn {}::{}({}) -> {result}",
            self.owner,
            signature.ident,
            arguments.join(", ")
        ));
    }
}

impl<'ast> Visit<'ast> for Written {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        if !is_public(&item.vis) {
            return;
        }
        self.out.insert(format!("struct {}", item.ident));
        for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
            let name = field.ident.as_ref().expect("a named field");
            self.out
                .insert(format!("{}.{name}: {}", item.ident, shown(&field.ty)));
        }
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.out.insert(format!("enum {}", item.ident));
        // Every response may have more headers, whatever the contract.
        let own = |variant: &&syn::Variant| variant.ident != "WithHeaders";
        for variant in item.variants.iter().filter(own) {
            let parts: Vec<String> = match &variant.fields {
                Fields::Unit => Vec::new(),
                all => all
                    .iter()
                    .map(|field| {
                        let name = field.ident.as_ref().map(ToString::to_string);
                        format!("{}: {}", name.unwrap_or_default(), shown(&field.ty))
                    })
                    .collect(),
            };
            self.out.insert(format!(
                "{}::{}({})",
                item.ident,
                variant.ident,
                parts.join(", ")
            ));
        }
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.out
            .insert(format!("type {} = {}", item.ident, shown(&item.ty)));
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.owner = item.ident.to_string();
        if item.ident != "Service" {
            self.out.insert(format!("trait {}", item.ident));
        }
        visit::visit_item_trait(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        // What a service need not write itself is there in every generated crate.
        if self.owner == "Service" {
            if item.sig.ident == "authenticate" {
                self.out
                    .insert("fn Service::authenticate() -> Self::Caller".into());
            }
            return;
        }
        self.function(&item.sig);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.owner = shown(&item.self_ty);
        // What a call is given goes with the operation.
        let operation = self.owner.strip_prefix("Call<");
        if let Some(operation) = operation.and_then(|rest| rest.strip_suffix('>')) {
            self.owner = operation.to_owned();
        }
        let trait_ = item
            .trait_
            .as_ref()
            .and_then(|(_, path, _)| path.segments.last());
        let is_operation = trait_.is_some_and(|name| name.ident == "Operation");
        if is_operation || trait_.is_none() && !self.is_of_server {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_impl_item_type(&mut self, item: &'ast syn::ImplItemType) {
        // The errors of an operation always have its own name.
        if item.ident == "Success" {
            let result = shown(&item.ty);
            self.out
                .insert(format!("type {}::Success = {result}", self.owner));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        // Methods that set a property, and those of enumerations, go with what they are of.
        let is_own = !self.is_of_models || item.sig.ident == "new";
        if is_public(&item.vis) && is_own {
            self.function(&item.sig);
        }
    }
}

/// What every generated crate has, whatever the contract.
const OWN: &[&str] = &[
    "struct Client",
    "struct ClientBuilder",
    "struct Access",
    "Access.scopes: &[&str]",
    "Access.context: &Context",
    "fn Client::builder(address: impl Into<String>) -> ClientBuilder",
    "fn ClientBuilder::timeout(timeout: Duration) -> Self",
    "fn ClientBuilder::connect_timeout(timeout: Duration) -> Self",
    "fn ClientBuilder::response_limit(bytes: usize) -> Self",
    "fn ClientBuilder::header(name: impl Into<String>, value: impl Into<String>) -> Self",
    "fn ClientBuilder::http(http: Client) -> Self",
    "fn ClientBuilder::build() -> Result<Client, BuildError>",
];

/// Lines in which aliases of enumerations that nobody else can name are these enumerations.
fn aliased(lines: BTreeSet<String>, shared: &BTreeSet<String>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for line in lines {
        let alias = line
            .strip_prefix("type ")
            .and_then(|own| own.split_once(" = "));
        let known = |name: &str| shared.contains(&format!("enum {name}"));
        match alias.filter(|(_, target)| known(target) || *target == "Infallible") {
            Some((name, target)) => {
                out.insert(format!("enum {name}"));
                let own = format!("{target}::");
                let variants = shared.iter().filter_map(|line| line.strip_prefix(&own));
                out.extend(variants.map(|variant| format!("{name}::{variant}")));
            }
            None => drop(out.insert(line)),
        }
    }
    out
}

fn agree(mut loaded: Loaded) {
    let api = Api::new(&loaded.contract, &[], &mut Vec::new());
    let surface = Surface::new(&api);
    let files = generate_module(&mut loaded, &GenerateOptions::default()).expect("a module");
    let halves = [
        ("models", &surface.models),
        ("client", &surface.client),
        ("server", &surface.server),
    ];
    for (half, items) in halves {
        let mut says = BTreeSet::new();
        listed(items, &mut says);
        let mut written = Written {
            is_of_models: half == "models",
            is_of_server: half == "server",
            ..Written::default()
        };
        let mut shared = Written::default();
        for file in &files {
            if file.path.starts_with(half) {
                let code = syn::parse_file(&file.contents).expect("generated code is Rust");
                match file.path.as_str() {
                    "client/errors.rs" => shared.visit_file(&code),
                    _ => written.visit_file(&code),
                }
            }
        }
        let has: BTreeSet<String> = aliased(written.out, &shared.out)
            .into_iter()
            .filter(|line| !OWN.contains(&line.as_str()))
            .collect();
        let missing: Vec<_> = has.difference(&says).collect();
        let invented: Vec<_> = says.difference(&has).collect();
        assert!(
            missing.is_empty() && invented.is_empty(),
            "{half}: not listed: {missing:#?}, not there: {invented:#?}"
        );
        assert!(!has.is_empty() || half == "models", "{half} has something");
    }
}

#[test]
fn the_surface_of_the_projects_own_contract_is_what_is_generated() {
    agree(load(
        Path::new("spec/external_payments.yaml"),
        ReadOptions::default(),
    ));
}

#[test]
fn every_kind_of_item_is_listed_as_it_is_generated() {
    let text = include_str!("tests.yaml").to_owned();
    let options = ReadOptions::default();
    agree(load_text("", "zoo.yaml", text, &Memory::default(), options));
}
