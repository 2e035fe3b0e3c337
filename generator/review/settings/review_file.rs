use serde_json::Value;

use super::case::Case;
use super::file::read;
use crate::finding::{Finding, Severity};
use crate::lifecycle::Stability;
use crate::rules::{self, Rule};

/// The contents of a review file.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    overrides: Vec<Override>,
    pub open_world: Option<bool>,
    pub sunset_days: SunsetDays,
    pub naming: Naming,
}

/// The least number of days between deprecating an operation and its end; with none, the end needs
/// no day.
#[derive(Debug, Clone, Copy)]
pub struct SunsetDays {
    stable: i64,
    beta: i64,
}

impl Default for SunsetDays {
    fn default() -> Self {
        Self {
            stable: 30,
            beta: 30,
        }
    }
}

impl SunsetDays {
    pub(crate) fn of(self, level: Stability) -> i64 {
        match level {
            Stability::Draft | Stability::Alpha => 0,
            Stability::Beta => self.beta,
            Stability::Stable => self.stable,
        }
    }

    fn parse(value: &Value) -> Result<Self, String> {
        let wrong = "`sunset-days` is a number of days, or one for `beta` and for `stable`";
        let days = |value: &Value| value.as_i64().filter(|days| (0..=36_500).contains(days));
        if let Some(days) = days(value) {
            return Ok(Self {
                stable: days,
                beta: days,
            });
        }
        let mut out = Self::default();
        for (level, value) in value.as_object().ok_or(wrong)? {
            let days = days(value).ok_or(wrong)?;
            match Stability::named(level) {
                Some(Stability::Stable) => out.stable = days,
                Some(Stability::Beta) => out.beta = days,
                _ => return Err(wrong.into()),
            }
        }
        Ok(out)
    }
}

/// How names are to be written, where a team has said so.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    pub paths: Option<Case>,
    pub operation_ids: Option<Case>,
    pub parameters: Option<Case>,
    pub schemas: Option<Case>,
    pub members: Option<Case>,
}

impl Naming {
    fn parse(value: &Value) -> Result<Self, String> {
        let mut out = Self::default();
        for (key, value) in value
            .as_object()
            .ok_or("`naming` maps kinds of names to cases")?
        {
            let slot = match key.as_str() {
                "paths" => &mut out.paths,
                "operation-ids" => &mut out.operation_ids,
                "parameters" => &mut out.parameters,
                "schemas" => &mut out.schemas,
                "members" => &mut out.members,
                other => return Err(format!("`naming` has an unknown key `{other}`")),
            };
            let case = Case::ALL
                .into_iter()
                .find(|case| Some(case.name()) == value.as_str());
            *slot = Some(case.ok_or(format!(
                "`naming.{key}` is none of camelCase, PascalCase, snake_case, kebab-case"
            ))?);
        }
        Ok(out)
    }

    /// Saying how names are written turns the rule on.
    fn is_said(&self) -> bool {
        let all = [
            self.paths,
            self.operation_ids,
            self.parameters,
            self.schemas,
            self.members,
        ];
        all.iter().any(Option::is_some)
    }
}

/// How much a rule matters, everywhere or on some paths. No severity: not at all.
#[derive(Debug, Clone)]
struct Override {
    rules: Vec<&'static Rule>,
    paths: Vec<String>,
    severity: Option<Severity>,
}

/// Rules of style that only count where a file says so: what breaks nobody and is common in
/// ordinary changes would drown the rest.
static OFF: [&Rule; 5] = [
    &rules::OPERATION_ID_CHANGED,
    &rules::TAGS_CHANGED,
    &rules::DESCRIPTION_REMOVED,
    &rules::NAMING,
    &rules::VERSION_TOO_LOW,
];

