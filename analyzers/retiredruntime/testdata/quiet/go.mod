module example.com/quiet

go 1.26

require github.com/aws/aws-lambda-go v1.47.0
