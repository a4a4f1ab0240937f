resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

data "archive_file" "quote" {
  type        = "zip"
  source_dir  = "${path.module}/functions/quote"
  output_path = "${path.module}/build/quote.zip"
}

resource "aws_lambda_function" "quote" {
  function_name = "quote"
  filename      = data.archive_file.quote.output_path
  role          = "arn:aws:iam::123456789012:role/quote"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 45 # want "^quote may run 45 s, but the HTTP API in front of it answers for at most 30 s$"
}

resource "aws_apigatewayv2_integration" "quote" {
  api_id                 = aws_apigatewayv2_api.shop.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.quote.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "quote" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /quote"
  target    = "integrations/${aws_apigatewayv2_integration.quote.id}"
}

data "archive_file" "price" {
  type        = "zip"
  source_dir  = "${path.module}/functions/price"
  output_path = "${path.module}/build/price.zip"
}

# In time.
resource "aws_lambda_function" "price" {
  function_name = "price"
  filename      = data.archive_file.price.output_path
  role          = "arn:aws:iam::123456789012:role/price"
  handler       = "bootstrap"
  runtime       = "provided.al2023"
  timeout       = 15
}

resource "aws_apigatewayv2_integration" "price" {
  api_id                 = aws_apigatewayv2_api.shop.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.price.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "price" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "GET /price"
  target    = "integrations/${aws_apigatewayv2_integration.price.id}"
}
