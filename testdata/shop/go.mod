module example.com/shop

go 1.25

require (
	github.com/aws/aws-lambda-go v1.49.0
	github.com/aws/aws-sdk-go-v2 v1.38.0
	github.com/aws/aws-sdk-go-v2/config v1.31.0
	github.com/aws/aws-sdk-go-v2/service/dynamodb v1.48.0
	github.com/aws/aws-sdk-go-v2/service/lambda v1.76.0
	github.com/aws/aws-sdk-go-v2/service/sqs v1.41.0
	github.com/jackc/pgx/v5 v5.7.5
	golang.org/x/sync v0.16.0
	google.golang.org/grpc v1.74.2
	google.golang.org/protobuf v1.36.7
)
