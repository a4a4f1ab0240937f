module example.com/shop

go 1.25

require example.com/outside v1.0.0
