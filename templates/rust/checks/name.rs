{%- match check -%}
{%- when CheckRef::Own(name) -%}
&{{ name|code }}
{%- when CheckRef::Support(name) -%}
&check::{{ Word(name)|made }}
{%- endmatch -%}
