{#- The location of a parameter in the support code. -#}
{%- macro location(place) -%}
{%- match place -%}
{%- when contract::Location::Path -%}
Location::Path
{%- when contract::Location::Query -%}
Location::Query
{%- when contract::Location::Header -%}
Location::Header
{%- when contract::Location::Cookie -%}
Location::Cookie
{%- endmatch -%}
{%- endmacro -%}