impl Settings {
    /// Reads a review file, in YAML or JSON.
    ///
    /// # Errors
    /// One sentence that says what is wrong with it.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let value = read(name, text)?;
        let Value::Object(members) = &value else {
            return Err(format!("{name} is not a mapping"));
        };
        let mut out = Self::default();
        for (key, value) in members {
            match key.as_str() {
                "rules" => {
                    let rules = value
                        .as_object()
                        .ok_or("`rules` maps codes to severities")?;
                    for (id, severity) in rules {
                        out.overrides.push(Override {
                            rules: vec![rule(id)?],
                            paths: Vec::new(),
                            severity: parse_severity(severity)?,
                        });
                    }
                }
                "overrides" => {
                    for entry in value.as_array().ok_or("`overrides` is a list")? {
                        let ids = entry.get("rules").map_or(Ok(Vec::new()), texts)?;
                        out.overrides.push(Override {
                            rules: ids.iter().map(|id| rule(id)).collect::<Result<_, _>>()?,
                            paths: entry.get("paths").map_or(Ok(Vec::new()), texts)?,
                            severity: parse_severity(
                                entry
                                    .get("severity")
                                    .ok_or("an override needs `severity`")?,
                            )?,
                        });
                    }
                }
                "open-world" => {
                    out.open_world = Some(value.as_bool().ok_or("`open-world` is true or false")?);
                }
                "sunset-days" => out.sunset_days = SunsetDays::parse(value)?,
                "naming" => out.naming = Naming::parse(value)?,
                other => return Err(format!("{name} has an unknown key `{other}`")),
            }
        }
        Ok(out)
    }

    /// Gives every finding the severity that the file asks for, and drops those that are off.
    pub(crate) fn apply(&self, findings: &mut Vec<Finding>) {
        findings.retain_mut(|finding| {
            let own = |list: &[&'static Rule]| list.iter().any(|rule| rule.id == finding.rule.id);
            let said = finding.rule == &rules::NAMING && self.naming.is_said();
            let mut severity = if own(&OFF) && !said {
                None
            } else {
                Some(finding.severity)
            };
            for entry in &self.overrides {
                let on_path = entry.paths.is_empty()
                    || !finding.reached.is_empty()
                        && finding.reached.iter().all(|reached| {
                            entry.paths.iter().any(|glob| matches(glob, &reached.path))
                        });
                if on_path && (entry.rules.is_empty() || own(&entry.rules)) {
                    severity = entry.severity;
                }
            }
            if let Some(severity) = severity {
                finding.severity = severity;
            }
            severity.is_some()
        });
    }
}

fn rule(id: &str) -> Result<&'static Rule, String> {
    rules::find(id).ok_or(format!(
        "`{id}` is no rule; `counterpart explain` lists them"
    ))
}

fn texts(value: &Value) -> Result<Vec<String>, String> {
    let items = value.as_array().ok_or("a list of texts is wanted")?;
    items
        .iter()
        .map(|item| {
            item.as_str()
                .map(str::to_owned)
                .ok_or_else(|| "a list of texts is wanted".into())
        })
        .collect()
}

fn parse_severity(value: &Value) -> Result<Option<Severity>, String> {
    match value.as_str() {
        Some("error") => Ok(Some(Severity::Error)),
        Some("warning") => Ok(Some(Severity::Warning)),
        Some("note") => Ok(Some(Severity::Note)),
        Some("off") => Ok(None),
        _ if *value == Value::Bool(false) => Ok(None),
        _ => Err(format!("`{value}` is none of error, warning, note, off")),
    }
}

/// Whether a path is one of a pattern in which `*` stands for one part and `**` for any number.
fn matches(glob: &str, path: &str) -> bool {
    fn parts(glob: &[&str], path: &[&str]) -> bool {
        match (glob.split_first(), path.split_first()) {
            (None, None) => true,
            (Some((&"**", rest)), _) => {
                (0..=path.len()).any(|skip| path.get(skip..).is_some_and(|left| parts(rest, left)))
            }
            (Some((own, rest)), Some((part, left))) => {
                (*own == "*" || own == part) && parts(rest, left)
            }
            _ => false,
        }
    }
    // Two wildcards without end would try every split; one path is never that long.
    let glob: Vec<&str> = glob.split('/').take(30).collect();
    let path: Vec<&str> = path.split('/').take(60).collect();
    glob.iter().filter(|part| **part == "**").count() <= 2 && parts(&glob, &path)
}

#[cfg(test)]
mod tests {
    use super::{Settings, matches};

    #[test]
    fn paths_are_matched_part_by_part() {
        assert!(matches("/internal/**", "/internal/a/b"));
        assert!(matches("/a/*/c", "/a/{b}/c"));
        assert!(!matches("/a/*", "/a/b/c"));
    }

    #[test]
    fn files_say_what_is_wrong_with_them() {
        for text in [
            "[]",
            "rules: {R999: error}",
            "rules: {R101: loud}",
            "nmaing: {}",
            "naming: {paths: Odd}",
            "naming: {pahts: camelCase}",
            "sunset-days: -1",
            "sunset-days: {alpha: 3}",
            "overrides: [{rules: [R611]}]",
        ] {
            assert!(Settings::parse("review.yaml", text).is_err(), "{text}");
        }
        for text in [
            "sunset-days: {beta: 31, stable: 180}",
            "sunset-days: 0",
            "naming: {operation-ids: camelCase}",
            "overrides: [{rules: [R611], paths: [/a/**], severity: off}]",
        ] {
            assert!(Settings::parse("review.yaml", text).is_ok(), "{text}");
        }
    }
}
