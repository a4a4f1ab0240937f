package terraform

import (
	"testing"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

func TestByName(t *testing.T) {
	r := &root{out: &iac.Declared{
		Units: []*iac.Unit{{ID: "u", Name: "orders", Platform: arch.AWSLambda}, {ID: "v", Name: "report", Platform: arch.AWSLambda}},
		Resources: []*iac.Resource{
			{ID: "q", Name: "orders", Type: "sqs"}, {ID: "t", Name: "orders", Type: "sns"}, {ID: "b", Name: "files", Type: "s3"},
		},
	}}
	hidden := iac.Part{Why: "the account"}
	tests := []struct {
		want  string
		parts []iac.Part
	}{
		{"v", []iac.Part{{Literal: "report"}}},
		{"", []iac.Part{{Literal: "orders"}}}, // three things have that name
		{"q", []iac.Part{{Literal: "arn:aws:sqs:eu-west-1:"}, hidden, {Literal: ":orders"}}},
		{"u", []iac.Part{{Literal: "arn:aws:lambda:eu-west-1:1:function:orders"}}},
		{"b", []iac.Part{{Literal: "files"}}},
		{"", []iac.Part{hidden, {Literal: "report"}}},
		{"", []iac.Part{{Literal: "some/report"}}},
		{"", nil},
	}
	for _, tt := range tests {
		if got := r.byName(iac.Text{Parts: tt.parts}); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.parts, got, tt.want)
		}
	}
}

func TestRegistryAddress(t *testing.T) {
	for source, want := range map[string]string{
		"terraform-aws-modules/sqs/aws":                                                      "terraform-aws-modules/sqs/aws",
		"github.com/terraform-aws-modules/terraform-aws-lambda?ref=1":                        "terraform-aws-modules/lambda/aws",
		"git::https://github.com/terraform-aws-modules/terraform-aws-s3-bucket.git?ref=1":    "terraform-aws-modules/s3-bucket/aws",
		"git@github.com:terraform-aws-modules/terraform-aws-ecs.git//modules/service?ref=v5": "terraform-aws-modules/ecs/aws//modules/service",
		"registry.terraform.io/terraform-aws-modules/sns/aws":                                "terraform-aws-modules/sns/aws",
		"github.com/someone/else":                                                            "github.com/someone/else",
	} {
		if got := registryAddress(source); got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}
