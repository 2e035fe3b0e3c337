{{ docs|code }}pub type {{ name|code }} = {{ ty|code }};
