package terraform

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/archvet/archvet/detect/source"
)

// files of a module in the benchmark's repository; %[1]d is the module's number. They
// are what such files hold: the things that matter to the model, and the permissions,
// alarms and variables around them.
var benchFiles = map[string]string{
	"main.tf": `
resource "aws_lambda_function" "this" {
  function_name = "${var.prefix}-worker-%[1]d"
  role          = aws_iam_role.this.arn
  handler       = "index.handler"
  runtime       = var.runtime
  timeout       = lookup(local.timeouts, var.stage, 30)
  memory_size   = var.memory
  filename      = "${path.module}/dist/worker.zip"

  environment {
    variables = merge(local.common, {
      QUEUE_URL = aws_sqs_queue.work.url
      TABLE     = aws_dynamodb_table.state.name
    })
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.dead.arn
  }
  tags = local.tags
}

resource "aws_lambda_event_source_mapping" "work" {
  function_name    = aws_lambda_function.this.arn
  event_source_arn = aws_sqs_queue.work.arn
  batch_size       = 10
}
`,
	"queues.tf": `
resource "aws_sqs_queue" "work" {
  name                       = "${var.prefix}-work-%[1]d"
  visibility_timeout_seconds = local.visibility
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
  tags = local.tags
}

resource "aws_sqs_queue" "dead" {
  name                      = "${var.prefix}-dead-%[1]d"
  message_retention_seconds = 1209600
  tags                      = local.tags
}
`,
	"tables.tf": `
resource "aws_dynamodb_table" "state" {
  name         = "${var.prefix}-state-%[1]d"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "pk"
  range_key    = "sk"

  attribute {
    name = "pk"
    type = "S"
  }
  attribute {
    name = "sk"
    type = "S"
  }
  dynamic "ttl" {
    for_each = var.ttl ? [1] : []
    content {
      attribute_name = "expires"
      enabled        = true
    }
  }
  tags = local.tags
}
`,
	"iam.tf": `
data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "allow" {
  statement {
    sid       = "Queue"
    effect    = "Allow"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:SendMessage"]
    resources = [aws_sqs_queue.work.arn, aws_sqs_queue.dead.arn]
  }
  statement {
    sid       = "Table"
    effect    = "Allow"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [aws_dynamodb_table.state.arn, "${aws_dynamodb_table.state.arn}/index/*"]
  }
}

resource "aws_iam_role" "this" {
  name               = "${var.prefix}-role-%[1]d"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "this" {
  name   = "allow"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.allow.json
}
`,
	"alarms.tf": `
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.prefix}-errors-%[1]d"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "Errors"
  namespace           = "AWS/Lambda"
  period              = 300
  statistic           = "Sum"
  threshold           = 0
  alarm_actions       = var.alarm_topics
  dimensions = {
    FunctionName = aws_lambda_function.this.function_name
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "depth" {
  for_each            = toset(["work", "dead"])
  alarm_name          = "${var.prefix}-${each.key}-%[1]d"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  metric_name         = "ApproximateNumberOfMessagesVisible"
  namespace           = "AWS/SQS"
  period              = 60
  statistic           = "Maximum"
  threshold           = each.key == "dead" ? 0 : 1000
  alarm_actions       = var.alarm_topics
  tags                = local.tags
}
`,
	"logs.tf": `
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${aws_lambda_function.this.function_name}"
  retention_in_days = var.stage == "prod" ? 365 : 14
  tags              = local.tags
}
`,
	"locals.tf": `
locals {
  tags = {
    Name  = "worker-%[1]d"
    Stage = var.stage
    Owner = "team-%[1]d"
  }
  common = {
    STAGE     = var.stage
    LOG_LEVEL = var.stage == "prod" ? "warn" : "debug"
  }
  timeouts   = { dev = 30, prod = 60 }
  visibility = 6 * lookup(local.timeouts, var.stage, 30)
}
`,
	"variables.tf": `
variable "prefix" {
  description = "What the names of all resources of this module begin with."
  type        = string
}

variable "stage" {
  description = "The environment that this module is deployed to."
  type        = string
  default     = "dev"
  validation {
    condition     = contains(["dev", "staging", "prod"], var.stage)
    error_message = "The stage must be dev, staging or prod."
  }
}

variable "runtime" {
  description = "The runtime of the function."
  type        = string
  default     = "nodejs22.x"
}

variable "memory" {
  type    = number
  default = 256
}

variable "ttl" {
  type    = bool
  default = true
}

variable "alarm_topics" {
  type    = list(string)
  default = []
}
`,
	"outputs.tf": `
output "function_arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "queue_url" {
  value = aws_sqs_queue.work.url
}

output "queue_arn" {
  value = aws_sqs_queue.work.arn
}

output "table" {
  value = { name = aws_dynamodb_table.state.name, arn = aws_dynamodb_table.state.arn }
}
`,
	"versions.tf": `
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}
`,
}

// benchRepository has 2,000 files in 200 modules, of which every tenth is a root that
// calls the nine after it.
func benchRepository() fstest.MapFS {
	files := fstest.MapFS{}
	for i := range 200 {
		dir := fmt.Sprintf("modules/worker-%03d", i)
		var calls strings.Builder
		if i%10 == 0 {
			dir = fmt.Sprintf("live/app-%03d", i)
			for j := i + 1; j < i+10; j++ {
				fmt.Fprintf(&calls, "module \"worker_%d\" {\n  source = \"../../modules/worker-%03d\"\n  prefix = \"${var.prefix}-%d\"\n  stage  = var.stage\n}\n", j, j, j)
			}
		}
		for name, text := range benchFiles {
			if strings.Contains(text, "%[1]d") {
				text = fmt.Sprintf(text, i)
			}
			if name == "main.tf" {
				text += calls.String()
			}
			files[path.Join(dir, name)] = &fstest.MapFile{Data: []byte(text)}
		}
		if i%10 == 0 {
			files[path.Join(dir, "variables.tf")].Data = append(files[path.Join(dir, "variables.tf")].Data, "# of the root\n"...)
		}
	}
	return files
}

// BenchmarkParse is the bare parse that BenchmarkLoad is measured against.
func BenchmarkParse(b *testing.B) {
	files := benchRepository()
	b.SetBytes(bareParse(b, files))
	for b.Loop() {
		bareParse(b, files)
	}
}

func bareParse(b *testing.B, files fstest.MapFS) int64 {
	size := 0
	for name, f := range files {
		if _, diags := hclsyntax.ParseConfig(f.Data, name, hcl.InitialPos); diags.HasErrors() {
			b.Fatal(diags)
		}
		size += len(f.Data)
	}
	return int64(size)
}

// BenchmarkLoad reads the same files; x-parse says how many bare parses it takes.
func BenchmarkLoad(b *testing.B) {
	files := benchRepository()
	b.SetBytes(bareParse(b, files))
	parse, load := time.Hour, time.Hour // the fastest of each: a busy machine slows some rounds
	for b.Loop() {
		b.StopTimer()
		start := time.Now()
		bareParse(b, files)
		parse = min(parse, time.Since(start))
		tree, err := source.New(files, source.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		start = time.Now()
		if d := Load(tree); len(d.Units) != 200 {
			b.Fatalf("%d units", len(d.Units))
		}
		load = min(load, time.Since(start))
	}
	b.ReportMetric(float64(load)/float64(parse), "x-parse")
}
