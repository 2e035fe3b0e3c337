{#- A crate that includes the generated module need not use all of it. -#}
{%- if server %}

#[allow(dead_code, unused_imports)]
pub mod checks;
{%- endif %}
{%- if client %}

#[allow(dead_code, unused_imports)]
pub mod client;
{%- endif %}
{%- if examples %}

#[allow(dead_code, unused_imports)]
#[cfg(test)]
mod examples;
{%- endif %}

#[allow(dead_code, unused_imports)]
pub mod models;

#[allow(dead_code, unused_imports)]
pub mod parameters;
{%- if server %}

#[allow(dead_code, unused_imports)]
pub mod server;
{%- endif %}

#[allow(dead_code, unused_imports)]
pub mod support;
