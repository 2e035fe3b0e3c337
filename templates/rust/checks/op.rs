{%- match op -%}
{%- when Op::Match -%}
Op::Match
{%- when Op::Set(ranges) -%}
Op::Set(&[{{ ranges|list }}])
{%- when Op::SetBefore(ranges) -%}
Op::SetBefore(&[{{ ranges|list }}])
{%- when Op::Start -%}
Op::Start
{%- when Op::End -%}
Op::End
{%- when Op::Boundary(holds) -%}
Op::Boundary({{ holds|code }})
{%- when Op::Jump(there) -%}
Op::Jump({{ there|code }})
{%- when Op::Split(there) -%}
Op::Split({{ there|code }})
{%- when Op::Zero(slot) -%}
Op::Zero({{ slot|code }})
{%- when Op::Round(slot, least, most, there) -%}
Op::Round({{ slot|code }}, {{ least|code }}, {{ most|code }}, {{ there|code }})
{%- when Op::Mark(slot) -%}
Op::Mark({{ slot|code }})
{%- when Op::Moved(mark, slot, least) -%}
Op::Moved({{ mark|code }}, {{ slot|code }}, {{ least|code }})
{%- when Op::Forget(first, end) -%}
Op::Forget({{ first|code }}, {{ end|code }})
{%- when Op::Repeated(slot) -%}
Op::Repeated({{ slot|code }})
{%- when Op::RepeatedBefore(slot) -%}
Op::RepeatedBefore({{ slot|code }})
{%- when Op::Around(holds, there) -%}
Op::Around({{ holds|code }}, {{ there|code }})
{%- endmatch -%}
