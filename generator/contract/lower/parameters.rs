//! Parameters and headers, and the media types that they may be written in: a media type's forms have
//! headers in turn.

use indexmap::IndexMap;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr};

use super::context::{Lowering, component, extensions, raw_flag};
use super::names::{can_be_called, unsendable};
use crate::document::extensions::read_place;
use crate::location::Place;
use crate::model::{
    Encoding, Example, Location, MediaType, Parameter, ParameterValue, SchemaId, Style,
};

impl Lowering<'_> {
    pub(super) fn parameters(
        &mut self,
        parameters: &[ReferenceOr<openapiv3::Parameter>],
    ) -> Vec<Parameter> {
        parameters
            .iter()
            .filter_map(|parameter| self.parameter(parameter))
            .collect()
    }

    fn parameter(&mut self, parameter: &ReferenceOr<openapiv3::Parameter>) -> Option<Parameter> {
        let (component, parameter) = match parameter {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.parameters);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        use openapiv3::{Parameter as P, PathStyle, QueryStyle};
        let (location, style, allow_reserved, allow_empty_value) = match parameter {
            P::Query {
                style,
                allow_reserved,
                allow_empty_value,
                ..
            } => {
                let style = match style {
                    QueryStyle::Form => Style::Form,
                    QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                    QueryStyle::PipeDelimited => Style::PipeDelimited,
                    QueryStyle::DeepObject => Style::DeepObject,
                };
                (
                    Location::Query,
                    style,
                    *allow_reserved,
                    allow_empty_value.unwrap_or(false),
                )
            }
            P::Header { .. } => (Location::Header, Style::Simple, false, false),
            P::Path { style, .. } => {
                let style = match style {
                    PathStyle::Simple => Style::Simple,
                    PathStyle::Label => Style::Label,
                    PathStyle::Matrix => Style::Matrix,
                };
                (Location::Path, style, false, false)
            }
            P::Cookie { .. } => (Location::Cookie, Style::Form, false, false),
        };
        let data = parameter.parameter_data_ref();
        let place = self.place(&data.extensions);
        Some(Parameter {
            component,
            name: data.name.clone(),
            location,
            description: data.description.clone(),
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or(false),
            allow_empty_value,
            value: self.value(&data.format, style, data.explode, allow_reserved)?,
            examples: self.examples(&data.examples, &place),
            extensions: extensions(&data.extensions),
            place,
        })
    }

    fn value(
        &mut self,
        format: &ParameterSchemaOrContent,
        style: Style,
        explode: Option<bool>,
        allow_reserved: bool,
    ) -> Option<ParameterValue> {
        match format {
            ParameterSchemaOrContent::Schema(schema) => Some(ParameterValue::Styled {
                schema: self.schema(schema)?,
                style,
                // OpenAPI 3.0.3, section 4.7.12.2.
                explode: explode.unwrap_or(style == Style::Form),
                allow_reserved,
            }),
            ParameterSchemaOrContent::Content(content) => self
                .content(content)
                .into_iter()
                .next()
                .map(|media| ParameterValue::Content(Box::new(media))),
        }
    }

    /// The schema that the skeleton holds the place of.
    fn schema(&mut self, schema: &ReferenceOr<openapiv3::Schema>) -> Option<SchemaId> {
        match schema {
            ReferenceOr::Reference { reference } => {
                Some(self.schemas.at(read_place(self.sources, reference)))
            }
            ReferenceOr::Item(_) => None,
        }
    }

    fn examples(
        &mut self,
        examples: &IndexMap<String, ReferenceOr<openapiv3::Example>>,
        place: &Place,
    ) -> Vec<Example> {
        let mut all = Vec::new();
        if let Some(value) = self.sources.value(&place.join("example")) {
            all.push(Example {
                place: place.join("example"),
                value: Some(value.clone()),
                ..Example::default()
            });
        }
        for (name, example) in examples {
            let example = match example {
                ReferenceOr::Item(item) => item,
                ReferenceOr::Reference { reference } => {
                    let section = self.components().map(|components| &components.examples);
                    match component(section, reference) {
                        Some((_, item)) => item,
                        None => continue,
                    }
                }
            };
            let place = self.place(&example.extensions);
            all.push(Example {
                name: Some(name.clone()),
                summary: example.summary.clone(),
                description: example.description.clone(),
                value: self.sources.value(&place.join("value")).cloned(),
                external_value: example.external_value.clone(),
                place,
            });
        }
        all
    }

    pub(super) fn content(
        &mut self,
        content: &IndexMap<String, openapiv3::MediaType>,
    ) -> Vec<MediaType> {
        content
            .iter()
            .map(|(name, media)| self.media_type(name, media))
            .collect()
    }

    fn media_type(&mut self, name: &str, media: &openapiv3::MediaType) -> MediaType {
        let place = self.place(&media.extensions);
        MediaType {
            name: name.trim().to_owned(),
            schema: media.schema.as_ref().and_then(|schema| self.schema(schema)),
            examples: self.examples(&media.examples, &place),
            encoding: media
                .encoding
                .iter()
                .map(|(name, encoding)| (name.clone(), self.encoding(encoding)))
                .collect(),
            extensions: extensions(&media.extensions),
            place,
        }
    }

    fn encoding(&mut self, encoding: &openapiv3::Encoding) -> Encoding {
        use openapiv3::QueryStyle;
        let place = self.place(&encoding.extensions);
        Encoding {
            content_type: encoding.content_type.clone(),
            headers: self.headers(&encoding.headers),
            style: encoding.style.as_ref().map(|style| match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            }),
            // The typed model cannot tell an absent `explode` from a false one.
            explode: raw_flag(self.sources.value(&place), "explode"),
            allow_reserved: encoding.allow_reserved,
        }
    }

    pub(super) fn headers(
        &mut self,
        headers: &IndexMap<String, ReferenceOr<openapiv3::Header>>,
    ) -> Vec<Parameter> {
        headers
            .iter()
            .filter_map(|(name, header)| self.header(name, header))
            .collect()
    }

    fn header(&mut self, name: &str, header: &ReferenceOr<openapiv3::Header>) -> Option<Parameter> {
        let (component, header) = match header {
            ReferenceOr::Item(item) => (None, item),
            ReferenceOr::Reference { reference } => {
                let section = self.components().map(|components| &components.headers);
                component(section, reference).map(|(name, item)| (Some(name), item))?
            }
        };
        let place = self.place(&header.extensions);
        if !can_be_called(name, Location::Header) {
            self.report.push(unsendable(name, Location::Header, place));
            return None;
        }
        let explode = raw_flag(self.sources.value(&place), "explode");
        Some(Parameter {
            component,
            name: name.to_owned(),
            location: Location::Header,
            description: header.description.clone(),
            required: header.required,
            deprecated: header.deprecated.unwrap_or(false),
            allow_empty_value: false,
            value: self.value(&header.format, Style::Simple, explode, false)?,
            examples: self.examples(&header.examples, &place),
            extensions: extensions(&header.extensions),
            place,
        })
    }
}
