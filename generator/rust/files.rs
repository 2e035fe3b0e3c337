//! The files that models are written to. They are private, and public paths do not depend on them.

use std::collections::{BTreeMap, BTreeSet};

use super::features::{MODELS, Needs, closure};
use super::names::{Ident, Scope, module_name};
use super::types::{Docs, Kind, Model, Models};

/// The private module of the files of a folder, unless a public one has its name.
const GROUPED: &str = "grouped";

/// The number of lines above which a file is split.
const LONG: usize = 600;

/// A file of models, with the modules that its types belong to.
#[derive(Debug)]
pub struct ModelFile {
    pub name: Ident,
    /// The folder below the models, for what is not a named schema.
    pub folder: Option<&'static str>,
    pub about: String,
    /// Indices of [`Models::modules`].
    pub modules: Vec<usize>,
    /// The features any of which needs the file; none where it is always there.
    pub features: BTreeSet<String>,
}

/// Who uses models.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Users {
    /// The operations of a tag alone, by the name of its feature.
    Tag(String),
    /// Those of several tags.
    Several,
    /// Any; and all models where there is one tag.
    All,
    /// No operation.
    Nobody,
}

impl Users {
    fn of(features: &BTreeSet<String>) -> Self {
        let mut all = features.iter();
        match (all.next(), all.next()) {
            (None, _) => Self::All,
            (Some(one), None) if one == MODELS => Self::Nobody,
            (Some(one), None) => Self::Tag(one.clone()),
            _ => Self::Several,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Tag(tag) => tag,
            Self::Several => "shared",
            Self::All => "common",
            Self::Nobody => "unused",
        }
    }

    fn about(&self) -> String {
        match self {
            Self::Tag(tag) => format!("Models that the operations of `{tag}` use."),
            Self::Several => "Models that operations of several tags use.".into(),
            Self::All => "Models that operations of any tag may use.".into(),
            Self::Nobody => "Models that are not used by an operation.".into(),
        }
    }
}

