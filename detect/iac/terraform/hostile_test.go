package terraform

import "strings"

// hostile configurations would take for ever, or all memory, if they were believed.
var hostile = []string{
	"locals {\n a = local.b\n b = local.a\n}\nresource \"aws_sqs_queue\" \"q\" { name = local.a }",
	"module \"m\" { source = \"./\" }",
	"module \"m\" {\n source = \"./modules/fn\"\n count = 1000000000\n}",
	"resource \"aws_sqs_queue\" \"q\" {\n count = 1000000000\n name = \"q${count.index}\"\n}",
	"locals { a = [for x in range(1000) : [for y in range(1000) : [for z in range(1000) : x]]] }\nresource \"aws_sqs_queue\" \"q\" { name = local.a[0][0][0] }",
	"locals {\n a = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n b = \"${local.a}${local.a}${local.a}${local.a}${local.a}${local.a}${local.a}${local.a}\"\n" +
		doubling("c", "b") + doubling("d", "c") + doubling("e", "d") + doubling("f", "e") + doubling("g", "f") + doubling("h", "g") +
		"}\nresource \"aws_sqs_queue\" \"q\" { name = local.h }",
	"locals { a = setproduct(range(1000), range(1000), range(1000)) }\nresource \"aws_sqs_queue\" \"q\" { name = local.a }",
	"resource \"aws_sqs_queue\" \"q\" { name = format(\"%999999999d\", 1) }",
	"resource \"aws_sqs_queue\" \"q\" { name = " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000) + " }",
	"resource \"aws_sqs_queue\" \"q\" { name = " + strings.Repeat("!", 5000) + "true }",
	"resource \"aws_sqs_queue\" \"q\" { name = aws_sqs_queue.q.name }",
	"resource \"aws_lambda_function\" \"f\" {\n dynamic \"environment\" {\n for_each = range(1000)\n content {\n variables = { for i in range(1000) : i => environment.value }\n }\n }\n}",
	"variable \"v\" {\n type = object({ a = optional(string, var.v) })\n default = { a = null }\n}\nresource \"aws_sqs_queue\" \"q\" { name = var.v.a }",
	"resource \"aws_lambda_function\" \"f\" { timeout = 1e400 }",
	"resource \"aws_sqs_queue\" \"q\" { visibility_timeout_seconds = 1e300 }",
}

func doubling(name, of string) string {
	return " " + name + " = \"" + strings.Repeat("${local."+of+"}", 32) + "\"\n"
}
