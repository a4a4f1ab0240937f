// Package dbpool finds databases whose connections nothing bounds.
//
// # Analyzer dbpool
//
// dbpool: function that scales out connects to a relational database without a proxy
//
// A relational database gives each connection a process or some megabytes, and accepts
// a few hundred. AWS Lambda starts an instance for each request under way, up to a
// thousand, and each one has a pool of its own: no setting of the pool bounds their
// sum. A burst of requests, or of retries, then uses up the connections, and everything
// that shares the database fails with it.
//
// Wrong:
//
//	Order:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    Environment:
//	      Variables:
//	        DB_HOST: !GetAtt Orders.Endpoint.Address
//	Orders:
//	  Type: AWS::RDS::DBInstance
//
// Right, with a proxy:
//
//	DB_HOST: !GetAtt OrdersProxy.Endpoint
//
// Right, for a function that need not scale:
//
//	ReservedConcurrentExecutions: 10
//
// Alike in Terraform (aws_db_proxy, reserved_concurrent_executions), serverless.yml
// (reservedConcurrency) and CloudFormation.
//
// # When it stays quiet
//
//   - The repository declares a proxy before the database.
//   - Its reserved concurrency is small (20 or less), or written and out of sight.
//   - It uses the database's HTTP API (the RDS Data API).
//   - Only a schedule starts it.
//   - Containers: their number is small, and their pools are for their own settings to bound.
//
// # Limits
//
// A proxy that another repository declares is not seen: name its endpoint, not the
// database's. Databases outside of the repository are not judged, nor are those of
// CDK and Pulumi programs, where a method of the database may make the proxy.
//
// # Configuring it
//
// It has no settings.
//
// # Suppressing it
//
//	Orders: # archvet:ignore dbpool one caller, nightly
//	  Type: AWS::RDS::DBInstance
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/services-rds.html
//   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
package dbpool
