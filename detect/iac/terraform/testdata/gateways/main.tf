resource "aws_lambda_function" "get" {
  function_name = "get"
  handler       = "app.get"
  runtime       = "python3.12"
  filename      = "get.zip"
}

resource "aws_lambda_function" "put" {
  function_name = "put"
  handler       = "app.put"
  runtime       = "python3.12"
  filename      = "put.zip"
}

resource "aws_lambda_function" "doc" {
  function_name = "doc"
  handler       = "app.doc"
  runtime       = "python3.12"
  filename      = "doc.zip"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_api_gateway_rest_api" "rest" {
  name = "rest"
}

resource "aws_api_gateway_resource" "items" {
  rest_api_id = aws_api_gateway_rest_api.rest.id
  parent_id   = aws_api_gateway_rest_api.rest.root_resource_id
  path_part   = "items"
}

resource "aws_api_gateway_resource" "item" {
  rest_api_id = aws_api_gateway_rest_api.rest.id
  parent_id   = aws_api_gateway_resource.items.id
  path_part   = "{id}"
}

resource "aws_api_gateway_method" "get" {
  rest_api_id = aws_api_gateway_rest_api.rest.id
  resource_id = aws_api_gateway_resource.item.id
  http_method = "GET"
}

resource "aws_api_gateway_integration" "get" {
  rest_api_id          = aws_api_gateway_rest_api.rest.id
  resource_id          = aws_api_gateway_resource.item.id
  http_method          = aws_api_gateway_method.get.http_method
  type                 = "AWS_PROXY"
  uri                  = aws_lambda_function.get.invoke_arn
  timeout_milliseconds = 12000
}

resource "aws_api_gateway_integration" "put" {
  rest_api_id        = aws_api_gateway_rest_api.rest.id
  resource_id        = aws_api_gateway_resource.items.id
  http_method        = "PUT"
  type               = "AWS"
  uri                = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${aws_lambda_function.put.arn}/invocations"
  request_parameters = { "integration.request.header.X-Amz-Invocation-Type" = "'Event'" }
}

resource "aws_api_gateway_integration" "queue" {
  rest_api_id       = aws_api_gateway_rest_api.rest.id
  resource_id       = aws_api_gateway_resource.items.id
  http_method       = "POST"
  type              = "AWS"
  uri               = "arn:aws:apigateway:eu-west-1:sqs:action/SendMessage"
  request_templates = { "application/json" = "QueueUrl=${aws_sqs_queue.jobs.url}" }
}

resource "aws_api_gateway_rest_api" "document" {
  name = "document"
  body = jsonencode({
    openapi = "3.0.1"
    paths = {
      "/docs" = {
        get = {
          "x-amazon-apigateway-integration" = {
            uri             = aws_lambda_function.doc.invoke_arn
            timeoutInMillis = 5000
          }
        }
      }
    }
  })
}

resource "aws_apigatewayv2_api" "http" {
  name          = "http"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "get" {
  api_id           = aws_apigatewayv2_api.http.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.get.invoke_arn
}

resource "aws_apigatewayv2_route" "get" {
  api_id    = aws_apigatewayv2_api.http.id
  route_key = "GET /items"
  target    = "integrations/${aws_apigatewayv2_integration.get.id}"
}

resource "aws_lb" "front" {
  name         = "front"
  idle_timeout = 20
}

resource "aws_lb_target_group" "put" {
  target_type = "lambda"
}

resource "aws_lb_target_group_attachment" "put" {
  target_group_arn = aws_lb_target_group.put.arn
  target_id        = aws_lambda_function.put.arn
}

resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  default_action {
    type = "fixed-response"
  }
}

resource "aws_lb_listener_rule" "put" {
  listener_arn = aws_lb_listener.front.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.put.arn
  }
  condition {
    path_pattern {
      values = ["/put"]
    }
  }
}
