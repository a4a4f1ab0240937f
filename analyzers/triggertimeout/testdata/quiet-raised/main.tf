# The account's limit for REST APIs was raised, and the integration says so.
resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_resource" "render" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "render"
}

resource "aws_api_gateway_method" "render" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.render.id
  http_method   = "POST"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "render" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.render.id
  http_method             = aws_api_gateway_method.render.http_method
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.render.invoke_arn
  timeout_milliseconds    = 90000
}

data "archive_file" "render" {
  type        = "zip"
  source_dir  = "${path.module}/functions/render"
  output_path = "${path.module}/build/render.zip"
}

resource "aws_lambda_function" "render" {
  function_name = "render"
  filename      = data.archive_file.render.output_path
  role          = "arn:aws:iam::123456789012:role/render"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 60
}
