{{ docs|code }}{{ declaration|code }}
