//! Servers, and documentation elsewhere.

use crate::model::{ExternalDocs, Server, ServerVariable};

pub(super) fn servers(servers: &[openapiv3::Server]) -> Vec<Server> {
    servers.iter().map(server).collect()
}

pub(super) fn server(server: &openapiv3::Server) -> Server {
    let variables = server.variables.iter().flatten();
    let variable = |variable: &openapiv3::ServerVariable| ServerVariable {
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    };
    Server {
        url: server.url.clone(),
        description: server.description.clone(),
        variables: variables
            .map(|(name, one)| (name.clone(), variable(one)))
            .collect(),
    }
}

pub(super) fn external_docs(docs: &openapiv3::ExternalDocumentation) -> ExternalDocs {
    ExternalDocs {
        url: docs.url.clone(),
        description: docs.description.clone(),
    }
}
