module example.com/suppliers

go 1.25
