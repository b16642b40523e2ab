module produce

go 1.21
