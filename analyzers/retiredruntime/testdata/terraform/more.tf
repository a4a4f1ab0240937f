# Two functions with one runtime of their own are one move.
resource "aws_lambda_function" "resize" {
  function_name = "resize"
  filename      = data.archive_file.src.output_path
  role          = "arn:aws:iam::123456789012:role/resize"
  handler       = "handler.handler"
  runtime       = "python3.7" # want "^crop and resize run on python3.7, which reached its end on 2023-12-04"
}

resource "aws_lambda_function" "crop" {
  function_name = "crop"
  filename      = data.archive_file.src.output_path
  role          = "arn:aws:iam::123456789012:role/crop"
  handler       = "handler.handler"
  runtime       = "python3.7" # wantrelated "also: python3.7"
}
