package cdk

import "strings"

// packageOf names a package of the CDK in one way for all languages: "aws-cdk-lib/
// aws-lambda-nodejs", "aws_cdk.aws_lambda_nodejs" and "awslambdanodejs" are
// "lambdanodejs"; the package that holds App, Stack and Duration is "core".
func packageOf(path string) (string, bool) {
	path = strings.NewReplacer("_", "-", ".", "/").Replace(path)
	switch {
	case path == "constructs", strings.HasPrefix(path, "github/com/aws/constructs-go"):
		return "core", true
	case strings.HasPrefix(path, "github/com/aws/aws-cdk-go/"):
		path = strings.TrimPrefix(path, "github/com/aws/aws-cdk-go/")
	case path == "aws-cdk-lib", path == "aws-cdk", path == "aws-cdk/core", path == "@aws-cdk/core":
		return "core", true
	case strings.HasPrefix(path, "aws-cdk-lib/"), strings.HasPrefix(path, "aws-cdk/"), strings.HasPrefix(path, "@aws-cdk/"):
		_, path, _ = strings.Cut(path, "/")
	case path == "@aws-solutions-constructs", strings.HasPrefix(path, "@aws-solutions-constructs/"):
		return "solutions", true
	default:
		return "", false
	}
	return shortPackage(path), true
}

// shortPackage drops what the names of packages have in common.
func shortPackage(path string) string {
	words := strings.Split(path, "/")
	last := words[len(words)-1]
	for len(words) > 1 && len(last) > 1 && last[0] == 'v' && last[1] >= '0' && last[1] <= '9' {
		words = words[:len(words)-1]
		last = words[len(words)-1]
	}
	if last == "awscdk" || last == "core" {
		return "core"
	}
	last = strings.TrimPrefix(strings.TrimPrefix(last, "awscdk"), "aws")
	last = strings.ToLower(strings.ReplaceAll(last, "-", ""))
	last = strings.TrimSuffix(last, "alpha")
	return last
}

// pascal writes a name as the table of constructs does: "function_name",
// "functionName" and "FunctionName" are "FunctionName".
func pascal(name string) string {
	if name == "" {
		return ""
	}
	if name == strings.ToUpper(name) {
		return name // a constant: NODEJS_20_X
	}
	var b strings.Builder
	up := true
	for _, r := range name {
		switch {
		case r == '_':
			up = true
		case up:
			b.WriteString(strings.ToUpper(string(r)))
			up = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
