module oracle/patterns

go 1.26.0
