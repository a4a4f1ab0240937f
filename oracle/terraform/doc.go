// Package oracle holds the evaluation of Terraform configurations against that of
// tflint, in a module of its own so that the product does not depend on it.
package oracle