/// Decides the files of all models.
#[must_use]
pub fn files(models: &Models, needs: &Needs) -> Vec<ModelFile> {
    let lengths = lengths(models);
    let mut groups: BTreeMap<(Option<&'static str>, Users), Vec<usize>> = BTreeMap::new();
    for (index, module) in models.modules.iter().enumerate() {
        if lengths.get(index).is_some_and(|length| *length > 0) {
            let users = Users::of(needs.of_module(index));
            groups
                .entry((module.folder, users))
                .or_default()
                .push(index);
        }
    }
    let is_single = groups.keys().filter(|(folder, _)| folder.is_none()).count() == 1;
    let mut files = Vec::new();
    let mut scopes: BTreeMap<Option<&'static str>, Scope> = BTreeMap::new();
    for ((folder, users), modules) in &groups {
        let scope = scopes
            .entry(*folder)
            .or_insert_with(|| Scope::of_files(&[GROUPED]));
        let words = |module: &usize| -> Vec<String> {
            let name = models.modules.get(*module).map(|module| module.name.bare());
            let words = name.unwrap_or_default().split('_');
            words.map(str::to_owned).collect()
        };
        let all = modules.iter().map(|module| ModuleSize {
            module: *module,
            words: words(module),
            length: lengths.get(*module).copied().unwrap_or_default(),
        });
        // Where there are no others, names need not say whose models they are.
        let is_plain = is_single && folder.is_none();
        for (prefix, modules) in split(all.collect(), Vec::new()) {
            let name = match prefix.join("_") {
                words if words.is_empty() => users.name().to_owned(),
                words if is_plain => words,
                words => format!("{}_{words}", users.name()),
            };
            let name = scope.snake(module_name(&name).bare());
            // A module of its file's name is a mistake to clippy.
            let mut inside = modules
                .iter()
                .filter_map(|module| models.modules.get(*module));
            let name = match inside.any(|module| module.name.bare() == name.bare()) {
                true => scope.snake(&format!("{} types", name.bare())),
                false => name,
            };
            files.push(ModelFile {
                name,
                folder: *folder,
                about: users.about(),
                modules,
                features: BTreeSet::new(),
            });
        }
    }
    gate(&mut files, models, needs);
    files
}

/// Returns the name of the private module of the files of a folder, which no public module has.
#[must_use]
pub fn grouped(models: &Models, folder: Option<&'static str>) -> Ident {
    let of_folder = models
        .modules
        .iter()
        .filter(|module| module.folder == folder);
    let mut scope = Scope::of_files(&[]);
    of_folder.for_each(|module| scope.reserve(module.name.bare()));
    let folders = models.modules.iter().filter_map(|module| module.folder);
    folders.for_each(|folder| scope.reserve(folder));
    scope.snake(GROUPED)
}

/// A module on its way to a file.
struct ModuleSize {
    module: usize,
    words: Vec<String>,
    length: usize,
}

/// Cuts what is too long for one file by the words that names begin with: the longest parts get files
/// of their own until the rest is short enough.
fn split(parts: Vec<ModuleSize>, prefix: Vec<String>) -> Vec<(Vec<String>, Vec<usize>)> {
    let mut done = Vec::new();
    let mut open = vec![(prefix, parts)];
    while let Some((prefix, parts)) = open.pop() {
        let mut length: usize = parts.iter().map(|part| part.length).sum();
        let mut by_word: BTreeMap<Option<String>, Vec<ModuleSize>> = BTreeMap::new();
        for part in parts {
            let word = part.words.get(prefix.len()).cloned();
            by_word.entry(word).or_default().push(part);
        }
        let mut words: Vec<(Option<String>, Vec<ModuleSize>)> = by_word.into_iter().collect();
        let of = |parts: &[ModuleSize]| parts.iter().map(|part| part.length).sum::<usize>();
        if !prefix.is_empty()
            && let [(Some(_), _)] = words.as_slice()
            && let Some((Some(word), parts)) = words.pop()
        {
            // All names go on alike.
            let mut longer = prefix;
            longer.push(word);
            open.push((longer, parts));
            continue;
        }
        words.sort_by_key(|(_, parts)| of(parts));
        while length > LONG
            && let Some(at) = words.iter().rposition(|(word, _)| word.is_some())
        {
            let (word, parts) = words.remove(at);
            length -= of(&parts);
            let mut longer = prefix.clone();
            longer.extend(word);
            open.push((longer, parts));
        }
        let mut rest: Vec<usize> = words
            .into_iter()
            .flat_map(|(_, parts)| parts)
            .map(|part| part.module)
            .collect();
        rest.sort_unstable();
        if !rest.is_empty() {
            done.push((prefix, rest));
        }
    }
    done.sort();
    done
}

/// Decides the features of files: those of their modules, and those of every file that names one of
/// their types.
fn gate(files: &mut [ModelFile], models: &Models, needs: &Needs) {
    let mut home = vec![None; models.modules.len()];
    for (index, file) in files.iter().enumerate() {
        for module in &file.modules {
            if let Some(home) = home.get_mut(*module) {
                *home = Some(index);
            }
        }
    }
    let home = |module: usize| home.get(module).copied().flatten();
    let mut links = vec![BTreeSet::new(); files.len()];
    for (index, file) in files.iter().enumerate() {
        for module in &file.modules {
            if let Some(links) = links.get_mut(index) {
                links.extend(needs.links(*module).filter_map(home));
            }
        }
    }
    // Files that are always there need others always.
    let with = |is_root: &dyn Fn(&BTreeSet<String>) -> bool| {
        let roots = files.iter().enumerate().filter(|(_, file)| {
            let mut modules = file.modules.iter();
            modules.any(|module| is_root(needs.of_module(*module)))
        });
        closure(roots.map(|(index, _)| index).collect(), &links)
    };
    let always = with(&BTreeSet::is_empty);
    let mut needed = vec![BTreeSet::new(); files.len()];
    let own = files.iter().flat_map(|file| &file.modules);
    let names: BTreeSet<&String> = own.flat_map(|module| needs.of_module(*module)).collect();
    for name in names {
        for file in with(&|features| features.contains(name)) {
            if let Some(needed) = needed.get_mut(file) {
                needed.insert(name.clone());
            }
        }
    }
    for (index, (file, needed)) in files.iter_mut().zip(needed).enumerate() {
        if !always.contains(&index) {
            file.features = needed;
        }
    }
}

/// About how many lines the types of each module take.
fn lengths(models: &Models) -> Vec<usize> {
    let mut lengths = vec![0; models.modules.len()];
    for model in &models.models {
        if let Some(length) = lengths.get_mut(model.module) {
            *length += lines(model);
        }
    }
    lengths
}

fn lines(model: &Model) -> usize {
    let docs = |docs: &Docs| docs.text.as_ref().map_or(0, |text| 1 + text.len() / 90);
    docs(&model.docs)
        + match &model.kind {
            Kind::Struct(structure) => {
                let required = structure.given();
                let optional = structure.fields.len() - required.clone().count();
                let field_docs = structure.fields.iter().map(|field| docs(&field.docs));
                35 + 5 * required.count() + 11 * optional + field_docs.sum::<usize>()
            }
            Kind::StringEnum(strings) => 55 + 3 * strings.variants.len(),
            Kind::IntegerEnum(integers) => 45 + 3 * integers.variants.len(),
            Kind::Union(union) => 55 + 16 * union.variants.len(),
            Kind::Alias(_) => 3,
        }
}

#[cfg(test)]
mod tests {
    use super::{ModuleSize, split};

    fn parts(all: &[(&str, usize)]) -> Vec<ModuleSize> {
        let part = |(module, (name, length)): (usize, &(&str, usize))| ModuleSize {
            module,
            words: name.split('_').map(str::to_owned).collect(),
            length: *length,
        };
        all.iter().enumerate().map(part).collect()
    }

    fn names(all: &[(&str, usize)]) -> Vec<(String, Vec<usize>)> {
        let files = split(parts(all), Vec::new());
        files
            .into_iter()
            .map(|(words, modules)| (words.join("_"), modules))
            .collect()
    }

    #[test]
    fn what_is_short_stays_together() {
        let all = [("order", 200), ("pet", 100), ("user", 300)];
        assert_eq!(names(&all), [(String::new(), vec![0, 1, 2])]);
    }

    #[test]
    fn what_is_long_is_cut_by_words_and_the_rest_stays() {
        let all = [
            ("error", 100),
            ("order", 200),
            ("order_line", 300),
            ("order_line_item", 250),
            ("user", 100),
        ];
        let expected = [
            (String::new(), vec![0, 4]),
            ("order".into(), vec![1]),
            ("order_line".into(), vec![2, 3]),
        ];
        assert_eq!(names(&all), expected);
    }

    #[test]
    fn a_type_that_is_too_long_by_itself_is_one_file() {
        assert_eq!(names(&[("account", 5000)]), [("account".into(), vec![0])]);
    }
}
